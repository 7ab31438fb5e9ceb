"""Who keeps secrets in stores: each slice whose rows do says here how to find them."""

from collections.abc import Awaitable, Callable

from podium.domains.credentials.models import ResourceType, StoreResource
from podium.kernel.context import Context

Find = Callable[[Context, int], Awaitable[list[StoreResource]]]
"""The things whose secrets lie in a store."""
KNOWN: dict[ResourceType, Find] = {}


async def in_store(ctx: Context, store_id: int, kind: ResourceType) -> list[StoreResource]:
    find = KNOWN.get(kind)
    return await find(ctx, store_id) if find else []
