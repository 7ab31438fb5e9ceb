"""Items from a CSV file: Reference, Priority, Deadline and Postpone are theirs, other columns are content."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from podium.domains.queues.errors import InvalidArgument, TooManyRows
from podium.domains.queues.models import Priority
from podium.domains.queues.models.transactions import QueueItemData
from podium.kernel.entity import Json
from podium.kernel.errors import ApiError

MOST_ROWS = 15_000
DATE = re.compile(r"(\d{4})[-/ ](\d{2})[-/ ](\d{2})(.*)", re.DOTALL)
OWN = ("reference", "priority", "deadline", "postpone")


def items_of(file: Path) -> list[QueueItemData | ApiError]:
    """The items of a file, in their order; an error for each row that is none."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text, restkey="", restval=""))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise InvalidArgument(name="file", why=f"It is no CSV file in UTF-8: {problem}.") from problem
    if len(rows) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS, rows=len(rows))
    return list(_items(rows))


def _items(rows: list[dict[str, str]]) -> Iterator[QueueItemData | ApiError]:
    for row in rows:
        try:
            yield _item(row)
        except ApiError as problem:
            yield problem


def _item(row: Mapping[str, str]) -> QueueItemData:
    if "" in row:
        raise InvalidArgument(name="row", why="It has more cells than there are columns.")
    own = {name.strip().lower(): cell.strip() for name, cell in row.items() if name.strip().lower() in OWN}
    content = {name: cell for name, cell in row.items() if name.strip().lower() not in OWN}
    return QueueItemData(
        reference=own.get("reference") or None,
        priority=_priority(own.get("priority") or Priority.NORMAL),
        due_date=_moment(own.get("deadline"), "Deadline"),
        defer_date=_moment(own.get("postpone"), "Postpone"),
        specific_content=Json(msgspec.json.encode(content)) if content else None,
    )


def _priority(text: str) -> Priority:
    found = next((priority for priority in Priority if priority.lower() == text.lower()), None)
    if found is None:
        raise InvalidArgument(name="Priority", why=f"'{text}' is none of {', '.join(Priority)}.")
    return found


def _moment(text: str | None, name: str) -> datetime | None:
    """A moment in UTC if it names no zone; days may be written with slashes or spaces."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(DATE.sub(r"\1-\2-\3\4", text))
    except ValueError as problem:
        raise InvalidArgument(name=name, why=f"{problem}.") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
