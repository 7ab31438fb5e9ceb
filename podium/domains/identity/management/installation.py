"""Settings of identity, and the directories that are connected."""

from uuid import UUID

from podium.domains.identity import settings
from podium.domains.identity.directory import connections
from podium.domains.identity.models import DirectoryConnection, Flavour
from podium.domains.identity.queries import directories
from podium.domains.tenants import mail
from podium.domains.tenants.settings import forget, put, values
from podium.kernel.context import Context
from podium.odata.bind import Base
from podium.odata.wire import Plain

FIELDS = ("domain", "url", "base", "reader", "start_tls", "ca_certificate", "is_default")
"""What is told of a directory by the same names as it is kept."""


class SettingShown(Plain):
    key: str
    value: str
    partition_global_id: UUID | None = None
    user_id: UUID | None = None


class SettingsWish(Plain):
    settings: list[SettingShown]
    partition_global_id: UUID | None = None
    user_id: UUID | None = None


class Directory(Plain):
    """A directory as it is shown and sent; its password is never shown, and stays where none is sent."""

    domain: str
    url: str
    base: str
    type: Flavour = Flavour.LDAP
    reader: str = ""
    password: str | None = None
    start_tls: bool = False
    ca_certificate: str = ""
    is_default: bool = False
    id: UUID | None = None


async def read(ctx: Context, key: str = "") -> list[SettingShown]:
    """The settings, all of them or one."""
    chosen = await values(ctx, ctx.tenant_id, settings.DEFAULTS)
    wanted = {name: value for name, value in chosen.items() if not key or name == key}
    return [SettingShown(key=name, value=value) for name, value in wanted.items()]


async def write(ctx: Context, body: SettingsWish, base: Base) -> list[SettingShown]:
    """Choose settings. Who names a mail server is told by its links to be where the caller finds us."""
    chosen = {one.key: one.value for one in body.settings}
    for name, value in chosen.items():
        settings.check(name, value)
    known = await values(ctx, ctx.tenant_id, settings.DEFAULTS)
    if chosen.get(mail.HOST) and not known[settings.PUBLIC_URL]:
        chosen.setdefault(settings.PUBLIC_URL, base)
    await put(ctx, ctx.tenant_id, chosen, mail.SECRETS)
    return await read(ctx)


async def reset(ctx: Context, keys: list[str]) -> None:
    """Go back to the defaults."""
    await forget(ctx, ctx.tenant_id, keys)


async def every_directory(ctx: Context) -> list[Directory]:
    return [_shown(row) for row in await ctx.all(directories(ctx, ctx.tenant_id))]


async def connect(ctx: Context, body: Directory) -> Directory:
    """Connect a directory, if it answers."""
    row = await connections.connect(ctx, _values(body), body.password or "")
    await connections.try_out(ctx, row)
    return _shown(row)


async def change(ctx: Context, connection_id: UUID, body: Directory) -> Directory:
    """Change how a directory is connected, if it answers then."""
    row = await connections.change(ctx, connection_id, _values(body), body.password)
    await connections.try_out(ctx, row)
    return _shown(row)


async def disconnect(ctx: Context, connection_id: UUID) -> None:
    """Ask a directory no more."""
    await connections.disconnect(ctx, connection_id)


def _values(body: Directory) -> dict[str, object]:
    return {name: getattr(body, name) for name in FIELDS} | {"flavour": body.type}


def _shown(row: DirectoryConnection) -> Directory:
    told = {name: getattr(row, name) for name in FIELDS}
    return Directory(id=row.key, type=row.flavour, **told)
