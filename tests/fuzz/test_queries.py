"""Whatever is asked of a list, it is answered or refused."""

from typing import Any

import pytest
from hypothesis import given

from podium.odata.catalog import Operation
from podium.odata.describe.operations import path_of
from podium.odata.results import result_of
from tests.fuzz.fuzzer import Fuzzer, fault, tries
from tests.fuzz.queries import options
from tests.world import LISTS

SHARE = 0.5 / len(LISTS)


@pytest.mark.fuzz
@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.path)
def test_a_list_answers_or_refuses_whatever_is_asked_of_it(fuzzer: Fuzzer, operation: Operation) -> None:
    entity = result_of(operation).rows
    assert entity is not None

    @tries(SHARE)
    @given(asked=options(entity))
    def ask(asked: dict[str, Any]) -> None:
        answer = fuzzer.send("GET", operation.path, params=asked)
        assert fault("GET", path_of(operation), answer) is None
        assert answer.status_code != 400 or answer.json()["errorCode"] in (1000, 1009)

    ask()
