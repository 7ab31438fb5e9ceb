"""Triggers: what starts jobs by itself, by time, by what lies in queues, by calls from outside and by events.

A *process schedule* is a time trigger, or a queue trigger if it names a queue. What of it changes while it works is its
*state*; when it is next to be looked at stands there as ``due``. What happens elsewhere and concerns a trigger leaves a
*nudge*, which the engine takes up after the commit: it alone decides, so no decision is made twice. Every decision is
kept as a *trigger event*.
"""
