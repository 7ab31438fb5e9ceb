"""Does the schema suit every prepared query? Asked of the database at the start, before anybody is served."""

from collections.abc import Iterator
from typing import Any

import asyncpg

from podium.kernel.context import Context
from podium.kernel.entity import METADATA
from podium.kernel.statements import PREPARED, Shape, Sql


class Unsuited(Exception):
    """A query asks for what the schema does not have."""


async def check(url: str) -> None:
    """Have the database plan every shape of every prepared query, without running it; the first bad one raises."""
    connection = await asyncpg.connect(url)
    try:
        for query, shape in _shapes():
            for sql in _forms(shape):
                await _plan(connection, query, sql)
    finally:
        await connection.close()


async def _plan(connection: "asyncpg.Connection[asyncpg.Record]", query: str, sql: Sql) -> None:
    try:
        await connection.prepare(sql.text)
    except asyncpg.PostgresError as problem:
        raise Unsuited(f"{query}: {problem}") from problem


def _shapes() -> Iterator[tuple[str, Shape[Any]]]:
    """Those that read tables of the schema: what was taken out of METADATA, as tests do with theirs, has no table."""
    for shapes in PREPARED:
        for shape in shapes.every(Context):
            if all(record.table.key in METADATA.tables for record in shape.reads):
                yield shapes.build.__name__, shape


def _forms(shape: Shape[Any]) -> Iterator[Sql]:
    """The statement for one call, for many at once, and for taking its first rows, where it is used so."""
    yield shape.one
    if "LIMIT $" in shape.one.text:  # how many is said by a tick, and ticks are never asked together
        return
    if shape.groupable and shape.one.names:
        yield shape.many
    if "SKIP LOCKED" in shape.one.text and "id" in shape.record.table.c:
        yield shape.take
