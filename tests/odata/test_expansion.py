"""``$select`` and ``$expand``: which members are shown, and what rows lead to."""

from typing import Any

import msgspec
import pytest

from podium.kernel.entity import Entity
from podium.odata.expression.mistakes import BadQuery
from podium.odata.options import Options
from podium.odata.page import expanded
from podium.odata.wire import encode
from tests.odata.zoo import ANIMALS, Animal, Keeper, Meal, Zoo


def answer(zoo: Zoo, entity: type[Entity], **options: str) -> Any:
    """What a client gets for a list."""
    found = zoo.page(entity, {f"${name}": text for name, text in options.items()})
    return msgspec.json.decode(encode(found.rows))


def test_only_what_is_selected_is_shown(zoo: Zoo) -> None:
    assert answer(zoo, Animal, select="id, NAME,Label", top="1") == [{"Id": 1, "Name": "Rex", "Label": "the Rex"}]


def test_a_star_selects_everything(zoo: Zoo) -> None:
    assert answer(zoo, Animal, select="Id,*", top="1")[0].keys() == Animal.fields.keys()


def test_a_to_one_navigation_shows_a_row_or_nothing(zoo: Zoo) -> None:
    found = answer(zoo, Animal, select="Id", expand="keeper($select=Name)")
    ada, neil = {"Name": "Ada"}, {"Name": "O'Neil"}
    assert [row["Keeper"] for row in found] == [ada, None, neil, ada, neil, None]


def test_a_to_many_navigation_shows_a_list(zoo: Zoo) -> None:
    found = answer(zoo, Keeper, select="Id", expand="Animals($select=Id)")
    assert [row["Animals"] for row in found] == [[{"Id": 1}, {"Id": 4}], [{"Id": 3}, {"Id": 5}]]


def test_an_expansion_is_filtered_ordered_and_cut_for_each_row(zoo: Zoo) -> None:
    expand = "Animals($select=Id;$filter=Age gt 1 and contains(Name,'e');$orderby=Age desc;$top=1)"
    assert [row["Animals"] for row in answer(zoo, Keeper, expand=expand)] == [[{"Id": 4}], [{"Id": 5}]]
    first, second = answer(zoo, Keeper, expand="Animals(orderby=Id desc;skip=1)")
    assert ([row["Id"] for row in first["Animals"]], [row["Id"] for row in second["Animals"]]) == ([1], [3])


def test_expansions_nest_two_deep(zoo: Zoo) -> None:
    expand = "Animals($select=Id;$filter=Meals/any();$expand=Meals($select=Food;$orderby=Food desc))"
    ada, neil = answer(zoo, Keeper, select="Name", expand=expand)
    assert ada["Animals"] == [{"Id": 1, "Meals": [{"Food": "bone"}, {"Food": "Rex"}]}]
    assert neil["Animals"] == [{"Id": 5, "Meals": [{"Food": "fish"}]}]
    with pytest.raises(BadQuery, match="2 deep"):
        Options.parse({"$expand": "A($expand=B($expand=C))"})


def test_each_navigation_is_one_statement_however_many_rows_there_are(zoo: Zoo) -> None:
    for top in ("1", "6"):
        zoo.page(Animal, {"$top": top, "$count": "false", "$expand": "Keeper($expand=Animals),Meals"})
        assert len(zoo.statements) == 4


def test_nothing_is_asked_where_no_row_leads_anywhere(zoo: Zoo) -> None:
    zoo.page(Animal, {"$filter": "Id eq 6", "$expand": "Keeper"})
    assert len(zoo.statements) == 1


def test_one_row_is_expanded_like_those_of_a_list(zoo: Zoo) -> None:
    options = Options.parse({"$select": "Name", "$expand": "Keeper($select=Id)"})
    shown = zoo.ask(lambda ctx: expanded(ctx, ANIMALS[0], options))
    assert msgspec.json.decode(encode(shown)) == {"Name": "Rex", "Keeper": {"Id": 1}}


def test_a_navigation_may_be_selected_that_is_expanded(zoo: Zoo) -> None:
    found = answer(zoo, Meal, select="Animal", expand="Animal($select=Id)", top="1")
    assert found == [{"Animal": {"Id": 1}}]


MISTAKES = [
    {"select": "Nosuch"},
    {"select": "Id/Name"},
    {"select": ""},
    {"select": "Id,,Name"},
    {"expand": "Nosuch"},
    {"expand": "Name"},
    {"expand": "*"},
    {"expand": "Keeper/$ref"},
    {"expand": "Meals/$count"},
    {"expand": "Keeper/Animals"},
    {"expand": "Keeper($filter=Id eq 1)"},
    {"expand": "Meals($count=true)"},
    {"expand": "Meals($levels=2)"},
    {"expand": "Meals($search=fish)"},
    {"expand": "Meals($select=Nosuch)"},
    {"expand": "Meals($filter=Nosuch eq 1)"},
    {"expand": "Meals($filter=$it/Id eq 1)"},
    {"expand": "Meals($top=x)"},
    {"expand": "Meals($top=1;$top=2)"},
    {"expand": "Meals(Food)"},
    {"expand": "Meals($top=1"},
    {"expand": "Meals)"},
]


@pytest.mark.parametrize("options", MISTAKES)
def test_what_cannot_be_shown_is_refused(zoo: Zoo, options: dict[str, str]) -> None:
    with pytest.raises(BadQuery):
        answer(zoo, Animal, **options)
