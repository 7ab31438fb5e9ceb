"""Which version of a package is the latest: kept with each, as everybody asks for it."""

from typing import Any, TypeVar

from podium.domains.processes.errors import PackageExists
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.published import Published
from podium.domains.processes.shelves import Shelf
from podium.domains.processes.versions import Version
from podium.kernel.context import Context

P = TypeVar("P", bound=Published)


async def add_version(
    ctx: Context, shelf: Shelf[P], feed: Feed, identity: tuple[str, Version], described: dict[str, Any]
) -> P:
    """Put a new version of a package on a shelf; gives it as it is to be written."""
    name, version = identity
    if await ctx.first(shelf.version(ctx, (feed.key,), name, str(version))) is not None:
        raise PackageExists(name=f"{name}:{version}")
    latest = await ctx.first(shelf.latest(ctx, (feed.key,), name))
    new = shelf.record(
        feed=feed.key,
        key=f"{name}:{version}",
        package=name,
        version=str(version),
        version_order=version.order,
        old_version=latest.version if latest else None,
        published=ctx.now,
        **described,
    )
    new.is_latest_version = latest is None or rank(new) > rank(latest)
    if latest and new.is_latest_version:
        latest.is_latest_version = False
    return await ctx.add(new)


def crown(versions: list[P]) -> P | None:
    """Say which of the versions of a package is the latest; gives it where it was not so before."""
    heir = max(versions, key=rank, default=None)
    if heir is None or heir.is_latest_version:
        return None
    for version in versions:
        version.is_latest_version = version is heir
    return heir


def rank(package: Published) -> tuple[bool, str]:
    """What decides which of two versions is later: any release is later than any pre-release."""
    return "-" not in package.version, package.version_order
