"""What happens to logs as time passes."""

from datetime import timedelta

from podium.domains.logs.keeping import BATCH, drop_old_parts, forget_old_lines, make_parts
from podium.engine.ticks import Tick

HOUR = timedelta(hours=1)
TICKS = [
    Tick(make_parts, every=HOUR),
    Tick(drop_old_parts, every=HOUR),
    Tick(forget_old_lines, every=HOUR, batch=BATCH),
]
