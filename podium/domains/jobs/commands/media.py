"""Pictures of jobs are taken, fetched and removed."""

import asyncio
import tempfile
import zipfile
from pathlib import Path

from podium.domains.jobs.commands.reports import check_holder
from podium.domains.jobs.errors import MediaNotAvailable
from podium.domains.jobs.models.jobs import Job
from podium.domains.jobs.models.media import ExecutionMedia
from podium.domains.jobs.queries.jobs import job_keyed
from podium.domains.jobs.queries.waiting import media_of
from podium.domains.robots.commands.services import machine_here
from podium.kernel.blobs import keep
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.kernel.keys import key_of
from podium.odata.bind import Form, Uploads
from podium.odata.request import Stream


async def upload(ctx: Context, form: Form, uploads: Uploads) -> None:
    """Keep a picture of a job that the robot's machine has in hand."""
    machine = await machine_here(ctx)
    told = {name.lower(): value for name, value in form.items()}
    key = key_of(told.get("jobkey"))
    if not uploads or key is None:
        raise BadRequest(why="A file and the field jobKey are required.", field="jobKey")
    job = await ctx.one(job_keyed(ctx, key), f"Job {key}")
    check_holder(ctx, job, machine)
    sent = uploads[0]
    blob = await keep(ctx, sent.path)
    await ctx.add(
        ExecutionMedia(
            folder_id=job.folder_id,
            job_id=job.id,
            name=sent.name[-255:],
            storage_location=f"jobs/{job.key}/{sent.name}"[:255],
            release_name=job.release_name,
            media_type=sent.media_type,
            blob=blob.hash,
            size=blob.size,
        )
    )
    job.has_media_recorded = True


async def download(ctx: Context, job_id: int) -> Stream:
    """All pictures of a job, in one archive."""
    job = await ctx.get(Job, job_id)
    media = await ctx.all(media_of(ctx, job.id))
    if not media:
        raise MediaNotAvailable
    archive = await ctx.away(_archive(ctx, media))
    return Stream(archive, "application/zip", f"{job.release_name}-{job.id}.zip")


async def delete(ctx: Context, job_id: int) -> None:
    """Remove all pictures of a job."""
    job = await ctx.get(Job, job_id)
    for one in await ctx.all(media_of(ctx, job.id)):
        ctx.remove(one)
    job.has_media_recorded = job.has_video_recorded = False


async def _archive(ctx: Context, media: list[ExecutionMedia]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="podium-media-") as directory:
        file = Path(directory) / "media.zip"
        with zipfile.ZipFile(file, "w") as archive:
            for number, one in enumerate(media, 1):
                content = ctx.blobs.read(one.blob)
                whole = content.read_bytes() if isinstance(content, Path) else b"".join([c async for c in content])
                archive.writestr(f"{number:03}-{one.name}", whole)
        return await asyncio.to_thread(file.read_bytes)
