"""The OASIS test cases for the grammar of OData, and which of their rules concern this server.

``python -m tests.odata.grammar`` prints the rules, how many cases each has, and why some are left out.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.parser import parse, parse_orderings
from podium.odata.expression.syntax import Literal, Name, Word
from podium.odata.expression.tokens import tokens
from podium.odata.options import READERS, Options

FILE = Path(__file__).parent / "vectors" / "odata-abnf-testcases.yaml"
Reader = Callable[[str], Any]


class Case(NamedTuple):
    rule: str
    text: str
    valid: bool


def cases() -> list[Case]:
    """All cases of the file; some of its texts hold tabs, which YAML does not take everywhere."""
    found = yaml.load(FILE.read_text().replace("\t", "\u2409"), yaml.BaseLoader)
    return [Case(c["Rule"], c["Input"].replace("\u2409", "\t"), "FailAt" not in c) for c in found["TestCases"]]


def expression(text: str) -> Any:
    return parse(tokens(unquote(text)))


def orderings(text: str) -> Any:
    return parse_orderings(tokens(unquote(text)))


def after_a_path(text: str) -> Any:
    return expression(f"Items/{text}")


def value_of(option: str, read: Reader) -> Reader:
    """Reads what stands after the name of an option, which the cases write with ``$`` and without."""
    name = re.compile(rf"\$?{option}=", re.IGNORECASE)
    return lambda text: read(name.sub("", text, count=1))


def option(name: str) -> Reader:
    return value_of(name, lambda text: Options.parse({f"${name}": unquote(text)}))


def literal(*kinds: str) -> Reader:
    """Reads one literal and nothing else."""

    def read(text: str) -> None:
        node = expression(text)
        if not isinstance(node, Literal) or node.kind not in kinds:
            raise Mistake("Another literal expected.")

    return read


def word(text: str) -> None:
    node = expression(text)
    if not isinstance(node, Word) or isinstance(node.value, float):
        raise Mistake("A word expected.")


def identifier(text: str) -> None:
    if not isinstance(expression(text), Name):
        raise Mistake("A name expected.")


def query(text: str) -> None:
    Options.parse(dict(pairs(text)))


def pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split("&"):
        name, _, value = part.partition("=")
        yield unquote(name), unquote(value)


SPATIAL = ("Collection", "LineString", "MultiLineString", "MultiPoint", "MultiPolygon", "Point", "Polygon")
INTEGERS = ("sbyteLiteral", "int16Literal", "int32Literal", "int64Literal")
READERS_OF_RULES: dict[str, Reader] = {
    "filter": value_of("filter", expression),
    "orderby": value_of("orderby", orderings),
    "orderBy": value_of("orderby", orderings),
    "select": option("select"),
    "expand": option("expand"),
    "queryOptions": query,
    "commonExpr": expression,
    "boolCommonExpr": expression,
    "boolcommonExpr": expression,
    "firstMemberExpr": expression,
    "propertyPathExpr": expression,
    "notExpr": expression,
    "isofExpr": expression,
    "anyExpr": after_a_path,
    "primitiveLiteral": literal("integer", "decimal", "string"),
    "decimalLiteral": literal("decimal"),
    "doubleLiteral": literal("decimal"),
    "singleLiteral": literal("decimal"),
    **dict.fromkeys(INTEGERS, literal("integer")),
    "stringLiteral": literal("string"),
    "enumLiteral": literal("enum", "string"),
    "durationLiteral": literal("duration", "string"),
    "binaryLiteral": literal("binary"),
    "dateTimeOffsetLiteral": literal("timestamp"),
    "timeOfDayLiteral": literal("time"),
    "date": literal("date"),
    "guid": literal("guid"),
    **{f"{kind}{shape}": literal("geo") for kind in ("geography", "geometry") for shape in SPATIAL},
    "boolean": word,
    "null": word,
    "odataIdentifier": identifier,
}
ADDRESSES = "addresses are matched with the declared operations, not parsed by grammar"
PAYLOAD = "a form of bodies, which are JSON and read as such"
UNUSED = "no operation of the published API has the option"
OUT_OF_SCOPE = {
    **dict.fromkeys(("odataRelativeUri", "odataUri", "resourcePath", "entitySetName", "functionParameter"), ADDRESSES),
    "context": "written by the server, not read",
    **dict.fromkeys(("header", "preference", "prefer", "request-id"), "a header, not an address"),
    **dict.fromkeys(("includeAnnotationsPreference", "maxpagesizePreference"), "a header, not an address"),
    **dict.fromkeys(("dateTimeOffsetValue", "decimalValue", "doubleValue", "primitiveValue"), PAYLOAD),
    **dict.fromkeys(("timeOfDayValue", "durationValue", "enumValue", "booleanValue", "dateValue"), PAYLOAD),
    **dict.fromkeys(("singleValue", "byteValue", "sbyteValue", "int16Value", "int32Value", "int64Value"), PAYLOAD),
    **dict.fromkeys(("compute", "search", "searchExpr", "systemQueryOption", "deltatoken"), UNUSED),
    "skiptoken": "made by the server, and only as it made it read again",
    "customQueryOption": "only parameters that an operation declares are taken",
    **dict.fromkeys(("dateTimeOffsetValueInUrl", "stringInUrl"), "a name that other specifications use for a rule"),
}


def left_out(case: Case) -> str:
    """Why a case does not concern this server; empty if it does."""
    if case.rule != "queryOptions":
        return OUT_OF_SCOPE.get(case.rule, "")
    names = [name for name, _ in pairs(case.text)]
    if any(f"${name}" in READERS for name in names):
        return "names without $ are refused, as the original refuses them"
    if not all(name in READERS or name[0] == "@" for name in names):
        return UNUSED
    return "values come percent-decoded: such a semicolon is like any other" if "a%3Bb" in case.text else ""


def main() -> None:
    """Print the rules, how many cases of each are read, and why others are not."""
    read, out = Counter[str](), Counter[tuple[str, str]]()
    for case in cases():
        if why := left_out(case):
            out[case.rule, why] += 1
        else:
            read[case.rule] += 1
    lines = [f"{number:5} {rule}" for rule, number in read.items()]
    lines += [f"{number:5} {rule} left out: {why}" for (rule, why), number in out.items()]
    sys.stdout.write("\n".join([*lines, f"{read.total()} of {read.total() + out.total()} cases concern this server\n"]))


if __name__ == "__main__":
    main()
