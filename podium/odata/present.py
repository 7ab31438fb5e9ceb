"""From what a handler gives to a response: pages, rows, values and files, each with its context."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity, Record
from podium.kernel.statements import Bound
from podium.odata.catalog import Operation
from podium.odata.expand import selected
from podium.odata.given import cut, part
from podium.odata.naming import NAMESPACE, qualified
from podium.odata.options import Options
from podium.odata.page import expanded, page
from podium.odata.request import Answered, Later, Request, Response, Stream
from podium.odata.results import result_of
from podium.odata.stamps import stamped
from podium.odata.wire import Annotated, Shown

PLAIN = {bool: "Edm.Boolean", int: "Edm.Int64", float: "Edm.Double", str: "Edm.String", UUID: "Edm.Guid"}
"""What single values are called in the context of an answer."""
SELECT = frozenset(("$select", "select"))


@dataclass(frozen=True, slots=True)
class Presenter:
    """Presents the result of one operation to one caller; ``sets`` has the names of entity sets."""

    ctx: Context
    operation: Operation
    request: Request
    sets: Mapping[type[Record], str]

    async def response(self, result: Any) -> Response:
        """A statement becomes a page, an entity an object, a complex value itself, None no content or ``{}``."""
        op = self.operation
        if isinstance(result, Answered):
            inner = await self.response(result.value)
            return Response(result.status, inner.body, {**inner.headers, **result.headers})
        if isinstance(result, Later):
            return replace(await self.response(result.otherwise), later=result)
        if result is None:
            return Response(204 if 204 in op.statuses else op.status)
        if isinstance(result, Bound | sa.Select):
            return await self._page(result)
        if isinstance(result, Stream) or not op.is_odata:
            return Response(op.status, result)
        if isinstance(result, list):
            return self._list(result)
        if isinstance(result, Shown):
            return Response(op.status, Annotated(f"{self._context(Options())}/$entity", result))
        return await self._row(result) if isinstance(result, Entity) else self._value(result)

    async def _page(self, rows: Any) -> Response:
        options = self._options()
        got = await page(self.ctx, rows, options)
        for row in got.rows if self.operation.derived else ():
            row.type = f"#{NAMESPACE}.{self.operation.derived}"
        body = {"@odata.context": self._context(options), **_count(got.total), "value": got.rows}
        if got.next is not None:
            body["@odata.nextLink"] = f"{self.request.base}{self.request.path}?{urlencode(got.next)}"
        return Response(self.operation.status, body)

    def _list(self, values: list[Any]) -> Response:
        options = self._options()
        got = cut(values, options)
        body = {"@odata.context": self._context(options), **_count(got.total), "value": stamped(got.rows)}
        return Response(self.operation.status, body)

    async def _row(self, row: Entity) -> Response:
        options = self._options()
        shown: Any = row
        if self.request.query:
            shown = await expanded(self.ctx, row, options)
        else:
            await self.ctx.complete([row])
        context = f"{self._context(options)}/$entity"
        return Response(self.operation.status, Annotated(context, shown), self._location(row))

    def _location(self, row: Entity) -> dict[str, str]:
        """Where a new row is, if it is in a set."""
        name = self.sets.get(type(row))
        if self.operation.status != 201 or name is None:
            return {}
        return {"location": f"{self.request.base}/odata/{name}({row.identity()[0]})"}

    def _value(self, value: Any) -> Response:
        context = f"{self.request.base}/odata/$metadata#{_named(value)}"
        partly = not _passed_on(self.operation) and not SELECT.isdisjoint(map(str.lower, self.request.query))
        if isinstance(value, msgspec.Struct | dict) and partly:
            value = part(value, self._options())
        if isinstance(value, msgspec.Struct | dict):
            return Response(self.operation.status, Annotated(context, value))
        return Response(self.operation.status, {"@odata.context": context, "value": value})

    def _context(self, options: Options) -> str:
        context = f"{self.request.base}/odata/$metadata#{_contents(self.operation)}"
        entity = result_of(self.operation).kind if options.select else None
        if not isinstance(entity, type) or not issubclass(entity, Entity):
            return context
        chosen = selected(entity, options.select)
        return f"{context}({','.join(name for name in entity.fields if name in chosen)})" if chosen else context

    def _options(self) -> Options:
        return Options.parse(self.request.query, self.operation.names) if self.request.query else Options()


def _named(value: Any) -> str:
    if isinstance(value, msgspec.Struct):
        return qualified(type(value))
    return next((name for plain, name in PLAIN.items() if isinstance(value, plain)), "Edm.Untyped")


@cache
def _passed_on(operation: Operation) -> bool:
    """Are the options those of something else than the answer, as in exports?"""
    return any(p.kind is Options for p in operation.parameters)


@cache
def _contents(operation: Operation) -> str:
    """What the context of a list says it holds: rows of a set, or a collection of values of a type."""
    kind, many = result_of(operation)
    if operation.derived:
        return f"{operation.set_name}/{NAMESPACE}.{operation.derived}"
    if many and kind in PLAIN:
        return f"Collection({PLAIN[kind]})"
    if many and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return f"Collection({qualified(kind)})"
    return operation.set_name


def _count(total: int | None) -> dict[str, Any]:
    return {} if total is None else {"@odata.count": total}
