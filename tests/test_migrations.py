"""The revisions of the schema lead to what the models declare, once, whoever begins."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from podium.kernel.schema import create_all, upgrade
from podium.migrations import script_from, scripts
from tests.databases import Databases

COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1, 2
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
OPTIONS = "SELECT relname, reloptions FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
QUESTIONS = (COLUMNS, CONSTRAINTS, INDEXES, f"{OPTIONS} AND relname <> 'alembic_version' ORDER BY 1")


@pytest.fixture
async def empty(databases: Databases) -> AsyncIterator[str]:
    url = await databases.empty()
    yield url
    await databases.drop(url)


async def described(url: str) -> list[list[tuple[object, ...]]]:
    connection = await asyncpg.connect(url)
    try:
        return [[tuple(row) for row in await connection.fetch(question)] for question in QUESTIONS]
    finally:
        await connection.close()


async def test_the_revisions_make_what_the_models_declare(empty: str, databases: Databases) -> None:
    await upgrade(empty, script_from)
    declared = await databases.empty()
    await create_all(declared)
    for made, wanted in zip(await described(empty), await described(declared), strict=True):
        assert made == wanted
    await databases.drop(declared)


async def test_there_is_one_newest_revision() -> None:
    assert len(scripts().get_heads()) == 1


async def test_several_processes_may_begin_at_once(empty: str) -> None:
    done = await asyncio.gather(*(upgrade(empty, script_from) for _ in range(3)))
    assert sorted(done) == [False, False, True]
