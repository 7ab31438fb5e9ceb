"""Tables as classes: a class attribute is the column, the same attribute of a row is its value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import NoneType
from typing import Any, ClassVar, Generic, NewType, Self, TypeVar, get_args, get_type_hints, overload
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from podium.kernel.errors import ApiError
from podium.kernel.names import pascal

T = TypeVar("T")
METADATA = sa.MetaData()

Json = msgspec.Raw
"""Free-form JSON. It is carried as text from the wire to the database and back, and not looked into."""

Sealed = NewType("Sealed", bytes)
"""A secret as it is kept: sealed by ``sealing.seal``, and never shown."""

TYPES: dict[Any, sa.types.TypeEngine[Any]] = {
    int: sa.BigInteger(),
    str: sa.Text(),
    bool: sa.Boolean(),
    float: sa.Double(),
    bytes: sa.LargeBinary(),
    datetime: sa.DateTime(timezone=True),
    UUID: sa.Uuid(),
    Json: JSONB(),
    Sealed: sa.LargeBinary(),
    StrEnum: sa.String(40),
}


class Col(Generic[T]):
    """What a type checker sees of a field. At run time there is only the column, and the value."""

    @overload
    def __get__(self, row: None, owner: type) -> sa.ColumnElement[T]: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object, owner: type) -> Any: ...
    def __set__(self, row: object, value: T) -> None: ...


@dataclass(frozen=True)
class Wire:
    """How a column appears to clients. ``lowest`` and ``highest`` bound a number."""

    name: str = ""
    writable: bool = True
    hidden: bool = False
    required: bool = False
    lowest: int | None = None
    highest: int | None = None


READ_ONLY = Wire(writable=False)
REQUIRED = Wire(required=True)
HIDDEN = Wire(writable=False, hidden=True)
UNSET: Any = object()


def between(lowest: int, highest: int) -> Wire:
    """A number within bounds."""
    return Wire(lowest=lowest, highest=highest)


@dataclass(frozen=True)
class _Spec:
    arguments: tuple[Any, ...]
    default: Any
    wire: Wire
    of: Any
    options: dict[str, Any]


def field(*args: Any, default: Any = UNSET, wire: Wire | None = None, of: Any = None, **column: Any) -> Any:
    """A column (type, foreign key and options as SQLAlchemy has them), its default, and its face on the wire.

    ``of`` is the type that JSON must have, where it is not free-form.
    """
    return _Spec(args, default, wire or Wire(), of, column)


@dataclass(frozen=True)
class Field:
    """One property of an entity type. ``value`` makes it from the row where no column holds it.

    ``of`` is the type that the JSON of a column must have, if any will not do.
    """

    attribute: str
    name: str
    kind: Any
    nullable: bool
    length: int | None
    wire: Wire
    value: Callable[[Any], Any] | None = None
    of: Any = None

    @property
    def comparable(self) -> bool:
        """May it be filtered and ordered by? Free-form content and what is derived may not."""
        return self.kind is not Json and self.value is None


def derived(kind: Any, value: Callable[[Any], Any], *, name: str = "") -> Any:
    """A property that clients see and no column holds."""
    return Field("", name, kind, True, None, READ_ONLY, value)


def sent(kind: Any, *, name: str = "", length: int | None = None, wire: Wire | None = None) -> Any:
    """A property that clients send and never see, and no column holds: a command finds it among the ``Changes``."""
    return Field("", name, kind, True, length, wire or Wire())


@dataclass(frozen=True)
class Contained(Field):
    """What belongs to a row and is shown only where it is expanded."""


def contained(kind: Any, value: Callable[[Any], Any]) -> Any:
    """A list that clients may expand and no table holds: it is made from the row."""
    return Contained("", "", kind, True, None, READ_ONLY, value)


@dataclass(frozen=True)
class Navigation:
    """A way from a row to others, by a column here that equals a column there. ``many`` gives a list."""

    name: str
    target: Callable[[], "type[Entity]"]
    local: str
    remote: str = "id"
    many: bool = False


def navigation(target: Callable[[], "type[Entity]"], local: str, remote: str = "id", *, many: bool = False) -> Any:
    return Navigation("", target, local, remote, many)


@dataclass(frozen=True)
class Audit:
    """How changes of a table stand in the audit log: the vendor's component, the attribute with the id of the
    thing that is meant, what making and removing a row is called, and which hidden attributes are told as well.
    """

    component: str
    key: str = "id"
    made: str = "Create"
    removed: str = "Delete"
    also: tuple[str, ...] = ()


class Record:
    """The base of every table. A row is a plain object that remembers how the database has it.

    Class options: ``table`` names it; ``remembered`` lets processes keep its rows in memory (few writes,
    many reads); ``audited`` names the component under which every change of it is written to the audit log;
    ``once`` passes over new rows that a unique index of the table would refuse; ``summed`` adds the numbers of a
    new row to those of the row with its key; ``storage`` has parameters for PostgreSQL.
    """

    table: ClassVar[sa.Table]
    remembered: ClassVar[bool] = False
    audited: ClassVar[Audit | None] = None
    part_of: ClassVar[tuple[str, str] | None] = None
    """Where a table does not say whose its rows are: the column that leads to one that does, and where it leads."""
    once: ClassVar[bool] = False
    summed: ClassVar[bool] = False
    parted: ClassVar[str] = ""
    """The column of a moment by which rows lie in partitions, which ``parts`` makes and drops."""
    fields: ClassVar[dict[str, Field]]
    """The visible fields by wire name."""
    unseen: ClassVar[dict[str, Field]]
    """Those that are sent and never shown."""
    navigations: ClassVar[dict[str, Navigation | Contained]]
    ignored: ClassVar[frozenset[str]] = frozenset()
    """Wire names, in lower case, that clients of other versions send and that mean nothing here."""
    shortcuts: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Names, in lower case, by which queries may ask for a property of what a navigation leads to."""
    _defaults: ClassVar[dict[str, Any]]
    _factories: ClassVar[list[tuple[str, Callable[[], Any]]]]
    _enums: ClassVar[list[tuple[str, type[StrEnum]]]]
    _keys: ClassVar[tuple[str, ...]]
    _names: ClassVar[frozenset[str]]
    _stored: dict[str, Any] | None

    def __init_subclass__(cls, table: str = "", **options: Any) -> None:
        super().__init_subclass__()
        if table:
            cls._declare(table, **options)

    @classmethod
    def _declare(
        cls,
        table: str,
        *,
        remembered: bool = False,
        audited: str | Audit = "",
        once: bool = False,
        summed: bool = False,
        storage: Mapping[str, Any] | None = None,
    ) -> None:
        cls.remembered, cls.once, cls.summed = remembered, once, summed
        cls.audited = Audit(audited) if isinstance(audited, str) and audited else audited or None
        cls.fields, cls._defaults, cls._factories, cls._enums = {}, {}, [], []
        declared = {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()}
        hints = get_type_hints(cls)
        columns = [cls._column(name, s, hints[name]) for name, s in declared.items() if isinstance(s, _Spec)]
        cls.navigations = {
            pascal(n): replace(v, name=pascal(n)) for n, v in declared.items() if isinstance(v, Navigation | Contained)
        }
        named = [replace(v, attribute=n, name=v.name or pascal(n)) for n, v in declared.items() if isinstance(v, Field)]
        cls.fields |= {field.name: field for field in named if field.value and not isinstance(field, Contained)}
        cls.unseen = {field.name: field for field in named if not field.value}
        parts: Any = {"postgresql_partition_by": f"RANGE ({cls.parted})"} if cls.parted else {}
        cls.table = sa.Table(table, METADATA, *columns, info={"record": cls}, postgresql_with=storage or {}, **parts)
        cls._names = frozenset(column.name for column in columns)
        cls._keys = tuple(column.name for column in cls.table.primary_key)
        for column in columns:
            if hasattr(Record, column.name):
                raise TypeError(f"{cls.__name__}.{column.name}: this name means something else on a row.")
            setattr(cls, column.name, column)

    @classmethod
    def _column(cls, attribute: str, spec: _Spec, hint: Any) -> sa.Column[Any]:
        (wanted,) = get_args(hint)
        nullable = NoneType in get_args(wanted)
        kind = next(a for a in get_args(wanted) if a is not NoneType) if nullable else wanted
        enum = isinstance(kind, type) and issubclass(kind, StrEnum)
        typed = any(isinstance(a, sa.types.TypeEngine) for a in spec.arguments)
        arguments = spec.arguments if typed else (TYPES[StrEnum if enum else kind], *spec.arguments)
        column: sa.Column[Any] = sa.Column(attribute, *arguments, nullable=nullable, **spec.options)
        if enum:
            cls._enums.append((attribute, kind))
        if callable(spec.default):
            cls._factories.append((attribute, spec.default))
        elif spec.default is not UNSET or nullable:
            cls._defaults[attribute] = None if spec.default is UNSET else spec.default
        column.info["sealed"] = kind is Sealed
        if not spec.wire.hidden and kind is not Sealed:
            name, length = spec.wire.name or pascal(attribute), getattr(column.type, "length", None)
            cls.fields[name] = Field(attribute, name, kind, nullable, None if enum else length, spec.wire, of=spec.of)
        return column

    def __init__(self, **values: Any) -> None:
        if not values.keys() <= self._names:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values.keys() - self._names)}.")
        row = self.__dict__
        row.update(self._defaults)
        for attribute, make in self._factories:
            if attribute not in values:
                row[attribute] = make()
        row.update(values)
        row["_stored"] = None

    @classmethod
    def default_of(cls, attribute: str) -> Any:
        """What a row has where nothing was said; None where it must be said."""
        made = [make() for name, make in cls._factories if name == attribute]
        return made[0] if made else cls._defaults.get(attribute)

    @classmethod
    def from_database(cls, record: Any) -> Self:
        row = cls.__new__(cls)
        row.refresh(record)
        return row

    @classmethod
    def identity_of(cls, values: Any) -> tuple[Any, ...]:
        return tuple([values[name] for name in cls._keys])

    def identity(self) -> tuple[Any, ...]:
        return self.identity_of(self.__dict__)

    @property
    def is_keyed(self) -> bool:
        """Is its key known? Rows that the database numbers have none until they are read."""
        return all(name in self.__dict__ for name in self._keys)

    def refresh(self, record: Any) -> None:
        """Take the values of the database; what was looked up elsewhere stays."""
        values = {**self.__dict__, **dict(record)} if self.__dict__ else dict(record)
        for attribute, enum in self._enums:
            if values[attribute] is not None:
                values[attribute] = enum(values[attribute])
        self.__dict__ = values
        self.stored()

    def stored(self) -> None:
        """From here on, ``changes`` are told against the values of now."""
        values = self.__dict__
        values.pop("_stored", None)
        values["_stored"] = values.copy()

    def changes(self) -> tuple[str, ...]:
        """The attributes whose value is not what the database has."""
        before = self._stored
        if before is None:
            return ()
        now = self.__dict__
        if before.items() <= now.items():
            return ()
        return tuple([name for name, value in before.items() if now[name] is not value and now[name] != value])

    @property
    def stored_values(self) -> Mapping[str, Any]:
        """What the database has of this row."""
        return self.__dict__.get("_stored") or {}

    def before(self, attribute: str) -> Any:
        """What the database has."""
        return self.stored_values.get(attribute)


class Entity(Record):
    """A table whose rows clients see. ``row_version`` grows with every change: who writes must have read the last."""

    id: Col[int] = field(sa.Identity(), primary_key=True, wire=READ_ONLY)
    row_version: Col[int] = field(default=1, wire=HIDDEN)


class Stamped:
    """Rows that know when they were made."""

    creation_time: Col[datetime] = field(wire=READ_ONLY)


class InTenant:
    """Rows of one tenant."""

    tenant_id: Col[int] = field(wire=HIDDEN)


class InFolder(InTenant):
    """Rows of one folder of one tenant."""

    folder_id: Col[int] = field(wire=Wire("OrganizationUnitId", writable=False))


def declared(table: str) -> type[Entity]:
    """The entity of a table, for those who must not know its slice: as foreign keys do, they say its name."""
    entity: type[Entity] = METADATA.tables[table].info["record"]
    return entity


Changes = NewType("Changes", dict[str, Any])
"""New values of an entity's writable fields, by attribute name."""


def unique(name: str, *columns: Any, error: type[ApiError], where: Any = None) -> sa.Index:
    """A unique index, and the error that a caller gets who would break it (it may show the ``{name}`` used)."""
    return sa.Index(name, *columns, unique=True, postgresql_where=where, info={"error": error})


def index(name: str, *columns: Any, where: Any = None, **options: Any) -> sa.Index:
    return sa.Index(name, *columns, postgresql_where=where, **options)
