"""What a queue promises of its items: when they are done, from when they are in danger, and so how urgent they are."""

from datetime import datetime, timedelta

from podium.domains.queues.models import Priority, QueueDefinition, QueueItem


def urgency(queue: QueueDefinition, wanted: Priority) -> Priority:
    """Items of a queue that promises a time are urgent, whatever is said of them."""
    return Priority.HIGH if queue.sla_in_minutes else wanted


def promised(queue: QueueDefinition, now: datetime) -> datetime | None:
    """When an item is due that is added now without a deadline."""
    return now + timedelta(minutes=queue.sla_in_minutes) if queue.sla_in_minutes else None


def in_danger_from(queue: QueueDefinition, due: datetime | None) -> datetime | None:
    """From when an item with a deadline may miss it, if its queue says so."""
    if due is None or not (queue.sla_in_minutes and queue.risk_sla_in_minutes):
        return None
    return due - timedelta(minutes=queue.sla_in_minutes - queue.risk_sla_in_minutes)


def move_deadline(queue: QueueDefinition, item: QueueItem, due: datetime | None) -> None:
    """Give an item another deadline; where its queue says from when it is in danger, that moves along."""
    if due != item.due_date and queue.risk_sla_in_minutes:
        item.risk_sla_date = in_danger_from(queue, due)
    item.due_date = due
