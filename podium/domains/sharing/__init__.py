"""Sharing: things that are seen in several folders, as assets, buckets and queues are.

Each lies in one folder and may be linked to others; it is one thing, whose changes show everywhere. Who takes it out
of its last folder deletes it. A slice declares its kind with ``shareable``.
"""
