"""What happens to queues as time passes."""

from datetime import timedelta

from podium.domains.queues.commands import retention, tallies
from podium.domains.queues.commands.leases import abandon_lost_items
from podium.domains.queues.commands.retention import clear_removed_queues, forget_ended_items
from podium.domains.queues.commands.waiting import let_items_go
from podium.domains.queues.commands.warnings import warn_of_danger
from podium.domains.queues.queries.items import BATCH
from podium.engine.ticks import Tick

TICKS = [
    Tick(let_items_go, every=timedelta(seconds=5), batch=BATCH),
    Tick(abandon_lost_items, every=timedelta(seconds=5), batch=BATCH),
    Tick(clear_removed_queues, every=timedelta(minutes=1), batch=retention.BATCH),
    Tick(tallies.sum_up_hours, every=timedelta(hours=1), batch=tallies.BATCH),
    Tick(warn_of_danger, every=timedelta(minutes=5)),
    Tick(forget_ended_items, every=timedelta(hours=1), batch=retention.BATCH),
]
