"""Bundles of licences are given to people and groups by name, and taken away."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from podium.domains.identity.directory.search import known
from podium.domains.identity.groups import group
from podium.domains.identity.models import User, UserType
from podium.domains.identity.queries import user_in
from podium.domains.licences.bundles import BUNDLES, STUDIO_WEB, held
from podium.domains.licences.errors import LicenseLimitExceeded
from podium.domains.licences.limits import check
from podium.domains.licences.models import ConsumptionResult, UserLicense
from podium.domains.licences.queries import user_licence
from podium.domains.tenants.queries import installation
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import BadRequest, NotFound
from podium.odata.wire import Plain


class UsersWish(Plain):
    """Exactly these bundles for each of the users."""

    user_ids: list[str]
    license_codes: list[str] = []
    use_external_license: bool = False


class GroupWish(Plain):
    """Exactly these bundles for a group."""

    id: str
    ubls: list[str] = []
    use_external_license: bool = False


class GroupNamed(Plain):
    id: str


class Given(Plain):
    """What a user was given."""

    user_id: UUID
    organization_id: UUID
    use_external_license: bool
    user_bundle_codes: list[str]


class GivenToGroup(Plain):
    """What a group was given."""

    group_id: UUID
    organization_id: UUID
    use_external_license: bool
    user_bundle_codes: list[str]


async def list_users(ctx: Context, user_ids: list[str]) -> None:
    """Let users stand among those who have licences, with none yet."""
    for identifier in user_ids:
        await _row(ctx, await person(ctx, identifier))


async def give_users(ctx: Context, body: UsersWish) -> list[Given]:
    """Give users exactly some bundles."""
    codes, organization = _codes(body.license_codes), await _organization(ctx)
    given = []
    for identifier in body.user_ids:
        user = await person(ctx, identifier)
        row = await _row(ctx, user)
        row.bundles, row.is_external = _json(codes), body.use_external_license
        external = body.use_external_license
        given.append(
            Given(
                user_id=user.key, organization_id=organization, use_external_license=external, user_bundle_codes=codes
            )
        )
    await _check(ctx, codes)
    return given


async def remove_users(ctx: Context, user_ids: list[str]) -> None:
    """Take users from among those who have licences."""
    for identifier in user_ids:
        await _forget(ctx, await person(ctx, identifier))


async def give_group(ctx: Context, body: GroupWish) -> GivenToGroup:
    """Give a group exactly some bundles; all its members hold them."""
    codes, found = _codes(body.ubls), await group(ctx, body.id)
    row = await _row(ctx, found)
    row.bundles, row.is_external, row.withheld = _json(codes), body.use_external_license, _json([])
    await _check(ctx, codes)
    return GivenToGroup(
        group_id=found.key,
        organization_id=await _organization(ctx),
        use_external_license=body.use_external_license,
        user_bundle_codes=codes,
    )


async def remove_group(ctx: Context, body: GroupNamed) -> None:
    """Take a group from among those that have licences."""
    await _forget(ctx, await group(ctx, body.id))


async def withhold(ctx: Context, group_id: str, user_id: str) -> None:
    """Let a member hold nothing by way of a group, until the group is given bundles anew."""
    user = await person(ctx, user_id)
    row = await ctx.first(user_licence(ctx, (await group(ctx, group_id)).id))
    if row is None:
        raise NotFound(name=f"Licences of group {group_id}")
    row.withheld = _json(sorted(row.left_out | {user.id}))


async def acquire_own(ctx: Context) -> ConsumptionResult:
    """Give the caller what one needs to design in a browser."""
    row = await _row(ctx, await ctx.one(user_in(ctx, ctx.caller.user_id or 0), "User"))
    if STUDIO_WEB not in row.codes:
        row.bundles = _json([*row.codes, STUDIO_WEB])
        await _check(ctx, [STUDIO_WEB])
    return ConsumptionResult()


async def person(ctx: Context, identifier: str) -> User:
    """Somebody who is not a group."""
    user = await known(ctx, identifier)
    if user is None or user.type is UserType.DIRECTORY_GROUP:
        raise NotFound(name=f"User {identifier}")
    return user


async def _row(ctx: Context, user: User) -> UserLicense:
    row = await ctx.first(user_licence(ctx, user.id))
    if row is None:
        row = UserLicense(user_id=user.id)
        ctx.record(row)
    return row


async def _forget(ctx: Context, user: User) -> None:
    row = await ctx.first(user_licence(ctx, user.id))
    if row is not None:
        ctx.remove(row)


async def _check(ctx: Context, codes: Iterable[str]) -> None:
    """Refuse where more people would hold a bundle than the tenant's licence allows."""
    await ctx.settle()
    holders = await held(ctx)
    for code in codes:
        await check(ctx, code, sum(code in one for one in holders.values()), LicenseLimitExceeded)


async def _organization(ctx: Context) -> UUID:
    return (await ctx.one(installation(ctx), "Installation")).organization_key


def _codes(wanted: list[str]) -> list[str]:
    if unknown := set(wanted) - BUNDLES.keys():
        raise BadRequest(why=f"There is no bundle {', '.join(sorted(unknown))}.", field="licenseCodes")
    return sorted(set(wanted))


def _json(values: list[str] | list[int]) -> Json:
    return Json(msgspec.json.encode(values))
