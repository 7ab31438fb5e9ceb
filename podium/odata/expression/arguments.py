"""What the literals of an expression become in SQL: arguments, or constants of the statement."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.odata.expression.literals import FITS, READERS, read
from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.syntax import Literal
from podium.odata.expression.tokens import Token
from podium.odata.expression.types import COLUMNS, Type, Value


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a statement, made anew from the literals of each text of its shape."""

    slots: tuple[int, ...]
    kind: Type
    change: Callable[[Any], Any] | None = None
    array: bool = False

    def value(self, literals: list[Token]) -> Any:
        values = tuple([read(literals[slot], self.kind) for slot in self.slots])
        if self.array:
            return values
        return self.change(values[0]) if self.change else values[0]


@dataclass
class Arguments:
    """What the literals have become so far.

    Members of enumerations become constants: an index over the rows of one status is found by every plan then, and the
    planner knows how many they are. All else becomes arguments, so that texts which differ in values share a statement.
    """

    found: dict[str, Argument] = field(default_factory=dict)
    constants: set[int] = field(default_factory=set)

    def natural(self, literal: Literal) -> Value:
        """The literal as it is written, free to become what it meets."""
        kinds = FITS.get(literal.kind, ())
        if not kinds:
            raise Mistake(f"Nothing here is of the type of '{literal.text}'.", literal.at)
        if kinds[0] is Type.ENUM:
            return Value(sa.null(), Type.ENUM, False, literal=literal)
        return self.typed(literal, kinds[0])

    def typed(self, literal: Literal, kind: Type) -> Value:
        return Value(self.changed(literal, kind), kind, False, literal=literal)

    def changed(self, literal: Literal, kind: Type, change: Callable[[Any], Any] | None = None) -> Any:
        """The literal as an argument, its value ``change``d on the way."""
        name = f"literal_{literal.slot}_{kind.name}" + (f"_{change.__name__}" if change else "")
        return self._bound(name, Argument((literal.slot,), kind, change), COLUMNS[kind])

    def array(self, literals: list[Literal], kind: Type) -> Any:
        slots = tuple(literal.slot for literal in literals)
        name = f"literals_{slots[0]}_{kind.name}"
        return self._bound(name, Argument(slots, kind, array=True), sa.ARRAY(COLUMNS[kind]))

    def member(self, literal: Literal, enum: type[StrEnum]) -> Value:
        """The literal as a member of an enumeration: its name in any case, or its number."""
        self.constants.add(literal.slot)
        name = member_name(literal, enum)
        return Value(sa.literal(name, sa.Text()), Type.ENUM, False, enum, literal, name)

    def fitted(self, value: Value, kind: Type, enum: type[StrEnum] | None = None) -> Value | None:
        """The value as one of another type, if it is a literal that can be."""
        if value.type is kind and value.enum is enum:
            return value
        literal = value.literal
        if literal is None or kind not in FITS[literal.kind]:
            return None
        return self.member(literal, enum) if enum else self.typed(literal, kind) if kind in READERS else None

    def _bound(self, name: str, argument: Argument, kind: sa.types.TypeEngine[Any]) -> Any:
        self.found[name] = argument
        return sa.bindparam(name, type_=kind, required=True)


def member_name(literal: Literal, enum: type[StrEnum]) -> str:
    """Find a member's name; a number that no member has is taken as it is, and equals none."""
    text = literal.text.strip()
    names = list(enum)
    if text.lstrip("+-").isdecimal():
        return names[int(text)].value if text.isdecimal() and int(text) < len(names) else text
    found = next((name.value for name in names if name.value.lower() == text.lower()), None)
    if found is None:
        raise Mistake(f"'{literal.text}' is no {enum.__name__}.", literal.at)
    return found
