"""Which operations are served, and what of their answers is not as published."""

from collections.abc import Iterable, Iterator

import msgspec

from tools.spec.contract import Contract, Operation, Type
from tools.spec.exceptions import Exceptions
from tools.spec.exchange import Exchange
from tools.spec.findings import CALLER, FAILED, MISFIT, STATUS, Difference, Standing
from tools.spec.schemas import Schemas

FILE = "file:file"


class Judge:
    """Hears every exchange of a run, one by one."""

    def __init__(self, contract: Contract, schemas: Schemas, exceptions: Exceptions) -> None:
        self._contract, self._schemas, self._exceptions = contract, schemas, exceptions
        self.standings = {str(operation): Standing(operation) for operation in contract.operations}
        self._found: set[Difference] = set()
        self._answered: dict[str, set[str]] = {}
        self._sent: dict[str, set[str]] = {}

    def hear(self, exchange: Exchange) -> None:
        """Take one exchange into account."""
        operation = self._contract.find(exchange.method, exchange.path)
        if operation is None or "$apply" in exchange.query:
            return
        standing = self.standings[str(operation)]
        hindrance = self._hindrance(operation, exchange)
        if hindrance:
            standing.hindrances[hindrance] += 1
        elif not standing.served:
            standing.served = exchange.test or "?"
        if hindrance in {None, CALLER}:
            self._look(standing, exchange)

    def differences(self) -> Iterator[Difference]:
        """Yield what was heard and, now that all is, what was never heard."""
        yield from self._found
        yield from self._never("absent", self._answered)
        yield from self._never("unsent", self._sent)
        for standing in self.standings.values():
            yield from _unused(standing, self._schemas.pointless(_type(standing.operation, 200)))

    def _hindrance(self, operation: Operation, exchange: Exchange) -> str | None:
        """What keeps this exchange from showing that the operation is served."""
        if not exchange.succeeded:
            return FAILED
        if exchange.status not in operation.answers and not self._allowed("status", operation, exchange.status):
            self._note("status", str(operation), str(exchange.status), exchange)
            return STATUS
        if fault := self._fault(_type(operation, exchange.status), exchange):
            self._note("answer", str(operation), fault, exchange)
            return MISFIT
        return None if operation.admits_exactly(exchange.permissions) else CALLER

    def _fault(self, kind: Type, exchange: Exchange) -> str | None:
        if exchange.status == 204:
            return "204 with a body" if exchange.size else None
        if kind in (None, FILE):
            return None
        if "json" not in exchange.media:
            return f"not JSON but {exchange.media or 'nothing'}"
        return self._schemas.fault(kind, exchange.body, exchange.selects)

    def _look(self, standing: Standing, exchange: Exchange) -> None:
        """Note which properties, members and options are in use."""
        operation = standing.operation
        kind = _type(operation, exchange.status)
        standing.answered = True
        standing.options |= {name.removeprefix("$").lower() for name in exchange.query}
        for seen in self._schemas.sightings(kind, exchange.body):
            self._answered.setdefault(seen.schema, set()).add(seen.name)
            if not (seen.known or self._allowed("unknown", seen.schema, seen.name)):
                self._note("unknown", seen.schema, seen.name, exchange)
        for seen in self._schemas.sightings(operation.body, msgspec.json.decode(exchange.sent)):
            self._sent.setdefault(seen.schema, set()).add(seen.name)
        rows = exchange.body.get("value") if isinstance(exchange.body, dict) else exchange.body
        if isinstance(rows, list):
            standing.empty = standing.empty is not False and not rows

    def _never(self, kind: str, seen: dict[str, set[str]]) -> Iterator[Difference]:
        for schema, names in seen.items():
            published = self._schemas.merged[schema].published
            wanted = {name for name, one in published.items() if kind == "absent" or not one.readOnly}
            for name in wanted - names:
                if not self._allowed(kind, schema, name):
                    yield Difference(kind, schema, name)

    def _allowed(self, kind: str, place: object, what: object) -> bool:
        return self._exceptions.allow(kind, str(place), what)

    def _note(self, kind: str, place: str, what: str, exchange: Exchange) -> None:
        self._found.add(Difference(kind, place, what, exchange.test))


def _type(operation: Operation, status: int) -> Type:
    """The published type of an answer; an accepted status of another number has that of the first."""
    return operation.answers.get(status, next(iter(operation.answers.values()), None))


def _unused(standing: Standing, pointless: set[str]) -> Iterable[Difference]:
    operation = standing.operation
    if standing.empty:
        yield Difference("empty", str(operation), "value")
    for name in (*operation.odata, *operation.queried) if standing.answered else ():
        if name.lower() not in standing.options | pointless:
            yield Difference("option", str(operation), name)
