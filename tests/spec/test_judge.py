"""Served is only what was called with exactly its permission and answered as published."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from tests.spec.things import ADD, GADGET, LIST, ONE, STATUS_PAGE, exchange, found, judged, listed
from tools.spec.exchange import Exchange
from tools.spec.findings import CALLER, FAILED, MISFIT, STATUS


def served(operation: str, **kwargs: Any) -> bool:
    return bool(judged(exchange(operation, **kwargs)).standings[operation].served)


def why_not(operation: str, *exchanges: Exchange) -> str:
    return judged(*exchanges).standings[operation].why_not


def test_an_operation_is_served_when_all_is_as_published() -> None:
    assert served(LIST, answer=listed(GADGET))
    assert served(ADD, status=201, answer=GADGET, permissions=())
    assert served(STATUS_PAGE, answer=True, permissions=None)


@pytest.mark.parametrize("permissions", [None, (), ("Things.View", "Things.Edit"), ("Things.Edit",)])
def test_a_caller_with_more_or_less_than_needed_shows_nothing(permissions: Iterable[str] | None) -> None:
    assert why_not(LIST, exchange(LIST, answer=listed(GADGET), permissions=permissions)) == CALLER


def test_of_several_sentences_each_counts() -> None:
    assert served(ONE, answer=GADGET, permissions=["Things.View"])
    assert served(ONE, answer=GADGET, permissions=["Things.View", "Users.View"])


def test_who_is_signed_in_shows_nothing_of_what_is_for_everybody() -> None:
    assert not served(STATUS_PAGE, answer=True, permissions=())


@pytest.mark.parametrize(
    "answer",
    [
        {**GADGET, "Id": "1"},
        {**GADGET, "Colour": "Pink"},
        {**GADGET, "Name": None},
        {**GADGET, "Made": "yesterday"},
        {"Id": 1},
        [GADGET],
    ],
)
def test_a_body_that_does_not_fit_shows_nothing_and_is_a_difference(answer: Any) -> None:
    one = exchange(ONE, answer=answer)
    assert why_not(ONE, one) == MISFIT
    assert [place for place, _ in found("answer", one)] == [ONE]


def test_null_fits_where_nothing_is_required() -> None:
    assert served(ONE, answer=GADGET | {"Colour": None, "Made": None})


def test_a_value_that_a_later_version_added_fits() -> None:
    assert served(ONE, answer=GADGET | {"Colour": "Blue", "Size": 3})


def test_what_was_not_selected_is_not_required() -> None:
    judge = judged(msgspec.structs.replace(exchange(ONE, answer={"Id": 1}), url="/odata/Things(1)?$select=Id"))
    assert judge.standings[ONE].served


def test_no_content_means_no_body() -> None:
    assert served(ADD, status=204, permissions=())
    assert not served(ADD, status=204, answer=GADGET, permissions=())


def test_a_status_that_is_not_published_shows_nothing_unless_it_is_accepted() -> None:
    one = exchange(ONE, 201, GADGET)
    assert why_not(ONE, one) == STATUS
    assert found("status", one) == [(ONE, "201")]
    assert judged(one, allowed=[("status", ONE, "201")]).standings[ONE].served


def test_the_nearest_hindrance_is_told() -> None:
    assert why_not(LIST) == "never called"
    assert why_not(LIST, exchange(LIST, 404)) == FAILED
    assert why_not(LIST, exchange(LIST, answer=listed(), permissions=()), exchange(LIST, 404)) == CALLER


def test_an_address_is_found_below_organization_and_tenant() -> None:
    one = msgspec.structs.replace(exchange(ONE, answer=GADGET), url="/acme/Default/orchestrator_/odata/things%281%29")
    assert judged(one).standings[ONE].served
