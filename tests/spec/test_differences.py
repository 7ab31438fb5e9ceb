"""What is not as published is a difference."""

import msgspec
import pytest

from podium.kernel.permissions import ANYONE, PUBLIC, Need, Resource
from podium.odata.catalog import get
from tests.spec.things import ADD, GADGET, LIST, ONE, THINGS, exchange, found, judged, listed
from tools.spec import declared
from tools.spec.codes import Codes, Pair
from tools.spec.exceptions import Exceptions
from tools.spec.findings import Difference


def test_unknown_and_missing_properties_are_differences() -> None:
    one = exchange(ONE, answer={"Id": 1, "Name": "A", "Colour": "Red", "Weight": 2, "@odata.etag": "x"})
    assert found("unknown", one) == [("ThingDto", "Weight")]
    assert found("absent", one) == [("ThingDto", "Made")]
    assert found("unknown", one, allowed=[("unknown", "ThingDto", "Weight")]) == []


def test_members_never_sent_are_differences() -> None:
    one = exchange(ADD, 201, GADGET, sent={"Name": "A", "Colour": "Red"})
    assert found("unsent", one) == [("ThingDto", "Made")]


def test_a_list_must_have_had_an_item_once() -> None:
    assert found("empty", exchange(LIST, answer=listed())) == [(LIST, "value")]
    assert found("empty", exchange(LIST, answer=listed()), exchange(LIST, answer=listed(GADGET))) == []


def test_options_must_have_been_used_once() -> None:
    plain = exchange(LIST, answer=listed(GADGET))
    assert found("option", plain) == [(LIST, "filter")]
    assert found("option", msgspec.structs.replace(plain, url="/odata/Things?$filter=Id eq 1")) == []


def test_a_type_may_be_accepted_beside_the_published_one() -> None:
    one = exchange(ONE, answer=GADGET | {"Colour": 2})
    assert judged(one, allowed=[("type", "ThingDto", "Colour integer:int32")]).standings[ONE].served


def test_codes_are_found_in_answers_of_any_status() -> None:
    codes = Codes(THINGS)
    codes.hear(exchange(ADD, 409, {"message": "Used.", "errorCode": 1001}))
    codes.hear(exchange(LIST, 200, {"FailedItems": [{"ErrorCode": 1016}, {"ErrorCode": 1850}]}))
    assert codes.documented == {1001: "test_it", 1016: "test_it", 1850: "test_it"}
    assert Pair(1001, "POST", "/odata/Things") in codes.pairs
    assert codes.differences() == []


def test_an_alert_shows_the_code_that_is_its_identity() -> None:
    codes = Codes(THINGS)
    alert = {"Data": '{"Message":"The job of process Invoices failed."}'}
    codes.hear(exchange(LIST, answer=listed(alert)))
    assert codes.raised == {}
    codes.hear(msgspec.structs.replace(exchange(LIST, answer=listed(alert)), url="/odata/Alerts?$top=1"))
    assert codes.raised == {1680: "test_it"}


def test_a_code_with_another_status_is_a_difference() -> None:
    codes = Codes(THINGS)
    codes.hear(exchange(ADD, 400, {"message": "Used.", "errorCode": 1001}))
    assert codes.differences() == [Difference("code", "1001", "400, not 409")]


def declared_list(needs: Need, scope: str = "OR.Things") -> list[tuple[str, str]]:
    ours = get("/odata/Things", lambda ctx: None, needs, scope=scope)
    return [(one.kind, one.what) for one in declared.differences([ours], THINGS, Exceptions(frozenset()))]


def test_an_operation_declared_as_published_makes_no_difference() -> None:
    assert declared_list(Resource("Things").view) == []


@pytest.mark.parametrize(("needs", "said"), [(Resource("Things").edit, "Things.Edit"), (ANYONE, ""), (PUBLIC, "")])
def test_a_permission_other_than_published_is_a_difference(needs: Need, said: str) -> None:
    assert declared_list(needs) == [("permission", f"{said}, not Things.View")]


def test_a_permission_that_cannot_be_read_is_a_difference() -> None:
    [(kind, _)] = declared_list(Resource("Things at night").view)
    assert kind == "sentence"


def test_scopes_other_than_published_are_a_difference() -> None:
    [(kind, _)] = declared_list(Resource("Things").view, scope="OR.Other")
    assert kind == "scope"
