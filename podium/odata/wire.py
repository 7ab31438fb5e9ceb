"""Values to and from JSON. Entities go by their field table; other types by their annotations."""

import ast
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import msgspec

from podium.kernel.entity import Entity, Field, Json, Record
from podium.kernel.errors import BadRequest, UnknownMember
from podium.kernel.names import pascal
from podium.odata.stamps import stamp, stamped

if TYPE_CHECKING:
    Content = Json | None
else:  # msgspec gives a member its raw text only where nothing else is allowed
    Content = Json
"""A free-form JSON object, or nothing."""

NOTHING: frozenset[str] = frozenset()
INT64 = typing.Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
SAFE_DIGITS = 18
"""A number of so many digits fits into 64 bits."""
ANNOTATION = b"@odata."


class Complex(msgspec.Struct, rename="pascal", kw_only=True, forbid_unknown_fields=True):
    """The base of complex types: what an OData operation takes or gives that is not an entity.

    A moment without a zone is in UTC.
    """

    def __post_init__(self) -> None:
        for name in _moments(type(self)):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                setattr(self, name, moment.replace(tzinfo=UTC))
        for name in _contents(type(self)):
            text = bytes(getattr(self, name) or b"null")
            if text == b"null":
                setattr(self, name, None)
            elif not text.startswith(b"{"):
                raise ValueError(f"{pascal(name)} must be an object")
            elif ANNOTATION in text:
                setattr(self, name, _unannotated(text))


class Plain(Complex, rename="camel", kw_only=True):
    """A complex type of the plain addresses (``/api`` and the like), which write their members in camelCase."""


class Loose(Plain, kw_only=True, forbid_unknown_fields=False):
    """A plain type that passes over members it does not know: for callers of many versions, as robots are."""


class Shown:
    """A row as it will be printed: which members (all if none are named), what was expanded, and the type it says
    it is of.
    """

    __slots__ = ("expanded", "row", "select", "type")

    def __init__(
        self, row: Record, select: frozenset[str] = NOTHING, expanded: Mapping[str, Any] | None = None
    ) -> None:
        self.row, self.select, self.expanded, self.type = row, select, expanded, ""


class Annotated:
    """A row or a complex value with the context that an answer of one thing begins with."""

    __slots__ = ("context", "value")

    def __init__(self, context: str, value: Any) -> None:
        self.context, self.value = context, value


def encode(body: Any) -> bytes:
    """JSON of anything that a handler may give. Rows are read now: after they were written."""
    return _ENCODER.encode(stamped(body))


def _print(value: Any) -> Any:
    if isinstance(value, Annotated):
        inner = stamped(value.value)
        inner = inner if isinstance(inner, dict | msgspec.Struct) else _print(inner)
        return {"@odata.context": value.context} | (inner if isinstance(inner, dict) else _members(inner))
    if isinstance(value, Shown):
        shown = show(value.row, value.select, value.expanded)
        return {"@odata.type": value.type, **shown} if value.type else shown
    if isinstance(value, Record):
        return show(value)
    raise TypeError(f"{type(value).__name__} is not printable.")


def _members(value: msgspec.Struct) -> dict[str, Any]:
    return {f.encode_name: getattr(value, f.name) for f in msgspec.structs.fields(value)}


_ENCODER = msgspec.json.Encoder(enc_hook=_print)


def show(row: Record, select: frozenset[str] = NOTHING, expanded: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A row by wire names; the JSON encoder does the rest."""
    values = row.__dict__
    members = {}
    for name, attribute, made in _faces(type(row)):  # type: ignore[arg-type]  # a class is hashable
        if select and name not in select:
            continue
        value = made(row) if made else values[attribute]
        members[name] = stamp(value) if type(value) is datetime else value
    return {**members, **expanded} if expanded else members


@cache
def _faces(kind: type[Record]) -> list[tuple[str, str, Callable[[Any], Any] | None]]:
    """The members of rows: their names, the attributes that hold them, or what makes them."""
    return [(name, field.attribute, field.value) for name, field in kind.fields.items()]


@cache
def _contents(kind: type[Complex]) -> list[str]:
    return [f.name for f in msgspec.structs.fields(kind) if f.type is Json]


@cache
def _moments(kind: type[Complex]) -> list[str]:
    return [f.name for f in msgspec.structs.fields(kind) if _plain(f.type) is datetime]


def _unannotated(text: bytes) -> Json:
    """Content without what some clients say of the types of its members."""
    if ANNOTATION in text and text.startswith(b"{"):
        members = {n: _unannotated(bytes(value)) for n, value in _BODY.decode(text).items() if "@odata." not in n}
        return Json(msgspec.json.encode(members))
    if ANNOTATION in text and text.startswith(b"["):
        return Json(msgspec.json.encode([_unannotated(bytes(value)) for value in _LIST.decode(text)]))
    return Json(text)


_BODY = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(_bounded(kind))


@cache
def _strict(kind: Any) -> bool:
    """May the plain decoder be trusted with it? Not where members may be unknown, or a moment without a zone."""
    parts = get_args(kind)
    if parts:
        return all(map(_strict, parts))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind.__struct_config__.forbid_unknown_fields
    return kind is not datetime


def read_members(body: bytes, place: str = "") -> dict[str, msgspec.Raw]:
    """The members of a JSON object by name, each still as text; annotations (``x@odata.type``) are left out."""
    if not body:
        return {}
    try:
        members = _BODY.decode(body)
    except msgspec.MsgspecError as problem:
        members = _python_members(body, place, problem)
    return {name: value for name, value in members.items() if "@" not in name}


def _python_members(body: bytes, place: str, problem: Exception) -> dict[str, msgspec.Raw]:
    """Old tools send the ``str`` of a Python dict, in single quotes."""
    try:
        value = ast.literal_eval(body.decode()) if body.lstrip()[:2] in (b"{'", b"{ ") else None
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        value = None
    if not isinstance(value, dict):
        why = f"{place or 'The body'} is not a JSON object: {problem}."
        raise BadRequest(why=why, field=place or None) from problem
    return {str(name): msgspec.Raw(msgspec.json.encode(inner)) for name, inner in value.items()}


def read(kind: Any, value: "str | msgspec.Raw", place: str) -> Any:
    """JSON, or a word of a URL, as a value of ``kind``; anything amiss is a BadRequest that names ``place``."""
    if isinstance(value, str):
        if kind is int and value.isascii() and value.isdigit() and len(value) <= SAFE_DIGITS:
            return int(value)
        return _lenient(kind, msgspec.Raw(_quoted(kind, value)), place)
    if _strict(kind) and b"\\u0000" not in bytes(value):
        try:
            return _decoder(kind).decode(value)
        except msgspec.MsgspecError:
            pass
    return _lenient(kind, value, place)


def _quoted(kind: Any, word: str) -> bytes:
    plain = _plain(kind)
    if get_origin(plain) is list:
        parts = [_quoted(get_args(plain)[0], part) for part in word.split(",") if part]
        return word.encode() if word.startswith("[") else b"[" + b",".join(parts) + b"]"
    if plain in (int, float) and word.lstrip("-").rstrip("L").replace(".", "", 1).isdigit():
        return word.rstrip("L").encode()
    if plain is bool and word.lower() in ("true", "false"):
        return word.lower().encode()
    if word.lower() == "null" and plain is not str:
        return b"null"
    return msgspec.json.encode(word)


@cache
def _plain(kind: Any) -> Any:
    """The type without None."""
    if not _optional(kind):
        return kind
    return Union[tuple([part for part in get_args(kind) if part is not NoneType])]  # noqa: UP007 - known at run time


def _optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)


def _lenient(kind: Any, raw: msgspec.Raw, place: str) -> Any:
    """Names in any case, enum values by name or number, numbers as texts: as clients send them."""
    plain = _plain(kind)
    if bytes(raw).strip() == b"null" and plain is not Json:
        if kind is plain and kind is not Any:
            raise BadRequest(why=f"The {place} field is required.", field=place)
        return None
    if isinstance(plain, type) and issubclass(plain, Complex):
        return _lenient_struct(plain, raw, place)
    if get_origin(plain) is list:
        items = _checked(_LIST, raw, place)
        return [_lenient(get_args(plain)[0], item, f"{place}[{n}]") for n, item in enumerate(items)]
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return enum_value(plain, _checked(_decoder(str | int), raw, place), place)
    if plain is Json:
        return _checked(_decoder(msgspec.Raw), raw, place)
    return _checked(_loose(plain), raw, place)


@cache
def _loose(kind: Any) -> msgspec.json.Decoder[Any]:
    """Takes texts for numbers, but no number for a moment."""
    return msgspec.json.Decoder(_bounded(kind), strict=kind is datetime)


def _bounded(kind: Any) -> Any:
    """The type with the bounds that the database has for whole numbers."""
    if kind is int:
        return INT64
    parts = tuple(_bounded(part) for part in get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return Union[parts]  # noqa: UP007 - the parts are known at run time only
    return list[parts] if get_origin(kind) is list else kind  # type: ignore[valid-type]


def _checked(decoder: msgspec.json.Decoder[Any], raw: msgspec.Raw, place: str) -> Any:
    try:
        value = decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise BadRequest(why=f"{place}: {problem}.", field=place) from problem
    if isinstance(value, str) and "\x00" in value:
        raise BadRequest(why=f"{place}: a text cannot hold the character U+0000.", field=place)
    if isinstance(value, float) and not isfinite(value):
        raise BadRequest(why=f"{place}: {value} is no number.", field=place)
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def enum_value(kind: type[StrEnum], value: "str | int", place: str) -> StrEnum:
    """A member by its name in any case, or by its number, which may stand in a text."""
    members = list(kind)
    text = str(value)
    if text.isdigit() and int(text) < len(members):
        return members[int(text)]
    for member in members:
        if member.value.lower() == text.lower():
            return member
    names = ", ".join(member.value for member in members)
    raise BadRequest(why=f"{place}: '{text}' is none of {names}.", field=place)


@cache
def _struct_fields(kind: type[Complex]) -> dict[str, Any]:
    return {f.encode_name.lower(): f for f in msgspec.structs.fields(kind)}


def _lenient_struct(kind: type[Complex], raw: msgspec.Raw, place: str) -> Any:
    known, values = _struct_fields(kind), {}
    for name, value in read_members(bytes(raw), place).items():
        member = known.get(name.lower())
        if member is None:
            if issubclass(kind, Loose):
                continue
            raise UnknownMember(parameter=place, member=name)
        values[member.name] = _lenient(member.type, value, f"{place}.{member.encode_name}")
    missing = [f.encode_name for f in known.values() if f.required and f.name not in values]
    if missing:
        raise BadRequest(why=f"The {missing[0]} field is required.", field=f"{place}.{missing[0]}")
    try:
        return kind(**values)
    except ValueError as problem:
        raise BadRequest(why=f"{place}: {problem}.", field=place) from problem


@cache
def _entity_fields(entity: type[Entity]) -> dict[str, Field]:
    return {name.lower(): field for name, field in {**entity.fields, **entity.unseen}.items()}


def read_changes(entity: type[Entity], body: Mapping[str, msgspec.Raw], *, complete: bool) -> dict[str, Any]:
    """The writable fields of ``entity`` found in ``body``, checked, by attribute name.

    ``complete``: what is absent gets its default, as a POST or PUT means it.
    """
    known, changes = _entity_fields(entity), dict[str, Any]()  # type: ignore[arg-type]  # a class is hashable
    for name, value in body.items():
        field = known.get(name.lower())
        if field is None:
            if name.lower() not in _passed_over(entity):  # type: ignore[arg-type]  # a class is hashable
                raise UnknownMember(parameter=f"{entity.__name__[:1].lower()}{entity.__name__[1:]}Dto", member=name)
        elif field.wire.writable:
            changes[field.attribute] = read_field(field, value)
    for field in known.values() if complete else ():
        if field.wire.writable and field.attribute not in changes:
            if field.wire.required:
                raise BadRequest(why=f"The {field.name} field is required.", field=field.name)
            changes[field.attribute] = entity.default_of(field.attribute)
    return changes


@cache
def _passed_over(entity: type[Entity]) -> frozenset[str]:
    return entity.ignored | {name.lower() for name in entity.navigations}


def read_field(field: Field, sent: msgspec.Raw) -> Any:
    """One member of a body as a value of its field, within the field's bounds."""
    name, wire = field.name, field.wire
    value: Any = read(field.kind | None, sent, name) if field.kind is not Json else read_content(sent, name, field.of)
    if value is None:
        if wire.required or not field.nullable:
            raise BadRequest(why=f"The {name} field is required.", field=name)
        return None
    if isinstance(value, str) and wire.required and not value.strip():
        raise BadRequest(why=f"The {name} field is required.", field=name)
    if isinstance(value, str) and field.length and len(value) > field.length:
        why = f"The field {name} must be a string with a maximum length of {field.length}."
        raise BadRequest(why=why, field=name)
    if wire.lowest is not None and wire.highest is not None and not wire.lowest <= value <= wire.highest:
        raise BadRequest(why=f"The field {name} must be between {wire.lowest} and {wire.highest}.", field=name)
    return value


def read_content(sent: msgspec.Raw, name: str, of: Any = None) -> Json | None:
    """JSON of a type, or free-form; null is nothing."""
    if of is not None:
        value = read(of | None, sent, name)
        return None if value is None else Json(msgspec.json.encode(value))
    text = bytes(sent).strip()
    return None if text == b"null" else Json(text)
