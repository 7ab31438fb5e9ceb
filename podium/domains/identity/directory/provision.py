"""People and groups of a directory become users here: when somebody adds them, or when they sign in."""

from collections.abc import Iterable
from dataclasses import dataclass

from podium.domains.identity import groups as own_groups
from podium.domains.identity.directory.access import ask, connected, entry
from podium.domains.identity.directory.ldap import Entry, Ldap
from podium.domains.identity.directory.search import known
from podium.domains.identity.directory.terms import KINDS, TYPES
from podium.domains.identity.errors import UnknownDirectoryUser, UserNotInDomain
from podium.domains.identity.models import DirectoryConnection, GroupMember, Provision, User, UserType
from podium.domains.identity.queries import directories, groups_of, user_named, user_of_directory
from podium.kernel.context import Context

NOBODY = "nobody-of-this-name"
OF_DIRECTORIES = frozenset(
    {UserType.DIRECTORY_USER, UserType.DIRECTORY_GROUP, UserType.DIRECTORY_ROBOT, UserType.APPLICATION}
)


async def taken_in(ctx: Context, domain: str | None, identifier: str | None, name: str, kind: UserType) -> User:
    """Somebody of a directory as a user, from now on if not before."""
    connection = await connected(ctx, domain)
    if connection is None:
        user = await known(ctx, identifier) if identifier else await ctx.first(user_named(ctx, ctx.tenant_id, name))
        if user is None:
            raise UnknownDirectoryUser
        return user
    found = await entry(ctx, connection, KINDS[kind], identifier, name)
    if found is None:
        raise UserNotInDomain(name=name or identifier)
    user = await ctx.first(user_of_directory(ctx, found.identifier))
    return user or await _made(ctx, connection, found)


@dataclass(frozen=True)
class Recognised:
    """Somebody whom a directory lets in, and the groups that it says they belong to."""

    connection: DirectoryConnection
    person: Entry
    groups: list[Entry]


async def signed_in(ctx: Context, name: str, password: str) -> User | None:
    """The user whom a directory lets in with a password.

    Members of groups that are users here become users themselves, and hold what their groups hold.
    """
    found = await recognised(ctx, name, password)
    return await _member(ctx, found) if found else None


async def recognised(ctx: Context, name: str, password: str) -> Recognised | None:
    """Whom a directory lets in with a password. It is asked as much about strangers, so that time tells nothing."""
    for connection in await ctx.all(directories(ctx, ctx.tenant_id)):
        wanted = _in_domain(name, connection.domain)
        if not wanted:
            continue
        person = await ask(ctx, connection, Ldap.person, wanted)
        path = person.path if person else f"cn={NOBODY},{connection.base}"
        if await ask(ctx, connection, Ldap.is_password, path, password) and person:
            return Recognised(connection, person, await ask(ctx, connection, Ldap.groups_of, person))
    return None


async def groups_here(ctx: Context, groups: Iterable[Entry]) -> list[User]:
    """Those groups of a directory that are users here."""
    rows = [await ctx.first(user_of_directory(ctx, group.identifier)) for group in groups]
    return [row for row in rows if row is not None and row.is_active]


async def _member(ctx: Context, found: Recognised) -> User | None:
    ours = {row.id for row in await groups_here(ctx, found.groups)}
    user = await ctx.first(user_of_directory(ctx, found.person.identifier))
    if user is None:
        if not ours:
            return None
        user = await _made(ctx, found.connection, found.person)
        user.provision_type = Provision.AUTOMATIC
    await _join(ctx, user, ours, found.connection.domain)
    return user


async def _join(ctx: Context, user: User, groups: set[int], domain: str) -> None:
    """Let a user belong to exactly these groups of a directory; our own groups are none of its business."""
    of_domain = {group.id for group in await own_groups.of(ctx, user) if group.domain == domain}
    before = {row.group_id: row for row in await ctx.all(groups_of(ctx, user.id)) if row.group_id in of_domain}
    for number in before.keys() - groups:
        ctx.remove(before[number])
    for number in groups - before.keys():
        ctx.record(GroupMember(group_id=number, user_id=user.id))


async def _made(ctx: Context, connection: DirectoryConnection, found: Entry) -> User:
    taken = await ctx.first(user_named(ctx, ctx.tenant_id, found.name)) is not None
    return await ctx.add(
        User(
            user_name=f"{found.name}@{connection.domain}" if taken else found.name,
            name=found.given_name or found.display_name[:64],
            surname=found.surname,
            email_address=found.email,
            domain=connection.domain,
            directory_identifier=found.identifier,
            type=TYPES[found.kind],
            creator_user_id=ctx.caller.user_id,
        )
    )


def _in_domain(name: str, domain: str) -> str:
    """The name within a domain; empty where it names another one."""
    before, slash, after = name.partition("\\")
    if slash:
        return after if before.lower() == domain.lower() else ""
    login, _, host = name.rpartition("@")
    return login if login and host.lower() == domain.lower() else name
