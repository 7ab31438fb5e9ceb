"""What the layers below HTTP see of a request, and what they give back."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

import msgspec

from podium.odata.wire import encode, read_members


@dataclass(frozen=True)
class Upload:
    """A file that came with a request; it lies in a temporary place until the request ends."""

    name: str
    path: Path
    size: int
    media_type: str = "application/octet-stream"


@dataclass(slots=True)
class Request:
    """``base`` is the address of the service as the caller wrote it, without a slash at its end; ``client`` where
    the caller is.
    """

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""
    base: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Sequence[Upload] = ()
    form: Mapping[str, str] = field(default_factory=dict[str, str])
    client: str = ""
    _members: dict[str, msgspec.Raw] | None = None

    @property
    def members(self) -> dict[str, msgspec.Raw]:
        """The members of the JSON body."""
        if self._members is None:
            self._members = read_members(self.body)
        return self._members


@dataclass(frozen=True)
class Stream:
    """An answer that is not JSON: a file or chunks, sent as they come."""

    content: AsyncIterator[bytes] | bytes | Path
    media_type: str = "application/octet-stream"
    filename: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Answered:
    """A result with a status of its own, where an operation has several."""

    status: int
    value: Any
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Later:
    """Nothing to tell yet. The caller is kept waiting, outside any unit of work, and the handler is run again each
    time that somebody wakes ``sleeper``; when ``seconds`` have passed the answer is ``otherwise``. A handler that has
    done something, and must not do it again, says what is to be run instead of it: ``then``, with a context. What
    may come by itself is looked for after ``look`` seconds, woken or not.
    """

    sleeper: str
    seconds: float
    otherwise: Any = None
    then: Callable[[Any], Any] | None = None
    look: float = inf


@dataclass(slots=True)
class Response:
    """``body`` is printed after the unit of work has ended: rows show what was written.

    With ``later`` it is what to answer if nothing happens until then.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    later: Later | None = None

    def content(self) -> bytes:
        return b"" if self.status == 204 else encode({} if self.body is None else self.body)
