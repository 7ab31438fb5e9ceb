"""Stores outside: opened from their rows and kept open, asked with a time limit, their answers kept for a moment."""

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

import httpx
import msgspec

from podium.domains.credentials.errors import BadConfiguration, ReadFailed, WriteFailed
from podium.domains.credentials.models import CredentialStore
from podium.domains.credentials.plugin import Secret, Store, StoreProblem, StoreType
from podium.domains.credentials.types import store_types
from podium.kernel.context import Context
from podium.kernel.sealing import unseal

T = TypeVar("T")
SECONDS = 10.0
"""How long a store may take to answer."""
FRESH = timedelta(seconds=30)
PROBLEMS = (StoreProblem, httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError, KeyError)
MADE_OF = (CredentialStore,)


def type_named(name: str) -> StoreType:
    found = store_types().get(name.lower())
    if found is None:
        raise BadConfiguration(f"There is no type of store called {name}.")
    return found


async def check(kind: StoreType, configuration: Mapping[str, str]) -> None:
    """Refuse a configuration with which a store cannot be used."""
    try:
        await _within(kind.open(configuration).check())
    except PROBLEMS as problem:
        raise BadConfiguration(_told(problem)) from problem


async def read(ctx: Context, row: CredentialStore, name: str, holder: Any) -> Secret:
    """What a store keeps under a name for a row, which is asked again when the row has changed."""
    key = ("outside secret", row.id, name, holder.table.name, holder.id, holder.row_version)
    kept: tuple[datetime, Secret] | None = ctx.memory.get(key, MADE_OF)
    if kept and ctx.now < kept[0]:
        return kept[1]
    seen = ctx.memory.generations(MADE_OF)
    store = await _opened(ctx, row)
    await ctx.unit.rest()
    try:
        secret = await _within(store.read(name))
    except PROBLEMS as problem:
        raise ReadFailed(row.type, _told(problem)) from problem
    ctx.memory.keep(key, seen, (ctx.now + FRESH, secret))
    return secret


async def write(ctx: Context, row: CredentialStore, name: str, secret: Secret) -> None:
    """Keep a secret in a store. Doing it again, as a command may, does no harm."""
    store = await _opened(ctx, row)
    await _change(ctx, row, store.write(name, secret))


async def remove(ctx: Context, row: CredentialStore, name: str) -> None:
    """Let a store forget a name."""
    store = await _opened(ctx, row)
    await _change(ctx, row, store.remove(name))


async def configuration_of(ctx: Context, row: CredentialStore) -> dict[str, str]:
    """The configuration of a store, its secret entries in clear."""
    plain = msgspec.json.decode(row.settings or b"{}", type=dict[str, str])
    hidden = msgspec.json.decode(await unseal(ctx, row, "secrets"), type=dict[str, str]) if row.secrets else {}
    return plain | hidden


async def _opened(ctx: Context, row: CredentialStore) -> Store:
    async def open_it() -> Store:
        configuration = await configuration_of(ctx, row)
        try:
            return type_named(row.type).open(configuration)
        except PROBLEMS as problem:
            raise BadConfiguration(_told(problem)) from problem

    return await ctx.remembered(("open store", row.id), MADE_OF, open_it)


async def _change(ctx: Context, row: CredentialStore, change: Awaitable[None]) -> None:
    await ctx.unit.rest()
    try:
        await _within(change)
    except PROBLEMS as problem:
        raise WriteFailed(row.type, _told(problem)) from problem


async def _within(answer: Awaitable[T]) -> T:
    return await asyncio.wait_for(answer, SECONDS)


def _told(problem: BaseException) -> str:
    return str(problem) or type(problem).__name__
