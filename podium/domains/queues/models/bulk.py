"""What is sent and answered where many items are meant at once."""

from enum import StrEnum

import msgspec

from podium.odata.wire import Complex


class CommitType(StrEnum):
    """What becomes of the good items of a call that has bad ones."""

    ALL_OR_NOTHING = "AllOrNothing"
    STOP_ON_FIRST_FAILURE = "StopOnFirstFailure"
    PROCESS_ALL_INDEPENDENTLY = "ProcessAllIndependently"


class FailedItem(Complex):
    """An item that was not added: its place in the call, from 0, and the name of the error."""

    ordinal: int
    error_code: str
    error_message: str


class BulkAdded(Complex):
    success: bool
    message: str | None = None
    failed_items: list[FailedItem] = msgspec.field(default_factory=list)


class VersionedItem(Complex):
    """An item as somebody saw it: ``row_version`` tells in which state, and may be left out."""

    id: int
    row_version: bytes | None = None

    @property
    def version(self) -> int | None:
        return None if self.row_version is None else int.from_bytes(self.row_version, "big")


class BulkDone(Complex):
    """``failed_items`` are the ids of items to which it could not be done, or that have changed since."""

    success: bool
    message: str | None = None
    failed_items: list[int] = msgspec.field(default_factory=list)


class Applied(Complex):
    """What was done to the items of a filter: how many it finds, how many of them are in a status in which it is
    possible, to how many it was done now, and how many are left.
    """

    matched: int
    possible: int
    done: int
    left: int
