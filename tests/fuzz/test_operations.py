"""Whatever is sent to an operation as described, it does not fail, and it answers as described."""

from copy import deepcopy
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from tests.fuzz.fuzzer import DOCUMENT, Fuzzer, fault, tries

KNOWN = {"type": "integer", "minimum": 0, "maximum": 6}
"""Keys are drawn from those that the furnished server has."""


def narrowed() -> dict[str, Any]:
    """The description with keys that there are, and without what the client adds itself or other tests look at."""
    document = deepcopy(DOCUMENT)
    for methods in document["paths"].values():
        for operation in methods.values():
            kept = [p for p in operation["parameters"] if p["in"] != "header" and p["name"][0] != "$"]
            operation["parameters"] = [_narrowed(p) for p in kept]
    return document


def _narrowed(parameter: dict[str, Any]) -> dict[str, Any]:
    number = parameter["in"] == "path" and parameter["schema"].get("type") == "integer"
    return parameter | {"schema": KNOWN} if number else parameter


OPERATIONS = [
    found.ok() for found in schemathesis.openapi.from_dict(narrowed()).get_all_operations() if isinstance(found, Ok)
]
SHARE = 0.4 / len(OPERATIONS)


@pytest.mark.fuzz
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_answers_as_described(fuzzer: Fuzzer, operation: Any) -> None:
    @tries(SHARE)
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        asked = requests.Request(**case.as_transport_kwargs(base_url="http://podium")).prepare()
        kind = {"content-type": asked.headers["content-type"]} if asked.body else {}
        answer = fuzzer.send(str(asked.method), str(asked.url), content=asked.body, headers=kind)
        assert fault(operation.method, operation.path, answer) is None, f"{asked.method} {asked.url} {asked.body!r}"

    call()


BODIES = [operation for operation in OPERATIONS if operation.method in ("post", "put", "patch")]
BROKEN = 0.1 / len(BODIES)
PIECES = st.sampled_from(
    [
        *(
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b":",
            b'"',
            b"'",
            b"\\",
            b"\x00",
            b"\xff",
            b"\xed\xa0\x80",
            b"\\u0000",
            b"\\ud800",
        ),
        *(b"null", b"true", b"1", b"-0", b"1e999", b"NaN", b"{" * 400, b"[" * 40_000, b'"a":' * 50, b"{'a': {1, 2}}"),
        *(b'"Name"', b'"Id"', b'{"Name":"x"}', b"{'Name': 'x'}", b"{'Name': 1j}", b"1" * 5000, b'{"a@odata.type":1}'),
    ]
)


@pytest.mark.fuzz
@pytest.mark.parametrize("operation", BODIES, ids=lambda operation: operation.label)
def test_a_broken_body_is_refused(fuzzer: Fuzzer, operation: Any) -> None:
    path = operation.path.replace("{key}", "1")

    @tries(BROKEN)
    @given(pieces=st.lists(PIECES, min_size=1, max_size=6))
    def call(pieces: list[bytes]) -> None:
        headers = {"content-type": "application/json"}
        answer = fuzzer.send(operation.method.upper(), path, content=b"".join(pieces), headers=headers)
        assert fault(operation.method, operation.path, answer) is None

    call()
