"""What the database refuses, in words a caller understands."""

import re

import asyncpg

from podium.kernel.entity import METADATA
from podium.kernel.errors import ApiError, BadRequest, Conflict, NotStored

UNREACHABLE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a query on a connection that has heard of its end and is not closed yet
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)
VALUE = re.compile(r"\)=\((.*)\) already exists")
PLACE = re.compile(r"column \"(\w+)\"")


def refusal(problem: BaseException) -> ApiError | None:
    """The error for something the database would not store; None when nobody has foreseen it."""
    if isinstance(problem, asyncpg.UniqueViolationError):
        error = _indexes().get(problem.constraint_name or "")
        found = VALUE.search(problem.detail or "")
        return error(name=found[1].split(", ")[-1] if found else "") if error else None
    if isinstance(problem, asyncpg.ForeignKeyViolationError):
        return Conflict(why=f"It is in use, or what it refers to is gone ({problem.table_name}).")
    if isinstance(problem, asyncpg.IntegrityConstraintViolationError):
        return NotStored(why=f"{problem.args[0]}.")
    if isinstance(problem, asyncpg.DataError):
        return BadRequest(why=f"{problem.args[0]}.")
    return None


def _indexes() -> dict[str, type[ApiError]]:
    found: dict[str, type[ApiError]] = {}
    for table in METADATA.tables.values():
        for index in table.indexes:
            if "error" in index.info:
                found[str(index.name)] = index.info["error"]
    return found
