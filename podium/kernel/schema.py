"""The schema as the models declare it, written to an empty database."""

from typing import Any

import asyncpg
import sqlalchemy as sa

from podium.kernel import statements
from podium.kernel.entity import METADATA


async def create_all(url: str) -> None:
    """Make every table and index."""
    dialect: Any = statements.OPEN
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for table in METADATA.sorted_tables:
                await connection.execute(str(sa.schema.CreateTable(table).compile(dialect=dialect)))
                for index in table.indexes:
                    await connection.execute(str(sa.schema.CreateIndex(index).compile(dialect=dialect)))
    finally:
        await connection.close()
