"""What the layer of operations costs a processor by itself: no sockets, no statements, whoever else computes."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count, islice, repeat
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import quote

import msgspec

from benchmarks.report import Report
from benchmarks.server import Running
from podium.app import CATALOG
from podium.domains.identity.permissions import BUILT_IN
from podium.domains.queues.models.items import QueueItem
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.database import utc_now
from podium.odata.bind import bind
from podium.odata.describe.api import Descriptions
from podium.odata.describe.operations import path_of
from podium.odata.dispatch import find, permit
from podium.odata.expression.shapes import FILTER, Source, asked
from podium.odata.request import Request

TIMES, ROUNDS = 200, 5
LIMIT = 100
"""Microseconds that no operation may take."""
EVERYTHING = frozenset(BUILT_IN["Administrator"][1])
CALLER = Caller("bench", tenant_id=1, grants={None: EVERYTHING})
FILTERS = {
    "short": "Status eq 'New'",
    "of a client": "QueueDefinitionId eq 5 and Status in ('New','InProgress') and startswith(Reference,'A')",
    "long": " or ".join(f"(Id eq {number} and Reference ne 'x{number}')" for number in range(6)),
}


class Still(Context):
    """A context whose rows are at hand."""

    async def get(self, entity: Any, *key: Any, **named: Any) -> Any:  # type: ignore[override]
        return entity.__new__(entity)


def layer(running: Running, report: Report, seconds: int) -> None:
    """Matching an address, permission and binding, for every operation; the body is the least that is needed."""
    spent = asyncio.run(_spent())
    slowest = max(spent, key=spent.__getitem__)
    report.cost(f"match, permission, binding: median of {len(spent)} operations", median(spent.values()))
    report.cost(f"the slowest of them, {slowest}", spent[slowest])
    for name in sorted(name for name, cost in spent.items() if cost > LIMIT):
        report.cost(f"over {LIMIT}us: {name}", spent[name])


def filters(running: Running, report: Report, seconds: int) -> None:
    """Reading a filter: one whose shape is known, and one that must be parsed and compiled."""
    for name, text in FILTERS.items():
        report.cost(f"filter, {name}: known shape", _reading(repeat(text)))
        report.cost(f"filter, {name}: new shape", _reading(map(partial(_odd, text), count())))


def _reading(texts: Iterator[str]) -> float:
    """Microseconds of reading a filter, in the best of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        for text in islice(texts, TIMES):
            asked(QueueItem, [Source.of(FILTER, text)])
        rounds.append((process_time() - start) / TIMES * 1e6)
    return min(rounds)


def _odd(text: str, number: int) -> str:
    """The filter in a shape of its own: with brackets where no other one has them."""
    return text + "".join(" and (true)" if bit == "1" else " and true" for bit in f"{number:b}")


async def _spent() -> dict[str, float]:
    """Microseconds by operation; those whose arguments cannot be invented are left out."""
    document = Descriptions(CATALOG).document("http://podium")
    spent = {}
    for operation in CATALOG.operations:
        described = document["paths"].get(path_of(operation), {}).get(operation.method.lower())
        if described is None:
            continue
        request = _request(operation.path, operation.method, described, document)
        try:
            await _bound(request)
        except Exception:  # the invented body does not suit it
            continue
        spent[f"{operation.method} {operation.path}"] = await _timed(request)
    return spent


async def _timed(request: Request) -> float:
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(TIMES):
            await _bound(replace(request, _members=None))
        rounds.append((process_time() - start) / TIMES * 1e6)
    return min(rounds)


async def _bound(request: Request) -> None:
    call = find(CATALOG, request, _nowhere)
    ctx = _context()
    permit(ctx, call.operation, call.path)
    await bind(ctx, call.operation, call.path, request)


async def _nowhere(ctx: Context) -> None:
    return None


def _context() -> Context:
    nothing: Any = None
    return Still(nothing, utc_now(), CALLER, 1, 1, Place(CALLER))


def _request(path: str, method: str, described: dict[str, Any], document: dict[str, Any]) -> Request:
    query = {p["name"]: str(_sample(p["schema"], document)) for p in described["parameters"] if p.get("required")}
    for p in described["parameters"]:
        if p["in"] == "path":
            path = path.replace(f"{{{p['name']}}}", quote(str(query.pop(p["name"]))))
    content = described.get("requestBody", {}).get("content", {}).get("application/json")
    body = msgspec.json.encode(_sample(content["schema"], document)) if content else b""
    return Request(method, path, query, body)


def _sample(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """The least that a schema allows."""
    if "allOf" in schema:
        whole, needed = (_resolved(part, document) for part in schema["allOf"])
        return _sample({**whole, **needed}, document)
    schema = _resolved(schema, document)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: _sample(schema["properties"][name], document) for name in schema.get("required", ())}
    formats = {"uuid": "00000000-0000-4000-8000-000000000001", "date-time": "2030-01-01T09:00:00Z"}
    plain = {"string": formats.get(schema.get("format", ""), "x"), "array": [], "boolean": True}
    return plain.get(kind, max(1, schema.get("minimum", 1)))


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema:
        return _resolved(schema["anyOf"][0], document)
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found
