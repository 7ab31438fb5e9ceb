"""Libraries published, looked at, fetched and deleted."""

from http import HTTPStatus
from uuid import UUID

from podium.domains.processes import feeds
from podium.domains.processes.commands import contents, mirror
from podium.domains.processes.commands.deliveries import Delivery, deliver, described
from podium.domains.processes.commands.keys import package_of_key, split
from podium.domains.processes.commands.ranking import add_version, crown
from podium.domains.processes.deployment import deployment
from podium.domains.processes.errors import DownloadForbidden, NotSupportedByExternalFeeds, PackageNotFound
from podium.domains.processes.feeds import Feed
from podium.domains.processes.models.libraries import Library
from podium.domains.processes.shelves import LIBRARIES
from podium.kernel.context import Context
from podium.kernel.errors import Forbidden
from podium.kernel.statements import Bound
from podium.odata.bind import Uploads
from podium.odata.request import Answered, Stream

NOBODYS = 0
"""The tenant of what all tenants share."""


async def list_libraries(ctx: Context, search_term: str | None = None, feed_id: UUID | None = None) -> Bound[Library]:
    """One row for each library of the feeds that the tenant takes libraries from: its latest version."""
    offered = await _offered(ctx, feed_id)
    for feed in offered:
        await mirror.look(ctx, feed, LIBRARIES, search_term or "")
    return LIBRARIES.listed(ctx, tuple(feed.key for feed in offered), search_term or None)


async def list_versions(ctx: Context, package_id: str, feed_id: UUID | None = None) -> Bound[Library]:
    """Every version of a library, the newest first."""
    offered = await _offered(ctx, feed_id)
    for feed in offered:
        await mirror.look_at(ctx, feed, LIBRARIES, package_id)
    return LIBRARIES.versions(ctx, tuple(feed.key for feed in offered), package_id)


async def get(ctx: Context, key: str, feed_id: UUID | None = None) -> Library:
    """A version of a library by its key."""
    return (await _found(ctx, key, feed_id))[1]


async def download(ctx: Context, key: str, feed_id: UUID | None = None) -> Stream:
    """The file of a version of a library."""
    host = await feeds.host_libraries(ctx)
    if feed_id == host.key and host not in await feeds.library_feeds(ctx):
        raise DownloadForbidden
    feed, library = await _found(ctx, key, feed_id)
    return await contents.stream(ctx, feed, LIBRARIES, library)


async def upload(ctx: Context, files: Uploads, feed_id: UUID | None = None) -> Answered:
    """Publish the libraries in the files of a request."""
    feed = await _own(ctx, feed_id)
    return Answered(HTTPStatus.MULTI_STATUS, await deliver(ctx, feed, files, publish))


async def publish(ctx: Context, feed: Feed, delivery: Delivery) -> Library:
    """Add the library of a file to a feed."""
    nuspec = delivery.contents.nuspec
    told = {
        **described(delivery),
        "owners": nuspec.owners,
        "icon_url": nuspec.icon_url,
        "summary": nuspec.summary,
        "is_prerelease": bool(nuspec.version.labels),
    }
    tenant = {"tenant_id": NOBODYS} if feed.shared else {}
    return await add_version(ctx, LIBRARIES, feed, (nuspec.id, nuspec.version), {**told, **tenant})


async def delete(ctx: Context, key: str, feed_id: UUID | None = None) -> None:
    """Delete a version of a library; a key without a version means all of them."""
    feed = await _own(ctx, feed_id)
    name, version = split(key) if ":" in key else (key, None)
    versions = await ctx.all(LIBRARIES.versions(ctx, (feed.key,), name))
    named = [library for library in versions if version is None or library.version.lower() == version.lower()]
    if not named:
        raise PackageNotFound(name=key)
    crown([library for library in versions if library not in named])
    for library in named:
        ctx.remove(library)


async def _offered(ctx: Context, feed_id: UUID | None) -> list[Feed]:
    return await feeds.library_feeds(ctx) if feed_id is None else [await feeds.library_feed(ctx, feed_id)]


async def _found(ctx: Context, key: str, feed_id: UUID | None) -> tuple[Feed, Library]:
    for feed in await _offered(ctx, feed_id):
        try:
            return feed, await package_of_key(ctx, feed, LIBRARIES, key)
        except PackageNotFound:
            continue
    raise PackageNotFound(name=key)


async def _own(ctx: Context, feed_id: UUID | None) -> Feed:
    """A feed that the tenant may change."""
    feed = await feeds.library_feed(ctx, feed_id)
    if feed.external:
        raise NotSupportedByExternalFeeds
    if feed.shared and not (await deployment(ctx)).publishes_to_host:
        raise Forbidden(missing="Deployment.Libraries.AllowTenantPublish")
    return feed
