"""Calendars by name, key and id."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.calendars.models import Calendar
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def calendar_named(ctx: Context, name: str) -> sa.Select[Calendar]:
    return ctx.select(Calendar).where(sa.func.lower(Calendar.name) == sa.func.lower(name))


@prepared
def calendars(ctx: Context) -> sa.Select[Calendar]:
    return ctx.select(Calendar).order_by(Calendar.id)


@prepared
def calendar_keyed(ctx: Context, key: UUID) -> sa.Select[Calendar]:
    return ctx.select(Calendar).where(Calendar.key == key)


@prepared
def calendar_of(ctx: Context, calendar_id: int) -> sa.Select[Calendar]:
    return ctx.in_tenant(Calendar).where(Calendar.id == calendar_id)
