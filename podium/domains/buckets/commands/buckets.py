"""Making, changing and deleting buckets."""

from podium.domains.buckets.errors import BadStorage, StorageCannotChange
from podium.domains.buckets.events import BucketCreated, BucketDeleted, BucketEvent, BucketUpdated
from podium.domains.buckets.models import Bucket, Option, Provider
from podium.domains.buckets.queries import buckets_in_store
from podium.domains.buckets.storage import asked, outside
from podium.domains.buckets.stores import PASSWORD
from podium.domains.credentials.events import StoreDeleting
from podium.domains.credentials.holding import forget, keep, settle_store
from podium.domains.credentials.models import ResourceType, StoreResource
from podium.domains.credentials.plugin import Secret
from podium.domains.sharing.commands import folders_of, refuse_used_name, unlink
from podium.kernel.context import Context
from podium.kernel.entity import Changes

STORAGE = ("storage_parameters", "storage_container", "credential_store_id", "external_name")


async def create(ctx: Context, changes: Changes) -> Bucket:
    """Make a bucket; its storage must answer."""
    await refuse_used_name(ctx, Bucket, changes["name"], [ctx.here()])
    password = changes.pop("password_sent")
    row = await ctx.add(Bucket(**_checked(changes)))
    await _reach(ctx, row, password)
    ctx.emit(told(BucketCreated, row))
    return row


async def update(ctx: Context, row: Bucket, changes: Changes) -> Bucket:
    """Change a bucket; a password that is not sent stays."""
    changes = _checked(changes)
    if changes["storage_provider"] != row.storage_provider:
        raise StorageCannotChange(why="A bucket stays where its files are.")
    if changes["name"] != row.name:
        await refuse_used_name(ctx, Bucket, changes["name"], await folders_of(ctx, row), row.id)
    password = changes.pop("password_sent")
    for attribute, value in changes.items():
        setattr(row, attribute, value)
    await _reach(ctx, row, password)
    ctx.emit(told(BucketUpdated, row))
    return row


async def delete(ctx: Context, row: Bucket) -> None:
    """Delete a bucket; files that are kept here go with it, those outside stay."""
    await forget(ctx, row)
    await unlink(ctx, row)
    ctx.emit(told(BucketDeleted, row))
    ctx.remove(row)


async def leave_store(ctx: Context, event: StoreDeleting) -> None:
    """Let buckets whose passwords lie in a store that goes be without."""
    for row in await ctx.all(buckets_in_store(ctx, event.store_id)):
        row.credential_store_id, row.external_name, row.secret = None, None, None


async def in_store(ctx: Context, store_id: int) -> list[StoreResource]:
    """The buckets whose passwords lie in a credential store."""
    buckets = await ctx.all(buckets_in_store(ctx, store_id))
    return [StoreResource(id=one.id, name=one.name, type=ResourceType.BUCKET) for one in buckets]


def told(event: type[BucketEvent], row: Bucket, **more: str) -> BucketEvent:
    return event(bucket_id=row.id, folder_id=row.folder_id, key=str(row.identifier), name=row.name, **more)


def _checked(changes: Changes) -> Changes:
    """The changes with provider and options as they are written."""
    provider = changes["storage_provider"] or None
    known = {one.lower(): one.value for one in Provider} | {"orchestrator": None}
    if provider is not None and provider.lower() not in known:
        raise BadStorage(why=f"There is no storage provider {provider}.", field="StorageProvider")
    words = {word.strip().lower() for word in (changes["options"] or Option.NONE).split(",")}
    options = [str(one) for one in Option if one.lower() in words]
    if len(options) != len(words):
        raise BadStorage(why="Options are some of " + ", ".join(Option) + ".", field="Options")
    several = ", ".join(one for one in options if one != Option.NONE) or str(Option.NONE)
    storage = {} if provider and known[provider.lower()] else dict.fromkeys(STORAGE)
    named = {"storage_provider": known[provider.lower()] if provider else None, "options": several}
    return Changes({**changes, **named, **storage})


async def _reach(ctx: Context, row: Bucket, password: str | None) -> None:
    """Keep the password, and see whether the storage can be used."""
    if PASSWORD in (row.storage_parameters or ""):
        await settle_store(ctx, row, ResourceType.BUCKET, row.name)
        if password:
            await keep(ctx, row, "secret", Secret(password))
    store = await outside(ctx, row)
    if store is not None:
        await asked(ctx, lambda: store.below("/", most=1))
