"""What an operation answers with, as its handler's annotation says."""

from inspect import unwrap
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

import sqlalchemy as sa

from podium.kernel.context import Context
from podium.kernel.entity import Entity
from podium.kernel.statements import PREPARED, Bound
from podium.odata.catalog import Operation
from podium.odata.request import Answered, Later
from podium.odata.wire import Shown


class Result(NamedTuple):
    """``kind`` is None for no content, ``Stream`` for a file, Any where nothing is known."""

    kind: Any
    many: bool = False

    @property
    def rows(self) -> type[Entity] | None:
        """The entity whose rows are listed, filtered and cut."""
        return self.kind if self.many and isinstance(self.kind, type) and issubclass(self.kind, Entity) else None


def result_of(operation: Operation) -> Result:
    """The type of an operation's answer."""
    told = _told(operation.returns)
    if get_origin(told) in (Bound, list):
        return Result(get_args(told)[0], many=True)
    if told in (sa.Select, Bound) or (told is Any and operation.entity):
        return Result(_read(operation) or operation.entity or Any, many=True)
    if told in (Entity, Shown):
        return Result(operation.entity)
    return Result(Any if told is Answered else told)


def _told(returns: Any) -> Any:
    """The part of an annotation that is an answer: not None, nor the news that it comes later."""
    if get_origin(returns) not in (Union, UnionType):
        return None if returns is NoneType else returns
    return next(part for part in get_args(returns) if part not in (NoneType, Later, sa.Select))


def _read(operation: Operation) -> Any:
    """Whose rows a prepared query reads."""
    build = unwrap(operation.handler)
    shapes = next((shapes for shapes in PREPARED if shapes.build is build), None)
    return next(shapes.every(Context)).record if shapes else None
