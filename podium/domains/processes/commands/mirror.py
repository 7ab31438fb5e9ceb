"""Feeds elsewhere: what is asked of them is noted here, so that their packages are packages like all others."""

import tempfile
from collections import defaultdict
from pathlib import Path

from podium.domains.processes.commands import publish
from podium.domains.processes.commands.deliveries import described, received
from podium.domains.processes.commands.ranking import P, crown
from podium.domains.processes.commands.repository import Hit, opened
from podium.domains.processes.deployment import External
from podium.domains.processes.errors import ErrorDownloading
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.mirrors import Mirror
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.published import Published
from podium.domains.processes.queries.releases import mirror_of
from podium.domains.processes.shelves import Shelf
from podium.domains.processes.versions import Version
from podium.kernel.context import Context
from podium.odata.request import Upload


async def look(ctx: Context, feed: Feed, shelf: Shelf[P], search: str) -> None:
    """Note which packages a feed elsewhere has that match a search; feeds of our own are left alone."""
    if not feed.external:
        return
    hits = await ctx.away(_hits(feed, feed.external, search))
    await _turn(ctx, feed)
    known = _by_package(await ctx.all(shelf.of_feed(ctx, feed.key)))
    for hit in hits:
        await _note(ctx, feed, shelf, hit, [hit.version], known.pop(hit.id.lower(), []))
    if not search:
        _forget(ctx, [row for rows in known.values() for row in rows])


async def look_at(ctx: Context, feed: Feed, shelf: Shelf[P], package: str) -> None:
    """Note which versions of a package a feed elsewhere has."""
    if not feed.external:
        return
    hit, versions = await ctx.away(_versions(feed, feed.external, package))
    await _turn(ctx, feed)
    known = await ctx.all(shelf.versions(ctx, (feed.key,), package))
    there = {_normal(version) for version in versions}
    gone = [row for row in known if row.version.lower() not in there]
    await _note(ctx, feed, shelf, hit, versions, [row for row in known if row not in gone])
    _forget(ctx, gone)


async def complete(ctx: Context, feed: Feed, shelf: Shelf[P], package: P) -> P:
    """The package with its file, and all that only the file tells: brought here now if it is still elsewhere."""
    if package.blob is None:
        await _fetch(ctx, feed, shelf, package)
    return package


async def _fetch(ctx: Context, feed: Feed, shelf: Shelf[P], package: P) -> None:
    if feed.external is None:
        raise ErrorDownloading(name=package.key)
    with tempfile.TemporaryDirectory(prefix="podium-fetch-") as directory:
        file = Path(directory) / "fetched.nupkg"
        await ctx.away(_file(feed, feed.external, package, file))
        delivery = await received(ctx, feed, Upload(file.name, file, file.stat().st_size))
    nuspec = delivery.contents.nuspec
    if (nuspec.id.lower(), str(nuspec.version).lower()) != (package.package.lower(), package.version.lower()):
        raise ErrorDownloading(name=package.key)
    if isinstance(package, Package):
        await publish.fill(ctx, package, delivery)
    else:
        for attribute, value in described(delivery).items():
            setattr(package, attribute, value)


async def _note(ctx: Context, feed: Feed, shelf: Shelf[P], hit: Hit, versions: list[str], known: list[P]) -> None:
    """Add the versions of a package that are not known, and say which one is the latest now."""
    there = {row.version.lower() for row in known}
    new = [_row(feed, shelf, hit, version) for version in versions if _normal(version) not in {"", *there}]
    for row in new:
        row.published = ctx.now
    crown([*known, *new])
    await ctx.add_all(new)


def _forget(ctx: Context, rows: list[P]) -> None:
    """Remove what the feed has no longer, unless a process runs it."""
    for row in rows:
        if not (isinstance(row, Package) and row.is_active):
            ctx.remove(row)


def _row(feed: Feed, shelf: Shelf[P], hit: Hit, text: str) -> P:
    version = Version.read(text)
    return shelf.record(
        feed=feed.key,
        key=f"{hit.id}:{version}",
        package=hit.id,
        version=str(version),
        version_order=version.order,
        title=hit.title or hit.id,
        description=hit.description,
        authors=_words(hit.authors),
        tags=_words(hit.tags),
        project_url=hit.project_url,
        license_url=hit.license_url,
    )


def _words(told: str | list[str] | None) -> str | None:
    return ", ".join(told) if isinstance(told, list) else told


def _normal(version: str) -> str:
    """In lower case, to be compared; nothing where it is no version."""
    try:
        return str(Version.read(version)).lower()
    except ValueError:
        return ""


def _by_package(rows: list[P]) -> dict[str, list[P]]:
    found = defaultdict[str, list[P]](list)
    for row in rows:
        found[row.package.lower()].append(row)
    return found


async def _hits(feed: Feed, external: External, search: str) -> list[Hit]:
    async with opened(feed, external) as repository:
        return await repository.search(search)


async def _versions(feed: Feed, external: External, package: str) -> tuple[Hit, list[str]]:
    """The versions of a package, and what a search tells of it: its name as it is written, if nothing else."""
    async with opened(feed, external) as repository:
        versions = await repository.versions(package)
        hits = await repository.search(package) if versions else []
    return next((hit for hit in hits if hit.id.lower() == package.lower()), Hit(package, "")), versions


async def _file(feed: Feed, external: External, package: Published, to: Path) -> None:
    async with opened(feed, external) as repository:
        await repository.download(package.package, package.version, to)


async def _turn(ctx: Context, feed: Feed) -> None:
    """One at a time: who comes second finds this row changed, begins again, and sees what the first has noted."""
    row = await ctx.first(mirror_of(ctx, feed.key))
    if row is None:
        await ctx.add(Mirror(feed=feed.key, looks=1))
    else:
        row.looks += 1
