"""Every documented code has its status, its texts and its place in the documentation; errors are made of them."""

import re
from pathlib import Path

import pytest

from podium.kernel.catalogue import CATALOGUE, OBSERVED
from podium.kernel.errors import (
    CODES,
    ApiError,
    BadRequest,
    Forbidden,
    NameAlreadyUsed,
    NotFound,
    TooManyRequests,
    Unauthorized,
    UnknownMember,
    envelope,
)
from tools.docs import errors

PAGE = Path(__file__).parents[1] / "docs/reference/errors.md"
PLACE = re.compile(r"\{(\w+)\}")
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_all_documented_codes_are_there() -> None:
    assert len(CATALOGUE) == 119


def test_a_code_stands_in_one_of_the_tables() -> None:
    assert CATALOGUE.keys().isdisjoint(OBSERVED)


@pytest.mark.parametrize("number", CODES)
def test_both_languages_name_the_same_places(number: int) -> None:
    for english, german in CODES[number].translations.items():
        assert english
        assert german
        assert set(PLACE.findall(english)) == set(PLACE.findall(german))


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (1000, 400),
        (1001, 409),
        (1002, 404),
        (1017, 403),
        (1101, 400),
        (1672, 409),
        (1673, 409),
        (1851, 400),
        (1852, 409),
    ],
)
def test_a_code_has_its_settled_status(number: int, status: int) -> None:
    assert CATALOGUE[number].status == status


@pytest.mark.parametrize(
    ("number", "german"),
    [
        (1000, "Ungültige Anfrage!"),
        (1001, "Der Name {name} wird bereits verwendet."),
        (1101, "An organization unit is required for this action."),
        (1503, "Das Asset hat keinen diesem Roboter zugeordneten Wert."),
        (1670, "Die Roboter haben bereits anstehende Aufträge für diesen Prozess"),
    ],
)
def test_the_german_text_is_the_one_that_clients_know(number: int, german: str) -> None:
    assert CATALOGUE[number].german == german


def test_only_announcements_have_no_status() -> None:
    assert [number for number, code in CODES.items() if code.status is None] == [1222, 1223, 1678, 1680, 1856]


def test_a_number_may_have_several_names() -> None:
    assert CATALOGUE[1661].names == ("ProcessNotFound", "PackageNotFound")


def test_an_error_takes_status_and_texts_from_the_catalogue() -> None:
    class PathTooLong(ApiError, code=1679):
        pass

    error = PathTooLong(name="Invoices")
    assert (error.code, error.status, str(error)) == (1679, 400, "The path of the package Invoices is too long.")
    assert error.message("de") == "Der Pfad des Pakets Invoices ist zu lang."


def test_an_error_with_a_number_that_nobody_knows_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="4711"):
        type("Wrong", (ApiError,), {}, code=4711)


def test_an_announcement_is_no_error() -> None:
    with pytest.raises(TypeError, match="1680"):
        type("Wrong", (ApiError,), {}, code=1680)


def test_an_error_may_have_another_documented_status() -> None:
    class OldWay(NotFound, status=400):
        pass

    assert (OldWay.code, OldWay.status, NotFound.status) == (1002, 400, 404)


def test_another_text_of_a_code_brings_its_german_one() -> None:
    class WrongHours(ApiError, code=1015, english="The value must be between 0 and 168."):
        pass

    assert WrongHours().message("de") == "Der Wert muss zwischen 0 und 168 liegen."


def test_a_text_of_our_own_is_the_same_in_both_languages_without_a_translation() -> None:
    error = BadRequest("Too many {braces}.")
    assert error.message("de") == error.message("en") == "Too many {braces}."


def test_another_language_gets_english() -> None:
    assert NotFound(name="Queue").message("fr") == "Queue does not exist."


def test_a_place_must_be_filled() -> None:
    with pytest.raises(KeyError, match="name"):
        NameAlreadyUsed()


def test_the_envelope_holds_what_clients_read() -> None:
    assert envelope(NameAlreadyUsed(name="A", resource_ids=[7]), "en", TRACE) == {
        "message": "The name A is already used.",
        "errorCode": 1001,
        "traceId": TRACE,
        "resourceIds": [7],
    }


def test_details_stand_in_the_envelope_where_there_are_any() -> None:
    body = envelope(UnknownMember("queueDef", "Colour"), "en", TRACE)
    assert (body["message"], body["details"]) == ("queueDef must not be null", {"members": ["Colour"]})
    assert "details" not in envelope(BadRequest("No."), "en", TRACE)


@pytest.mark.parametrize(
    ("error", "status", "message", "details"),
    [
        (Unauthorized(), 401, "You are not authenticated!", "You should be authenticated (sign in)"),
        (Forbidden("Queues.View"), 403, "You are not authorized!", "Required: Queues.View."),
    ],
)
def test_who_may_not_is_told_so_in_the_envelope_of_sign_in(
    error: ApiError, status: int, message: str, details: str
) -> None:
    body = envelope(error, "en", TRACE)
    assert (error.status, body["message"], body["errorCode"], body["traceId"]) == (status, message, 0, TRACE)
    assert (body["success"], body["unAuthorizedRequest"], body["__abp"]) == (False, True, True)
    assert details in body["error"]["details"]


def test_who_must_wait_is_told_how_long() -> None:
    assert TooManyRequests(retry_after=2.5).retry_after == 2.5


def test_the_page_about_errors_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == errors.page(), "make docs"
