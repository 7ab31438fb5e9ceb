"""Files that arrive to be published: read, stored, and answered one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec

from podium.domains.processes.errors import InvalidExtension, InvalidPackageCount
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.published import Published
from podium.domains.processes.nupkg.package import Contents, read_package
from podium.kernel.blobs import Blob, keep
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import ApiError
from podium.kernel.stores import StoreFailed
from podium.odata.bind import Uploads
from podium.odata.request import Upload
from podium.odata.wire import Complex

T = TypeVar("T")
MOST_FILES = 10
EXTENSION = ".nupkg"
OK = "OK"


class BulkItem(Complex):
    """What came of one file: ``status`` is an HTTP status as .NET names it, ``body`` a text of JSON."""

    key: str | None
    status: str
    body: str | None


@dataclass(frozen=True)
class Delivery:
    """A file that has arrived: what is in it, and where it is kept."""

    contents: Contents
    blob: Blob


Publish = Callable[[Context, Feed, Delivery], Awaitable[Published]]


async def deliver(ctx: Context, feed: Feed, files: Uploads, publish: Publish) -> list[BulkItem]:
    """Publish files; each stands for itself, but a single one that is refused refuses the request."""
    if not 1 <= len(files) <= MOST_FILES:
        raise InvalidPackageCount
    if len(files) == 1:
        return [_told(await publish(ctx, feed, await received(ctx, feed, files[0])))]
    prepared = [(file.name, await _tried(received(ctx, feed, file))) for file in files]
    return [await _result(ctx, feed, publish, name, delivery) for name, delivery in prepared]


async def received(ctx: Context, feed: Feed, file: Upload) -> Delivery:
    """Read and store a file, before anything is written."""
    if not file.name.lower().endswith(EXTENSION):
        raise InvalidExtension(name=file.name)
    contents = await asyncio.to_thread(read_package, file.path)
    try:
        return Delivery(contents, await keep(ctx, file.path))
    except StoreFailed as problem:
        raise feed.in_use() from problem


def described(delivery: Delivery) -> dict[str, Any]:
    """What packages of every kind keep of a delivery, by attribute."""
    contents, nuspec = delivery.contents, delivery.contents.nuspec
    return {
        "title": nuspec.title or nuspec.id,
        "description": nuspec.description,
        "authors": nuspec.authors,
        "release_notes": nuspec.release_notes,
        "tags": nuspec.tags,
        "license_url": nuspec.license_url,
        "project_url": nuspec.project_url,
        "dependencies": Json(msgspec.json.encode(nuspec.dependencies)),
        "project_type": contents.project.kind,
        "is_compiled": contents.is_compiled,
        "blob": delivery.blob.hash,
        "size": delivery.blob.size,
    }


def good(items: list[BulkItem]) -> bool:
    return all(item.status == OK for item in items)


async def _tried(work: Awaitable[T]) -> T | ApiError:
    try:
        return await work
    except ApiError as problem:
        return problem


async def _result(ctx: Context, feed: Feed, publish: Publish, name: str, delivery: Delivery | ApiError) -> BulkItem:
    outcome = delivery if isinstance(delivery, ApiError) else await _tried(publish(ctx, feed, delivery))
    if isinstance(outcome, Published):
        return _told(outcome)
    body = {"message": outcome.message(ctx.caller.language), "errorCode": outcome.code}
    status = HTTPStatus(outcome.status).phrase.replace(" ", "")
    return BulkItem(key=name, status=status, body=msgspec.json.encode(body).decode())


def _told(package: Published) -> BulkItem:
    body = msgspec.json.encode({"Id": package.package, "Version": package.version}).decode()
    return BulkItem(key=package.key, status=OK, body=body)
