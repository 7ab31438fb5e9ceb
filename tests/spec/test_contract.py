"""The contract is whole: every operation, every type, every exception with its reason."""

from pathlib import Path

import pytest

from podium.kernel.catalogue import CATALOGUE
from tools.spec.codes import listed_pairs, not_raised, pairs_not_raised
from tools.spec.contract import ADDED, BASE, UNLISTED, load, table
from tools.spec.exceptions import exceptions
from tools.spec.schemas import Schemas

CONTRACT = load()


def test_the_contract_has_every_operation_and_every_sentence_can_be_read() -> None:
    counts = {version: len(CONTRACT.of(version)) for version in (BASE, ADDED, UNLISTED)}
    assert counts == {BASE: 425, ADDED: 36, UNLISTED: 42}
    assert all(operation.ways or not operation.sentences for operation in CONTRACT.operations)


def test_every_published_address_leads_to_its_operation() -> None:
    assert all(CONTRACT.find(one.method, one.path) is one for one in CONTRACT.operations)


def test_every_published_type_can_be_checked() -> None:
    schemas = Schemas(CONTRACT, exceptions())
    assert schemas.fault("ODataValueOfIEnumerableOfQueueItemDto", {"value": [{"Status": "New"}]}) is None
    assert schemas.fault("ODataValueOfIEnumerableOfQueueItemDto", {"value": [{"Status": "Old"}]})


@pytest.mark.parametrize(
    ("kind", "pointless"),
    [
        ("ODataValueOfIEnumerableOfFolderDto", {"expand"}),
        ("ODataValueOfIEnumerableOfJobDto", set[str]()),
        ("ODataValueOfBoolean", {"select", "expand"}),
        (None, {"select", "expand"}),
    ],
)
def test_options_that_change_nothing_need_not_be_used(kind: str | None, pointless: set[str]) -> None:
    assert Schemas(CONTRACT, exceptions()).pointless(kind) == pointless


def test_the_documentation_lists_pairs_of_code_and_operation() -> None:
    pairs = listed_pairs()
    assert len(pairs) == 69
    assert all(CONTRACT.find(pair.method, pair.path) for pair in pairs)


def test_every_exception_has_its_reason() -> None:
    assert all(row["reason"] for row in table("exceptions.tsv"))


def test_codes_that_are_not_raised_say_why_and_stand_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs/compatibility.md").read_text("utf-8")
    for code, why in not_raised().items():
        assert code in CATALOGUE
        assert why
        assert f"| {code} {CATALOGUE[code].name} |" in page


def test_pairs_that_are_not_raised_are_listed_and_say_why() -> None:
    assert pairs_not_raised().keys() <= set(listed_pairs())
    assert all(pairs_not_raised().values())
