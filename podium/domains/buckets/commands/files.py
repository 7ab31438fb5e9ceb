"""Listing files, and saying where they are fetched and put."""

import base64
import binascii
import re
from datetime import timedelta
from functools import partial
from typing import Any

from podium.domains.audit.commands import note
from podium.domains.buckets.commands.buckets import told
from podium.domains.buckets.errors import BadPath
from podium.domains.buckets.events import FileDeleted
from podium.domains.buckets.models import BlobFile, BlobItem, BlobItems, Bucket, Option, Provider, media_type_of
from podium.domains.buckets.outside import Found
from podium.domains.buckets.paths import cleaned, directory_of, pattern
from podium.domains.buckets.queries import directories as directories_below
from podium.domains.buckets.queries import file_at, files_below, files_matching
from podium.domains.buckets.storage import asked, outside, refuse_read_only
from podium.kernel import tickets
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, NotFound
from podium.odata.access import AS_BLOB, BlobFileAccess, HeaderList
from podium.odata.bind import Base

ADDRESS = "/api/Buckets/Content"
READ, WRITE = "GET", "PUT"
MINUTES = 15
MOST_MINUTES = 7 * 24 * 60
TAKEN, MOST_TAKEN = 500, 1000


async def files(
    ctx: Context, row: Bucket, directory: str = "", recursive: bool = False, file_name_glob: str = "*"
) -> Any:
    """The files in a directory, or also below it, whose names match."""
    beginning = directory_of(directory)
    between = "(.*/)?" if recursive else ""
    expression = f"^{re.escape(beginning)}{between}{pattern(file_name_glob)}$"
    store = await outside(ctx, row)
    if store is None:
        return files_matching(ctx, row.id, beginning, expression)
    found = await asked(ctx, partial(store.below, beginning))
    return [_shown(one) for one in found if re.search(expression, one.path, re.DOTALL)]


async def directories(ctx: Context, row: Bucket, directory: str = "", file_name_glob: str = "*") -> list[BlobFile]:
    """The directories in a directory, whose names match."""
    beginning = directory_of(directory)
    store = await outside(ctx, row)
    if store is None:
        names = [name for (name,) in await ctx.values(directories_below(ctx, row.id, beginning))]
    else:
        names = await asked(ctx, partial(store.directories, beginning))
    wanted = [name for name in names if re.fullmatch(pattern(file_name_glob), name, re.DOTALL)]
    return [BlobFile(full_path=f"{beginning}{name}", is_directory=True) for name in wanted]


async def file(ctx: Context, row: Bucket, path: str) -> Any:
    """What is known of a file."""
    store, path = await outside(ctx, row), cleaned(path)
    if store is None:
        return await ctx.one(file_at(ctx, row.id, path), path)
    found = await asked(ctx, partial(store.find, path))
    if found is None:
        raise NotFound(name=path)
    return _shown(found)


async def delete_file(ctx: Context, row: Bucket, path: str) -> None:
    """Remove a file."""
    refuse_read_only(row)
    found, path = await file(ctx, row, path), cleaned(path)
    store = await outside(ctx, row)
    if store is None:
        ctx.remove(found)
    else:
        await asked(ctx, partial(store.remove, path))
    note(ctx, "Buckets", "DeleteBlobFile", row.name, row.id, {"FullPath": path})
    ctx.emit(told(FileDeleted, row, full_path=path))


async def read_uri(
    ctx: Context, row: Bucket, base: Base, path: str, expiry_in_minutes: int = MINUTES
) -> BlobFileAccess:
    """Where a file is fetched."""
    await file(ctx, row, path)
    return await _readable(ctx, row, base, cleaned(path), _lifetime(expiry_in_minutes))


async def write_uri(
    ctx: Context, row: Bucket, base: Base, path: str, expiry_in_minutes: int = MINUTES, content_type: str = ""
) -> BlobFileAccess:
    """Where a file is put; one that is there already is replaced."""
    refuse_read_only(row)
    path, lifetime = cleaned(path), _lifetime(expiry_in_minutes)
    store = await outside(ctx, row)
    if store is not None and store.signs and not row.has(Option.ACCESS_THROUGH_US):
        uri = await asked(ctx, partial(store.address, WRITE, path, lifetime))
        return BlobFileAccess(uri=uri, verb=WRITE, headers=AS_BLOB if row.provider is Provider.AZURE else HeaderList())
    words = (str(row.id), path, content_type or media_type_of(path))
    ticket = await tickets.issue(ctx, WRITE, *words, lifetime=lifetime)
    return BlobFileAccess(uri=f"{base}{ADDRESS}/{ticket}", verb=WRITE, headers=AS_BLOB)


async def list_files(  # noqa: PLR0913, PLR0917 - as many as are published
    ctx: Context,
    id: int,
    base: Base,
    prefix: str = "",
    take_hint: int = TAKEN,
    continuation_token: str = "",
    expiry_in_minutes: int | None = None,
) -> BlobItems:
    """A part of the files whose paths begin with something, and the token of the next part."""
    row = await ctx.get(Bucket, id)
    most = min(max(take_hint, 1), MOST_TAKEN)
    found = await _part(ctx, row, "/" + prefix.lstrip("/"), _place(continuation_token), most + 1)
    items = [_item(one) for one in found[:most]]
    if expiry_in_minutes is not None:
        for item in items:
            item.access_info = await _readable(ctx, row, base, item.full_path, _lifetime(expiry_in_minutes))
    return BlobItems(items=items, continuation_token=_token(items[-1].full_path) if len(found) > most else None)


async def _part(ctx: Context, row: Bucket, beginning: str, behind: str, most: int) -> list[Any]:
    store = await outside(ctx, row)
    if store is None:
        return await ctx.all(files_below(ctx, row.id, beginning, behind).select().limit(most))
    return list(await asked(ctx, partial(store.below, beginning, behind, most)))


async def _readable(ctx: Context, row: Bucket, base: str, path: str, lifetime: timedelta) -> BlobFileAccess:
    if row.has(Option.AUDIT_READ_ACCESS):
        note(ctx, "Buckets", "CreateBlobFileSas", row.name, row.id, {"FullPath": path})
    store = await outside(ctx, row)
    if store is not None and store.signs and not row.has(Option.ACCESS_THROUGH_US):
        return BlobFileAccess(uri=await asked(ctx, partial(store.address, READ, path, lifetime)), verb=READ)
    ticket = await tickets.issue(ctx, READ, str(row.id), path, lifetime=lifetime)
    return BlobFileAccess(uri=f"{base}{ADDRESS}/{ticket}", verb=READ)


def _lifetime(minutes: int) -> timedelta:
    """How long an address is good; 0 minutes stand for as long as usual."""
    minutes = minutes or MINUTES
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadRequest(why=f"An address is good for 1 to {MOST_MINUTES} minutes.", field="expiryInMinutes")
    return timedelta(minutes=minutes)


def _token(path: str) -> str:
    return base64.urlsafe_b64encode(path.encode()).decode()


def _place(token: str) -> str:
    try:
        return base64.urlsafe_b64decode(token).decode()
    except (binascii.Error, ValueError):
        raise BadPath(why="This is no token of a listing.", field="continuationToken") from None


def _item(one: Any) -> BlobItem:
    if isinstance(one, Found):
        return BlobItem(
            full_path=one.path, content_type=media_type_of(one.path), size=one.size, last_modified=one.modified
        )
    return BlobItem(
        full_path=one.full_path, content_type=one.content_type, size=one.size, last_modified=one.last_modified
    )


def _shown(one: Found) -> BlobFile:
    return BlobFile(full_path=one.path, content_type=media_type_of(one.path), size=one.size, id=one.path)
