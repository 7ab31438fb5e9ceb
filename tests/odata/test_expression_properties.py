"""Invented filters give the rows that their meaning says, whatever SQL they became."""

import contextlib
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from podium.kernel.errors import BadRequest
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.parser import parse
from podium.odata.expression.tokens import tokens
from tests.odata.meaning import meaning
from tests.odata.zoo import ANIMALS, Animal, Zoo

pytestmark = pytest.mark.slow

Texts = st.SearchStrategy[str]


def filled(inner: Texts, form: str) -> Texts:
    """A form whose places are filled with two of the same."""
    return st.tuples(inner, inner).map(lambda pair: form.format(*pair))


def nested(leaves: Sequence[str], *forms: str) -> Texts:
    """Leaves, and forms of more of the same."""
    return st.recursive(
        st.sampled_from(leaves), lambda inner: st.one_of([filled(inner, form) for form in forms]), max_leaves=5
    )


TEXTS = nested(
    ["Name", "Keeper/Name", "'Rex'", "'O''Neil'", "''", "'e'", "'%'", r"'_a\'", "null"],
    *("concat({},{})", "tolower({})", "toupper({})", "trim({})", "substring({},1)", "substring({},0,2)"),
)
INTEGERS = nested(
    ["Age", "Legs", "Keeper/Id", "Meals/$count", "0", "2", "-3", "9223372036854775807", "year(Born)", "null"],
    *("({} add {})", "({} sub {})", "({} mul {})", "({} div {})", "({} mod {})", "-({})"),
)
NUMBERS = nested(["Weight", "2.5", "-0.5", "Legs", "9223372036854775808"], "({} add {})", "({} mul {})", "({} mod {})")
MEASURED = st.tuples(st.sampled_from(["length({})", "indexof({},'e')"]), TEXTS).map(
    lambda pair: pair[0].format(pair[1])
)
MOMENTS = st.sampled_from(["Born", "now()", "2024-02-29T23:59:59Z", "2030-01-01T10:00:00+01:00", "null"])
MOODS = st.sampled_from(["Mood", "'Hungry'", "'Angry'", "null"])
EQUAL, ORDERED = st.sampled_from(["eq", "ne"]), st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"])
FIXED = ["Tame", "true", "false", "null", "Legs in (2,4.0,null)", "Name in ('Rex','')", "Mood in ('Calm')"]
LINKED = ["Meals/any(m:m/Food eq Name)", "Keeper/Animals/any(a:a/Legs gt Legs)", "Meals/all(m:m/Grams gt 2)"]


PARTS = st.sampled_from(["contains({},{})", "startswith({},{})", "endswith({},{})"])
LEAVES = st.one_of(
    st.sampled_from(FIXED + LINKED),
    st.tuples(INTEGERS | NUMBERS | MEASURED, ORDERED, INTEGERS | NUMBERS | MEASURED).map(" ".join),
    st.tuples(TEXTS, EQUAL, TEXTS).map(" ".join),
    st.tuples(MOMENTS, ORDERED, MOMENTS).map(" ".join),
    st.tuples(st.just("Mood"), ORDERED, MOODS).map(" ".join),
    st.tuples(PARTS, TEXTS, TEXTS).map(lambda found: found[0].format(*found[1:])),
)
FORMS = ("not ({})", "({} and {})", "({} or {})", "(({}) eq ({}))", "Meals/any(m:m/Grams gt 2 and ({}))")
CONDITIONS = st.recursive(LEAVES, lambda inner: st.one_of([filled(inner, form) for form in FORMS]), max_leaves=6)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONDITIONS)
def test_a_filter_gives_the_rows_its_meaning_says(zoo: Zoo, filter_: str) -> None:
    try:
        tree = parse(tokens(filter_))
    except Mistake:
        assume(False)  # too many nodes
    expected = [animal.name for animal in ANIMALS if meaning(tree, {"$it": animal}) is True]
    assert zoo.names(filter_) == expected


FRAGMENTS = """
Name Age Legs Weight Tame Mood Born Notes Label Key Keeper Keeper/Name Meals Meals/$count Keeper/Animals $it @a m:m/Food
and or not eq ne gt le has in add sub mul div divby mod null true INF NaN - ( ) , : = / [ ] { }
contains( substring( indexof( concat( round( year( date( cast( isof( case( matchespattern( now() any( all(
Edm.String Edm.Int32 'Rex' 'Calm' '' '%' '(' 1 0 -2.5 1e300 9223372036854775808 2024-02-29 2030-01-01T09:00:00Z 08:00
duration'P1D' duration'P999999999D' 00000000-0000-4000-8000-000000000002 Zoo.Mood'Angry' "x" \u00e9 '\ufffd' '\0'
"""
SCRAPS = st.lists(st.sampled_from(FRAGMENTS.split()), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(SCRAPS | CONDITIONS | st.text(max_size=30))
def test_whatever_a_client_writes_is_answered_or_refused(zoo: Zoo, text: str) -> None:
    for query in ({"$filter": text}, {"$orderby": text}, {"$filter": "Name eq @a", "@a": text}, {"$expand": text}):
        with contextlib.suppress(BadRequest):
            zoo.page(Animal, query)
