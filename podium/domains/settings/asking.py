"""What settings say, for slices that go by them."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from podium.domains.settings.known import KNOWN
from podium.domains.tenants import settings
from podium.domains.tenants.models import Setting
from podium.kernel.context import Context

MADE_OF = (Setting,)


async def text(ctx: Context, name: str, tenant: int | None = None) -> str:
    """A setting as it holds for a tenant, that of the unit of work if none is named."""
    where = ctx.tenant_id if tenant is None else tenant

    async def look_up() -> str:
        default = KNOWN[name.lower()].default
        return (await settings.values(ctx, where, {name: default}))[name] or default

    return await ctx.remembered(("setting", where, name), MADE_OF, look_up)


async def number(ctx: Context, name: str) -> int:
    return int(await text(ctx, name))


async def minutes(ctx: Context, name: str) -> timedelta:
    return timedelta(minutes=await number(ctx, name))


async def is_on(ctx: Context, name: str, tenant: int | None = None) -> bool:
    return settings.is_on(await text(ctx, name, tenant))


def number_for(ctx: Context, tenant: Any, name: str) -> sa.ColumnElement[int]:
    """A number as it holds for the tenant of each row of a statement."""

    def chosen(level: Any) -> Any:
        found = ctx.everywhere(Setting).where(Setting.tenant_id == level, Setting.name == name)
        return sa.func.nullif(found.with_only_columns(Setting.value).scalar_subquery(), "")

    default: sa.ColumnElement[str] = sa.literal_column(f"'{KNOWN[name.lower()].default}'")
    return sa.cast(sa.func.coalesce(chosen(tenant), chosen(settings.INSTALLATION), default), sa.Integer())
