"""What the portal shows of the licences that people and groups have by name."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from podium.domains.identity.groups import group
from podium.domains.identity.management.users import Account, account_of
from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import accounts_of_type, users_numbered, users_of_type
from podium.domains.licences.bundles import Usage, given, held, usages
from podium.domains.licences.models import UserLicense
from podium.domains.licences.queries import members, user_licence
from podium.kernel.context import Context
from podium.odata.wire import Plain

MOST = 1000


class LicensedUser(Plain):
    """Somebody who has licences; the name is that to sign in with."""

    id: UUID
    name: str
    surname: str | None
    display_name: str
    email: str | None
    last_in_use: datetime | None
    user_bundle_licenses: list[str]
    use_external_license: bool = False
    orphan: bool = False


class LicensedUsers(Plain):
    total_count: int
    results: list[LicensedUser]


class LicensedGroup(Plain):
    id: UUID
    name: str
    display_name: str
    user_bundle_licenses: list[str]
    use_external_license: bool
    type: int = 0
    orphan: bool = False


class LicensedGroups(Plain):
    total_count: int
    results: list[LicensedGroup]


class AvailableBundles(Plain):
    """What there is to be given, and what a group was given of it."""

    available_user_bundles: list[Usage]
    allocated_user_bundles: list[str]
    use_external_license: bool


class AccountWithLicenses(Account):
    user_bundle_codes: list[str] = []
    use_external_license: bool = False
    inherited_from_group: bool = False


class AccountsWithLicenses(Plain):
    total_count: int
    results: list[AccountWithLicenses]


async def licensed_users(ctx: Context, top: int = MOST, skip: int = 0) -> LicensedUsers:
    """Who was given licences."""
    rows = await given(ctx)
    users = [user for user in await _users(ctx, rows) if user.type is not UserType.DIRECTORY_GROUP]
    shown = [_licensed(user, rows[user.id].codes, rows[user.id]) for user in users[skip : skip + top]]
    return LicensedUsers(total_count=len(users), results=shown)


async def licensed_groups(ctx: Context, top: int = MOST, skip: int = 0) -> LicensedGroups:
    """Which groups were given licences."""
    rows = await given(ctx)
    groups = [user for user in await _users(ctx, rows) if user.type is UserType.DIRECTORY_GROUP]
    shown = [_group(group, rows[group.id]) for group in groups[skip : skip + top]]
    return LicensedGroups(total_count=len(groups), results=shown)


async def bundles_of_group(ctx: Context, id: str) -> AvailableBundles:
    """What a group may be given, and what it was given."""
    row = await ctx.first(user_licence(ctx, (await group(ctx, id)).id))
    return AvailableBundles(
        available_user_bundles=await usages(ctx),
        allocated_user_bundles=row.codes if row else [],
        use_external_license=row is not None and row.is_external,
    )


async def allocations(ctx: Context, group_id: str, top: int = MOST, skip: int = 0) -> LicensedUsers:
    """The members who hold what their group was given."""
    number = (await group(ctx, group_id)).id
    row = await ctx.first(user_licence(ctx, number))
    if row is None:
        return LicensedUsers(total_count=0, results=[])
    belonging = {one.user_id for one in await ctx.all(members(ctx)) if one.group_id == number}
    users = await _users(ctx, belonging - row.left_out)
    shown = [_licensed(user, row.codes, row) for user in users[skip : skip + top]]
    return LicensedUsers(total_count=len(users), results=shown)


async def groups(ctx: Context) -> list[LicensedGroup]:
    """All groups, with what they were given."""
    rows = await given(ctx)
    found = await ctx.all(users_of_type(ctx, UserType.DIRECTORY_GROUP))
    return [_group(group, rows.get(group.id)) for group in found]


async def accounts(ctx: Context, top: int = MOST, skip: int = 0) -> AccountsWithLicenses:
    """All people, with the licences that they hold, themselves or by way of a group."""
    holders = await held(ctx)
    own = await given(ctx)
    users = await ctx.all(accounts_of_type(ctx, UserType.USER))
    users = [*users, *await ctx.all(users_of_type(ctx, UserType.DIRECTORY_USER))]
    shown = [_account(user, own.get(user.id), holders.get(user.id, set())) for user in users[skip : skip + top]]
    return AccountsWithLicenses(total_count=len(users), results=shown)


async def _users(ctx: Context, numbers: Iterable[int]) -> list[User]:
    wanted = list(numbers)
    return list(await ctx.all(users_numbered(ctx, wanted))) if wanted else []


def _licensed(user: User, codes: list[str], row: UserLicense) -> LicensedUser:
    return LicensedUser(
        id=user.key,
        name=user.user_name,
        surname=user.surname,
        display_name=user.full_name,
        email=user.email_address,
        last_in_use=user.last_login_time,
        user_bundle_licenses=codes,
        use_external_license=row.is_external,
    )


def _group(group: User, row: UserLicense | None) -> LicensedGroup:
    return LicensedGroup(
        id=group.key,
        name=group.user_name,
        display_name=group.full_name,
        user_bundle_licenses=row.codes if row else [],
        use_external_license=row is not None and row.is_external,
    )


def _account(user: User, own: UserLicense | None, codes: set[str]) -> AccountWithLicenses:
    shown = AccountWithLicenses(**account_of(user))
    shown.user_bundle_codes = sorted(codes)
    shown.use_external_license = own is not None and own.is_external
    shown.inherited_from_group = bool(codes - set(own.codes if own else ()))
    return shown
