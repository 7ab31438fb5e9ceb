"""Who belongs to the organization, as its portal lists them."""

from podium.domains.identity.directory.search import as_object
from podium.domains.identity.directory.terms import Kind
from podium.domains.identity.management.users import Account, people
from podium.domains.identity.models import User
from podium.domains.identity.queries import users_let_in
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


async def admitted(ctx: Context) -> list[Listed]:
    """Who may come in: who is a user here and not switched off, and nobody else."""
    return [listed(user) for user in await ctx.all(users_let_in(ctx))]


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
