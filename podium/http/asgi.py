"""The server as an ASGI application: the API is served directly, Starlette has all else."""

import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from podium.http import front
from podium.http.addresses import Address, split
from podium.http.answers import answer, answer_error
from podium.http.bodies import received, request_of
from podium.http.cors import CORS, cors_headers, preflight
from podium.http.trace import trace_id
from podium.http.waiting import answered
from podium.kernel.caller import Place
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.errors import ApiError, Unauthorized
from podium.kernel.groups import Groups
from podium.kernel.notices import Notices
from podium.odata.catalog import Catalog
from podium.odata.dispatch import Call, find
from podium.odata.request import Later, Request, Response

Application = ASGIApp
log = logging.getLogger(__name__)
Headers = Mapping[str, str]


class Gate(Protocol):
    """Who comes in, and where they may go: given by the slices that know users and folders."""

    async def admit(self, db: Database, address: Address, headers: Headers, client: str) -> Place:
        """Who calls, in which tenant, from which ``client``; a caller without credentials is NOBODY."""

    async def locate(self, ctx: Context) -> int | None:
        """The folder that the headers of the request name."""


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. An upload is streamed to disk, another body is held in memory."""

    body: int = 30_000_000
    upload: int = 4_000_000_000


@dataclass
class Server:
    """The parts that serve a request."""

    catalog: Catalog
    db: Database
    groups: Groups
    gate: Gate
    notices: Notices
    limits: Limits = field(default_factory=Limits)
    routes: Sequence[BaseRoute] = ()

    async def admit(self, address: Address, request: Request) -> tuple[Call, Place]:
        """What is asked, and by whom; whoever must sign in first is told so before a body is taken from them."""
        call = find(self.catalog, request, self.gate.locate)
        place = await self._admit(call, address, request.headers)
        if place.caller.anonymous and not call.operation.public:
            raise Unauthorized
        return call, place

    async def serve(self, call: Call, place: Place, receive: Receive) -> Response:
        async def ask(later: Later | None) -> Response:
            return await self._run(replace(call, then=later.then) if later else call, place)

        return await answered(self.notices, ask, lambda: disconnected(receive))

    async def _admit(self, call: Call, address: Address, headers: Headers) -> Place:
        """What is open to all is open to those, too, whose token has ended: they may want a new one."""
        try:
            return await self.gate.admit(self.db, address, headers, call.request.client)
        except Unauthorized:
            if not call.operation.public:
                raise
        without = {name: value for name, value in headers.items() if name != "authorization"}
        return await self.gate.admit(self.db, address, without, call.request.client)

    async def _run(self, call: Call, place: Place) -> Response:
        if call.operation.grouped:
            return await self.groups.run(call.operation.path, place, call, call.operation.busy)
        return await self.db.alone(place, call)


async def disconnected(receive: Receive) -> None:
    """Wait until the caller has hung up."""
    while (await receive())["type"] != "http.disconnect":
        continue


def asgi(server: Server, lifespan: Callable[[], Any]) -> Application:
    """Serve the API at every prefix it is known under; what is not of the API goes to the pages."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        async with lifespan():
            yield

    pages = Starlette(routes=[front.ROUTE, *server.routes], lifespan=life)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        address = split(scope["path"]) if scope["type"] == "http" else None
        if address is None:
            await pages(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await preflight(scope, send)
        else:
            await _api(server, address, scope, receive, send)

    return application


async def _api(server: Server, address: Address, scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    trace, asked = trace_id(headers), headers
    extra = cors_headers(headers) if CORS in headers else {}
    try:
        request = request_of(address, scope, headers)
        call, place = await server.admit(address, request)
        asked = {"accept-language": place.caller.language, **headers}
        with await received(server.limits, request, receive):
            response = await server.serve(call, place, receive)
            await answer(send, response, headers, trace, extra)
    except ApiError as error:
        await answer_error(send, error, asked, trace, extra)
    except Exception:
        log.exception("a request failed", extra={"trace": trace, "path": scope["path"]})
        await answer_error(send, None, headers, trace, extra)
