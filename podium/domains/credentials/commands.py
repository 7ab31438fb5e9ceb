"""What can be done to credential stores."""

from typing import Any

import msgspec

from podium.domains.credentials import outside, resources
from podium.domains.credentials.errors import BadConfiguration, StoreIsDefault, StoreIsNeeded, StoreNotEmpty
from podium.domains.credentials.events import StoreDeleting
from podium.domains.credentials.models import (
    DATABASE,
    DATABASE_NAME,
    ConfigurationEntry,
    CredentialStore,
    DefaultCredentialStore,
    ProxyResource,
    ProxyResourceType,
    ProxyType,
    ResourceType,
    StoreResource,
)
from podium.domains.credentials.plugin import StoreType
from podium.domains.credentials.queries import default_for, defaults_of, stores_of_proxy
from podium.domains.credentials.types import store_types
from podium.domains.tenants.events import TenantCreated
from podium.domains.tenants.settings import MASK
from podium.kernel.context import Context
from podium.kernel.entity import Changes, Json
from podium.kernel.sealing import seal


async def make_our_store(ctx: Context, event: TenantCreated) -> None:
    """Give a new tenant our database as its store, and as the default for everything."""
    ours = await ctx.add(CredentialStore(tenant_id=event.tenant_id, name=DATABASE_NAME, type=DATABASE))
    await ctx.settle()
    for kind in ResourceType:
        default = DefaultCredentialStore(tenant_id=event.tenant_id, resource_type=kind, credential_store_id=ours.id)
        await ctx.add(default)


async def create(ctx: Context, changes: Changes) -> CredentialStore:
    """Connect a store outside; refused if it cannot be used. One behind a disconnected proxy is the proxy's matter."""
    if changes["proxy_type"] is ProxyType.DISCONNECTED:
        changes.pop("configuration_sent")
        return await ctx.add(CredentialStore(**{**changes, "is_read_only": True, "host_name": _address(changes)}))
    kind = outside.type_named(changes["type"])
    configuration = changes.pop("configuration_sent")
    row = await ctx.add(CredentialStore(**{**changes, "type": kind.name, "is_read_only": kind.read_only}))
    await _configure(ctx, row, kind, configuration)
    return row


async def update(ctx: Context, row: CredentialStore, changes: Changes) -> None:
    """Rename a store or configure it anew; its type stays, and so do secrets that come back masked."""
    if changes["type"].lower() != row.type.lower():
        raise BadConfiguration("A store keeps the type it was made with.")
    row.name = changes["name"]
    if row.is_ours:
        return
    if row.proxy_type != changes["proxy_type"]:
        raise BadConfiguration("A store stays behind the proxy it was made with.")
    row.proxy_id, row.host_name = changes["proxy_id"], changes["host_name"]
    if row.is_disconnected:
        row.host_name = _address(changes)
    elif changes["configuration_sent"] is not None:
        await _configure(ctx, row, outside.type_named(row.type), changes["configuration_sent"])


async def delete(ctx: Context, row: CredentialStore, force_delete: bool = False) -> None:
    """Disconnect a store; by force even if things have their secrets there, which are then without."""
    if await ctx.all(defaults_of(ctx, row.id)):
        raise StoreIsDefault
    if row.is_ours:
        raise StoreIsNeeded(name=row.name)
    held = [one for kind in ResourceType for one in await resources.in_store(ctx, row.id, kind)]
    if held and not force_delete:
        raise StoreNotEmpty(name=row.name, resource_ids=[one.id for one in held])
    ctx.emit(StoreDeleting(store_id=row.id))
    ctx.remove(row)


async def set_default(ctx: Context, row: CredentialStore, resource_type: ResourceType) -> None:
    """Let new secrets of a kind go to a store."""
    found = await ctx.one(default_for(ctx, resource_type), resource_type)
    found.credential_store_id = row.id


async def default_id(ctx: Context, resource_type: ResourceType) -> int:
    """The id of the store where new secrets of a kind go."""
    return (await ctx.one(default_for(ctx, resource_type), resource_type)).credential_store_id


def available_types(ctx: Context, proxy_id: int | None = None) -> list[str]:
    """The types of stores that can be connected, and our own."""
    return [DATABASE, *sorted(kind.name for kind in store_types().values())]


def entries_of(ctx: Context, store_type_name: str, proxy_id: int | None = None) -> list[ConfigurationEntry]:
    """What is to be filled in to connect a store of a type."""
    if store_type_name.lower() == DATABASE.lower():
        return []
    fields = outside.type_named(store_type_name).fields
    return [ConfigurationEntry(key=one.key, display_name=one.display_name, value_type=one.type) for one in fields]


async def resources_of(ctx: Context, row: CredentialStore, resource_type: ResourceType) -> list[StoreResource]:
    """The things of a kind whose secrets lie in a store."""
    return await resources.in_store(ctx, row.id, resource_type)


async def resources_of_proxy(ctx: Context, key: int, resource_type: ProxyResourceType) -> list[ProxyResource]:
    """What is reached through a proxy: its stores themselves, or things whose secrets lie in these."""
    found = []
    for store in await ctx.all(stores_of_proxy(ctx, key)):
        if resource_type is ProxyResourceType.STORE:
            held: list[Any] = [store]
        else:
            held = await resources.in_store(ctx, store.id, ResourceType(resource_type))
        found += [_through_proxy(one, resource_type, store) for one in held]
    return found


def _through_proxy(one: Any, kind: ProxyResourceType, store: CredentialStore) -> ProxyResource:
    return ProxyResource(
        id=one.id, name=one.name, type=kind, credential_store_id=store.id, credential_store_name=store.name
    )


def _address(changes: Changes) -> str:
    """The address of a disconnected proxy."""
    address = str(changes["host_name"] or "")
    if not address.startswith(("https://", "http://")):
        raise BadConfiguration("HostName must be the address of the proxy, with https:// before it.")
    return address


async def _configure(ctx: Context, row: CredentialStore, kind: StoreType, sent: str | None) -> None:
    configuration = _read(sent)
    before = await outside.configuration_of(ctx, row)
    filled = {}
    for field in kind.fields:
        value = configuration.get(field.key.lower(), field.default)
        filled[field.key] = before.get(field.key, "") if field.is_secret and value == MASK else value
        if field.required and not filled[field.key]:
            raise BadConfiguration(f"{field.key} is required.")
    await ctx.unit.rest()
    await outside.check(kind, filled)
    hidden = {field.key: filled[field.key] for field in kind.fields if field.is_secret and filled[field.key]}
    row.settings = Json(msgspec.json.encode(filled | dict.fromkeys(hidden, MASK)))
    await seal(ctx, row, "secrets", msgspec.json.encode(hidden).decode())


def _read(sent: str | None) -> dict[str, str]:
    """The members of a configuration by name in lower case, as texts."""
    try:
        members = msgspec.json.decode(sent or "{}", type=dict[str, Any])
    except msgspec.MsgspecError as problem:
        raise BadConfiguration("AdditionalConfiguration must be a JSON object.") from problem
    return {name.lower(): value if isinstance(value, str) else _text(value) for name, value in members.items()}


def _text(value: Any) -> str:
    return "" if value is None else msgspec.json.encode(value).decode()
