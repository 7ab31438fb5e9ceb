"""Which feeds there are, which one a request means, and what the caller may do there.

A feed needs no row: the tenant has one, and so has each root folder or personal workspace that was made with its own.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from podium.domains.folders.access import folder, tree
from podium.domains.folders.models import Folder
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import Forbidden, NotFound


class Purpose(StrEnum):
    PROCESSES = "Processes"
    LIBRARIES = "Libraries"
    PERSONAL_WORKSPACE = "PersonalWorkspace"


@dataclass(frozen=True)
class Feed:
    """``folder`` is the folder it belongs to, None for that of the tenant."""

    key: UUID
    name: str
    purpose: Purpose
    folder: Folder | None = None

    @property
    def folder_id(self) -> int | None:
        return self.folder.id if self.folder else None


async def tenant_feed(ctx: Context) -> Feed:
    tenant = await ctx.one(tenant_of(ctx, ctx.tenant_id), "Tenant")
    return Feed(uuid5(tenant.key, Purpose.PROCESSES), "Orchestrator Tenant Feed", Purpose.PROCESSES)


async def process_feeds(ctx: Context) -> list[Feed]:
    """The feed of the tenant, and those of its folders."""
    roots = (await tree(ctx)).children(None)
    return [await tenant_feed(ctx), *(_of_root(root, root.feed_key) for root in roots if root.feed_key)]


async def feed_of_folder(ctx: Context, folder_id: int) -> Feed:
    """The feed that a folder takes its packages from."""
    root = (await tree(ctx)).root(await folder(ctx, folder_id))
    return _of_root(root, root.feed_key) if root.feed_key else await tenant_feed(ctx)


async def process_feed(ctx: Context, key: UUID | None) -> Feed:
    """The feed of a key; that of the tenant where none is named."""
    if key is None:
        return await tenant_feed(ctx)
    found = next((feed for feed in await process_feeds(ctx) if feed.key == key), None)
    if found is None:
        raise NotFound(name=f"Feed {key}")
    return found


def may(ctx: Context, feed: Feed, verb: str) -> bool:
    """May the caller do ``verb`` ("View", "Create" ...) with packages of this feed?"""
    if feed.folder_id is None:
        return f"Packages.{verb}" in ctx.caller.permissions(None)
    return f"FolderPackages.{verb}" in ctx.caller.permissions(feed.folder_id)


def demand(ctx: Context, feed: Feed, verb: str) -> None:
    if not may(ctx, feed, verb):
        raise Forbidden(missing=f"{'Packages' if feed.folder_id is None else 'FolderPackages'}.{verb}")


def _of_root(root: Folder, key: UUID) -> Feed:
    purpose = Purpose.PERSONAL_WORKSPACE if root.is_personal else Purpose.PROCESSES
    return Feed(key, f"Orchestrator {root.display_name} Feed", purpose, root)
