"""What time does to folders."""

from datetime import timedelta

from podium.domains.folders.workspaces import BATCH, show_out
from podium.engine.ticks import Tick

TICKS = [Tick(show_out, every=timedelta(minutes=10), batch=BATCH)]
