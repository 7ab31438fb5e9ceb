"""Where the secrets of rows lie: sealed in the row itself, or in the outside store that the row names.

A row that holds a secret has ``credential_store_id`` and ``external_name``; what is sealed stands in an attribute of
kind ``Sealed``.
"""

from typing import Any, Protocol

from podium.domains.credentials import outside
from podium.domains.credentials.errors import PasswordIsOutside, ReadFailed
from podium.domains.credentials.models import CredentialStore, ResourceType
from podium.domains.credentials.plugin import Secret
from podium.domains.credentials.queries import default_for, store_numbered
from podium.kernel.context import Context
from podium.kernel.sealing import seal, unseal


class Holder(Protocol):
    credential_store_id: Any
    external_name: Any


async def settle_store(ctx: Context, row: Holder, kind: ResourceType, name: str) -> CredentialStore:
    """The store of a row that is to hold a secret: the one it names, else the default of its kind.

    In a store outside the secret is called by the row's external name, which is ``name`` if nothing else is said.
    """
    if row.credential_store_id is None:
        row.credential_store_id = (await ctx.one(default_for(ctx, kind), kind)).credential_store_id
    store = await store_of(ctx, row)
    if not store.is_ours:
        row.external_name = row.external_name or name
    return store


async def store_of(ctx: Context, row: Holder) -> CredentialStore:
    key = row.credential_store_id
    return await ctx.one(store_numbered(ctx, key), f"Credential store {key}")


async def keep(ctx: Context, row: Any, attribute: str, secret: Secret) -> None:
    """Keep the secret of a row. A store that is only read from takes none."""
    store = await store_of(ctx, row)
    if store.is_ours:
        await seal(ctx, row, attribute, secret.password)
        return
    if store.is_read_only:
        raise PasswordIsOutside
    setattr(row, attribute, None)
    await outside.write(ctx, store, row.external_name, secret)


async def fetch(ctx: Context, row: Any, attribute: str) -> Secret:
    """The secret of a row; one that lies outside comes with its user name."""
    store = await store_of(ctx, row)
    if store.is_ours:
        return Secret(await unseal(ctx, row, attribute) if getattr(row, attribute) else "")
    if store.is_disconnected:
        raise ReadFailed(store.type, "Its secrets are fetched from its proxy, not from here.")
    return await outside.read(ctx, store, row.external_name, row)


async def forget(ctx: Context, row: Holder) -> None:
    """Let the store outside, if there is one that can be written to, forget the secret of a row."""
    if row.credential_store_id is None:
        return
    store = await store_of(ctx, row)
    if not store.is_ours and not store.is_read_only:
        await outside.remove(ctx, store, row.external_name)
