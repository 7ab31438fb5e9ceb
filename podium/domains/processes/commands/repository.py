"""A feed elsewhere, spoken to as NuGet clients do: its index, its search, its files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec

from podium.domains.processes.deployment import External
from podium.domains.processes.errors import (
    CannotConnectToPackagesRepository,
    DownloadUnavailable,
    ErrorDownloading,
)
from podium.domains.processes.feeds import Feed

T = TypeVar("T")
TIMEOUT = httpx.Timeout(10, read=30)
LARGEST_ANSWER = 16 * 1024 * 1024
LARGEST_PACKAGE = 4_000_000_000
PAGE, MOST = 100, 1000
SEARCH, FILES = "SearchQueryService", "PackageBaseAddress"


class _Resource(msgspec.Struct):
    url: str = msgspec.field(name="@id")
    kind: str | list[str] = msgspec.field(name="@type")


class _Index(msgspec.Struct):
    resources: list[_Resource]


class Hit(msgspec.Struct, rename="camel"):
    """A package that a search found, in its latest version."""

    id: str
    version: str
    title: str | None = None
    description: str | None = None
    authors: str | list[str] | None = None
    tags: str | list[str] | None = None
    project_url: str | None = None
    license_url: str | None = None


class _Found(msgspec.Struct, rename="camel"):
    total_hits: int
    data: list[Hit]


class _Versions(msgspec.Struct):
    versions: list[str]


class Repository:
    """What one feed offers; made by ``opened``."""

    def __init__(self, client: httpx.AsyncClient, feed: Feed, external: External) -> None:
        self._client, self._feed, self._external = client, feed, external
        self._resources = dict[str, str]()

    async def open(self) -> None:
        """Read the index of the feed."""
        index = await self._json(self._external.url, _Index)
        if index is None:
            raise CannotConnectToPackagesRepository
        for resource in index.resources:
            kinds = [resource.kind] if isinstance(resource.kind, str) else resource.kind
            self._resources.update({kind.partition("/")[0]: resource.url for kind in kinds})

    async def search(self, text: str) -> list[Hit]:
        """The packages that match; all of them where ``text`` is empty, up to a limit."""
        hits = list[Hit]()
        while len(hits) < MOST:
            query: dict[str, str | int] = {
                "q": text,
                "skip": len(hits),
                "take": PAGE,
                "prerelease": "true",
                "semVerLevel": "2.0.0",
            }
            found = await self._json(self._resource(SEARCH), _Found, query)
            hits += found.data if found else []
            if not found or len(found.data) < PAGE or len(hits) >= found.total_hits:
                break
        return hits

    async def versions(self, package: str) -> list[str]:
        """Every version of a package; none where there is no such package."""
        found = await self._json(f"{self._files}/{package.lower()}/index.json", _Versions)
        return found.versions if found else []

    async def download(self, package: str, version: str, to: Path) -> None:
        """Write the file of a package version."""
        name, number, size = package.lower(), version.lower(), 0
        url = f"{self._files}/{name}/{number}/{name}.{number}.nupkg"
        async with self._answer(url) as answer:
            if answer.status_code != httpx.codes.OK:
                raise ErrorDownloading(name=f"{package}:{version}")
            with to.open("wb") as file:
                async for chunk in answer.aiter_bytes():
                    size += len(chunk)
                    if size > LARGEST_PACKAGE:
                        raise ErrorDownloading(name=f"{package}:{version}")
                    file.write(chunk)

    @property
    def _files(self) -> str:
        if FILES not in self._resources:
            raise DownloadUnavailable
        return self._resources[FILES].rstrip("/")

    def _resource(self, kind: str) -> str:
        if kind not in self._resources:
            raise CannotConnectToPackagesRepository
        return self._resources[kind]

    async def _json(self, url: str, kind: type[T], query: dict[str, str | int] | None = None) -> T | None:
        """The answer of an address; None where there is nothing."""
        async with self._answer(url, query) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > LARGEST_ANSWER:
                    raise CannotConnectToPackagesRepository
        try:
            return msgspec.json.decode(bytes(content).removeprefix(b"\xef\xbb\xbf"), type=kind)
        except msgspec.MsgspecError as problem:
            raise CannotConnectToPackagesRepository from problem

    @asynccontextmanager
    async def _answer(self, url: str, query: dict[str, str | int] | None = None) -> AsyncIterator[httpx.Response]:
        """An answer that is good or not found. The feed's own host alone is told who asks."""
        try:
            known = httpx.URL(url).host == httpx.URL(self._external.url).host and bool(self._external.user)
            auth = httpx.BasicAuth(self._external.user, self._external.password) if known else None
            async with self._client.stream("GET", url, params=query, auth=auth) as answer:
                if answer.status_code >= 500 or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
                    raise self._feed.in_use()
                if answer.status_code not in (httpx.codes.OK, httpx.codes.NOT_FOUND):
                    raise CannotConnectToPackagesRepository
                yield answer
        except httpx.TimeoutException as problem:
            raise self._feed.in_use() from problem
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise CannotConnectToPackagesRepository from problem


@asynccontextmanager
async def opened(feed: Feed, external: External) -> AsyncIterator[Repository]:
    """The repository behind a feed that is elsewhere."""
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as client:
        repository = Repository(client, feed, external)
        await repository.open()
        yield repository
