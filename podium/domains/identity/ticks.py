"""What time does to identity: keys grow old, sessions and attempts are forgotten."""

from datetime import timedelta

from podium.domains.identity import account, attempts, sessions, tokens
from podium.engine.ticks import Tick

TICKS = [
    Tick(tokens.rotate, every=timedelta(hours=1)),
    Tick(sessions.forget_old, every=timedelta(hours=1), batch=sessions.BATCH),
    Tick(account.forget_old, every=timedelta(hours=1), batch=account.BATCH),
    Tick(attempts.forget_old, every=timedelta(hours=1), batch=attempts.BATCH),
]
