"""The tags that things have, in the folders that the caller may look into."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from podium.domains.assets.models import Asset
from podium.domains.buckets.models import Bucket
from podium.domains.processes.models.releases import Release
from podium.domains.queues.models import QueueDefinition
from podium.domains.tenants.queries import tenant_of
from podium.domains.triggers.models.http import HttpTrigger
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.links import seen_in
from podium.kernel.permissions import Resource
from podium.odata.tags import Tag
from podium.odata.wire import Plain

TAGGED: Mapping[type[Any], str] = {
    kind: str(Resource(name).view)
    for kind, name in {
        Asset: "Assets",
        Bucket: "Buckets",
        QueueDefinition: "Queues",
        Release: "Processes",
        ProcessSchedule: "Schedules",
        HttpTrigger: "Triggers",
    }.items()
}
TAGS = msgspec.json.Decoder(list[Tag])


class TagType(StrEnum):
    """A label is a word; others are a key with a value."""

    LABEL = "Label"
    KEY_VALUE = "KeyValue"


class TagShown(Plain):
    type: TagType
    name: str
    display_name: str
    value: str | None
    display_value: str | None


class TagsPage(Plain):
    total_count: int
    results: list[TagShown]


async def tags(
    ctx: Context, type: TagType | None = None, starts_with: str = "", skip: int = 0, take: int = 100
) -> TagsPage:
    """The tags that begin so, each once, by name."""
    found = [await _of(ctx, kind, ctx.caller.folders_with(view)) for kind, view in TAGGED.items()]
    every = {(tag.name, tag.value or ""): _told(tag) for some in found for tag in some}
    shown, start = [every[key] for key in sorted(every)], starts_with.lower()
    wanted = [one for one in shown if type in (None, one.type) and one.name.lower().startswith(start)]
    return TagsPage(total_count=len(wanted), results=wanted[skip : skip + take])


async def tags_of(
    ctx: Context, tenant: str, type: TagType | None = None, starts_with: str = "", skip: int = 0, take: int = 100
) -> TagsPage:
    """The tags of a tenant, which must be that of the caller."""
    ours = await ctx.one(tenant_of(ctx, ctx.caller.tenant_id), "Tenant")
    if tenant.lower() not in (ours.name.lower(), str(ours.key)):
        raise NotFound(name=f"Tenant {tenant}")
    return await tags(ctx, type, starts_with, skip, take)


async def _of(ctx: Context, kind: type[Any], folders: list[int]) -> list[Tag]:
    seen = seen_in(kind, sa.any_(sa.literal(folders, sa.ARRAY(sa.BigInteger))))
    rows = ctx.in_tenant(kind).where(seen, kind.tags.is_not(None)).with_only_columns(kind.tags)
    return [tag for (text,) in await ctx.values(rows) for tag in TAGS.decode(text)]


def _told(tag: Tag) -> TagShown:
    return TagShown(
        type=TagType.LABEL if tag.value is None else TagType.KEY_VALUE,
        name=tag.name,
        display_name=tag.display_name or tag.name,
        value=tag.value,
        display_value=tag.display_value or tag.value,
    )
