"""The chain of entries: each is sealed together with the seal before it, under a key that the database keeps sealed."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from podium.domains.audit.models import AuditChain, AuditLog
from podium.domains.audit.queries import chain, chains, links_after, open_by_tenant, open_entries
from podium.kernel.context import Context
from podium.kernel.sealing import seal, unseal
from podium.kernel.secrets import random_secret

BATCH = 500
SETTLED = timedelta(seconds=10)
"""Entries younger than this may have neighbours that are not committed yet."""
MARKED = 16
"""So many digits of a seal stand in a mark."""
UNSEALED = frozenset({"row_version", "link", "seal", "_stored", "user_is_deleted"})


@dataclass(frozen=True)
class Mark:
    """The state of a chain at some time, to be kept elsewhere: nobody can make up another chain that has it."""

    tenant_id: int
    links: int
    seal: str

    def __str__(self) -> str:
        return f"{self.tenant_id}-{self.links}-{self.seal}"


@dataclass(frozen=True)
class Verdict:
    """Of a tenant: how many links hold, up to which mark, and what is wrong with the next, if anything is.

    ``open`` are the entries that are not sealed yet: of them nothing can be said.
    """

    tenant_id: int
    links: int
    open: int
    mark: str
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


async def verify(ctx: Context, marks: Collection[Mark] = ()) -> list[Verdict]:
    """Go through the chains of all tenants, which must have been at these marks."""
    heads = {head.tenant_id: head for head in await ctx.all(chains(ctx))}
    waiting = dict(await ctx.values(open_by_tenant(ctx)))
    tenants = sorted(heads.keys() | waiting.keys() | {mark.tenant_id for mark in marks})
    return [await _verified(ctx, tenant, heads.get(tenant), waiting.get(tenant, 0), marks) for tenant in tenants]


def mark(text: str) -> Mark:
    """A mark as it was written down; ValueError where it is none."""
    tenant, links, seal = text.split("-")
    return Mark(int(tenant), int(links), seal)


async def _verified(
    ctx: Context, tenant: int, head: AuditChain | None, waiting: int, marks: Collection[Mark]
) -> Verdict:
    due = {one.links: one.seal for one in marks if one.tenant_id == tenant}
    number, last, fault = await _followed(ctx, head, due) if head else (0, b"", "")
    gone = [links for links in due if links > number]
    if gone and not fault:
        fault = f"Links up to {max(gone)} have been there, and are missing."
    return Verdict(tenant, number, waiting, str(Mark(tenant, number, _short(last))), fault)


async def _followed(ctx: Context, head: AuditChain, due: Mapping[int, str]) -> tuple[int, bytes, str]:
    """How many links hold, the seal of the last of them, and what is wrong with the next.

    It is followed as far as it went when that began: the server may be adding to it.
    """
    key, last, number = (await unseal(ctx, head, "key")).encode(), b"", 0
    while number < head.links:
        rows = await ctx.all(links_after(ctx, head.tenant_id, number, min(BATCH, head.links - number)))
        if not rows:
            return number, last, f"The last of {head.links} links are missing."
        for row in rows:
            seal = sealed(key, last, row, number + 1)
            if fault := _fault(row, number + 1, seal, due):
                return number, last, fault
            last, number = seal, number + 1
    is_last = hmac.compare_digest(last, head.last)
    return number, last, "" if is_last else "The last link is not the one that was made last."


def _fault(row: AuditLog, number: int, seal: bytes, due: Mapping[int, str]) -> str:
    if row.link != number:
        return f"Link {number} is missing."
    if not hmac.compare_digest(seal, row.seal or b""):
        return f"Entry {row.id} is not as it was written."
    if due.get(number, _short(seal)) != _short(seal):
        return f"Link {number} is another one than it was when it was marked."
    return ""


def _short(seal: bytes) -> str:
    return seal.hex()[:MARKED]


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
