"""Looking for people, groups, robot accounts and applications."""

import msgspec
import sqlalchemy as sa

from podium.domains.identity.directory.access import ask, connected
from podium.domains.identity.directory.ldap import Entry, Ldap
from podium.domains.identity.directory.terms import (
    KINDS,
    LOCAL,
    DirectoryObject,
    Domain,
    Kind,
    Resolved,
    Searched,
    Wanted,
)
from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import directories, user_named, user_of_directory, user_with_key
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.keys import key_of

MOST = 50


async def domains(ctx: Context) -> list[Domain]:
    """The directories that are connected."""
    return [
        Domain(name=one.domain, is_default=one.is_default) for one in await ctx.all(directories(ctx, ctx.tenant_id))
    ]


async def search(
    ctx: Context, search_context: Searched = Searched.ALL, domain: str = "", prefix: str = ""
) -> list[DirectoryObject]:
    """What begins with ``prefix`` in a directory; without a domain in ours and in the default one."""
    connection = await connected(ctx, domain)
    found = [] if connection and domain else await _ours(ctx, search_context, prefix)
    kinds = {kind for kind in (Kind.USER, Kind.GROUP) if search_context.finds(kind)}
    if connection is not None and kinds:
        entries = await ask(ctx, connection, Ldap.search, prefix, kinds)
        found += [_shown(one, connection.domain) for one in entries]
    return found


async def domain_user_id(
    ctx: Context,
    domain: str = "",
    directory_identifier: str = "",
    user_name: str = "",
    user_type: UserType | None = None,
) -> int:
    """The number that somebody of a directory has here."""
    await connected(ctx, domain)
    user = await known(ctx, directory_identifier) if directory_identifier else None
    if user is None and user_name:
        user = await ctx.first(user_named(ctx, ctx.tenant_id, user_name))
    if user is None or (user_type is not None and user.type is not user_type):
        raise NotFound(name=f"User {user_name or directory_identifier}")
    return user.id


async def resolve(ctx: Context, body: Wanted) -> Resolved:
    """Somebody of whom only the key is known."""
    user = await _of_kind(ctx, body.entity_id, body.entity_type)
    about = msgspec.structs.asdict(as_object(user))
    return Resolved(**about, email=user.email_address)


async def _of_kind(ctx: Context, identifier: str, kind: Kind) -> User:
    user = await known(ctx, identifier)
    if user is None or KINDS[user.type] is not kind:
        raise NotFound(name=f"{kind} {identifier}")
    return user


async def known(ctx: Context, identifier: str) -> User | None:
    """The user who has an identifier of a directory, or one of ours."""
    found = await ctx.first(user_of_directory(ctx, identifier))
    key = key_of(identifier)
    return found or (await ctx.first(user_with_key(ctx, key)) if key else None)


async def _ours(ctx: Context, wanted: Searched, prefix: str) -> list[DirectoryObject]:
    types = [kind for kind, shown in KINDS.items() if wanted.finds(shown)]
    start = prefix.lower()
    names = (User.user_name, User.name, User.surname, User.email_address)
    begins = sa.or_(*(sa.func.starts_with(sa.func.lower(name), start) for name in names))
    rows = ctx.select(User).where(User.type.in_(types), User.domain.is_(None), begins)
    return [as_object(user) for user in await ctx.all(rows.order_by(User.user_name).limit(MOST))]


def as_object(user: User) -> DirectoryObject:
    """A user as our own directory knows it."""
    return DirectoryObject(
        type=KINDS[user.type],
        source="ldap" if user.domain else "local",
        domain=user.domain or LOCAL,
        identifier=user.directory_identifier or str(user.key),
        identity_name=user.user_name,
        display_name=user.full_name,
    )


def _shown(entry: Entry, domain: str) -> DirectoryObject:
    return DirectoryObject(
        type=entry.kind,
        source="ldap",
        domain=domain,
        identifier=entry.identifier,
        identity_name=entry.name,
        display_name=entry.display_name,
    )
