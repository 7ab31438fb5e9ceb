"""Buckets, and files by their paths."""

import sqlalchemy as sa

from podium.domains.buckets.models import Bucket, BucketFile
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def bucket_numbered(ctx: Context, bucket_id: int) -> sa.Select[Bucket]:
    """A bucket of the tenant, whichever folders it is in."""
    return ctx.in_tenant(Bucket).where(Bucket.id == bucket_id)


@prepared
def buckets_in_store(ctx: Context, store_id: int) -> sa.Select[Bucket]:
    return ctx.in_tenant(Bucket).where(Bucket.credential_store_id == store_id).order_by(Bucket.id)


@prepared
def file_at(ctx: Context, bucket_id: int, path: str) -> sa.Select[BucketFile]:
    return ctx.select(BucketFile).where(BucketFile.bucket_id == bucket_id, BucketFile.full_path == path)


@prepared
def files_below(ctx: Context, bucket_id: int, beginning: str, behind: str) -> sa.Select[BucketFile]:
    """The files whose paths have a beginning, those behind a path, in the order of their paths."""
    files = ctx.select(BucketFile).where(BucketFile.bucket_id == bucket_id, BucketFile.full_path > behind)
    return files.where(sa.func.starts_with(BucketFile.full_path, beginning)).order_by(BucketFile.full_path)


@prepared
def files_matching(ctx: Context, bucket_id: int, beginning: str, expression: str) -> sa.Select[BucketFile]:
    """The files whose paths have a beginning and match a regular expression."""
    files = ctx.select(BucketFile).where(BucketFile.bucket_id == bucket_id, BucketFile.full_path >= beginning)
    like = BucketFile.full_path.regexp_match(expression)
    return files.where(sa.func.starts_with(BucketFile.full_path, beginning), like).order_by(BucketFile.full_path)


def directories(ctx: Context, bucket_id: int, beginning: str) -> sa.Select[tuple[str]]:
    """The names of the directories directly below a beginning of paths."""
    below = sa.func.substr(BucketFile.full_path, len(beginning) + 1)
    name = sa.func.split_part(below, "/", 1)
    files = ctx.select(BucketFile).where(BucketFile.bucket_id == bucket_id, below.contains("/"))
    within = files.where(sa.func.starts_with(BucketFile.full_path, beginning))
    return within.with_only_columns(name.label("name")).distinct().order_by("name")


def bytes_kept(ctx: Context) -> sa.Select[tuple[int]]:
    """How many bytes the files of the tenant have."""
    total = sa.func.coalesce(sa.func.sum(BucketFile.size), 0)
    return ctx.select(BucketFile).with_only_columns(total)
