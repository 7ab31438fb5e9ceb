"""The feeds as clients are told of them."""

from uuid import UUID

from podium.domains.processes import feeds
from podium.domains.processes.feeds import Feed, Purpose
from podium.kernel.context import Context
from podium.odata.bind import Base
from podium.odata.wire import Plain


class PackageFeed(Plain):
    id: UUID
    name: str
    purpose: Purpose
    is_shared: bool
    is_public: bool
    is_external: bool
    feed_url: str
    publish_url: str
    authentication_type: str


async def folder_feed(ctx: Context, folder_id: int) -> UUID:
    """The id of the feed that a folder takes its packages from."""
    return (await feeds.feed_of_folder(ctx, folder_id)).key


async def process_feeds(ctx: Context, base: Base) -> list[PackageFeed]:
    """The feeds whose packages the caller may see."""
    return [_shown(feed, base) for feed in await feeds.process_feeds(ctx) if feeds.may(ctx, feed, "View")]


async def library_feeds(ctx: Context, base: Base) -> list[PackageFeed]:
    """The feeds of libraries that the caller may see."""
    return [_shown(feed, base) for feed in await feeds.library_feeds(ctx) if feeds.may(ctx, feed, "View")]


def _shown(feed: Feed, base: str) -> PackageFeed:
    return PackageFeed(
        id=feed.key,
        name=feed.name,
        purpose=feed.purpose,
        is_shared=feed.shared,
        is_public=False,
        is_external=feed.external is not None,
        feed_url=feed.external.url if feed.external else f"{base}/nuget/v3/{feed.key}/index.json",
        publish_url="" if feed.external else f"{base}/nuget/v3/{feed.key}/package",
        authentication_type="ApiKey",
    )
