"""The whole API as an OpenAPI 3.1 document."""

from collections.abc import Sequence

from podium.odata.catalog import Operation
from podium.odata.describe.operations import described, path_of, tag_of
from podium.odata.describe.schemas import Schema, definitions, or_null, schema
from podium.odata.describe.types import Types

ERROR: Schema = {
    "type": "object",
    "properties": {
        "message": schema(str),
        "errorCode": schema(int),
        "traceId": schema(str),
        "resourceIds": or_null({"type": "array", "items": schema(int)}),
        "details": {},
    },
    "required": ["message", "errorCode"],
}
TOKEN = "/identity/connect/token"  # noqa: S105 - an address


def document(operations: Sequence[Operation], base: str) -> Schema:
    """The document, as it is seen at ``base``, the address of the service."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Podium", "version": "17.0"},
        "servers": [{"url": base}],
        "tags": [{"name": tag} for tag in sorted({tag_of(operation) for operation in operations})],
        "paths": _paths(operations),
        "components": {
            "schemas": dict(sorted(definitions(Types(operations)).items())) | {"ErrorResult": ERROR},
            "responses": {"Error": _error()},
            "securitySchemes": _security(operations, base),
        },
        "security": [{"bearer": []}, {"oauth2": []}],
    }


def _paths(operations: Sequence[Operation]) -> Schema:
    """By address; of two methods of one address that have one id, the second says its method too."""
    found: Schema = {}
    ids = set[str]()
    for operation in operations:
        one = described(operation)
        if one["operationId"] in ids:
            one["operationId"] += operation.method.capitalize()
        ids.add(one["operationId"])
        found.setdefault(path_of(operation), {})[operation.method.lower()] = one
    return dict(sorted(found.items()))


def _error() -> Schema:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorResult"}}}
    return {"description": "It was refused; the message says why.", "content": content}


def _security(operations: Sequence[Operation], base: str) -> Schema:
    scopes = {scope: f"Call what needs {scope}." for scope in sorted({s for op in operations for s in op.scopes})}
    flow = {"tokenUrl": f"{base}{TOKEN}", "scopes": scopes}
    return {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "oauth2": {"type": "oauth2", "flows": {"clientCredentials": flow}},
    }
