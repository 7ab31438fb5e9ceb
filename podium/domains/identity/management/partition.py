"""Who belongs to the organization, as its portal lists them."""

from enum import StrEnum

from podium.domains.identity.directory import search as directory
from podium.domains.identity.directory.access import connected, entry
from podium.domains.identity.directory.search import as_object, domains
from podium.domains.identity.directory.terms import KINDS, LOCAL, DirectoryObject, Domain, Kind
from podium.domains.identity.management.users import Account, people
from podium.domains.identity.models import DirectoryConnection, Flavour, User
from podium.domains.identity.queries import user_named, users_let_in
from podium.kernel.context import Context
from podium.odata.wire import Plain

MOST = 1000
OBJECT_TYPES = {
    Kind.USER: "DirectoryUser",
    Kind.GROUP: "DirectoryGroup",
    Kind.ROBOT: "DirectoryRobotUser",
    Kind.APPLICATION: "DirectoryApplication",
}


class AccountsPage(Plain):
    total_count: int
    results: list[Account]


class Sought(StrEnum):
    """Whose name it is."""

    USER = "user"
    GROUP = "group"
    APPLICATION = "application"


KINDS_SOUGHT = {Sought.USER: Kind.USER, Sought.GROUP: Kind.GROUP, Sought.APPLICATION: Kind.APPLICATION}


class Listed(Plain):
    """Somebody or a group, as lists of the organization have them."""

    object_type: str
    source: str
    identifier: str
    name: str
    display_name: str
    email: str | None


async def accounts(ctx: Context, top: int = MOST, skip: int = 0) -> AccountsPage:
    """The people, a page of them."""
    found = await people(ctx)
    return AccountsPage(total_count=len(found), results=found[skip : skip + top])


async def search(ctx: Context, starts_with: str = "", prefix: str = "", domain: str = "") -> list[DirectoryObject]:
    """What begins so, as clients of the organization and those of its tenants ask for it."""
    return await directory.search(ctx, prefix=starts_with or prefix, domain=domain)


async def resolve_by_name(
    ctx: Context, entity_names: list[str], entity_type: Sought, scope: str | None = None
) -> dict[str, Listed]:
    """Those of some names who are there: among our own or, else, in the directory ``scope``, or the default one."""
    kind, connection = KINDS_SOUGHT[entity_type], await connected(ctx, scope)
    found = {name: await _resolved(ctx, connection, kind, name) for name in entity_names}
    return {name: one for name, one in found.items() if one is not None}


async def scopes(ctx: Context) -> list[Domain]:
    """Where people can be looked for: among our own, and in the directories that are connected."""
    others = await domains(ctx)
    return [Domain(name=LOCAL, is_default=not any(one.is_default for one in others)), *others]


def directory_types(ctx: Context) -> list[str]:
    """The kinds of directories that can be connected."""
    return [flavour.value for flavour in Flavour]


async def admitted(ctx: Context) -> list[Listed]:
    """Who may come in: who is a user here and not switched off, and nobody else."""
    return [listed(user) for user in await ctx.all(users_let_in(ctx))]


async def _resolved(ctx: Context, connection: DirectoryConnection | None, kind: Kind, name: str) -> Listed | None:
    user = await ctx.first(user_named(ctx, ctx.tenant_id, name))
    if user is not None and KINDS[user.type] is kind:
        return listed(user)
    if connection is None or kind is Kind.APPLICATION:
        return None
    there = await entry(ctx, connection, kind, None, name)
    if there is None:
        return None
    return Listed(
        object_type=OBJECT_TYPES[kind],
        source="ldap",
        identifier=there.identifier,
        name=there.name,
        display_name=there.display_name,
        email=there.email,
    )


def listed(user: User) -> Listed:
    known = as_object(user)
    return Listed(
        object_type=OBJECT_TYPES[known.type],
        source=known.source,
        identifier=known.identifier,
        name=known.identity_name,
        display_name=known.display_name,
        email=user.email_address,
    )
