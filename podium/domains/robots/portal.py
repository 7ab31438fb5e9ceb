"""What the portal shows of all licences of a tenant: which there are, and what is used of them."""

from typing import Any
from uuid import UUID

from podium.domains.licences.bundles import BUNDLES, Usage, usages
from podium.domains.licences.models import License
from podium.domains.robots.licensing import licence
from podium.domains.tenants.queries import installation
from podium.kernel.context import Context
from podium.odata.wire import Plain


class TenantLicence(Plain):
    """The licence of the tenant; without one, ``is_unlimited``."""

    account_global_id: UUID
    is_unlimited: bool
    code: str | None
    expire_date: int
    grace_period_end_date: int
    product_allocations: list[Usage]
    user_licensing_bundles: list[Usage]


class Inventory(Plain):
    """What there is of each product; nothing is consumed by calls or bought elsewhere."""

    product_allocations: list[Usage]
    user_licensing_bundles: list[Usage]
    entitlement_usages: list[Any] = []
    available_services: list[Any] = []
    ml_keys: list[Any] = []


async def account(ctx: Context) -> TenantLicence:
    """The licence of the tenant, and what is used of it."""
    told = await licence(ctx)
    return TenantLicence(
        account_global_id=(await ctx.one(installation(ctx), "Installation")).organization_key,
        is_unlimited=not told.allowed,
        code=told.code,
        expire_date=told.expire_date,
        grace_period_end_date=told.grace_period_end_date,
        product_allocations=_products(told),
        user_licensing_bundles=await usages(ctx),
    )


async def inventory(ctx: Context) -> Inventory:
    """What there is to be given, and what is used."""
    return Inventory(product_allocations=_products(await licence(ctx)), user_licensing_bundles=await usages(ctx))


def _products(told: License) -> list[Usage]:
    """The kinds of robots that are limited or used, each with its limit, if it has one."""
    kinds = sorted((told.allowed.keys() | told.used.keys()) - BUNDLES.keys())
    return [
        Usage(code=kind, name=kind, allocated=told.used.get(kind, 0), total=told.allowed.get(kind)) for kind in kinds
    ]
