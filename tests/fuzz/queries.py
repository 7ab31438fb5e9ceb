"""Invented query options: mostly sensible ones about real members, some broken in the middle."""

from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from podium.kernel.entity import Entity, Field, Navigation

Text = st.SearchStrategy[str]
LITERALS = st.sampled_from(
    [
        *("null", "true", "false", "0", "-1", "3.5", "1e3", "9223372036854775808", "123L", "1.5m", "NaN", "-INF"),
        *("''", "'x'", "'O''Neil'", "'%_\\'", "'\u00e4\U0001f916'", "'0'", "'New'", "X.Y'New'", "duration'P1D'"),
        *("2030-01-01T09:00:00Z", "2030-01-01", "09:00:00", "datetime'2030-01-01T09:00:00'", "0001-01-01T00:00:00Z"),
        *("00000000-0000-4000-8000-000000000001", "guid'00000000-0000-4000-8000-000000000001'", "binary'AAAA'"),
    ]
)
COMPARISONS = st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le", "in", "has", "EQ", "=="])
ONE = ["tolower", "toupper", "trim", "length", "year", "month", "day", "hour", "minute", "second", "date", "time"]
ONE += ["round", "floor", "ceiling", "fractionalseconds", "totaloffsetminutes", "not", "-", "isof", "cast"]
TWO = ["contains", "startswith", "endswith", "indexof", "concat", "substring", "matchesPattern"]
ARITHMETIC = st.sampled_from(["add", "sub", "mul", "div", "mod", "divby"])
JUNK = st.text(st.sampled_from("()'\"$/,;:@ \t\x00\\%+*&=[]{}aZ09.é\ud7ff-"), max_size=6)


def members(entity: type[Entity]) -> Text:
    """Names of members and paths to those of other rows."""
    names = list(entity.fields)
    for way in entity.navigations.values():
        if isinstance(way, Navigation):
            inner = [f"{way.name}/{name}" for name in way.target().fields]
            names += [f"{way.name}/any(x:x/{path.partition('/')[2]} eq 1)" for path in inner] if way.many else inner
            names += [f"{way.name}/$count", way.name]
    return st.sampled_from([*names, "Nonsense", "$it", "@p"])


def fitting(entity: type[Entity]) -> Text:
    """Comparisons of a member with something of its type."""
    return st.one_of([_fitting(field) for field in entity.fields.values() if field.comparable])


def _fitting(field: Field) -> Text:
    if issubclass(field.kind, StrEnum):
        values: Text = st.sampled_from([f"'{member.value}'" for member in field.kind])
    elif field.kind is str:
        values = st.text(max_size=8).map(lambda text: "'" + text.replace("'", "''") + "'")
    elif field.kind in (int, float):
        values = st.integers(-(2**64), 2**64).map(str)
    else:
        values = LITERALS
    return st.tuples(st.just(field.name), COMPARISONS, values).map(" ".join)


def filters(entity: type[Entity]) -> Text:
    """Conditions, at most some ten deep."""
    atoms = st.one_of(members(entity), LITERALS)

    def composed(inner: Text) -> Text:
        return st.one_of(
            st.tuples(inner, COMPARISONS, inner).map(" ".join),
            st.tuples(inner, ARITHMETIC, inner).map(" ".join),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
            st.tuples(st.sampled_from(ONE), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
            st.tuples(st.sampled_from(TWO), inner, inner).map(lambda parts: f"{parts[0]}({parts[1]},{parts[2]})"),
            st.lists(inner, max_size=3).map(lambda parts: f"({','.join(parts)})"),
            inner.map(lambda text: f"({text})"),
        )

    return st.one_of(fitting(entity), st.recursive(atoms, composed, max_leaves=8)).flatmap(perhaps_broken)


def perhaps_broken(text: str) -> Text:
    """Mostly the text itself; at times with junk put somewhere, or with an end missing."""
    places = st.integers(0, len(text))
    broken = st.tuples(places, JUNK).map(lambda cut: text[: cut[0]] + cut[1] + text[cut[0] :])
    return st.one_of(st.just(text), st.just(text), st.just(text), broken, places.map(lambda end: text[:end]))


def orderings(entity: type[Entity]) -> Text:
    one = st.tuples(st.one_of(members(entity), filters(entity)), st.sampled_from(["", " asc", " desc", " DESC", " up"]))
    return st.lists(one.map("".join), min_size=1, max_size=6).map(",".join)


def selections(entity: type[Entity]) -> Text:
    return st.lists(members(entity), min_size=1, max_size=4).map(",".join).flatmap(perhaps_broken)


def expansions(entity: type[Entity]) -> Text:
    ways = st.sampled_from([*entity.navigations, "Nonsense", *list(entity.fields)[:1]])
    nested = st.sampled_from(["", "($select=Id)", "($top=1;$orderby=Id desc)", "($filter=Id gt 0)", "($expand=X)", "("])
    one = st.tuples(ways, nested).map("".join)
    return st.lists(one, min_size=1, max_size=3).map(",".join).flatmap(perhaps_broken)


def options(entity: type[Entity]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the options of a list."""
    numbers = st.sampled_from(["0", "1", "2", "1000", "5000", "-1", "x", "", "99999999999999999999"])
    return st.fixed_dictionaries(
        {},
        optional={
            "$filter": filters(entity),
            "$orderby": orderings(entity),
            "$select": selections(entity),
            "$expand": expansions(entity),
            "$top": numbers,
            "$skip": numbers,
            "$count": st.sampled_from(["true", "false", "True", "1", ""]),
            "$skiptoken": st.text(st.sampled_from("abcXYZ012_-=WzFd"), max_size=20),
            "@p": LITERALS,
        },
    )
