"""The items of ``$select`` and ``$expand``: paths, each with options of its own in brackets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from podium.odata.expression.mistakes import Mistake

IDENTIFIER = r"[^\W\d]\w*"
QUALIFIED = rf"{IDENTIFIER}(?:\.{IDENTIFIER})*"
SEGMENT = rf"(?:{QUALIFIED}(?:\.\*)?|@@?{QUALIFIED}(?:\#{IDENTIFIER})?|\*|\$ref|\$count|\$value)"
ITEM = re.compile(rf"\s*(?P<path>{SEGMENT}(?:/{SEGMENT})*)(?:\((?P<inner>.*)\))?\s*", re.DOTALL)
SIGNATURE = re.compile(rf"{IDENTIFIER}(?:,{IDENTIFIER})*")
PIECE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|.""", re.DOTALL)
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Item:
    path: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    at: int


def items(text: str, *, signatures: bool = False) -> Iterator[Item]:
    """Read the items between commas; in ``$select`` the brackets may hold names of parameters as well."""
    for part, at in divided(text, ","):
        found = ITEM.fullmatch(part)
        if found is None:
            raise Mistake("A name or a path expected.", at)
        inner = found["inner"] or ""
        if not inner or (signatures and SIGNATURE.fullmatch(inner)):
            options = []
        else:
            options = [_option(option, at) for option, _ in divided(inner, ";")]
        yield Item(tuple(found["path"].split("/")), tuple(options), at)


def _option(text: str, at: int) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Mistake(f"'{text}' is no option.", at)
    return name.strip(), value


def divided(text: str, separator: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a text, and where each begins; a separator in quotes or brackets is part of a part."""
    start, closing = 0, list[str]()
    for piece in PIECE.finditer(text):
        mark = piece[0]
        if mark in CLOSING:
            closing.append(CLOSING[mark])
        elif closing and mark == closing[-1]:
            closing.pop()
        elif mark in CLOSING.values():
            raise Mistake(f"'{mark}' closes nothing.", piece.start())
        elif mark == separator and not closing:
            yield text[start : piece.start()], start
            start = piece.end()
    if closing:
        raise Mistake(f"'{closing[-1]}' expected.", len(text))
    yield text[start:], start
