"""Tickets: words that let whoever has them do one thing until some time, with no other proof of who they are.

A ticket is sealed with the key of the installation, for one purpose: it can neither be read, made nor changed.
"""

import base64
import binascii
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from podium.kernel import sealing
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.kernel.vault import Unreadable, sealed, unsealed


class Ticket(msgspec.Struct, array_like=True):
    """``words`` say what is allowed, as the purpose has it."""

    until: datetime
    tenant_id: int
    words: tuple[str, ...]


class TicketInvalid(
    ApiError,
    code=0,
    status=403,
    english="This address is not valid, or not any more.",
    german="Diese Adresse ist nicht oder nicht mehr gültig.",
):
    """An address that was signed once is asked for too late, or was never signed."""


async def issue(ctx: Context, purpose: str, *words: str, lifetime: timedelta) -> str:
    """A ticket as part of an address."""
    key = await sealing.current_key(ctx, sealing.INSTALLATION)
    content = msgspec.msgpack.encode(Ticket(ctx.now + lifetime, ctx.tenant_id, words))
    cipher = ctx.vault.opened(key.id, key.master, key.wrapped)
    whole = key.id.bytes + sealed(cipher, content, purpose.encode())
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")


async def examine(ctx: Context, purpose: str, text: str) -> tuple[str, ...]:
    """What a ticket allows. The unit of work goes on in the tenant that it was issued for."""
    try:
        whole = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        cipher = await sealing.cipher_of(ctx, sealing.INSTALLATION, UUID(bytes=whole[: sealing.ID_BYTES]))
        content = unsealed(cipher, whole[sealing.ID_BYTES :], purpose.encode())
    except (binascii.Error, ValueError, Unreadable, ApiError) as problem:
        raise TicketInvalid from problem
    ticket = msgspec.msgpack.decode(content, type=Ticket)
    if ticket.until < ctx.now:
        raise TicketInvalid
    ctx.tenant_id = ticket.tenant_id
    return ticket.words
