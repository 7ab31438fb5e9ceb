"""What cannot be understood is refused, with its place."""

import pytest

from podium.odata.expression.mistakes import BadQuery
from podium.odata.expression.shapes import asked
from podium.odata.options import Options
from tests.odata.zoo import Animal


def understand(**options: str) -> None:
    read = Options.parse({f"${name}": text for name, text in options.items()})
    asked(Animal, read.sources).values(read.sources)


def refusal(**options: str) -> BadQuery:
    with pytest.raises(BadQuery) as refused:
        understand(**options)
    assert (refused.value.code, refused.value.status) == (1000, 400)
    return refused.value


def test_an_error_tells_the_option_the_position_and_the_text() -> None:
    told = str(refusal(filter="Name eq 'Rex' and Nme ne 'x'"))
    what = "Could not find a property named 'Nme' on type 'Animal'."
    assert told == f"Invalid OData query options. {what} ($filter at position 18: Nme ne 'x')"


def test_an_error_names_the_member_to_blame() -> None:
    assert refusal(orderby="Nme").details == {"members": ["$orderby"]}


def test_a_value_of_a_shape_that_was_understood_is_still_checked() -> None:
    understand(filter="Key eq '00000000-0000-4000-8000-000000000002' and Age gt 1")
    assert "$filter at position 7: 'x' and Age gt 1" in str(refusal(filter="Key eq 'x' and Age gt 1"))


MISTAKES = [
    "",
    "Name eq",
    "eq 'x'",
    "Name = 'x'",
    "Name eq 'x",
    "(Name eq 'x'",
    "Name eq 'x')",
    "Name 'x'",
    "Name like 'x'",
    "Name eq 'a' 'b'",
    "Age eq 12abc",
    "Age eq 1 && Age eq 2",
    "Name in 'a','b')",
    "Name in (Label,Name)",
    "contains(Name)",
    "contains(Name,'a','b')",
    "nosuch(Name) eq 1",
    "Model.Nosuch(a=1) eq 1",
    "Meals/any(Food eq 'x')",
    "Meals/any(m:m/Nosuch eq 'x')",
    "any(m:m eq 1)",
    "Meals/all()",
    "Meals/Food eq 'x'",
    "Meals eq null",
    "Meals(1)/Food eq 'x'",
    "Name/any()",
    "Name/Length eq 1",
    "Keeper/Nosuch eq 1",
    "Keeper eq 1",
    "Keeper",
    "Name",
    "Name and Tame",
    "not Name eq 'x'",
    "Name eq 1",
    "Age eq '1'",
    "Tame eq 'true'",
    "Age eq Name",
    "Mood eq 'Sad'",
    "Mood eq Name",
    "Name has 'x'",
    "Key eq 'x'",
    "Born gt 'yesterday'",
    "Born gt 2026-13-45T00:00:00Z",
    "Born gt 0000-01-01T00:00:00Z",
    "Born add 1 gt now()",
    "Weight gt 1e400",
    "date(Born) eq '2024-02-30'",
    "Born sub Born gt duration'P1Y'",
    "Born sub Born gt duration'P9999999999D'",
    "Notes eq 'x'",
    "Notes eq Notes",
    "contains(Notes,'x')",
    "Label eq 'the Rex'",
    "KeeperId eq 1",
    "-Name eq 'x'",
    "Name add 'x' eq 'y'",
    "concat(Name,1) eq 'x'",
    "cast(Name,Edm.Int32) eq 1",
    "cast(Age,Edm.Nosuch) eq 1",
    "geo.length(geometry'SRID=0;Point(1 1)') eq 1",
    "geometry'SRID=0;Point(1 1)' eq null",
    "[1,2] eq [1,2]",
    '{"a":1} eq null',
    "$root/Animals/any()",
    "Price/@Currency eq 'EUR'",
    "Name eq @nosuch",
    "Name eq 'a\0b'",
]


@pytest.mark.parametrize("filter_", MISTAKES)
def test_a_mistake_is_refused(filter_: str) -> None:
    assert str(refusal(filter=filter_)).startswith("Invalid OData query options. ")


@pytest.mark.parametrize(
    "orderby", ["", "Name up", "Name desc desc", "Name,", "Notes", "Label", "Meals", "Nosuch", "null", "1"]
)
def test_an_order_that_makes_no_sense_is_refused(orderby: str) -> None:
    refusal(orderby=orderby)


def test_as_many_nodes_as_the_original_allows_are_allowed() -> None:
    def ored(condition: str, times: int) -> str:
        return " or ".join([condition] * times)

    for condition, most in (("Age eq 1", 20), ("Keeper/Id eq 1", 16)):
        understand(filter=ored(condition, most))
        assert "node count limit" in str(refusal(filter=ored(condition, most + 1)))


def test_a_list_of_values_is_one_node() -> None:
    ids = ",".join(map(str, range(500)))
    understand(filter=f"Age in ({ids})")


@pytest.mark.parametrize(
    "text", ["(" * 200 + "true" + ")" * 200, "not " * 90 + "true", "-" * 300 + "Age eq 1", "[" * 500]
)
def test_deep_nesting_is_refused(text: str) -> None:
    refusal(filter=text)


def test_long_texts_and_orders_are_refused() -> None:
    refusal(filter=f"Name eq '{'x' * 40_000}'")
    refusal(orderby="Age,Name,Legs,Weight,Tame,Born")
