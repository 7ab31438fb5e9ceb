"""Calls that repeat safely: a POST with an ``Idempotency-Key`` is done once, and answered the same for a day.

The answer is stored in the transaction of its effect. While it is under way others with its key are told to come
later. Errors leave nothing behind, so they are not kept.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from podium.kernel.caller import Caller
from podium.kernel.context import Context
from podium.kernel.entity import Col, InTenant, Json, Record, Sealed, field, index
from podium.kernel.errors import ApiError, BadRequest, Conflict
from podium.kernel.sealing import sealer, unseal
from podium.kernel.statements import prepared
from podium.odata.request import Request, Response, Stream

HEADER = "idempotency-key"
REPLAYED = {"idempotent-replayed": "true"}
FOLDER_HEADERS = tuple(f"x-uipath-{name}" for name in ("organizationunitid", "folderkey", "folderpath"))
LIFE = timedelta(hours=24)
LONGEST = 255
BATCH = 100

Work = Callable[[Context], Awaitable[Response]]


class UnderWay(ApiError, code=0, status=409, english="A request with this Idempotency-Key is under way; try again."):
    """The same call was made before, and is not answered yet."""

    retry_after = 1.0


class KeptAnswer(InTenant, Record, table="idempotency_keys"):
    """What was answered to a caller; sealed, as there are answers with secrets."""

    tenant_id: Col[int] = field(primary_key=True)
    caller: Col[str] = field(primary_key=True)
    key: Col[str] = field(sa.String(LONGEST), primary_key=True)
    request: Col[bytes] = field()
    """The SHA-256 of what was asked."""
    status: Col[int] = field()
    headers: Col[Json] = field()
    content: Col[Sealed] = field()
    created: Col[datetime] = field()


index("idempotency_keys_created", KeptAnswer.created)


async def once(ctx: Context, key: str, request: Request, work: Work) -> Response:
    """Do the work, unless this caller has had it done under this key: then give the answer of that time."""
    if ctx.caller.anonymous:
        return await work(ctx)
    if len(key) > LONGEST:
        raise BadRequest(f"An Idempotency-Key has at most {LONGEST} characters.")
    if not await ctx.hold(f"{ctx.tenant_id} {_name(ctx.caller)} {key}"):
        raise UnderWay
    kept = await ctx.first(kept_answer(ctx, _name(ctx.caller), key))
    asked = await _fingerprint(ctx, request)
    if kept is not None and kept.created > ctx.now - LIFE:
        return await _again(ctx, kept, asked)
    if kept is not None:
        ctx.remove(kept)
    response = await work(ctx)
    if response.later is None and not isinstance(response.body, Stream):
        await _keep(ctx, key, asked, response)
    return response


@prepared
def kept_answer(ctx: Context, caller: str, key: str) -> sa.Select[KeptAnswer]:
    return ctx.select(KeptAnswer).where(KeptAnswer.caller == caller, KeptAnswer.key == key)


async def sweep(ctx: Context) -> int:
    """Forget answers of more than a day ago."""
    return await ctx.erase(ctx.everywhere(KeptAnswer).where(KeptAnswer.created <= ctx.now - LIFE).limit(BATCH))


async def _again(ctx: Context, kept: KeptAnswer, asked: bytes) -> Response:
    if kept.request != asked:
        raise Conflict(why="This Idempotency-Key was used for another request.")
    content = await unseal(ctx, kept, "content")
    headers = msgspec.json.decode(kept.headers, type=dict[str, str])
    return Response(kept.status, msgspec.Raw(content.encode()), headers | REPLAYED)


async def _keep(ctx: Context, key: str, asked: bytes, response: Response) -> None:
    """Store the answer when everything else is written: only then do rows show what they have become."""
    row = KeptAnswer(
        tenant_id=ctx.tenant_id,
        caller=_name(ctx.caller),
        key=key,
        request=asked,
        status=response.status,
        headers=Json(msgspec.json.encode(response.headers)),
        created=ctx.now,
    )
    seal = await sealer(ctx, row)

    def finished() -> KeptAnswer:
        seal("content", response.content().decode())
        return row

    ctx.at_end(finished)


def _name(caller: Caller) -> str:
    """Whose keys they are: those of one caller mean nothing to another."""
    return f"{caller.user_id}/{caller.robot_id}/{caller.machine_id}/{caller.application}"


async def _fingerprint(ctx: Context, request: Request) -> bytes:
    if request.files:
        return await ctx.away(asyncio.to_thread(_hash, request))
    return _hash(request)


def _hash(request: Request) -> bytes:
    digest = hashlib.sha256()
    for part in _asked(request):
        digest.update(hashlib.sha256(part).digest())
    return digest.digest()


def _asked(request: Request) -> Iterator[bytes]:
    """All that makes a request another one."""
    yield request.path.encode()
    yield msgspec.json.encode([sorted(request.query.items()), sorted(request.form.items())])
    yield msgspec.json.encode([request.headers.get(name) for name in FOLDER_HEADERS])
    yield request.body
    for upload in request.files:
        with upload.path.open("rb") as file:
            yield hashlib.file_digest(file, "sha256").digest()
