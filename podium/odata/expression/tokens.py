"""Cut the text of an expression into tokens; blanks only separate them."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from podium.odata.expression.mistakes import Mistake

DATE = r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,12})?)?"
IDENTIFIER = r"[^\W\d]\w*"
QUOTED = r"'(?:[^']|'')*'"

TOKEN = re.compile(
    rf"""\s*(?:
      (?P<double>-?INF\b|NaN\b)
    | (?P<guid>[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?![\w.]))
    | (?P<name>(?:\$|@@?)?{IDENTIFIER}(?:\.{IDENTIFIER})*(?:\#{IDENTIFIER})?(?![\w.']))
    | (?P<mark>[()\[\]{{}},/:=]|-(?!\d))
    | (?P<string>{QUOTED})
    | (?P<timestamp>{DATE}[Tt]{TIME}(?:[Zz]|[ +-]\d\d:?\d\d)?(?![\w:.+-]))
    | (?P<date>{DATE}(?![\w:-]))
    | (?P<time>{TIME}(?![\w:]))
    | (?P<integer>[+-]?\d+[Ll]?(?![\w.]))
    | (?P<decimal>[+-]?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?[LlMmDdFf]?(?![\w.]))
    | (?P<json>"(?:[^"\\]|\\.)*")
    | (?P<prefixed>{IDENTIFIER}(?:\.{IDENTIFIER})*{QUOTED})
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
"""The commonest first, but for what would be taken for it."""
_AS_WRITTEN = frozenset(("name", "mark", "guid", "timestamp", "date", "time", "decimal", "double"))
PREFIXES = {
    "guid": "guid",
    "datetime": "timestamp",
    "datetimeoffset": "timestamp",
    "time": "time",
    "duration": "duration",
    "binary": "binary",
    "geography": "geo",
    "geometry": "geo",
}
DURATION = re.compile(r"-?P(?=\w)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")
BINARY = re.compile(r"(?:[\w-]{4})*(?:[\w-]{2,3}={0,2})?")
DIGITS = 19
"""Those of the largest 64-bit integer; what is larger is a decimal."""
SIGNS = frozenset(("name", "mark", "double", "end"))
"""The kinds that are no literals; ``double`` has its few values by name."""


class Token(NamedTuple):
    """``kind`` is a group of the pattern or a kind of literal; a literal's ``text`` is what stands in its quotes."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """Cut ``text``, which does not begin with a blank; the last token is the end."""
    found = [_token(match) for match in _matches(text)]
    return [*found, Token("end", "", len(text))]


def cut(text: str) -> tuple[str, list[Token]]:
    """Separate ``text`` into its skeleton, which is all but the values of its literals, and these literals."""
    bones, literals = [], []
    for match in _matches(text):
        kind = match.lastgroup
        if kind in SIGNS:
            bones.append(match[kind])
        else:
            literal = _token(match)
            literals.append(literal)
            bones.append(f"?{literal.kind}")
    return " ".join(bones), literals


def _matches(text: str) -> Iterator[re.Match[str]]:
    if text[:1].isspace():
        raise Mistake("An expression cannot begin with a blank.", 0)
    return TOKEN.finditer(text)


def _token(match: re.Match[str]) -> Token:
    kind: str = match.lastgroup  # type: ignore[assignment]
    text = match[kind]
    at = match.end() - len(text)
    return Token(kind, text, at) if kind in _AS_WRITTEN else _literal(kind, text, at)


def _literal(kind: str, text: str, at: int) -> Token:
    match kind:
        case "string":
            return Token(kind, text[1:-1].replace("''", "'"), at)
        case "json":
            return Token(kind, _unescaped(text, at), at)
        case "other":
            quote = text in ("'", '"')
            raise Mistake("The quotation has no end." if quote else f"Nothing can begin with '{text}'.", at)
        case "integer":
            digits = text.rstrip("Ll")
            fits = len(digits) <= DIGITS + 1 and -(2**63) <= int(digits) < 2**63
            return Token("integer" if fits else "decimal", digits, at)
        case _:
            return _prefixed(text, at)


def _unescaped(text: str, at: int) -> str:
    try:
        found = str(json.loads(text))
        found.encode()
    except ValueError as problem:
        raise Mistake(f"{text} is no JSON string.", at) from problem
    return found


def _prefixed(text: str, at: int) -> Token:
    prefix, _, quoted = text.partition("'")
    content = quoted[:-1].replace("''", "'")
    kind = "enum" if "." in prefix else PREFIXES.get(prefix.lower(), "")
    if not kind:
        raise Mistake(f"'{prefix}' is no type of literal.", at)
    form = {"duration": DURATION, "binary": BINARY}.get(kind)
    if form and not form.fullmatch(content):
        raise Mistake(f"'{content}' is no {kind}.", at)
    return Token(kind, content, at)
