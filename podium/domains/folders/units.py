"""Organization units: what folders were called before they were a tree, for clients of that time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

import msgspec

from podium.domains.folders import assignments, commands
from podium.domains.folders.errors import UnitNotEditable
from podium.domains.folders.models import Folder, FolderUser, ProvisionType
from podium.domains.folders.queries import folder_numbered, member, members_of, places_of, units, workspace_of
from podium.domains.identity.events import UserDeleting, UserSaved
from podium.domains.identity.models import User, UserType
from podium.domains.identity.models.users import OrganizationUnitShown
from podium.domains.identity.queries import user_in, user_of
from podium.kernel.context import Context, Query
from podium.odata.wire import Complex


class OrganizationUnit(Complex):
    display_name: Annotated[str, msgspec.Meta(min_length=1, max_length=115)]
    id: int = 0


async def every(ctx: Context) -> list[OrganizationUnit]:
    return [_shown(row) for row in await ctx.all(units(ctx))]


async def one(ctx: Context, key: int) -> OrganizationUnit:
    return _shown(await ctx.one(folder_numbered(ctx, key), f"OrganizationUnit {key}"))


async def create(ctx: Context, body: OrganizationUnit) -> OrganizationUnit:
    """Make a folder at the root."""
    new = Folder(display_name=body.display_name, provision_type=ProvisionType.MANUAL)
    return _shown(await commands.put(ctx, new, None))


async def edit(ctx: Context, key: int, body: OrganizationUnit) -> OrganizationUnit:
    """Rename a folder."""
    row = await _unit(ctx, key)
    return _shown(await commands.describe(ctx, row, commands.FolderText(body.display_name, row.description)))


async def delete(ctx: Context, key: int) -> None:
    """Delete a folder, if nothing is in it and nobody assigned."""
    await commands.delete(ctx, await ctx.one(folder_numbered(ctx, key), f"OrganizationUnit {key}"))


async def set_users(ctx: Context, key: int, added_user_ids: list[int], removed_user_ids: list[int]) -> None:
    """Assign some users to a folder, without roles, and take others out of it."""
    row = await _unit(ctx, key)
    for number in added_user_ids:
        await _add(ctx, row, await ctx.one(user_in(ctx, number), f"User {number}"))
    for number in removed_user_ids:
        if await ctx.first(member(ctx, row.id, number)) is not None:
            await assignments.leave(ctx, row, number)


async def toggle(ctx: Context, row: User, organization_unit_id: int, toggle: bool) -> None:
    """Assign a user to a folder, or take it out."""
    await set_users(ctx, organization_unit_id, [row.id] if toggle else [], [] if toggle else [row.id])


async def users_for_unit(ctx: Context, key: int) -> Query[User]:
    """Every user who is no robot, those of the unit first."""
    await ctx.one(folder_numbered(ctx, key), f"OrganizationUnit {key}")
    inside = ctx.select(FolderUser).where(FolderUser.folder_id == key).with_only_columns(FolderUser.user_id)
    people = ctx.select(User).where(User.type.not_in([UserType.ROBOT, UserType.DIRECTORY_ROBOT]))
    return people.order_by(User.id.in_(inside).desc(), User.user_name)


async def user_ids_for_unit(ctx: Context, key: int) -> list[int]:
    """Who is assigned to a unit."""
    await ctx.one(folder_numbered(ctx, key), f"OrganizationUnit {key}")
    return sorted(place.user_id for place in await ctx.all(members_of(ctx, key)))


async def place_user(ctx: Context, event: UserSaved) -> None:
    """Assign a user to the units that were sent with it; of others it stays a member where it has roles."""
    if event.unit_ids is None:
        return
    user = await ctx.one(user_of(ctx, event.user_id), "User")
    for number in event.unit_ids:
        await _add(ctx, await _unit(ctx, number), user)


async def forget_user(ctx: Context, event: UserDeleting) -> None:
    """Take a user out of all folders; its workspace belongs to nobody any more."""
    for place in await ctx.all(places_of(ctx, event.user_id)):
        ctx.remove(place)
    workspace = await ctx.first(workspace_of(ctx, event.user_id))
    if workspace is not None:
        workspace.owner_id = None


async def complete_users(ctx: Context, users: Sequence[User]) -> None:
    """Look up where users are assigned."""
    of_them = FolderUser.user_id.in_([user.id for user in users])
    places = await ctx.all(ctx.select(FolderUser).where(of_them))
    folders = await ctx.by_id(Folder, (place.folder_id for place in places))
    found: dict[int, list[OrganizationUnitShown]] = defaultdict(list)
    for place in sorted(places, key=lambda place: place.folder_id):
        unit = OrganizationUnitShown(id=place.folder_id, display_name=folders[place.folder_id].display_name)
        found[place.user_id].append(unit)
    for user in users:
        user.__dict__["organization_units"] = found[user.id]


async def _add(ctx: Context, row: Folder, user: User) -> None:
    if await ctx.first(member(ctx, row.id, user.id)) is None:
        await assignments.put(ctx, user, row, [])


async def _unit(ctx: Context, key: int) -> Folder:
    row = await ctx.first(folder_numbered(ctx, key))
    if row is None or row.is_personal:
        raise UnitNotEditable
    return row


def _shown(row: Folder) -> OrganizationUnit:
    return OrganizationUnit(display_name=row.display_name, id=row.id)
