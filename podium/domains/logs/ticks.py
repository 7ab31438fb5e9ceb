"""What happens to logs as time passes."""

from datetime import timedelta

from podium.domains.logs.commands import BATCH, forget_old_lines
from podium.engine.ticks import Tick

TICKS = [Tick(forget_old_lines, every=timedelta(hours=1), batch=BATCH)]
