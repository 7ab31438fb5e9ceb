"""What a job can ask of its Podium: work from queues, values of assets. Standard library and Python 3.9 only.

from podium_job import BusinessError, queue

for item in queue("Invoices"):
    with item:
        item.output = {"Booked": book(item.content)}
"""

from __future__ import annotations

import json
import logging
import os
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

log = logging.getLogger("podium")

PAUSES = (0.25, 0.5, 1, 2, 4, 8, 16)
"""Seconds between tries to reach the server."""
ACTION = "UiPathODataSvc"
ASSET = "odata/Assets/UiPath.Server.Configuration.OData.GetRobotAssetByNameForRobotKey"


class BusinessError(Exception):
    """The item itself is at fault: another try would end the same way."""


class ServerError(Exception):
    """The server did not take a call; ``status`` is its HTTP status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text}")
        self.status = status


class Credential(NamedTuple):
    username: str
    password: str


class Item:
    """A transaction. As a context it ends well, or as the exception says that leaves it."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.id: int = row["Id"]
        self.reference: str | None = row.get("Reference")
        self.content: dict[str, Any] = row.get("SpecificContent") or {}
        self.retry_number: int = row.get("RetryNumber") or 0
        self.output: dict[str, Any] = {}
        self.outcome: str | None = None

    def __enter__(self) -> Item:
        global _current  # noqa: PLW0603 - a job works on one item at a time
        _current = self
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        global _current  # noqa: PLW0603
        _current = None
        if error is None:
            self._end("Successful", {"IsSuccessful": True, "Output": self.output})
            return True
        exception = "BusinessException" if isinstance(error, BusinessError) else "ApplicationException"
        reason = str(error) or type(error).__name__
        problem = {"Reason": reason, "Type": exception, "Details": repr(error)}
        self._end(exception, {"IsSuccessful": False, "ProcessingException": problem})
        if exception == "ApplicationException":
            log.error("%s failed: %s", self.reference or self.id, reason, exc_info=error)
        # A job that is told to end must end; whatever else happened is the item's fate alone.
        return isinstance(error, Exception)

    def _end(self, outcome: str, result: dict[str, Any]) -> None:
        self.outcome = outcome
        _call(f"odata/Queues({self.id})/{ACTION}.SetTransactionResult", {"transactionResult": result})


_current: Item | None = None


def queue(name: str) -> Iterator[Item]:
    """Take one item after the other until none is left; items that go back for another try come again."""
    transaction = {"Name": name, "RobotIdentifier": os.environ["PODIUM_ROBOT_KEY"]}
    while row := _call(f"odata/Queues/{ACTION}.StartTransaction", {"transactionData": transaction}):
        yield Item(row)


def progress(text: str) -> None:
    """Say how far the work is, in the log and at the item in work."""
    log.info(text)
    if _current is not None:
        _call(f"odata/QueueItems({_current.id})/{ACTION}.SetTransactionProgress", {"Progress": text})


def asset(name: str) -> Any:
    """Give the value of an asset: text, number, truth value, or a Credential."""
    row = _call(ASSET, {"robotKey": os.environ["PODIUM_ROBOT_KEY"], "assetName": name})
    kind = row.get("ValueType")
    if kind in ("Credential", "WindowsCredential"):
        return Credential(row["CredentialUsername"], row["CredentialPassword"])
    values = {"Integer": "IntValue", "Bool": "BoolValue", "Secret": "SecretValue", "Text": "StringValue"}
    return row[values[kind]] if kind in values else row.get("Value")


def _call(path: str, body: dict[str, Any]) -> Any:
    """Post to the server; while it is away, try again. The key keeps a repeated call from counting twice."""
    request = urllib.request.Request(  # noqa: S310 - the robot gives the address
        f"{os.environ['PODIUM_URL']}/{path}",
        json.dumps(body).encode(),
        {
            "Content-Type": "application/json",
            "Authorization": f"UiRobot {os.environ['PODIUM_ROBOT_KEY']}",
            "X-UIPATH-FolderKey": os.environ.get("UIPATH_FOLDER_KEY", ""),
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    for pause in PAUSES:
        try:
            return _send(request)
        except OSError:
            time.sleep(pause)
    return _send(request)


def _send(request: urllib.request.Request) -> Any:
    """Send once. OSError: try again later."""
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            content = answer.read()
    except urllib.error.HTTPError as error:
        if error.code >= 500 or error.code == 429:
            raise
        raise ServerError(error.code, error.read().decode("utf-8", "replace")) from None
    return json.loads(content) if content else None
