"""Secrets at rest: a column of kind ``Sealed`` holds text that only this server can read, bound to its row.

Every tenant has a key of its own, kept in the database wrapped with a master key that is not there. A sealed value
begins with the id of the key that sealed it, so keys can be replaced while values are read and written.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from podium.kernel.context import Context
from podium.kernel.entity import Col, InTenant, Record, Sealed, field, index
from podium.kernel.errors import ApiError
from podium.kernel.statements import prepared
from podium.kernel.vault import EncryptionKeyMalformed, EncryptionKeyNotFound, Unreadable, sealed, unsealed

INSTALLATION = 0
ID_BYTES = 16


class SealingFailed(ApiError, code=1003):
    """There is no usable key to seal a secret with."""


class DataKey(Record, table="data_keys", remembered=True):
    """A key of one tenant, or of the installation (tenant 0), wrapped. The newest that is not ``retired`` seals."""

    id: Col[UUID] = field(primary_key=True)
    tenant_id: Col[int] = field()
    master: Col[str] = field(sa.String(12))
    wrapped: Col[bytes] = field()
    created: Col[datetime] = field()
    retired: Col[datetime | None] = field()


index("data_keys_tenant", DataKey.tenant_id)


@prepared
def keys_of(ctx: Context, tenant: int) -> sa.Select[DataKey]:
    return ctx.everywhere(DataKey).where(DataKey.tenant_id == tenant).order_by(DataKey.created.desc(), DataKey.id)


async def seal(ctx: Context, row: Record, attribute: str, text: str) -> None:
    """Set an attribute of a row, whose key is known, to a sealed text."""
    (await sealer(ctx, row))(attribute, text)


async def sealer(ctx: Context, row: Record) -> Callable[[str, str], None]:
    """What seals attributes of a row later, when nothing can be asked of the database any more."""
    try:
        key = await current_key(ctx, tenant_of(ctx, row))
        cipher = ctx.vault.opened(key.id, key.master, key.wrapped)
    except (EncryptionKeyNotFound, EncryptionKeyMalformed, Unreadable) as problem:
        raise SealingFailed(details=getattr(problem, "details", None)) from problem

    def seal_(attribute: str, text: str) -> None:
        setattr(row, attribute, Sealed(key.id.bytes + sealed(cipher, text.encode(), _place(row, attribute))))

    return seal_


async def unseal(ctx: Context, row: Record, attribute: str) -> str:
    """The text of a sealed attribute."""
    value: bytes = getattr(row, attribute)
    cipher = await cipher_of(ctx, tenant_of(ctx, row), UUID(bytes=value[:ID_BYTES]))
    return unsealed(cipher, value[ID_BYTES:], _place(row, attribute)).decode()


def tenant_of(ctx: Context, row: Record) -> int:
    """Whose key seals the secrets of a row."""
    return int(row.__dict__.get("tenant_id", ctx.tenant_id)) if isinstance(row, InTenant) else INSTALLATION


async def new_key(ctx: Context, tenant: int) -> DataKey:
    """Give a tenant a key, with which its secrets are sealed from now on."""
    key_id = uuid4()
    master, wrapped = ctx.vault.new_key(key_id)
    key = DataKey(id=key_id, tenant_id=tenant, master=master, wrapped=wrapped, created=ctx.now)
    ctx.record(key)
    return key


async def current_key(ctx: Context, tenant: int) -> DataKey:
    keys = await ctx.all(keys_of(ctx, tenant))
    return next((key for key in keys if key.retired is None), None) or await new_key(ctx, tenant)


async def cipher_of(ctx: Context, tenant: int, key_id: UUID) -> AESGCM:
    key = next((key for key in await ctx.all(keys_of(ctx, tenant)) if key.id == key_id), None)
    if key is None:  # it may be so new that this process has not heard of it
        key = await ctx.first(ctx.everywhere(DataKey).where(DataKey.id == key_id))
    if key is None:
        raise EncryptionKeyNotFound(f"Restore the table data_keys: the key {key_id} is missing.")
    return ctx.vault.opened(key.id, key.master, key.wrapped)


async def check(ctx: Context) -> None:
    """Open every key there is: whether the master key is the right one is better learnt at the start."""
    for key in await ctx.all(ctx.everywhere(DataKey)):
        ctx.vault.opened(key.id, key.master, key.wrapped)


def _place(row: Record, attribute: str) -> bytes:
    return "/".join([row.table.name, *map(str, row.identity()), attribute]).encode()
