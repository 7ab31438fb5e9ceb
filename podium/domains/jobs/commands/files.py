"""Attachments are made, put and fetched at addresses that are signed."""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from podium.domains.jobs.commands.reports import check_in_hand
from podium.domains.jobs.models.attachments import (
    Attachment,
    AttachmentData,
    BlobFileAccess,
    FileAccess,
    JobAttachment,
    Link,
    PlainAccess,
)
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.queries.jobs import job_keyed
from podium.domains.jobs.queries.waiting import attachment, attachments_of, links_of
from podium.domains.robots.commands.services import machine_here
from podium.kernel import tickets
from podium.kernel.blobs import keep
from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.bind import Base, Headers, Raw, Uploads
from podium.odata.request import Stream

ADDRESS = "/api/Attachments/Content"
LIFETIME = timedelta(hours=2)
READ, WRITE = "GET", "PUT"


async def create(ctx: Context, base: Base, body: AttachmentData) -> AttachmentData:
    """Promise an attachment: the answer says where to put its content."""
    job = await ctx.first(job_keyed(ctx, body.job_key)) if body.job_key else None
    new = await promise(ctx, body.name, job.folder_id if job else ctx.folder_id)
    new.job_key, new.attachment_category = body.job_key, body.attachment_category
    if body.job_key:
        ctx.record(JobAttachment(attachment_id=new.id, job_key=body.job_key, category=body.attachment_category))
    return await _shown(ctx, base, new, WRITE)


async def promise(ctx: Context, name: str, folder_id: int | None) -> Attachment:
    """An attachment without content."""
    return await ctx.add(Attachment(name=name, folder_id=folder_id, creator_user_id=ctx.caller.user_id))


async def get(ctx: Context, base: Base, key: UUID) -> AttachmentData:
    """An attachment, with the address of its content."""
    return await _shown(ctx, base, await seen(ctx, key, "Jobs.View"), READ)


async def delete(ctx: Context, key: UUID) -> None:
    """Remove an attachment, also from the jobs it belongs to."""
    ctx.remove(await seen(ctx, key, "Jobs.Delete"))


async def link(ctx: Context, body: Link) -> Link:
    """Say that an attachment belongs to a job."""
    row = await seen(ctx, body.attachment_id, "Jobs.View")
    if body.job_key is None or await ctx.first(job_keyed(ctx, body.job_key)) is None:
        raise NotFound(name=f"Job {body.job_key}")
    new = JobAttachment(attachment_id=row.id, job_key=body.job_key, category=body.category)
    new.creator_user_id = ctx.caller.user_id
    ctx.record(new)
    return _linked(new, row)


async def links(ctx: Context, job_key: UUID) -> list[Link]:
    """The attachments that belong to a job."""
    rows = {row.id: row for row in await ctx.all(attachments_of(ctx, job_key))}
    found = [_linked(one, rows[one.attachment_id]) for one in await ctx.all(links_of(ctx, job_key))]
    return [one for one in found if _may(ctx, rows[one.attachment_id], "Jobs.View")]


async def read(ctx: Context, ticket: str) -> Stream:
    """The content of an attachment, for whoever was given its address."""
    (key,) = await tickets.examine(ctx, READ, ticket)
    row = await ctx.one(attachment(ctx, UUID(key)), f"Attachment {key}")
    if row.blob is None or not await ctx.away(ctx.blobs.there(row.blob, row.size)):
        raise NotFound(name=f"The content of {row.name}")
    headers = {"content-length": str(row.size), "etag": f'"{row.blob}"'}
    return Stream(ctx.blobs.read(row.blob), row.media_type, row.name, headers)


async def write(ctx: Context, ticket: str, headers: Headers, uploads: Uploads, raw: Raw) -> None:
    """Put the content of an attachment; it may be put anew while the address is valid."""
    (key,) = await tickets.examine(ctx, WRITE, ticket)
    row = await ctx.one(attachment(ctx, UUID(key)), f"Attachment {key}")
    with tempfile.TemporaryDirectory(prefix="podium-attachment-") as directory:
        file = uploads[0].path if uploads else Path(directory) / "content"
        if not uploads:
            await ctx.away(asyncio.to_thread(file.write_bytes, raw))
        blob = await keep(ctx, file)
    row.blob, row.size, row.last_modification_time = blob.hash, blob.size, ctx.now
    row.media_type = headers.get("content-type", row.media_type)


async def input_file(ctx: Context, base: Base, job_key: UUID) -> FileAccess:
    """Where a robot fetches the input of a job it has in hand."""
    job = await _job_in_hand(ctx, job_key)
    row = await ctx.first(attachment(ctx, job.input_file)) if job.input_file else None
    if row is None:
        raise NotFound(name=f"The input file of {job_key}")
    return await _for_robots(ctx, base, row, READ)


async def output_file(ctx: Context, base: Base, job_key: UUID, file_name: str = "output.json") -> FileAccess:
    """Where a robot puts the output of a job it has in hand."""
    job = await _job_in_hand(ctx, job_key)
    row = await promise(ctx, file_name, job.folder_id)
    row.job_key = job.key
    return await _for_robots(ctx, base, row, WRITE)


async def seen(ctx: Context, key: UUID, permission: str) -> Attachment:
    """An attachment of a folder in which the caller holds a permission; to others it does not exist."""
    row = await ctx.first(attachment(ctx, key))
    if row is None or not _may(ctx, row, permission):
        raise NotFound(name=f"Attachment {key}")
    return row


def _may(ctx: Context, row: Attachment, permission: str) -> bool:
    return permission in ctx.caller.permissions(row.folder_id) or row.creator_user_id == ctx.caller.user_id


async def _job_in_hand(ctx: Context, job_key: UUID) -> Job:
    machine = await machine_here(ctx)
    job = await ctx.one(job_keyed(ctx, job_key), f"Job {job_key}")
    check_in_hand(ctx, job, machine)
    return job


async def _address(ctx: Context, base: str, row: Attachment, verb: str) -> str:
    return f"{base}{ADDRESS}/{await tickets.issue(ctx, verb, str(row.id), lifetime=LIFETIME)}"


async def _for_robots(ctx: Context, base: str, row: Attachment, verb: str) -> FileAccess:
    uri = await _address(ctx, base, row, verb)
    return FileAccess(id=row.id, name=row.name, blob_file_access=PlainAccess(uri=uri, verb=verb))


async def _shown(ctx: Context, base: str, row: Attachment, verb: str) -> AttachmentData:
    names = ("id", "name", "job_key", "attachment_category", "creation_time", "creator_user_id")
    times = ("last_modification_time", "last_modifier_user_id")
    access = BlobFileAccess(uri=await _address(ctx, base, row, verb), verb=verb)
    return AttachmentData(blob_file_access=access, **{name: getattr(row, name) for name in (*names, *times)})


def _linked(one: JobAttachment, row: Attachment) -> Link:
    return Link(
        attachment_id=one.attachment_id,
        job_key=one.job_key,
        category=one.category,
        attachment_name=row.name,
        last_modification_time=row.last_modification_time,
        last_modifier_user_id=row.last_modifier_user_id,
        creation_time=one.creation_time,
        creator_user_id=one.creator_user_id,
        id=one.id,
    )
