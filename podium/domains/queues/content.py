"""What items carry: how much, in which form, and whether it matches the schemas of the queue."""

from typing import Any

import msgspec

from podium.domains.queues.errors import InvalidArgument, SchemaViolated, TooLarge
from podium.domains.queues.models import QueueDefinition
from podium.domains.queues.models.transactions import ProcessingException, QueueItemData, TransactionResult
from podium.kernel.entity import Json
from podium.kernel.json_schema import violation

CONTENT_BYTES = 1_048_576
TEXT_LENGTH = 32_768
REFERENCE_LENGTH = 128
SOURCE_LENGTH = 20
ANNOTATION = "@odata."
CONTENT = "SpecificContent"
NO_CONTENT = Json(b"{}")


def check_new(queue: QueueDefinition, data: QueueItemData) -> None:
    """Refuse a new item that is too large, or whose content does not match the schema of its queue."""
    _check_lengths(data)
    data.specific_content = checked(data.specific_content, CONTENT)
    check_schema(queue, data.specific_content)


def check_schema(queue: QueueDefinition, content: Json | None) -> None:
    """Refuse content that does not match the schema of its queue."""
    schema = queue.specific_data_json_schema
    found = violation(schema, _decoded(content or NO_CONTENT, CONTENT)) if schema is not None else None
    if found:
        raise SchemaViolated(path=found[0], why=found[1])


def check_result(result: TransactionResult) -> None:
    """Refuse a result that is too large."""
    result.specific_content = checked(result.specific_content, CONTENT)
    result.output = checked(result.output, "Output")
    result.analytics = checked(result.analytics, "Analytics")
    check_length("Progress", result.progress)
    problem = result.processing_exception or ProcessingException()
    check_length("ProcessingException.Reason", problem.reason)
    check_length("ProcessingException.Details", problem.details, CONTENT_BYTES)


def mismatch(queue: QueueDefinition, result: TransactionResult) -> str | None:
    """Say where the output or the analytics of a success do not match the schema of the queue."""
    schemas = {
        "output": (queue.output_data_json_schema, result.output),
        "analytics data": (queue.analytics_data_json_schema, result.analytics),
    }
    for what, (schema, content) in schemas.items():
        found = violation(schema, _decoded(content or NO_CONTENT, what)) if schema is not None else None
        if found:
            return f"The {what} does not match the schema of the queue at {found[0]}: {found[1]}"
    return None


def check_length(name: str, text: str | None, most: int = TEXT_LENGTH) -> None:
    if text is not None and len(text) > most:
        raise InvalidArgument(name=name, why=f"It may have {most} characters at most, not {len(text)}.")


def checked(content: Json | None, name: str) -> Json | None:
    """Content within its size, without the annotations that typed clients add."""
    if content is None:
        return None
    text = bytes(content)
    if len(text) > CONTENT_BYTES:
        raise TooLarge(name=name, why=f"It may have {CONTENT_BYTES} bytes at most, not {len(text)}.")
    if b"\\u" in text or b"@odata." in text:
        return _plain(content, name)
    return content


def _plain(content: Json, name: str) -> Json:
    members = _decoded(content, name)
    plain = msgspec.json.encode({name: value for name, value in members.items() if ANNOTATION not in name})
    if b"\\u0000" in plain:
        raise InvalidArgument(name=name, why="A text cannot hold the character U+0000.")
    return Json(plain)


def _decoded(content: Json, name: str) -> Any:
    try:
        return msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        raise InvalidArgument(name=name, why=f"{problem}.") from problem


def _check_lengths(data: QueueItemData) -> None:
    check_length("Reference", data.reference, REFERENCE_LENGTH)
    check_length("Progress", data.progress)
    check_length("Source", data.source, SOURCE_LENGTH)
    check_length("OperationId", data.operation_id, REFERENCE_LENGTH)
    check_length("ParentOperationId", data.parent_operation_id, REFERENCE_LENGTH)
