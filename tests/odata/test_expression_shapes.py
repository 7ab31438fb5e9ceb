"""Texts that differ in their values share what was compiled."""

import pytest

from podium.odata.expression.recent import Recent
from podium.odata.expression.shapes import Asked, asked
from podium.odata.options import Options
from tests.odata.zoo import Animal, Zoo


def shape(filter_: str, **options: str) -> Asked:
    query = {"$filter": filter_, **{f"${name}": text for name, text in options.items()}}
    return asked(Animal, Options.parse(query).sources)


def values(filter_: str) -> list[object]:
    sources = Options.parse({"$filter": filter_}).sources
    return list(asked(Animal, sources).values(sources).values())


def test_filters_that_differ_in_values_share_one_shape() -> None:
    assert shape("Age gt 5 and Name eq 'a'") is shape("Age gt 77 and Name  eq  'it''s'")


@pytest.mark.parametrize("other", ["Mood eq 'Angry'", "Mood eq null", "Mood ne 'Calm'", "Mood eq 'Calm' or true"])
def test_members_of_enumerations_are_part_of_the_shape(other: str) -> None:
    assert shape("Mood eq 'Calm'") is shape("Mood eq 'Calm'")
    assert shape("Mood eq 'Calm'") is not shape(other)


def test_numbers_too_large_for_an_integer_have_a_shape_of_their_own() -> None:
    assert shape("Age lt 9223372036854775807") is not shape("Age lt 9223372036854775808")


def test_the_values_are_those_of_the_text() -> None:
    shape("Age gt 5 and contains(Name,'a')")
    assert values("Age gt 6 and contains(Name,'5%')") == [6, "%5\\%%"]


def test_only_values_that_the_statement_needs_are_read() -> None:
    assert [type(value).__name__ for value in values("Key eq '00000000-0000-4000-8000-000000000002'")] == ["UUID"]


def test_the_order_may_hold_values_as_well() -> None:
    assert shape("Age gt 5", orderby="Legs eq 4,Name") is shape("Age gt 6", orderby="Legs eq 2,Name")


def test_answers_follow_the_values(zoo: Zoo) -> None:
    assert [zoo.names(f"Age eq {age} and Mood eq 'Calm'") for age in (1, 5, 2)] == [["Rex"], ["O'Neil"], []]


def test_an_alias_stands_for_its_value(zoo: Zoo) -> None:
    page = zoo.page(Animal, {"$filter": "contains(Name,@part) or Age in @ages", "@part": "'ex'", "@ages": "[2,3]"})
    assert [shown.row.__dict__["age"] for shown in page.rows] == [1, 2, 3, 4]


def test_what_was_not_used_for_the_longest_makes_room() -> None:
    recent = Recent[str, int](2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
