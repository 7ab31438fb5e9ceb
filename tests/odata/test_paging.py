"""Lists are counted, ordered and cut; the next page begins where the last one ended."""

from collections.abc import Callable
from typing import Any

import pytest

from podium.odata.expression.mistakes import BadQuery
from podium.odata.options import Options
from podium.odata.page import Page, expanded, page
from tests.odata.zoo import ANIMALS, Animal, Meal, Mood, Zoo


def ids(found: Page) -> list[int]:
    return [shown.row.__dict__["id"] for shown in found.rows]


def every_page(zoo: Zoo, query: dict[str, str], most: int) -> list[list[int]]:
    """The ids on each page, following the links."""
    pages = []
    following: dict[str, str] | None = query
    while following is not None:
        found = zoo.page(Animal, following, most)
        pages.append(ids(found))
        following = found.next
    return pages


ORDERS: list[tuple[str, Callable[[Any], Any]]] = [
    ("Id desc", lambda a: -a.id),
    ("Name", lambda a: (a.name is not None, a.name or "", a.id)),
    ("Legs desc", lambda a: (a.legs is None, -(a.legs or 0), a.id)),
    ("legs DESC, name ASC", lambda a: (a.legs is None, -(a.legs or 0), a.name is not None, a.name or "", a.id)),
    ("Mood desc,Weight", lambda a: (a.mood is None, -mood(a), a.weight is not None, a.weight or 0, a.id)),
    ("Tame,Born desc", lambda a: (a.tame is not None, a.tame or False, a.born is None, -born(a), a.id)),
    ("Keeper/Name desc", lambda a: (a.keeper_id is None, -(a.keeper_id or 0), a.id)),
    ("length(Name)", lambda a: (a.name is not None, len(a.name or ""), a.id)),
    ("Meals/$count desc,Id desc", lambda a: (-{1: 2, 2: 1, 5: 1}.get(a.id, 0), -a.id)),
    ("Legs eq 4 desc", lambda a: (a.legs != 4, a.id)),
]


def mood(animal: Any) -> int:
    return 0 if animal.mood is None else list(Mood).index(animal.mood)


def born(animal: Any) -> float:
    return 0 if animal.born is None else animal.born.timestamp()


@pytest.mark.parametrize(("orderby", "place"), ORDERS)
@pytest.mark.parametrize("most", [1, 2, 4, 1000])
def test_pages_put_together_are_the_list_in_order(
    zoo: Zoo, orderby: str, place: Callable[[Any], Any], most: int
) -> None:
    pages = every_page(zoo, {"$orderby": orderby, "$filter": "Age gt 0"}, most)
    assert [number for found in pages for number in found] == [animal.id for animal in sorted(ANIMALS, key=place)]
    assert all(len(found) == most for found in pages[:-1])


def test_a_page_that_is_asked_for_in_full_has_no_next_one(zoo: Zoo) -> None:
    found = zoo.page(Animal, {"$top": "2"})
    assert (ids(found), found.next) == ([1, 2], None)


def test_more_than_the_most_is_cut_and_the_rest_comes_by_links(zoo: Zoo) -> None:
    assert every_page(zoo, {"$top": "5"}, most=2) == [[1, 2], [3, 4], [5]]
    assert every_page(zoo, {"$top": "4", "$skip": "1"}, most=2) == [[2, 3], [4, 5]]


def test_the_next_page_is_exact_while_rows_come_and_go(zoo: Zoo) -> None:
    first = zoo.page(Animal, {"$orderby": "Age desc"}, most=2)
    assert ids(first) == [6, 5]
    second = zoo.page(Animal, {**(first.next or {}), "$filter": "Id ne 6"}, most=2)
    assert ids(second) == [4, 3]


def test_rows_have_a_place_whatever_clients_see_as_their_id(zoo: Zoo) -> None:
    first = zoo.page(Meal, {}, most=3)
    assert ids(first) + ids(zoo.page(Meal, first.next or {}, most=3)) == [1, 2, 3, 4]


def test_a_next_page_keeps_the_other_options(zoo: Zoo) -> None:
    query = {"$Filter": "Age gt 0", "$select": "Id", "$TOP": "5", "$skip": "1", "folderId": "3"}
    options = Options.parse(query, frozenset({"folderid"}))
    following = zoo.ask(lambda ctx: page(ctx, ctx.in_tenant(Animal), options, most=2)).next or {}
    assert following.pop("$skiptoken")
    assert following == {"$Filter": "Age gt 0", "$select": "Id", "folderId": "3", "$top": "3"}


def test_an_order_by_more_than_the_row_itself_goes_on_by_number(zoo: Zoo) -> None:
    found = zoo.page(Animal, {"$orderby": "Keeper/Name", "$skip": "1"}, most=2)
    assert found.next == {"$orderby": "Keeper/Name", "$skip": "3"}


@pytest.mark.parametrize("token", ["x", "!", "é", "W10", "WzEsMl0", "WzAsInguXSI", "bnVsbA"])
def test_a_token_that_the_server_has_not_made_is_refused(zoo: Zoo, token: str) -> None:
    with pytest.raises(BadQuery, match="token"):
        zoo.page(Animal, {"$skiptoken": token})


def test_a_token_is_for_one_order(zoo: Zoo) -> None:
    token = (zoo.page(Animal, {"$orderby": "Age"}, most=2).next or {})["$skiptoken"]
    for orderby in ("Legs", "Keeper/Name"):
        with pytest.raises(BadQuery, match="token"):
            zoo.page(Animal, {"$orderby": orderby, "$skiptoken": token})


def test_far_rows_are_looked_up_late(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podium.odata.page.FAR", 1)
    for orderby, place in ORDERS:
        found = zoo.page(Animal, {"$orderby": orderby, "$filter": "Age gt 0", "$skip": "2", "$top": "3"})
        assert ids(found) == [animal.id for animal in sorted(ANIMALS, key=place)][2:5]


COUNTS: list[tuple[dict[str, str], int | None]] = [
    ({}, 6),
    ({"$count": "true"}, 6),
    ({"$COUNT": "True"}, 6),
    ({"$count": "false"}, None),
    ({"$filter": "Legs gt 0"}, 3),
    ({"$filter": "Legs gt 0", "$top": "1"}, 3),
    ({"$top": "0", "$count": "true"}, 6),
    ({"$top": "0"}, 6),
    ({"$skip": "4"}, 6),
    ({"$skip": "100"}, 6),
    ({"$filter": "Keeper/Name eq 'Ada'", "$top": "1"}, 2),
]


@pytest.mark.parametrize(("query", "total"), COUNTS)
def test_the_count_is_that_of_all_pages(zoo: Zoo, query: dict[str, str], total: int | None) -> None:
    assert zoo.page(Animal, query).total == total


def test_what_is_too_many_is_counted_only_when_asked_for(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podium.odata.page.COUNTED", 5)
    assert zoo.page(Animal, {"$top": "1"}).total is None
    assert zoo.page(Animal, {"$top": "1", "$count": "true"}).total == 6
    assert zoo.page(Animal, {"$top": "1", "$filter": "Age le 5"}).total == 5


def test_a_list_takes_one_statement_or_two(zoo: Zoo) -> None:
    for query, statements in (({}, 1), ({"$top": "2"}, 2), ({"$top": "0"}, 1), ({"$filter": "Keeper/Id eq 1"}, 1)):
        zoo.page(Animal, query)
        assert len(zoo.statements) == statements


def test_a_statement_that_is_cut_already_stays_cut(zoo: Zoo) -> None:
    async def two_youngest(ctx: Any) -> Page:
        return await page(ctx, ctx.in_tenant(Animal).order_by(Animal.age.desc()).limit(2), Options())

    assert sorted(ids(zoo.ask(two_youngest))) == [5, 6]


def test_a_statement_keeps_its_own_order_unless_another_is_asked_for(zoo: Zoo) -> None:
    async def oldest_first(ctx: Any, query: dict[str, str]) -> Page:
        return await page(ctx, ctx.in_tenant(Animal).order_by(Animal.age.desc()), Options.parse(query), most=4)

    found = zoo.ask(lambda ctx: oldest_first(ctx, {}))
    assert (ids(found), found.next) == ([6, 5, 4, 3], {"$skip": "4"})
    assert ids(zoo.ask(lambda ctx: oldest_first(ctx, {"$orderby": "Id"}))) == [1, 2, 3, 4]


@pytest.mark.parametrize("query", [{"$top": "-1"}, {"$top": "x"}, {"$skip": "-1"}, {"$count": "yes"}, {"$top": ""}])
def test_numbers_that_make_no_sense_are_refused(query: dict[str, str]) -> None:
    with pytest.raises(BadQuery):
        Options.parse(query)


@pytest.mark.parametrize("name", ["orderby", "filter", "$search", "$apply", "$Nosuch", "folderId", "!special"])
def test_options_that_nobody_knows_are_refused(name: str) -> None:
    with pytest.raises(BadQuery):
        Options.parse({name: "x"})


@pytest.mark.parametrize("name", ["$format", "api-version", "", "folderId"])
def test_some_options_are_not_ours_to_judge(name: str) -> None:
    assert Options.parse({name: "x"}, frozenset({"folderid"})) == Options(query={name: "x"})


def test_an_option_is_given_once() -> None:
    with pytest.raises(BadQuery, match="twice"):
        Options.parse({"$top": "1", "$Top": "2"})


def test_one_row_is_not_filtered_ordered_or_counted(zoo: Zoo) -> None:
    for name in ("$filter", "$orderby", "$top", "$skip", "$count"):
        options = Options.parse({name: "true" if name == "$count" else "1"})
        with pytest.raises(BadQuery, match="lists only"):
            zoo.ask(lambda ctx, options=options: expanded(ctx, ANIMALS[0], options))  # type: ignore[misc]
