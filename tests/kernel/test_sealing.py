"""Secrets are kept sealed: bound to their row, under the key of their tenant, under a master key."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from podium.app import SETUP, Podium
from podium.kernel.context import Context
from podium.kernel.outbox import OutboxEvent
from podium.kernel.sealing import SealingFailed, keys_of, seal, unseal
from podium.kernel.vault import EncryptionKeyMalformed, EncryptionKeyNotFound, Unreadable, Vault, master_keys
from tests.databases import MASTER_KEY

T = TypeVar("T")


async def work(podium: Podium, what: Callable[[Context], Awaitable[T]], tenant: int = 1) -> T:
    return await podium.db.alone(replace(SETUP, tenant_id=tenant), what)


async def sealed(ctx: Context) -> Any:
    row = OutboxEvent(id=7, tenant_id=ctx.tenant_id)
    await seal(ctx, row, "kind", "geheim")
    return row


async def test_a_sealed_secret_can_be_read_again_but_not_seen(podium: Podium) -> None:
    row = await work(podium, sealed)
    assert b"geheim" not in row.kind
    assert await work(podium, lambda ctx: unseal(ctx, row, "kind")) == "geheim"


async def test_a_secret_moved_to_another_column_or_row_is_not_read(podium: Podium) -> None:
    row = await work(podium, sealed)
    row.body = row.kind
    with pytest.raises(Unreadable):
        await work(podium, lambda ctx: unseal(ctx, row, "body"))
    row.id += 1
    with pytest.raises(Unreadable):
        await work(podium, lambda ctx: unseal(ctx, row, "kind"))


async def test_every_tenant_has_a_key_of_its_own(podium: Podium) -> None:
    one, other = [await work(podium, sealed, tenant) for tenant in (1, 2)]
    (first,) = await work(podium, lambda ctx: ctx.all(keys_of(ctx, 1)))
    (second,) = await work(podium, lambda ctx: ctx.all(keys_of(ctx, 2)))
    assert one.kind.startswith(first.id.bytes)
    assert other.kind.startswith(second.id.bytes)


async def test_under_another_master_key_nothing_is_sealed_or_read(podium: Podium) -> None:
    row = await work(podium, sealed)
    podium.db.vault = Vault(secrets.token_bytes(32))
    with pytest.raises(SealingFailed) as refused:
        await work(podium, sealed)
    assert "master key" in refused.value.details["mend"]
    with pytest.raises(EncryptionKeyNotFound):
        await work(podium, lambda ctx: unseal(ctx, row, "kind"))


async def test_a_master_key_that_came_later_is_read_when_it_is_wanted(podium: Podium) -> None:
    row = await work(podium, sealed)
    podium.db.vault = Vault(secrets.token_bytes(32), lambda: [MASTER_KEY])
    assert await work(podium, lambda ctx: unseal(ctx, row, "kind")) == "geheim"


@pytest.mark.parametrize("text", ["", "no base64!", "c2hvcnQ="])
def test_a_master_key_is_32_bytes_in_base64(text: str) -> None:
    with pytest.raises(EncryptionKeyMalformed):
        master_keys(text)
