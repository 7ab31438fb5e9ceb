"""The files of a feed: which versions there are, the packages themselves, pushing and deleting them."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from podium.domains.processes.commands import contents, libraries, mirror, packages, publish
from podium.domains.processes.commands.deliveries import EXTENSION, received
from podium.domains.processes.commands.keys import find, normal
from podium.domains.processes.errors import InvalidPackageCount, NotSupportedByExternalFeeds
from podium.domains.processes.feeds import Purpose
from podium.domains.processes.nuget.entry import opened
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.bind import Base, Uploads
from podium.odata.request import Answered, Stream

XML = "application/xml"


async def versions(ctx: Context, base: Base, feed: str, package: str) -> dict[str, Any]:
    """The versions of a package, the oldest first, in lower case."""
    door = await opened(ctx, base, feed, "View")
    await mirror.look_at(ctx, door.feed, door.shelf, package)
    found = await ctx.all(door.shelf.versions(ctx, (door.feed.key,), package))
    if not found:
        raise NotFound(name=package)
    return {"versions": [row.version.lower() for row in reversed(found)]}


async def file(ctx: Context, base: Base, feed: str, package: str, version: str, file: str) -> Stream:
    """The package, or its nuspec."""
    door = await opened(ctx, base, feed, "View")
    found = await find(ctx, door.feed, door.shelf, package, normal(version))
    name = file.lower()
    if found is None or name not in (f"{package}.nuspec".lower(), f"{package}.{version}{EXTENSION}".lower()):
        raise NotFound(name=file)
    if name.endswith(EXTENSION):
        return await contents.stream(ctx, door.feed, door.shelf, found)
    return Stream(await contents.manifest(ctx, door.feed, door.shelf, found), XML)


async def push(ctx: Context, base: Base, feed: str, files: Uploads) -> Answered:
    """Publish a package; clients do not tell the name of its file."""
    door = await opened(ctx, base, feed, "Create")
    if len(files) != 1:
        raise InvalidPackageCount
    if door.feed.external:
        raise NotSupportedByExternalFeeds
    delivery = await received(ctx, door.feed, replace(files[0], name=f"pushed{EXTENSION}"))
    put = libraries.publish if door.feed.purpose is Purpose.LIBRARIES else publish.publish
    await put(ctx, door.feed, delivery)
    return Answered(HTTPStatus.CREATED, None)


async def delete(ctx: Context, base: Base, feed: str, package: str, version: str) -> None:
    """Delete a version that no process uses."""
    door = await opened(ctx, base, feed, "Delete")
    remove = libraries.delete if door.feed.purpose is Purpose.LIBRARIES else packages.delete
    await remove(ctx, f"{package}:{version}", door.feed.key)
