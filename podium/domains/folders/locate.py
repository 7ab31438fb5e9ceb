"""Which folder a request means: four headers name it, by path, encoded path, key or id."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote

from podium.domains.folders.errors import FolderContradiction
from podium.domains.folders.models import Folder
from podium.domains.folders.queries import folder_at, folder_keyed, folder_numbered
from podium.kernel.context import Context
from podium.kernel.errors import FolderNotFound
from podium.kernel.keys import key_of

HEADERS = PATH, ENCODED, KEY, ID = tuple(
    f"x-uipath-{name}" for name in ("folderpath", "folderpath-encoded", "folderkey", "organizationunitid")
)


async def locate(ctx: Context) -> int | None:
    """The folder that the headers name, if the caller has access to it; None where they name none.

    The same words mean the same folder until folders change.
    """
    headers = ctx.place.facts
    words = tuple([headers.get(name) for name in HEADERS])
    if not any(words):
        return None

    async def find() -> int:
        folder = await _named(ctx, headers)
        if folder is None:
            raise FolderNotFound
        return folder.id

    folder_id = await ctx.remembered(("located", ctx.tenant_id, words), (Folder,), find)
    if not ctx.caller.permissions(folder_id):
        raise FolderNotFound
    return folder_id


async def _named(ctx: Context, headers: Mapping[str, str]) -> Folder | None:
    path = headers.get(PATH) or decoded(headers.get(ENCODED, ""))
    if path:
        return await ctx.first(folder_at(ctx, path.strip("/")))
    by_key = await _keyed(ctx, headers[KEY]) if headers.get(KEY) else None
    if not headers.get(ID):
        return by_key
    by_id = await _numbered(ctx, headers[ID])
    if headers.get(KEY) and by_key != by_id:
        raise FolderContradiction(why="The headers name two different folders.", field="X-UIPATH-FolderKey")
    return by_id


async def _keyed(ctx: Context, text: str) -> Folder | None:
    key = key_of(text)
    if key is None:
        raise FolderNotFound
    return await ctx.first(folder_keyed(ctx, key))


async def _numbered(ctx: Context, text: str) -> Folder | None:
    if not text.isdigit() or len(text) > 18:
        raise FolderNotFound
    return await ctx.first(folder_numbered(ctx, int(text)))


def decoded(text: str) -> str:
    """A path in base64 of UTF-16LE, as the published API has it, or percent-encoded, as one client sends it."""
    try:
        raw = base64.b64decode(text, validate=True)
        if raw and len(raw) % 2 == 0:
            return raw.decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError):
        pass
    return unquote(text)
