"""What happens to sessions as time passes."""

from datetime import timedelta

from podium.domains.robots.commands.sessions import note_silence
from podium.domains.robots.queries.sessions import BATCH
from podium.engine.ticks import Tick

TICKS = [Tick(note_silence, every=timedelta(seconds=30), batch=BATCH)]
