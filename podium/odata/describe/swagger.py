"""The same document as Swagger 2.0, which older generators of clients read: made from that of OpenAPI."""

from typing import Any
from urllib.parse import urlsplit

from podium.odata.describe.schemas import Schema

NEWER = ("patternProperties", "writeOnly", "const")
"""Words of schemas that Swagger has not got."""
PLAIN = ("type", "format", "enum", "items", "minimum", "maximum", "minLength", "maxLength", "pattern")
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def swagger(document: Schema) -> Schema:
    """Rewrite a document of OpenAPI 3.1 that this server has made."""
    address = urlsplit(document["servers"][0]["url"])
    parts = document["components"]
    flow = parts["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    return {
        "swagger": "2.0",
        "info": document["info"],
        "host": address.netloc,
        "basePath": address.path or "/",
        "schemes": [address.scheme],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "tags": document["tags"],
        "paths": {path: _methods(item) for path, item in document["paths"].items()},
        "definitions": {name: _schema(one) for name, one in parts["schemas"].items()},
        "responses": {name: _response(one) for name, one in parts["responses"].items()},
        "securityDefinitions": {
            "bearer": {"type": "apiKey", "name": "Authorization", "in": "header"},
            "oauth2": {"type": "oauth2", "flow": "application", **flow},
        },
        "security": document["security"],
    }


def _methods(item: Schema) -> Schema:
    return {method: _operation(one) for method, one in item.items()}


def _operation(one: Schema) -> Schema:
    found = {name: value for name, value in one.items() if name not in ("requestBody", "parameters", "responses")}
    found["parameters"] = [_parameter(p) for p in one["parameters"]]
    answers = {status: answer for status, answer in one["responses"].items() if "X" not in status}
    found["responses"] = {status: _response(answer) for status, answer in answers.items()}
    if "requestBody" in one:
        ((media, content),) = one["requestBody"]["content"].items()
        found["consumes"] = [media]
        found["parameters"] += _body(media, content["schema"], one["requestBody"]["required"])
    return found


def _body(media: str, schema: Schema, required: bool) -> list[Schema]:
    if media not in FORMS:
        return [{"name": "body", "in": "body", "required": required, "schema": _schema(schema)}]
    members = schema.get("properties", {})
    return [
        {"name": name, "in": "formData", "type": "file" if one.get("format") == "binary" else "string"}
        for name, one in members.items()
    ]


def _parameter(p: Schema) -> Schema:
    """Its type stands in the parameter itself."""
    plain = {name: value for name, value in _schema(p["schema"]).items() if name in PLAIN} or {"type": "string"}
    return {name: value for name, value in p.items() if name != "schema"} | plain


def _response(answer: Schema) -> Schema:
    if "$ref" in answer:
        return {"$ref": answer["$ref"].replace("#/components/", "#/")}
    found = {"description": answer["description"]}
    for content in answer.get("content", {}).values():
        found["schema"] = (
            {"type": "file"} if content["schema"].get("format") == "binary" else _schema(content["schema"])
        )
    return found


def _schema(one: Any) -> Any:
    """Without null, of which Swagger knows nothing, and with definitions where it has them."""
    if isinstance(one, list):
        return [_schema(part) for part in one if part not in (None, {"type": "null"})]
    if not isinstance(one, dict):
        return one
    if "$ref" in one:
        return {"$ref": one["$ref"].replace("#/components/schemas/", "#/definitions/")}
    if "anyOf" in one:
        return _schema(one["anyOf"])[0]
    return {name: _word(name, value) for name, value in one.items() if name not in NEWER}


def _word(name: str, value: Any) -> Any:
    if name == "type":
        return next(kind for kind in value if kind != "null") if isinstance(value, list) else value
    if name == "properties":
        return {member: _schema(inner) for member, inner in value.items()}
    return _schema(value) if name != "description" else value
