"""One operation for OpenAPI: what it is called, takes, gives and needs."""

import re
from inspect import getdoc
from typing import Any, get_args, get_origin

from podium.kernel.entity import Changes, Entity
from podium.kernel.permissions import ANYONE
from podium.odata.bind import Base, Form, Headers, Query, Raw, Uploads
from podium.odata.catalog import Folder, Operation, Parameter
from podium.odata.describe.schemas import REF, Schema, required_of, schema
from podium.odata.naming import NAMESPACE, type_name
from podium.odata.options import DEPTH, Options
from podium.odata.page import MOST
from podium.odata.request import Answered, Stream
from podium.odata.results import Result, result_of

GIVEN = (Headers, Base, Query, Options)
"""What handlers are given that no caller sends on purpose."""
STANDARD = {"GET": "Get", "POST": "Post", "PUT": "Put", "PATCH": "Patch", "DELETE": "Delete"}
VERBS = {"GET": "Get", "POST": "Add", "PUT": "Replace", "PATCH": "Change", "DELETE": "Delete"}
PLACE = re.compile(r"\{(\w+)\}")
ROOT = re.compile(r"/((odata|tasks|forms|(\w+/)?api)/)?")
JSON = "application/json"
LIST_OPTIONS = {
    "$expand": f"Related rows to show within each row, at most {DEPTH} deep.",
    "$filter": "The condition that rows must meet.",
    "$select": "The members to show.",
    "$orderby": "What rows are ordered by, at most 5 expressions.",
    "$top": f"How many rows to give; a page has at most {MOST}.",
    "$skip": "How many rows to pass over.",
    "$count": "Whether to count all rows that meet the condition.",
}
SHOWING = ("$expand", "$select")
FOLDER = "X-UIPATH-OrganizationUnitId"


def path_of(operation: Operation) -> str:
    """The path as published: bound operations carry a namespace."""
    start, slash, name = operation.path.rpartition("/")
    bound = start.count("/") > 1 and operation.is_odata and "." not in name.partition("(")[0]
    return f"{start}{slash}{NAMESPACE}.{name}" if bound else operation.path


def tag_of(operation: Operation) -> str:
    """What groups operations: the entity set, what stands after ``/api/``, or how the address begins."""
    return re.split(r"[(/]", ROOT.sub("", operation.path, count=1))[0]


def operation_id(operation: Operation) -> str:
    """As published: ``Queues_SetTransactionResultById``, ``Jobs_GetByKeyByIdentifier``."""
    head, *rest = operation.path.strip("/").split("/")[1:]
    words = [word.partition("(")[0].rpartition(".")[2] for word in rest if word[0] != "{"]
    name = "".join(words) or STANDARD[operation.method]
    places = ["id" if place == "key" else place for place in PLACE.findall(head)] + PLACE.findall("/".join(rest))
    by = "And".join(place.capitalize() for place in places)
    known = not by or name.lower().endswith(f"by{by.lower()}")
    return f"{tag_of(operation)}_{name}" + ("" if known else f"By{by}")


def described(operation: Operation) -> Schema:
    """The operation object of OpenAPI."""
    result = result_of(operation)
    found: Schema = {
        "tags": [tag_of(operation)],
        "operationId": operation_id(operation),
        "summary": summary(operation),
        "description": access(operation),
        "parameters": _parameters(operation, result),
        "responses": _responses(operation, result),
    }
    body = _body(operation)
    if body:
        found["requestBody"] = body
    if operation.public:
        found["security"] = []
    return found


def summary(operation: Operation) -> str:
    """What it does, in a line: standard operations all do the same, the others say it themselves."""
    if operation.is_odata and operation.path.count("/") == 2:
        what = "one row" if "(" in operation.path else "the rows" if operation.method == "GET" else "a row"
        return f"{VERBS[operation.method]} {what} of {operation.set_name}."
    return (getdoc(operation.handler) or "").partition("\n")[0]


def access(operation: Operation) -> str:
    """What a caller needs, in the words of the published API."""
    if operation.public:
        return "Requires no authentication."
    scopes = f"OAuth required scopes: {' or '.join(operation.scopes)}.\n\n" if operation.scopes else ""
    needs = "Requires authentication." if operation.needs is ANYONE else f"Required permissions: {operation.needs}."
    return scopes + needs


def _parameters(operation: Operation, result: Result) -> list[Schema]:
    found = [_in_path(operation, name) for name in PLACE.findall(operation.path)]
    found += [_in_query(p) for p in operation.parameters if place_of(operation, p) == "query"]
    if operation.is_odata and operation.method == "GET":
        names = LIST_OPTIONS if result.rows else SHOWING if _is_entity(result.kind) else ()
        found += [_option(name) for name in names]
    if operation.folder is not Folder.NONE:
        found.append({"name": FOLDER, "in": "header", "description": "The folder's id.", "schema": schema(int)})
    return found


def _is_entity(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Entity)


def place_of(operation: Operation, p: Parameter) -> str:
    """Where an argument comes from: path, query, a member of the body, all of the body, files; or nowhere."""
    if p.kind in GIVEN or (p.is_entity and operation.keyed):
        return ""
    if f"{{{p.name}}}" in operation.path:
        return "path"
    if p.is_entity or p.name == "body" or p.kind in (Changes, Raw, Form):
        return "body"
    if p.kind == Uploads:
        return "files"
    uploads = any(other.kind == Uploads for other in operation.parameters)
    return "query" if operation.method in ("GET", "DELETE") or uploads else "member"


def _in_path(operation: Operation, name: str) -> Schema:
    kind: Any = next((p.kind for p in operation.parameters if p.name == name), str)
    if name == "key" and operation.addressed:
        kind = operation.addressed.table.c.id.type.python_type
    return {"name": name, "in": "path", "required": True, "schema": schema(kind)}


def _in_query(p: Parameter) -> Schema:
    return {"name": p.name, "in": "query", "schema": schema(p.kind)} | ({"required": True} if p.required else {})


def _option(name: str) -> Schema:
    kinds = {"$top": schema(int) | {"minimum": 0}, "$skip": schema(int) | {"minimum": 0}, "$count": schema(bool)}
    return {"name": name, "in": "query", "description": LIST_OPTIONS[name], "schema": kinds.get(name, schema(str))}


def _body(operation: Operation) -> Schema | None:
    places = {p.name: (p, place_of(operation, p)) for p in operation.parameters}
    members = [p for p, place in places.values() if place == "member"]
    for p, place in places.values():
        if place == "files":
            one = {"type": "string", "format": "binary"}
            return _content({"type": "object", "properties": {"file": one}}, "multipart/form-data")
        if place == "body" and operation.method not in ("GET", "DELETE"):
            return _whole(operation, p)
    if not members:
        return None
    found: Schema = {"type": "object", "properties": {p.name: schema(p.kind) for p in members}}
    found |= {"patternProperties": {"@": {}}, "additionalProperties": False}
    needed = [p.name for p in members if p.required]
    return _content(found | ({"required": needed} if needed else {}), required=bool(needed))


def _whole(operation: Operation, p: Parameter) -> Schema:
    if p.kind is Form:
        return _content({"type": "object", "additionalProperties": {"type": "string"}}, FORM)
    if p.kind is Raw:
        return _content({})
    if not p.is_entity and p.kind is not Changes:
        return _content(schema(p.kind), required=p.required)
    entity: Any = operation.entity or p.kind
    found: Schema = {"$ref": f"{REF}{type_name(entity)}"}
    if operation.method != "PATCH" and required_of(entity):
        found = {"allOf": [found, {"required": required_of(entity)}]}
    return _content(found)


FORM = "application/x-www-form-urlencoded"


def _content(found: Schema, media: str = JSON, *, required: bool = True) -> Schema:
    return {"content": {media: {"schema": found}}, "required": required}


def _responses(operation: Operation, result: Result) -> Schema:
    found: Schema = {str(status): _answer(operation, status, result) for status in sorted(operation.statuses)}
    if Answered in (operation.returns, *get_args(operation.returns)):
        found["2XX"] = {"description": "Done; the answer says what."}
    return found | {"default": {"$ref": "#/components/responses/Error"}}


def _answer(operation: Operation, status: int, result: Result) -> Schema:
    if status == 204:
        return {"description": "Done; there is no content."}
    if result.kind is Stream:
        return {"description": "A file.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
    made = "Created." if status == 201 else "Done."
    return {"description": made, "content": {JSON: {"schema": answer_schema(operation, result)}}}


def answer_schema(operation: Operation, result: Result) -> Schema:
    """What an answer holds: in OData, values and lists are members of an object."""
    if result.kind is None or dict in (result.kind, get_origin(result.kind)):
        return {"type": "object"}
    value = schema(result.kind)
    many: Schema = {"type": "array", "items": value} if result.many else value
    if not operation.is_odata or ("$ref" in value and not result.many) or many == {}:
        return many
    members = {"value": many, "@odata.context": schema(str)}
    if result.rows:
        members |= {"@odata.count": schema(int), "@odata.nextLink": schema(str)}
    return {"type": "object", "properties": members, "required": ["value"]}
