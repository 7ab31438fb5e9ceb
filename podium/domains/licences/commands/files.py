"""Licences as files and as keys, and how they are kept."""

import base64
from typing import Any

import msgspec

from podium.domains.licences.errors import (
    InvalidLicenseFormat,
    LicenseAlreadyInUse,
    LicenseExpired,
    LicenseUnregistered,
)
from podium.domains.licences.models import HostLicense, LicenseFile, TenantLicense
from podium.domains.licences.queries import host_licences, licence_of
from podium.domains.licences.signing import NotSigned, opened
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.odata.bind import Uploads

LONGEST = 1_000_000
TRUSTED = "Podium.Licences.PublicKey"


async def read(ctx: Context, uploads: Uploads) -> LicenseFile:
    """The licence in the file that was sent."""
    if len(uploads) != 1 or uploads[0].size > LONGEST:
        raise InvalidLicenseFormat("Exactly one file is taken.")
    trusted = await asking.text(ctx, TRUSTED)
    try:
        file = msgspec.json.decode(opened(uploads[0].path.read_bytes(), trusted), type=LicenseFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, NotSigned) as problem:
        raise InvalidLicenseFormat(str(problem)) from problem
    if file.expires and file.expires <= ctx.now:
        raise LicenseExpired
    return file


async def of_key(ctx: Context, key: str) -> LicenseFile:
    """A key as a licence. There is no server to ask, so it limits nothing; refused where licences must be signed."""
    if await asking.text(ctx, TRUSTED):
        raise InvalidLicenseFormat("Only licences that are signed are taken here.")
    return LicenseFile(key)


async def keep_for_tenant(ctx: Context, tenant: int, file: LicenseFile) -> TenantLicense:
    """Limit a tenant by a licence, instead of the one it has."""
    row = await ctx.first(licence_of(ctx, tenant))
    if row is None:
        row = TenantLicense(tenant_id=tenant, **_columns(file))
        ctx.record(row)
        return row
    if row.code == file.code and row.host_license_id is None:
        raise LicenseAlreadyInUse
    for name, value in _columns(file).items():
        setattr(row, name, value)
    row.host_license_id, row.creation_time = None, ctx.now
    return row


async def keep_for_host(ctx: Context, file: LicenseFile) -> HostLicense:
    """Give the host a further licence."""
    if any(row.code == file.code for row in await ctx.all(host_licences(ctx))):
        raise LicenseAlreadyInUse
    return await ctx.add(HostLicense(**_columns(file)))


async def licence_or_error(ctx: Context, tenant: int) -> TenantLicense:
    row = await ctx.first(licence_of(ctx, tenant))
    if row is None:
        raise LicenseUnregistered
    return row


def text_of(facts: dict[str, Any]) -> str:
    """Facts as a text that can be sent to somebody."""
    return base64.b64encode(msgspec.json.encode(facts)).decode()


def _columns(file: LicenseFile) -> dict[str, Any]:
    allowed, concurrent = Json(msgspec.json.encode(file.allowed)), Json(msgspec.json.encode(file.concurrent))
    period = {"expires": file.expires, "grace_days": file.grace_days}
    return {"code": file.code, "allowed": allowed, "concurrent": concurrent, **period}
