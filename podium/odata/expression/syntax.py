"""The tree that an expression is parsed to. Every node knows where in the text it begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(slots=True)
class Word:
    """A value with a name: ``null``, ``true``, ``false``, ``INF``, ``NaN``."""

    value: bool | float | None
    at: int


@dataclass(slots=True)
class Literal:
    """A value, still as text; ``slot`` is its number among the literals of the whole expression."""

    kind: str
    text: str
    at: int
    slot: int


@dataclass(slots=True)
class Name:
    """A property, a type, a range variable, an annotation or ``$it``, of what ``source`` gives."""

    name: str
    at: int
    source: "Node | None" = None


@dataclass(slots=True)
class Call:
    """A function, canonical or bound, or a row of a collection by its key."""

    name: str
    arguments: "list[Node]"
    at: int
    source: "Node | None" = None


@dataclass(slots=True)
class Argument:
    """An argument that is given by name."""

    name: str
    value: "Node"
    at: int


@dataclass(slots=True)
class Case:
    """The value beside the first condition that holds."""

    branches: "list[tuple[Node, Node]]"
    at: int


@dataclass(slots=True)
class Quantified:
    """``any`` or ``all`` of a collection."""

    quantifier: str
    source: "Node"
    variable: str
    condition: "Node | None"
    at: int


@dataclass(slots=True)
class Chosen:
    """``$filter`` as part of a path: those of a collection that meet a condition."""

    source: "Node"
    condition: "Node"
    at: int


@dataclass(slots=True)
class Count:
    """``$count`` as part of a path: how many there are in a collection."""

    source: "Node"
    at: int


@dataclass(slots=True)
class Unary:
    """``not``, or ``-`` before a number."""

    operator: str
    operand: "Node"
    at: int


@dataclass(slots=True)
class Binary:
    operator: str
    left: "Node"
    right: "Node"
    at: int


@dataclass(slots=True)
class Items:
    """A list, in parentheses or as a JSON array."""

    items: "list[Node]"
    at: int


@dataclass(slots=True)
class Members:
    """A JSON object."""

    members: "dict[str, Node]"
    at: int


Node: TypeAlias = (
    Word | Literal | Name | Call | Argument | Case | Quantified | Chosen | Count | Unary | Binary | Items | Members
)


@dataclass(slots=True)
class Ordering:
    """One item of ``$orderby``."""

    value: Node
    descending: bool


def operands(node: Node, operator: str) -> Iterator[Node]:
    """Yield what a chain of one operator combines: ``a or b or c`` has three."""
    chain = [node]
    while chain:
        part = chain.pop()
        if isinstance(part, Binary) and part.operator == operator:
            chain += (part.right, part.left)
        else:
            yield part
