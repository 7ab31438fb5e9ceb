"""The contents of files, at addresses that were signed."""

from functools import partial
from pathlib import Path

from podium.domains.buckets.commands.buckets import told
from podium.domains.buckets.commands.files import READ, WRITE
from podium.domains.buckets.errors import BucketsFull
from podium.domains.buckets.events import FileUploaded
from podium.domains.buckets.models import Bucket, BucketFile, media_type_of
from podium.domains.buckets.paths import name_of
from podium.domains.buckets.queries import bucket_numbered, bytes_kept, file_at
from podium.domains.buckets.storage import QUOTA, asked, outside, refuse_read_only
from podium.domains.settings import asking
from podium.kernel import tickets
from podium.kernel.blobs import keep
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.access import sent_file
from podium.odata.bind import Headers, Raw, Uploads
from podium.odata.request import Stream

MEGABYTE = 1024 * 1024


async def read(ctx: Context, ticket: str) -> Stream:
    """The content of a file, for whoever was given its address."""
    bucket_id, path = await tickets.examine(ctx, READ, ticket)
    bucket = await ctx.one(bucket_numbered(ctx, int(bucket_id)), path)
    store = await outside(ctx, bucket)
    if store is None:
        row = await ctx.one(file_at(ctx, bucket.id, path), path)
        headers = {"content-length": str(row.size), "etag": f'"{row.blob}"'}
        return Stream(ctx.blobs.read(row.blob), row.content_type, name_of(path), headers)
    found = await asked(ctx, partial(store.find, path))
    if found is None:
        raise NotFound(name=path)
    return Stream(store.read(path), media_type_of(path), name_of(path), {"content-length": str(found.size)})


async def write(ctx: Context, ticket: str, headers: Headers, uploads: Uploads, raw: Raw) -> None:
    """Put the content of a file; it may be put anew while the address is valid."""
    bucket_id, path, media_type = await tickets.examine(ctx, WRITE, ticket)
    bucket = await ctx.one(bucket_numbered(ctx, int(bucket_id)), path)
    refuse_read_only(bucket)
    with sent_file(uploads, raw) as file:
        await put(ctx, bucket, path, file, headers.get("content-type") or media_type)


async def put(ctx: Context, bucket: Bucket, path: str, file: Path, media_type: str) -> None:
    """Put a file into a bucket, in place of what was there."""
    store = await outside(ctx, bucket)
    if store is None:
        await _keep(ctx, bucket, path, file, media_type)
    else:
        await asked(ctx, partial(store.put, path, file))
    ctx.emit(told(FileUploaded, bucket, full_path=path))


async def _keep(ctx: Context, bucket: Bucket, path: str, file: Path, media_type: str) -> None:
    blob = await keep(ctx, file)
    row = await ctx.first(file_at(ctx, bucket.id, path))
    await _refuse_too_much(ctx, blob.size - (row.size if row else 0))
    if row is None:
        row = BucketFile(bucket_id=bucket.id, tenant_id=bucket.tenant_id, full_path=path)
        ctx.record(row)
    row.blob, row.size, row.content_type, row.last_modified = blob.hash, blob.size, media_type, ctx.now


async def _refuse_too_much(ctx: Context, more: int) -> None:
    quota = await asking.number(ctx, QUOTA) * MEGABYTE
    if not quota or more <= 0:
        return
    ((kept,),) = await ctx.values(bytes_kept(ctx))
    if kept + more > quota:
        raise BucketsFull(why=f"The files of the tenant would have {kept + more} bytes; {quota} are allowed.")
