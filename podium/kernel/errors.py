"""Errors a client may see: a class declares its number, the catalogue knows its status and its texts."""

from collections.abc import Sequence
from typing import Any, ClassVar

from podium.kernel.catalogue import CATALOGUE, OBSERVED, Code

CODES = {**CATALOGUE, **OBSERVED}


class ApiError(Exception):
    """One numbered error of the API. Its texts name their places: ``NameAlreadyUsed(name="Invoices")``.

    A subclass gives its ``code``; ``status`` where another one than usual is documented, ``english`` for another
    text of the code or one of our own (then with its ``german``). ``details`` are for an explanation of our own.
    """

    code: ClassVar[int]
    status: ClassVar[int]
    texts: ClassVar[dict[str, str]]
    retry_after: float | None = None
    """Seconds after which another try is worth while."""
    keeps: bool = False
    """Is what was written before it was raised kept? Else it is rolled back, with all that was to be told."""

    def __init_subclass__(
        cls, code: int | None = None, status: int | None = None, english: str = "", german: str = ""
    ) -> None:
        if code is not None:
            cls.code, cls.status, cls.texts = code, *_documented(code, status)
        elif status is not None:
            cls.status = status
        if english:
            cls.texts = {"en": english, "de": german or CODES[cls.code].translations.get(english, english)}

    def __init__(self, *, details: Any = None, resource_ids: Sequence[int] = (), **facts: Any) -> None:
        self.facts, self.details, self.resource_ids = facts, details, resource_ids
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Fill the text in ``language`` ("en", "de"); any other language gets English."""
        return self.texts.get(language, self.texts["en"]).format_map(self.facts)


def _documented(number: int, status: int | None) -> tuple[int, dict[str, str]]:
    code: Code | None = CODES.get(number)
    if code is None:
        raise TypeError(f"No error code {number} is in the catalogue.")
    status = status or code.status
    if status is None:
        raise TypeError(f"Code {number} is an announcement; an error needs a status.")
    return status, {"en": code.english, "de": code.german}


class BadRequest(ApiError, code=1000, english="{why}"):
    """The request makes no sense as it is; ``field`` is the member or parameter to blame."""

    def __init__(self, why: str, field: str | None = None) -> None:
        super().__init__(why=why, details={"members": [field]} if field else None)


class NameAlreadyUsed(ApiError, code=1001):
    """Another item of the kind has this name."""


class NotFound(ApiError, code=1002):
    """Nothing visible to the caller has this id, key, name or address."""


class FolderNotFound(ApiError, code=1100):
    """The folder of the request does not exist, or not for the caller."""


class FolderRequired(ApiError, code=1101):
    """The operation works in a folder and the request names none."""


class UnknownMember(ApiError, code=0, status=400, english="{parameter} must not be null"):
    """The body has a member that the operation does not know."""

    def __init__(self, parameter: str, member: str) -> None:
        super().__init__(parameter=parameter, details={"members": [member]})


class Conflict(ApiError, code=0, status=409, english="{why}"):
    """The state of things does not allow it, and no code of its own tells why."""

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class ParameterMissing(ApiError, code=1014):
    """An operation is called without something that it cannot do without."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, details={"members": [name]})


class NotStored(ApiError, code=1006, english="It could not be stored: {why}"):
    """The database refuses what was to be written."""

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class LostRace(ApiError, code=1006, status=409, english="It is being changed by others at the moment; try again."):
    """Others changed the same rows each time that it was tried."""

    retry_after = 1.0


class Locked(
    ApiError,
    code=1010,
    english="It is being changed by another call. Please try again.",
    german="Es wird gerade von einem anderen Aufruf geändert. Bitte versuchen Sie es erneut.",
):
    """Another call kept hold of a row for longer than this one waits."""

    retry_after = 1.0


class PayloadTooLarge(ApiError, code=0, status=413, english="The request is larger than {limit} bytes."):
    """The body is larger than the server takes."""


class Refusal(ApiError, code=0, status=403, english="You are not authorized!"):
    """The caller may not; answered in the envelope that clients know from sign-in."""

    explanation: ClassVar[str] = "You are not allowed to perform this operation."


class Unauthorized(Refusal, status=401, english="You are not authenticated!"):
    """No token, or one that is not valid (any more); ``challenge`` tells which kinds of credentials are taken."""

    challenge: ClassVar[str] = "Bearer"
    explanation = "You should be authenticated (sign in) in order to perform this operation."


class Forbidden(Refusal):
    """The caller lacks a permission or a scope: ``missing`` says which, as published."""

    def __init__(self, missing: str = "") -> None:
        super().__init__(details=f"Required: {missing}." if missing else None)


class TooManyRequests(ApiError, code=0, status=429, english="Too many requests. Please try again later."):
    """The caller has used up its share for now."""

    def __init__(self, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__()


class Busy(TooManyRequests):
    """So many wait already that the caller is to come later."""

    def __init__(self) -> None:
        super().__init__(retry_after=1)


class Unavailable(ApiError, code=0, status=503, english="The service is busy. Please try again later."):
    """The server cannot take the call now, but soon."""

    def __init__(self, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__()


def envelope(error: ApiError, language: str, trace_id: str) -> dict[str, Any]:
    """Build the JSON that answers a request with this error."""
    message = error.message(language)
    body: dict[str, Any] = {"message": message, "errorCode": error.code, "traceId": trace_id}
    body["resourceIds"] = list(error.resource_ids) or None
    if isinstance(error, Refusal):
        return body | _refusal(error, message)
    return body if error.details is None else body | {"details": error.details}


def _refusal(error: Refusal, message: str) -> dict[str, Any]:
    details = f"{error.explanation} {error.details}" if error.details else error.explanation
    return {
        "result": None,
        "targetUrl": None,
        "success": False,
        "error": {"code": error.code, "message": message, "details": details, "validationErrors": None},
        "unAuthorizedRequest": True,
        "__abp": True,
    }
