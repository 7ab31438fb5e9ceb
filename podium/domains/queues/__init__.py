"""Queues: work items that robots take one at a time, as transactions.

A *queue definition* holds *items*. ``start_transaction`` gives a robot the next item; ``set_result`` ends it,
and may put a fresh copy back for another try. What may follow what is the table in ``states``; nothing else
sets a status.
"""
