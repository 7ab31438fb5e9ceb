"""Packages on this machine: downloaded once, unpacked once, shared by all jobs."""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from podium.robot.archive import unpack
from podium.robot.errors import NotPrepared, Refused
from podium.robot.manifest import Manifest, read_manifest
from podium.robot.protocol import JobData
from podium.robot.server import Server
from podium.robot.store import Store

UNUSED_DAYS = 30


class Known(Struct):
    """What a name and version stood for when last asked."""

    digest: str
    etag: str


@dataclass(frozen=True)
class Package:
    """An unpacked package in its folder, named by its bytes: a version published anew has another."""

    folder: Path
    manifest: Manifest

    @property
    def content(self) -> Path:
        return self.folder / "content"


class Packages:
    def __init__(self, directory: Path, server: Server) -> None:
        self.directory, self.server = directory, server
        self.known: Store[Known] = Store(directory / "known", Known)
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, data: JobData) -> Package:
        """Get the package of a job ready. NotPrepared: there is no such package, or it is no good."""
        if not data.package_id or not data.package_version:
            raise NotPrepared("The command names no package.")
        try:
            folder = await self._folder(data.package_id, data.package_version, data.feed_id)
        except Refused as error:
            raise NotPrepared(f"The package cannot be downloaded: {error}") from error
        os.utime(folder)
        return Package(folder, await asyncio.to_thread(read_manifest, folder / "content"))

    def prune(self) -> None:
        """Remove what no job has used for long, environments included."""
        oldest = time.time() - UNUSED_DAYS * 86_400
        for content in self.directory.glob("*/content"):
            if content.parent.stat().st_mtime < oldest:
                shutil.rmtree(content.parent, ignore_errors=True)

    async def _folder(self, name: str, version: str, feed: str | None) -> Path:
        """A known package without an etag is taken as it is; with one, the server is asked whether it still is."""
        entry = _digest(f"{feed}|{name}|{version}".encode())
        async with self.locks[entry]:
            known = self.known.get(entry)
            if known and not (self.directory / known.digest).is_dir():
                known = None
            if known is None or known.etag:
                known = await self._refresh(entry, known, name, version, feed)
        return self.directory / known.digest

    async def _refresh(self, entry: str, known: Known | None, name: str, version: str, feed: str | None) -> Known:
        fresh = await self.server.package(name, version, feed, known.etag if known else "")
        if fresh is None and known:
            return known
        if fresh is None:
            raise Refused(f"The server sent nothing for {name} {version}.")
        content, etag = fresh
        known = Known(await asyncio.to_thread(self._keep, content), etag)
        self.known.put(entry, known)
        return known

    def _keep(self, package: bytes) -> str:
        """Unpack beside the final place and move there as a whole."""
        digest = _digest(package)
        with tempfile.TemporaryDirectory(dir=self.directory) as new:
            unpack(package, Path(new) / "whole" / "content")
            if not (self.directory / digest).is_dir():
                (Path(new) / "whole").rename(self.directory / digest)
        return digest


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
