"""Directories are connected to a tenant, tried out and taken away again."""

import ssl
from typing import Any
from uuid import UUID

from podium.domains.identity.directory.access import ask
from podium.domains.identity.directory.ldap import Ldap
from podium.domains.identity.directory.terms import Kind
from podium.domains.identity.directory.tls import secured
from podium.domains.identity.models import DirectoryConnection
from podium.domains.identity.queries import directories, directory_keyed
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.kernel.sealing import seal


async def connect(ctx: Context, values: dict[str, Any], password: str) -> DirectoryConnection:
    """Connect a directory; a default one takes the place of the last."""
    _check(values)
    row = DirectoryConnection(tenant_id=ctx.tenant_id, **values)
    if password:
        await seal(ctx, row, "password", password)
    ctx.record(row)
    await _one_default(ctx, row)
    return row


async def change(ctx: Context, key: UUID, values: dict[str, Any], password: str | None) -> DirectoryConnection:
    """Change a connection; a password that is not told stays."""
    _check(values)
    row = await connection(ctx, key)
    for name, value in values.items():
        setattr(row, name, value)
    if password:
        await seal(ctx, row, "password", password)
    await _one_default(ctx, row)
    return row


async def disconnect(ctx: Context, key: UUID) -> None:
    """Ask a directory no more; who came from it stays a user, but cannot sign in."""
    ctx.remove(await connection(ctx, key))


async def try_out(ctx: Context, row: DirectoryConnection) -> None:
    """Ask a directory something, to see whether it answers."""
    await ask(ctx, row, Ldap.search, "a", {Kind.USER})


async def connection(ctx: Context, key: UUID) -> DirectoryConnection:
    """The connection of a key."""
    return await ctx.one(directory_keyed(ctx, key), f"DirectoryConnection {key}")


async def _one_default(ctx: Context, row: DirectoryConnection) -> None:
    for other in await ctx.all(directories(ctx, ctx.tenant_id)) if row.is_default else ():
        other.is_default = other.key == row.key


def _check(values: dict[str, Any]) -> None:
    try:
        secured(values.get("ca_certificate", ""))
    except ssl.SSLError as problem:
        raise BadRequest(why="This is no certificate in PEM.", field="caCertificate") from problem
    if values.get("start_tls") and values["url"].lower().startswith("ldaps:"):
        raise BadRequest(why="At an address of ldaps, TLS is there from the start.", field="startTls")
