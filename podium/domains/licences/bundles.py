"""Bundles of licences that are given to people by name: which there are, and who holds them.

Nothing is refused for want of one. Where the tenant's licence names a bundle, no more people are given it.
"""

from collections.abc import Mapping

from podium.domains.identity.models import UserType
from podium.domains.identity.queries import users_of_type
from podium.domains.licences.limits import limit
from podium.domains.licences.models import RobotType, UserLicense
from podium.domains.licences.queries import members, user_licences
from podium.kernel.context import Context
from podium.odata.wire import Plain

STUDIO_WEB = RobotType.ATTENDED_STUDIO_WEB.value
BUNDLES: Mapping[str, str] = {
    "ACNU": "Action Center - Named User",
    "ACCU": "Action Center - Multiuser",
    "ATTUNU": "Attended - Named User",
    "ATTUCU": "Attended - Multiuser",
    "CTZDEVNU": "Citizen Developer - Named User",
    "CTZDEVCU": "Citizen Developer - Multiuser",
    "RPADEVNU": "RPA Developer - Named User",
    "RPADEVCU": "RPA Developer - Multiuser",
    "RPADEVPRONU": "Automation Developer - Named User",
    "RPADEVPROCU": "Automation Developer - Multiuser",
    "TSTNU": "Tester - Named User",
    STUDIO_WEB: "Studio Web",
}


class Usage(Plain):
    """How many hold something of how many that there may be; ``total`` is null for any number."""

    code: str
    name: str
    allocated: int
    total: int | None


async def given(ctx: Context) -> dict[int, UserLicense]:
    """What was given to each user and group."""
    return {row.user_id: row for row in await ctx.all(user_licences(ctx))}


async def held(ctx: Context) -> dict[int, set[str]]:
    """The bundles of each user, its own and those of its groups."""
    rows = await given(ctx)
    found = {number: set(row.codes) for number, row in rows.items()}
    for member in await ctx.all(members(ctx)):
        row = rows.get(member.group_id)
        if row is not None and member.user_id not in row.left_out:
            found.setdefault(member.user_id, set()).update(row.codes)
    for group in await ctx.all(users_of_type(ctx, UserType.DIRECTORY_GROUP)):
        found.pop(group.id, None)
    return found


async def usages(ctx: Context) -> list[Usage]:
    """The bundles that there are, and how many people hold each."""
    held_by = await held(ctx)
    counts = {code: sum(code in codes for codes in held_by.values()) for code in BUNDLES}
    return [
        Usage(code=code, name=BUNDLES[code], allocated=counts[code], total=await limit(ctx, code)) for code in BUNDLES
    ]
