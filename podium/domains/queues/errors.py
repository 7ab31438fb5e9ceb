"""Errors of queues."""

from podium.kernel.errors import CODES, ApiError, Conflict, NameAlreadyUsed


class QueueNameUsed(NameAlreadyUsed):
    """Another queue of the folder has this name."""


class ParameterCannotChange(ApiError, code=1855):
    """Something of a queue is to change that is chosen once."""


class DuplicateReference(ApiError, code=1016):
    """The queue wants unique references, and this one was used before."""


class ReferenceRequired(ApiError, code=1850):
    """The queue wants unique references, and the item has none."""


class InvalidArgument(
    ApiError, code=1009, english="Invalid argument '{name}': {why}", german="Ungültiges Argument {name}: {why}"
):
    """A member of a new item, or of a result, is too long or has a wrong form."""


class TooLarge(InvalidArgument):
    """The content of an item, or what came of it, is larger than an item may hold."""

    published = "QueueItemContentSizeExceeded"


class TooManyRows(
    ApiError,
    code=1009,
    english="The maximum number of rows allowed is {most}. You are trying to upload {rows} records.",
    german="Höchstens {most} Zeilen sind erlaubt; diese Datei hat {rows}.",
):
    """A file of items has more of them than may be sent at once."""


class SchemaViolated(
    ApiError,
    code=1009,
    english="The content does not match the schema of the queue at {path}: {why}",
    german="Der Inhalt entspricht nicht dem Schema der Warteschlange bei {path}: {why}",
):
    """The content of a new item is not as its queue wants it."""

    published = "QueueItemSchemaViolationException"


class InvalidSchema(
    ApiError,
    code=1009,
    english="{name} is not a JSON schema: {why}",
    german="{name} ist kein JSON-Schema: {why}",
):
    """A queue is to get a schema that is none."""


class NoProgressNow(ApiError, code=1851):
    """Progress is reported of a transaction that is not in progress."""


class NotStarted(ApiError, code=1852):
    """A transaction is to end that nobody has started."""


class AlreadyEnded(ApiError, code=1851, status=409):
    """A transaction is to end that has ended."""


class HandedOutAnew(
    ApiError,
    code=1851,
    status=409,
    english="{name} was put back and has been handed out to another since.",
    german="{name} wurde zurückgelegt und seitdem an einen anderen ausgegeben.",
):
    """A worker that put an item back says something of it, and another is at work on it."""


class NotEditable(Conflict):
    """An item is to be changed in a status in which that is not possible."""

    def __init__(self, name: str, status: str) -> None:
        super().__init__(why=f"{name} has the status {status}: this cannot be done to it.")


class ReviewerNotAvailable(ApiError, code=1853):
    """A user is to review transactions who may not see or edit them."""


class CommentOfAnother(ApiError, code=1007):
    """Somebody changes a comment of somebody else."""


def not_in_progress(name: str, status: str) -> ApiError:
    """Say why a transaction cannot end: it was never started, or has ended."""
    return NotStarted() if status == "New" else AlreadyEnded(status=status)


def published_name(error: ApiError) -> str:
    """What the published API calls an error where it gives its name and not its number."""
    name: str = getattr(error, "published", "") or CODES[error.code].name or type(error).__name__
    return name
