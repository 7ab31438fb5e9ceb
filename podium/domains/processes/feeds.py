"""Which feeds there are, which one a request means, and what the caller may do there.

A feed needs no row. The tenant has one for packages, and so has each root folder or personal workspace that was made
with its own; for libraries there is one of the tenant and one of the host. Those of the tenant may be elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from podium.domains.folders.access import folder, tree
from podium.domains.folders.models import Folder
from podium.domains.processes.deployment import External, Scope, deployment
from podium.domains.processes.errors import LibrariesFeedInUse, TenantFeedInUse
from podium.domains.tenants.queries import installation, tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import ApiError, Forbidden, NotFound


class Purpose(StrEnum):
    PROCESSES = "Processes"
    LIBRARIES = "Libraries"
    PERSONAL_WORKSPACE = "PersonalWorkspace"


@dataclass(frozen=True)
class Feed:
    """``folder`` is the folder it belongs to; ``shared``: it is the host's, for all tenants."""

    key: UUID
    name: str
    purpose: Purpose
    folder: Folder | None = None
    external: External | None = None
    shared: bool = False

    @property
    def folder_id(self) -> int | None:
        return self.folder.id if self.folder else None

    @property
    def resource(self) -> str:
        """What permissions on it are called."""
        if self.purpose is Purpose.LIBRARIES:
            return "Libraries"
        return "Packages" if self.folder is None else "FolderPackages"

    def in_use(self) -> ApiError:
        """What is said when it cannot be opened now."""
        return LibrariesFeedInUse() if self.purpose is Purpose.LIBRARIES else TenantFeedInUse()


async def tenant_feed(ctx: Context) -> Feed:
    """The feed of packages that belongs to no folder."""
    elsewhere = (await deployment(ctx)).packages
    key = await _key(ctx, Purpose.PROCESSES, elsewhere)
    return Feed(key, "Orchestrator Tenant Feed", Purpose.PROCESSES, external=elsewhere)


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
    return _keyed(await process_feeds(ctx), key)


async def library_feeds(ctx: Context) -> list[Feed]:
    """Where the tenant takes libraries from; the first is the one it publishes to."""
    told = await deployment(ctx)
    own = await _key(ctx, Purpose.LIBRARIES, told.libraries)
    tenant = Feed(own, "Orchestrator Tenant Libraries Feed", Purpose.LIBRARIES, external=told.libraries)
    found = {Scope.TENANT: [tenant], Scope.HOST: [await host_libraries(ctx)]}
    return found.get(told.library_scope) or found[Scope.TENANT] + found[Scope.HOST]


async def host_libraries(ctx: Context) -> Feed:
    """The feed of libraries that all tenants share."""
    here = await ctx.one(installation(ctx), "Installation")
    key = uuid5(here.organization_key, Purpose.LIBRARIES)
    return Feed(key, "Orchestrator Host Libraries Feed", Purpose.LIBRARIES, shared=True)


async def library_feed(ctx: Context, key: UUID | None) -> Feed:
    """The feed of libraries of a key; that which is published to where none is named."""
    offered = await library_feeds(ctx)
    return offered[0] if key is None else _keyed(offered, key)


def may(ctx: Context, feed: Feed, verb: str) -> bool:
    """May the caller do ``verb`` ("View", "Create" ...) with packages of this feed?"""
    return f"{feed.resource}.{verb}" in ctx.caller.permissions(feed.folder_id)


def demand(ctx: Context, feed: Feed, verb: str) -> None:
    if not may(ctx, feed, verb):
        raise Forbidden(missing=f"{feed.resource}.{verb}")


async def _key(ctx: Context, purpose: Purpose, elsewhere: External | None) -> UUID:
    """The same as long as the feed is the same: a tenant that goes elsewhere and comes back finds what it had."""
    tenant = await ctx.one(tenant_of(ctx, ctx.tenant_id), "Tenant")
    return uuid5(tenant.key, f"{purpose} {elsewhere.url}" if elsewhere else purpose)


def _keyed(feeds: list[Feed], key: UUID) -> Feed:
    found = next((feed for feed in feeds if feed.key == key), None)
    if found is None:
        raise NotFound(name=f"Feed {key}")
    return found


def _of_root(root: Folder, key: UUID) -> Feed:
    purpose = Purpose.PERSONAL_WORKSPACE if root.is_personal else Purpose.PROCESSES
    return Feed(key, f"Orchestrator {root.display_name} Feed", purpose, root)
