"""The system query options of one request."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from podium.odata.expression.mistakes import BadQuery, Blame, Mistake
from podium.odata.expression.shapes import FILTER, ORDERBY, Source
from podium.odata.items import Item, items

DEPTH = 2
TOLERATED = frozenset(("", "$format", "api-version"))
NUMBER = re.compile(r"\d{1,18}")
LEVELS = re.compile(r"[1-9]\d*|max")
CHOSEN = frozenset(("$filter", "$search"))
AFTER = {"$count": CHOSEN, "$ref": CHOSEN | {"$orderby", "$skip", "$top", "$count"}}
"""What can be asked of rows that are only counted, or only referred to."""
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """One item of ``$select`` or ``$expand``: a path to follow, and what is asked of what it leads to."""

    path: tuple[str, ...]
    options: "Options"
    at: int

    @property
    def name(self) -> str:
        return "/".join(self.path)


@dataclass(frozen=True)
class Options:
    """What a request asks of a list, or of one row.

    ``query`` is all of it as it was written. The last three can be asked of an expansion only.
    """

    filter: Source | None = None
    orderby: Source | None = None
    aliases: tuple[Source, ...] = ()
    select: tuple[Wanted, ...] = ()
    expand: tuple[Wanted, ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool | None = None
    skiptoken: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    levels: str = ""
    search: str = ""
    compute: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, str], own: frozenset[str] = NONE) -> "Options":
        """Read the options; ``own`` are the operation's parameters, in lower case, which are none of ours."""
        given = [(n, text) for n, text in query.items() if n.lower() not in own and n.lower() not in TOLERATED]
        for name, _ in given:
            if name.lower() not in READERS and name[0] != "@":
                raise BadQuery(f"The query option '{name}' is not known.", field=name)
        return cls(**_read(given), query=query)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All texts that are compiled together."""
        return tuple(source for source in (self.filter, self.orderby, *self.aliases) if source)


def _read(given: Iterable[tuple[str, str]], depth: int = 1) -> dict[str, Any]:
    """Read options, with or without their ``$``, into keywords of ``Options``."""
    found: dict[str, Any] = {"aliases": ()}
    for name, text in given:
        if name[:1] == "@":
            found["aliases"] += (Source.of(name, text.strip()),)
            continue
        known = "$" + name.lower().removeprefix("$")
        read = (READERS if depth == 1 else NESTED).get(known)
        with Blame(name, text.strip()):
            if read is None or known[1:] in found:
                raise Mistake("The option is not known here, or there twice.")
            found[known[1:]] = read(text.strip(), depth)
    return found


def _number(text: str, _: int) -> int:
    if not NUMBER.fullmatch(text):
        raise Mistake("A number of rows expected.")
    return int(text)


def _flag(text: str, _: int) -> bool:
    if text.lower() not in ("true", "false"):
        raise Mistake("true or false expected.")
    return text.lower() == "true"


def _levels(text: str, _: int) -> str:
    if not LEVELS.fullmatch(text):
        raise Mistake("A number of levels or max expected.")
    return text


def _anything(text: str, _: int) -> str:
    if not text:
        raise Mistake("It is empty.")
    return text


def _select(text: str, depth: int) -> tuple[Wanted, ...]:
    return tuple(_wanted(item, depth) for item in items(text, signatures=True))


def _expand(text: str, depth: int) -> tuple[Wanted, ...]:
    if depth > DEPTH:
        raise Mistake(f"$expand may nest {DEPTH} deep.")
    return tuple(_wanted(item, depth) for item in items(text))


def _wanted(item: Item, depth: int) -> Wanted:
    allowed = AFTER.get(item.path[-1])
    for name, _ in item.options:
        if allowed and "$" + name.lower().removeprefix("$") not in allowed:
            raise Mistake(f"'{name}' cannot follow {item.path[-1]}.", item.at)
    return Wanted(item.path, Options(**_read(item.options, depth + 1)), item.at)


READERS: dict[str, Callable[[str, int], Any]] = {
    "$filter": lambda text, _: Source.of(FILTER, text),
    "$orderby": lambda text, _: Source.of(ORDERBY, text),
    "$select": _select,
    "$expand": _expand,
    "$top": _number,
    "$skip": _number,
    "$count": _flag,
    "$skiptoken": _anything,
}
NESTED = {**READERS, "$levels": _levels, "$search": _anything, "$compute": _anything}
