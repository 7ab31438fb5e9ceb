"""Lists that come from no table are filtered and ordered as those that do."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from podium.kernel.errors import BadRequest
from podium.odata.given import cut
from podium.odata.options import Options
from podium.odata.wire import Complex

KEY = UUID("12345678-1234-1234-1234-123456789abc")


class Kind(StrEnum):
    USER = "User"
    GROUP = "Group"


class Person(Complex):
    name: str


class One(Complex):
    id: int
    name: str | None
    kind: Kind
    person: Person | None
    numbers: list[int]
    is_active: bool = True
    key: UUID = KEY
    since: datetime = datetime(2026, 1, 2, 3, tzinfo=UTC)


ROWS = [
    One(id=1, name="Ann", kind=Kind.USER, person=Person(name="Lee"), numbers=[1, 2]),
    One(id=2, name="bob", kind=Kind.GROUP, person=None, numbers=[]),
    One(id=3, name=None, kind=Kind.GROUP, person=Person(name="Ray"), numbers=[3], is_active=False),
]


def found(**query: str) -> list[int]:
    options = Options.parse({f"${name}": text for name, text in query.items()})
    return [row.id for row in cut(ROWS, options).rows]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("Id eq 1", [1]),
        ("id ge 2 and not (Id eq 3)", [2]),
        ("Id in (1, 3)", [1, 3]),
        ("Name eq null", [3]),
        ("Name ne null", [1, 2]),
        ("Name gt 'B'", [2]),
        ("contains(tolower(Name), 'n') or endswith(Name,'b')", [1, 2]),
        ("startswith(toupper(Name), 'BO')", [2]),
        ("length(Name) eq 3", [1, 2]),
        ("Kind eq 'Group'", [2, 3]),
        ("Kind lt 'Group'", [1]),
        ("Kind eq 1", [2, 3]),
        ("Person/Name eq 'Ray'", [3]),
        ("Person/Name eq null", [2]),
        ("Numbers/any(n: n ge 2)", [1, 3]),
        ("Numbers/all(n: n ge 2)", [2, 3]),
        ("Numbers/any()", [1, 3]),
        ("IsActive", [1, 2]),
        ("IsActive eq false", [3]),
        (f"Key eq {KEY} and Id le 1", [1]),
        (f"Key eq '{KEY}' and Id le 1", [1]),
        ("Since gt 2026-01-02 and Since lt 2026-01-02T04:00:00Z", [1, 2, 3]),
        ("Id gt 1.5", [2, 3]),
    ],
)
def test_conditions_mean_what_they_mean_elsewhere(condition: str, ids: list[int]) -> None:
    assert found(filter=condition) == ids


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("Name", [3, 1, 2]),
        ("Kind desc, Id desc", [3, 2, 1]),
        ("Person/Name desc", [3, 1, 2]),
        ("Since,Id desc", [3, 2, 1]),
    ],
)
def test_rows_are_ordered(order: str, ids: list[int]) -> None:
    assert found(orderby=order) == ids


@pytest.mark.parametrize(
    "query",
    [
        {"filter": "Nothing eq 1"},
        {"filter": "Name eq 1"},
        {"filter": "Name"},
        {"filter": "Id eq 'x'"},
        {"filter": "Kind eq 'Robot'"},
        {"filter": "Kind eq 7"},
        {"filter": "year(Since) eq 2026"},
        {"filter": "contains(Id, '1')"},
        {"filter": "contains(Name)"},
        {"filter": "Name/any(n: n eq 1)"},
        {"filter": "Id add 1 eq 2"},
        {"filter": "Name/Length eq 1"},
        {"orderby": "Nothing"},
        {"orderby": "Person"},
        {"orderby": "Numbers"},
    ],
)
def test_what_has_no_meaning_is_refused(query: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        found(**query)
