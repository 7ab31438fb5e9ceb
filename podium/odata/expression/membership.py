"""``in``: is a value one of a list?"""

from itertools import groupby
from typing import Any

import sqlalchemy as sa

from podium.odata.expression.arguments import Arguments
from podium.odata.expression.comparison import agreed, compared
from podium.odata.expression.types import Type, Value


def member_of(arguments: Arguments, value: Value, choices: list[Value], at: int) -> Any:
    """SQL that is true if the value equals one of the choices; null stands for false."""
    pairs = [agreed(arguments, value, choice, at) for choice in choices]
    members = [choice.sql for _, choice in pairs if choice.member is not None]
    literals = [choice for _, choice in pairs if choice.literal and choice.member is None]
    others = [compared("eq", *pair) for pair in pairs if pair[1].literal is None]
    if members:
        others.append(value.sql.in_(members))
    for kind, same in groupby(sorted(literals, key=_kind), key=_kind):
        array = arguments.array([choice.literal for choice in same if choice.literal], kind)
        others.append(value.sql == sa.any_(array))
    return sa.or_(sa.false(), *others)


def _kind(value: Value) -> Type:
    return value.type
