"""The licences of the host are given, shared out among tenants, and taken away; by the host alone."""

from collections.abc import Sequence

from podium.domains.licences.commands import files, tenants
from podium.domains.licences.errors import (
    HostLicenseLimitExceeded,
    LicenseNewInvalidArguments,
    LicenseNotFound,
    LicenseUnregistered,
    NoHostLicense,
)
from podium.domains.licences.events import LicenseAssigning
from podium.domains.licences.models import Assignment, HostLicense, License, LicenseFile, LicenseRequest, shown
from podium.domains.licences.queries import host_licence, host_licences, tenant_licences
from podium.domains.tenants.host import demand_host
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.statements import Bound
from podium.odata.bind import Uploads

TENANTS = "Tenants"
"""The kind under which a licence of the host says how many tenants may share it."""


async def every(ctx: Context) -> Bound[HostLicense]:
    """The licences of the host."""
    await demand_host(ctx)
    return host_licences(ctx)


async def count_tenants(ctx: Context, rows: Sequence[HostLicense]) -> None:
    """Look up how many tenants have a part of each."""
    given = [licence.host_license_id for licence in await ctx.all(tenant_licences(ctx))]
    for row in rows:
        row.tenants = given.count(row.id)


async def one(ctx: Context, key: int) -> HostLicense:
    """A licence of the host."""
    await demand_host(ctx)
    row = await ctx.first(host_licence(ctx, key))
    if row is None:
        raise LicenseNotFound
    return row


async def upload(ctx: Context, uploads: Uploads) -> HostLicense:
    """Give the host a licence from a file."""
    await demand_host(ctx)
    return await files.keep_for_host(ctx, await files.read(ctx, uploads))


async def activate_offline(ctx: Context, uploads: Uploads) -> None:
    """The same."""
    await upload(ctx, uploads)


async def activate(ctx: Context, body: LicenseRequest) -> None:
    """Keep a key as a licence of the host."""
    await demand_host(ctx)
    await files.keep_for_host(ctx, await files.of_key(ctx, body.license_key))


async def request(ctx: Context, body: LicenseRequest) -> str:
    """A text with which a licence can be asked for elsewhere."""
    await demand_host(ctx)
    return await tenants.request(ctx, body)


async def renew(ctx: Context) -> None:
    """Look for news of the host's licences: there is nobody who would have any."""
    await demand_host(ctx)
    if not await ctx.all(host_licences(ctx)):
        raise LicenseUnregistered


async def delete(ctx: Context, key: int) -> None:
    """Take away a licence of the host, and from the tenants what they have of it."""
    row = await one(ctx, key)
    for licence in await ctx.all(tenant_licences(ctx)):
        if licence.host_license_id == row.id:
            ctx.remove(licence)
    ctx.remove(row)


async def deactivate(ctx: Context, tenant_id: int | None = None) -> None:
    """Take away a tenant's licence, or all that the host has."""
    await demand_host(ctx)
    if tenant_id is not None:
        ctx.remove(await files.licence_or_error(ctx, tenant_id))
        return
    await renew(ctx)
    for row in await ctx.all(host_licences(ctx)):
        await delete(ctx, row.id)


async def give_up(ctx: Context, tenant_id: int | None = None) -> str:
    """The same, and tell what it was."""
    await demand_host(ctx)
    codes = [row.code for row in await ctx.all(host_licences(ctx))]
    await deactivate(ctx, tenant_id)
    return files.text_of({"tenantId": tenant_id, "licenseKeys": codes})


async def set_tenant_licence(ctx: Context, license: Assignment) -> None:
    """Give a tenant a part of a licence of the host: its limits are the tenant's from now on."""
    await demand_host(ctx)
    if license.tenant_id is None or license.host_license_id is None:
        raise LicenseNewInvalidArguments
    if await ctx.first(tenant_of(ctx, license.tenant_id)) is None:
        raise NotFound(name=f"Tenant {license.tenant_id}")
    row = await ctx.first(host_licence(ctx, license.host_license_id))
    if row is None:
        raise NoHostLicense
    most = row.limits.get(TENANTS)
    others = [one for one in await ctx.all(tenant_licences(ctx)) if one.tenant_id != license.tenant_id]
    if most is not None and sum(one.host_license_id == row.id for one in others) >= most:
        raise HostLicenseLimitExceeded
    ctx.emit(LicenseAssigning(tenant_id=license.tenant_id, limits=row.limits))
    file = LicenseFile(row.code, row.limits, list(row.concurrent_kinds), row.expires, row.grace_days)
    licence = await files.keep_for_tenant(ctx, license.tenant_id, file)
    licence.host_license_id = row.id


async def tenant_licence(ctx: Context, tenant_id: int) -> License:
    """The licence of a tenant."""
    await demand_host(ctx)
    return shown(await files.licence_or_error(ctx, tenant_id), {})


async def delete_tenant_licence(ctx: Context, tenant_id: int) -> None:
    """Take a tenant's licence away."""
    await demand_host(ctx)
    ctx.remove(await files.licence_or_error(ctx, tenant_id))
