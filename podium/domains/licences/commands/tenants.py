"""The licence of a tenant is given, looked after and taken away."""

from podium.domains.licences.commands import files
from podium.domains.licences.models import LicenseRequest
from podium.kernel.context import Context
from podium.odata.bind import Uploads


async def upload(ctx: Context, uploads: Uploads) -> None:
    """Limit the tenant by a licence file, instead of the licence it has."""
    await files.keep_for_tenant(ctx, ctx.tenant_id, await files.read(ctx, uploads))


async def activate(ctx: Context, body: LicenseRequest) -> None:
    """Keep a key as the tenant's licence."""
    await files.keep_for_tenant(ctx, ctx.tenant_id, await files.of_key(ctx, body.license_key))


async def request(ctx: Context, body: LicenseRequest) -> str:
    """A text with which a licence can be asked for elsewhere."""
    return files.text_of({"tenantId": ctx.tenant_id, "licenseKey": body.license_key, "environment": body.environment})


async def renew(ctx: Context) -> None:
    """Look for news of the tenant's licence. There is no server that would have any, so it stays as it is."""
    await files.licence_or_error(ctx, ctx.tenant_id)


async def remove(ctx: Context) -> None:
    """Take the tenant's licence, and with it all limits, away."""
    ctx.remove(await files.licence_or_error(ctx, ctx.tenant_id))


async def give_up(ctx: Context) -> str:
    """Take the tenant's licence away, and tell which it was."""
    licence = await files.licence_or_error(ctx, ctx.tenant_id)
    ctx.remove(licence)
    return files.text_of({"tenantId": ctx.tenant_id, "licenseKey": licence.code})
