"""The connected directories, and how they are asked without keeping the database waiting."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from podium.domains.identity.directory.ldap import Entry, Ldap, Unreachable
from podium.domains.identity.directory.terms import LOCAL, Kind
from podium.domains.identity.errors import DomainUnreachable, UnknownDirectoryUser
from podium.domains.identity.models import DirectoryConnection
from podium.domains.identity.queries import directories
from podium.kernel.context import Context
from podium.kernel.sealing import unseal

P = ParamSpec("P")
T = TypeVar("T")
THREADS = ThreadPoolExecutor(16, "directory")
"""Of their own: a directory that does not answer keeps nobody waiting who does not ask it."""


async def connected(ctx: Context, domain: str | None) -> DirectoryConnection | None:
    """The directory of a name, or the default one; None where that is our own."""
    known = await ctx.all(directories(ctx, ctx.tenant_id))
    if not domain:
        return next((one for one in known if one.is_default), None)
    if domain.lower() == LOCAL:
        return None
    for one in known:
        if one.domain.lower() == domain.lower():
            return one
    raise UnknownDirectoryUser


async def ask(
    ctx: Context,
    connection: DirectoryConnection,
    question: Callable[Concatenate[Ldap, P], T],
    *about: P.args,
    **more: P.kwargs,
) -> T:
    """Ask a directory something: one of the methods of ``Ldap``."""
    password = await unseal(ctx, connection, "password") if connection.password is not None else ""
    where = (connection.url, connection.base, connection.flavour, connection.reader, password)
    ldap = Ldap(*where, connection.start_tls, connection.ca_certificate)
    asked = asyncio.get_running_loop().run_in_executor(THREADS, partial(question, ldap, *about, **more))
    try:
        return await ctx.away(asked)
    except Unreachable as problem:
        raise DomainUnreachable(name=connection.domain, details={"why": str(problem)}) from problem


async def entry(
    ctx: Context, connection: DirectoryConnection, kind: Kind, identifier: str | None, name: str
) -> Entry | None:
    """A person or a group by its identifier or, without one, by its name."""
    if identifier:
        return await ask(ctx, connection, Ldap.identified, identifier, kind)
    return await ask(ctx, connection, Ldap.named, name, kind)
