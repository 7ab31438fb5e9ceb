"""Who runs the ticks: one row that names a holder, when its term ends, and a token that fences off former holders."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.entity import Col, Record, field
from podium.kernel.statements import prepared

ENGINE = Place(Caller("engine"))
TERM = timedelta(seconds=15)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
SLEEPER = "engine"


class LeaseRow(Record, table="engine_leases"):
    name: Col[str] = field(sa.String(64), primary_key=True)
    holder: Col[str] = field(sa.String(64))
    until: Col[datetime] = field()
    token: Col[int] = field()


@prepared
def lease(ctx: Context, name: str) -> sa.Select[LeaseRow]:
    return ctx.everywhere(LeaseRow).where(LeaseRow.name == name).with_for_update()


@prepared
def held(ctx: Context, name: str, token: int) -> sa.Select[LeaseRow]:
    rows = ctx.everywhere(LeaseRow).where(LeaseRow.name == name, LeaseRow.token == token)
    return rows.with_for_update(read=True)


class Deposed(Exception):
    """Another process has taken the lease over."""


class Lease:
    """Take the lease or renew it; the database decides.

    Its word is good for half a term to the holder, and to others until the holder's term ends.
    """

    def __init__(self, db: Database, name: str = "ticks") -> None:
        self.db, self.name, self.holder, self.token = db, name, uuid4().hex, 0
        self.held, self.until, self.term = False, LONG_AGO, TERM

    @property
    def rest(self) -> timedelta:
        """For how long there is nothing to ask the database."""
        return self.until - self.db.clock() - (self.term / 2 if self.held else timedelta())

    async def hold(self) -> bool:
        if self.rest <= timedelta():
            self.held = await self.db.alone(ENGINE, self._hold)
        return self.held

    def forget(self) -> None:
        """What the database said may no longer be so."""
        self.held, self.until = False, LONG_AGO

    async def give_up(self) -> None:
        """End the term now, so that another process need not wait for its end."""
        await self.db.alone(ENGINE, self._give_up)

    async def fence(self, ctx: Context) -> None:
        """Make sure that, until this unit of work ends, nobody else takes the lease over."""
        if await ctx.first(held(ctx, self.name, self.token)) is None:
            raise Deposed

    async def _hold(self, ctx: Context) -> bool:
        row = await ctx.first(lease(ctx, self.name))
        if row is None:
            row = LeaseRow(name=self.name, holder=self.holder, until=ctx.now + self.term, token=1)
            ctx.record(row)
        elif row.holder == self.holder:
            row.until = ctx.now + self.term
        elif row.until < ctx.now:
            row.holder, row.until, row.token = self.holder, ctx.now + self.term, row.token + 1
        else:
            self.until = row.until
            return False
        self.token, self.until = row.token, row.until
        return True

    async def _give_up(self, ctx: Context) -> None:
        row = await ctx.first(lease(ctx, self.name))
        if row is not None and row.holder == self.holder:
            row.until = ctx.now - self.term
            ctx.wake(SLEEPER)
