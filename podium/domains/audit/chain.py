"""The chain of entries: each is sealed together with the seal before it, under a key that the database keeps sealed."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from podium.domains.audit.models import AuditChain, AuditLog
from podium.domains.audit.queries import chain, chains, links_after, open_entries
from podium.kernel.context import Context
from podium.kernel.sealing import seal, unseal
from podium.kernel.secrets import random_secret

BATCH = 500
SETTLED = timedelta(seconds=10)
"""Entries younger than this may have neighbours that are not committed yet."""
UNSEALED = frozenset({"row_version", "link", "seal", "_stored", "user_is_deleted"})


@dataclass(frozen=True)
class Verdict:
    """Of a tenant: how many links hold, and what is wrong with the next; nothing, if all of them hold."""

    tenant_id: int
    links: int
    fault: str = ""


async def chain_up(ctx: Context) -> int:
    """Chain the entries that are open, those of one tenant at a time."""
    rows = await ctx.all(open_entries(ctx, ctx.now - SETTLED, BATCH))
    ours = [row for row in rows if row.tenant_id == rows[0].tenant_id]
    if not ours:
        return 0
    head = await _chain(ctx, ours[0].tenant_id)
    key = (await unseal(ctx, head, "key")).encode()
    for row in ours:
        head.links += 1
        head.last = sealed(key, head.last, row, head.links)
        row.link, row.seal = head.links, head.last
    return BATCH if len(ours) < len(rows) else len(rows)


async def verify(ctx: Context) -> list[Verdict]:
    """Go through the chains of all tenants."""
    return [await _verified(ctx, head) for head in await ctx.all(chains(ctx))]


async def _verified(ctx: Context, head: AuditChain) -> Verdict:
    key, last, number = (await unseal(ctx, head, "key")).encode(), b"", 0
    while rows := await ctx.all(links_after(ctx, head.tenant_id, number, BATCH)):
        for row in rows:
            if row.link != number + 1:
                return Verdict(head.tenant_id, number, f"Link {number + 1} is missing.")
            last = sealed(key, last, row, number + 1)
            if not hmac.compare_digest(last, row.seal or b""):
                return Verdict(head.tenant_id, number, f"Entry {row.id} is not as it was written.")
            number += 1
    if number != head.links or not hmac.compare_digest(last, head.last):
        return Verdict(head.tenant_id, number, f"The last of {head.links} links are missing.")
    return Verdict(head.tenant_id, number)


def sealed(key: bytes, before: bytes, row: AuditLog, link: int) -> bytes:
    """The seal of an entry at its place in the chain."""
    values = {name: value for name, value in sorted(row.__dict__.items()) if name not in UNSEALED}
    text = msgspec.json.encode([link, before.hex(), values])
    return hmac.new(key, text, hashlib.sha256).digest()


async def _chain(ctx: Context, tenant: int) -> AuditChain:
    head = await ctx.first(chain(ctx, tenant))
    if head is None:
        head = AuditChain(tenant_id=tenant)
        await seal(ctx, head, "key", random_secret(32))
        ctx.record(head)
    return head
