"""Feeds elsewhere whose packages are noted here."""

from uuid import UUID

from podium.kernel.entity import Col, Entity, InTenant, field, index


class Mirror(InTenant, Entity, table="feed_mirrors"):
    """One feed; ``looks`` counts how often it was looked at."""

    feed: Col[UUID] = field()
    looks: Col[int] = field()


index("feed_mirrors_feed", Mirror.feed, unique=True)
