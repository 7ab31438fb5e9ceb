"""What time does to the audit log: entries become links of a chain."""

from datetime import timedelta

from podium.domains.audit.chain import BATCH, chain_up
from podium.engine.ticks import Tick

TICKS = [Tick(chain_up, every=timedelta(seconds=15), batch=BATCH)]
