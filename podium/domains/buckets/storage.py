"""Opening the store of a bucket that keeps its files outside."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from podium.domains.buckets.errors import BadStorage, BucketIsReadOnly
from podium.domains.buckets.models import Bucket, Option, Provider
from podium.domains.buckets.outside import PROBLEMS, Outside
from podium.domains.buckets.stores import PASSWORD, opened
from podium.domains.credentials.holding import fetch
from podium.domains.credentials.models import CredentialStore
from podium.domains.settings import asking
from podium.domains.tenants.models import Setting
from podium.domains.tenants.settings import INSTALLATION
from podium.kernel.context import Context

T = TypeVar("T")
FOLDERS = "Podium.Buckets.Folders"
"""Folders of the server that buckets may lie in, separated by semicolons; the operator names them."""
QUOTA = "Podium.Buckets.MaxMegabytes"
"""How much a tenant may keep here; 0: as much as there is room."""
MADE_OF = (Bucket, CredentialStore, Setting)


async def outside(ctx: Context, bucket: Bucket) -> Outside | None:
    """The store of a bucket; None if it keeps its files here."""
    provider = bucket.provider
    if provider is None:
        return None
    return await ctx.remembered(("bucket store", bucket.id), MADE_OF, lambda: _open(ctx, bucket, provider))


async def asked(ctx: Context, question: Callable[[], T]) -> T:
    """Ask a store, in a thread; what goes wrong there is told."""
    try:
        return await ctx.away(asyncio.to_thread(question))
    except PROBLEMS as problem:
        raise BadStorage(why=f"The storage of the bucket does not answer as it should: {problem}") from problem


def refuse_read_only(bucket: Bucket) -> None:
    if bucket.has(Option.READ_ONLY):
        raise BucketIsReadOnly(name=bucket.name)


async def _open(ctx: Context, bucket: Bucket, provider: Provider) -> Outside:
    parameters, password = bucket.storage_parameters or "", ""
    if PASSWORD in parameters and bucket.credential_store_id is not None:
        password = (await fetch(ctx, bucket, "secret")).password
    return opened(provider, parameters, bucket.storage_container or "", password, await _folders(ctx))


async def _folders(ctx: Context) -> list[Path]:
    told = await asking.text(ctx, FOLDERS, INSTALLATION)
    return [Path(folder.strip()) for folder in told.split(";") if folder.strip()]
