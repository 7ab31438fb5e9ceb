"""Content and output of encrypted queues: sealed when they are kept, opened when they are shown."""

from collections.abc import Sequence

from podium.domains.queues.models import QueueItem
from podium.domains.queues.models.items import OPENED
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.sealing import seal, unseal

SEALED = {"specific_content": "sealed_content", "output": "sealed_output"}


async def keep(ctx: Context, item: QueueItem, attribute: str, content: Json | None) -> None:
    """Set the content or the output of an item whose number is known."""
    if not item.encrypted:
        setattr(item, attribute, content)
    elif content is None:
        setattr(item, SEALED[attribute], None)
    else:
        await seal(ctx, item, SEALED[attribute], bytes(content).decode())


async def open_items(ctx: Context, items: Sequence[QueueItem]) -> None:
    """Open what is sealed of items that are to be shown."""
    for item in items:
        if item.encrypted:
            item.__dict__[OPENED] = {name: await content_of(ctx, item, name) for name in SEALED}


async def content_of(ctx: Context, item: QueueItem, attribute: str) -> Json | None:
    """The content or the output of an item, as it was given."""
    if not item.encrypted:
        content: Json | None = getattr(item, attribute)
        return content
    if getattr(item, SEALED[attribute]) is None:
        return None
    return Json((await unseal(ctx, item, SEALED[attribute])).encode())
