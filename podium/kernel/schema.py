"""The schema of the database: written as the models declare it, or changed by scripts under a lock."""

from collections.abc import Callable
from typing import Any

import asyncpg
import sqlalchemy as sa

from podium.kernel import parts, statements
from podium.kernel.entity import METADATA

LOCK = 7_031_017_001  # any number, the same in every process
REVISION = "SELECT version_num FROM alembic_version"
Script = Callable[[str | None], str | None]
"""The SQL that leads from a revision (None: an empty database) to the newest; None when it is the newest."""


async def create_all(url: str) -> None:
    """Make every table and index of the models, in an empty database."""
    dialect: Any = statements.OPEN
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for table in METADATA.sorted_tables:
                await connection.execute(str(sa.schema.CreateTable(table).compile(dialect=dialect)))
                for index in table.indexes:
                    await connection.execute(str(sa.schema.CreateIndex(index).compile(dialect=dialect)))
            await _found(connection)
    finally:
        await connection.close()


async def upgrade(url: str, script: Script) -> bool:
    """Bring the schema to the newest revision; False when it was. Several processes may try at once."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            known = await connection.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
            sql = script(await connection.fetchval(REVISION) if known else None)
            if sql is not None:
                await connection.execute(sql)
                await _found(connection)
            return sql is not None
    finally:
        await connection.close()


async def _found(connection: Any) -> None:
    for statement in parts.foundations():
        await connection.execute(statement)
