"""Publishing: files that arrive become versions of packages."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from podium.domains.processes import feeds
from podium.domains.processes.commands import deploy
from podium.domains.processes.errors import InvalidExtension, InvalidPackageCount, PackageExists
from podium.domains.processes.events import PackagePublished
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.packages import EntryPoint, Package
from podium.domains.processes.nupkg.package import Contents, read_package
from podium.domains.processes.nupkg.project import Project
from podium.domains.processes.queries import latest_version, package_version, releases_of_package
from podium.kernel.blobs import Blob, keep
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import ApiError
from podium.odata.bind import Uploads
from podium.odata.request import Answered, Upload
from podium.odata.wire import Complex

T = TypeVar("T")
MOST_FILES = 10
EXTENSION = ".nupkg"
OK = "OK"


@dataclass(frozen=True)
class Delivery:
    """A file that has arrived: what is in it, and where it is kept."""

    contents: Contents
    blob: Blob


class BulkItem(Complex):
    """What came of one file: ``status`` is an HTTP status as .NET names it, ``body`` a text of JSON."""

    key: str | None
    status: str
    body: str | None


async def upload(ctx: Context, files: Uploads, feed_id: UUID | None = None) -> Answered:
    """Publish the files of a request; each stands for itself. A single one that is refused refuses the request."""
    feed = await feeds.process_feed(ctx, feed_id)
    feeds.demand(ctx, feed, "Create")
    if not 1 <= len(files) <= MOST_FILES:
        raise InvalidPackageCount
    if len(files) == 1:
        return Answered(HTTPStatus.OK, [_told(await publish(ctx, feed, await prepare(ctx, files[0])))])
    prepared = [(file.name, await _tried(prepare(ctx, file))) for file in files]
    results = [await _result(ctx, feed, name, delivery) for name, delivery in prepared]
    good = all(result.status == OK for result in results)
    return Answered(HTTPStatus.OK if good else HTTPStatus.MULTI_STATUS, results)


async def prepare(ctx: Context, file: Upload) -> Delivery:
    """Read and store a file, before anything is written."""
    if not file.name.lower().endswith(EXTENSION):
        raise InvalidExtension(name=file.name)
    contents = await asyncio.to_thread(read_package, file.path)
    return Delivery(contents, await keep(ctx, file.path))


async def publish(ctx: Context, feed: Feed, delivery: Delivery) -> Package:
    """Add the package of a file to a feed."""
    nuspec = delivery.contents.nuspec
    if await ctx.first(package_version(ctx, feed.key, nuspec.id, str(nuspec.version))) is not None:
        raise PackageExists(name=f"{nuspec.id}:{nuspec.version}")
    before = await ctx.first(latest_version(ctx, feed.key, nuspec.id))
    releases = await ctx.all(releases_of_package(ctx, feed.key, nuspec.id))
    package = _package(delivery, feed)
    rank(package, before)
    await ctx.add(package)
    package.published = ctx.now
    for point in _entry_points(package, delivery.contents.project):
        await ctx.add(point)
    for release in releases if package.is_latest_version else ():
        await deploy.follow(ctx, release, package)
    ctx.emit(PackagePublished(package_id=package.id, folder_id=feed.folder_id))
    return package


def rank(new: Package, latest: Package | None) -> None:
    """Put a version before or behind the latest one. Any release is later than any pre-release."""
    new.old_version = latest.version if latest else None
    new.is_latest_version = latest is None or rank_of(new) > rank_of(latest)
    if latest and new.is_latest_version:
        latest.is_latest_version = False


def rank_of(package: Package) -> tuple[bool, str]:
    """What decides which of two versions is later."""
    return "-" not in package.version, package.version_order


def _package(delivery: Delivery, feed: Feed) -> Package:
    contents, nuspec = delivery.contents, delivery.contents.nuspec
    return Package(
        feed=feed.key,
        key=f"{nuspec.id}:{nuspec.version}",
        package=nuspec.id,
        version=str(nuspec.version),
        version_order=nuspec.version.order,
        title=nuspec.title or nuspec.id,
        description=nuspec.description,
        authors=nuspec.authors,
        release_notes=nuspec.release_notes,
        tags=nuspec.tags,
        license_url=nuspec.license_url,
        project_url=nuspec.project_url,
        dependencies=Json(msgspec.json.encode(nuspec.dependencies)),
        is_compiled=contents.is_compiled,
        blob=delivery.blob.hash,
        size=delivery.blob.size,
        **_described(contents.project),
    )


def _described(project: Project) -> dict[str, Any]:
    main = project.main
    return {
        "project_type": project.kind,
        "target_framework": project.framework,
        "supports_multiple_entry_points": project.several_entry_points,
        "main_entry_point_path": main.path if main else None,
        "requires_user_interaction": project.requires_user_interaction,
        "is_attended": project.is_attended,
        "input": main.input if main else None,
        "output": main.output if main else None,
    }


def _entry_points(package: Package, project: Project) -> list[EntryPoint]:
    return [
        EntryPoint(
            package_id=package.id,
            unique_id=point.unique_id,
            path=point.path,
            input_arguments=point.input,
            output_arguments=point.output,
            is_main=point is project.main,
        )
        for point in project.entry_points
    ]


async def _tried(work: Awaitable[T]) -> T | ApiError:
    try:
        return await work
    except ApiError as problem:
        return problem


async def _result(ctx: Context, feed: Feed, name: str, delivery: Delivery | ApiError) -> BulkItem:
    outcome = delivery if isinstance(delivery, ApiError) else await _tried(publish(ctx, feed, delivery))
    if isinstance(outcome, Package):
        return _told(outcome)
    body = {"message": outcome.message(ctx.caller.language), "errorCode": outcome.code}
    status = HTTPStatus(outcome.status).phrase.replace(" ", "")
    return BulkItem(key=name, status=status, body=msgspec.json.encode(body).decode())


def _told(package: Package) -> BulkItem:
    body = msgspec.json.encode({"Id": package.package, "Version": package.version}).decode()
    return BulkItem(key=package.key, status=OK, body=body)
