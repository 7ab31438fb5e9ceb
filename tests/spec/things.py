"""A small published API, and exchanges with it."""

from collections.abc import Iterable
from typing import Any

import msgspec

from tools.spec.contract import ADDED, BASE, Contract, Document
from tools.spec.exceptions import Exceptions
from tools.spec.exchange import Exchange
from tools.spec.judge import Judge
from tools.spec.schemas import Schemas

VIEW = frozenset({"Things.View"})
LIST, ONE, ADD, STATUS_PAGE = "GET /odata/Things", "GET /odata/Things({key})", "POST /odata/Things", "GET /api/Status"
GADGET = {"Id": 1, "Name": "A", "Colour": "Red", "Made": "2030-01-01T09:00:00Z"}
PUBLISHED: dict[str, Any] = {
    "version": BASE,
    "operations": [
        {
            "method": "GET",
            "path": "/odata/Things",
            "tag": "Things",
            "permissions": "Things.View",
            "scopes": "OR.Things or OR.Things.Read",
            "odata": ["filter"],
            "responses": {"200": "ODataValueOfIEnumerableOfThingDto"},
        },
        {
            "method": "GET",
            "path": "/odata/Things({key})",
            "tag": "Things",
            "permissions": ["Things.View", "Things.View and Users.View"],
            "responses": {"200": "ThingDto", "404": None},
        },
        {
            "method": "POST",
            "path": "/odata/Things",
            "tag": "Things",
            "permissions": "authenticated",
            "body": "ThingDto",
            "responses": {"201": "ThingDto", "204": None},
        },
        {"method": "GET", "path": "/api/Status", "tag": "Status", "responses": {"200": "boolean"}},
    ],
    "schemas": {
        "ODataValueOfIEnumerableOfThingDto": {"properties": {"value": {"type": ["ThingDto"], "required": True}}},
        "ThingDto": {
            "properties": {
                "Id": {"type": "integer:int64", "readOnly": True},
                "Name": {"type": "string", "required": True},
                "Colour": {"type": "string", "enum": ["Red", "Green"]},
                "Made": {"type": "string:date-time"},
            }
        },
    },
}
LATER: dict[str, Any] = {
    "version": ADDED,
    "schemas": {"ThingDto": {"properties": {"Colour": {"type": "string", "enum": ["Blue"]}, "Size": {"type": "any"}}}},
}
THINGS = Contract(msgspec.convert(PUBLISHED, Document, strict=False), msgspec.convert(LATER, Document, strict=False))


def exchange(
    operation: str,
    status: int = 200,
    answer: Any = None,
    permissions: Iterable[str] | None = VIEW,
    sent: Any = None,
) -> Exchange:
    method, url = operation.replace("{key}", "1").split(" ")
    content = msgspec.json.encode(answer)
    caller = None if permissions is None else frozenset(permissions)
    return Exchange(
        method,
        url,
        status,
        caller,
        sent=msgspec.Raw(msgspec.json.encode(sent)),
        answer=msgspec.Raw(content),
        media="application/json",
        size=0 if answer is None else len(content),
        test="test_it",
    )


def listed(*rows: Any) -> dict[str, Any]:
    return {"@odata.context": "things", "value": list(rows)}


def judged(*exchanges: Exchange, allowed: Iterable[tuple[str, str, str]] = ()) -> Judge:
    accepted = Exceptions(frozenset(allowed))
    judge = Judge(THINGS, Schemas(THINGS, accepted), accepted)
    for one in exchanges:
        judge.hear(one)
    return judge


def found(kind: str, *exchanges: Exchange, **options: Any) -> list[tuple[str, str]]:
    differences = judged(*exchanges, **options).differences()
    return sorted((one.place, one.what) for one in differences if one.kind == kind)
