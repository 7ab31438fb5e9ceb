"""Keys of packages as clients write them: ``Invoices:1.2.0``."""

from podium.domains.processes.commands import mirror
from podium.domains.processes.commands.ranking import P
from podium.domains.processes.errors import InvalidPackageVersion, InvalidProcessKey, PackageNotFound
from podium.domains.processes.feeds import Feed
from podium.domains.processes.shelves import Shelf
from podium.domains.processes.versions import Version
from podium.kernel.context import Context


def split(key: str) -> tuple[str, str]:
    """The id and the version, in its normal form, of a key."""
    package, colon, version = key.rpartition(":")
    if not colon or not package:
        raise InvalidProcessKey(name=key)
    return package, normal(version)


def normal(version: str) -> str:
    """A version in its normal form, as it is stored."""
    try:
        return str(Version.read(version))
    except ValueError as problem:
        raise InvalidPackageVersion(details=str(problem)) from problem


async def package_of_key(ctx: Context, feed: Feed, shelf: Shelf[P], key: str) -> P:
    """The package version of a key in a feed."""
    package, version = split(key)
    found = await find(ctx, feed, shelf, package, version)
    if found is None:
        raise PackageNotFound(name=key)
    return found


async def find(ctx: Context, feed: Feed, shelf: Shelf[P], package: str, version: str) -> P | None:
    """A package version; what is not known here is looked for where the feed is."""
    found = await ctx.first(shelf.version(ctx, (feed.key,), package, version))
    if found is None and feed.external:
        await mirror.look_at(ctx, feed, shelf, package)
        found = await ctx.first(shelf.version(ctx, (feed.key,), package, version))
    return found
