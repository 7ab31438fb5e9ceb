"""Processes tell each other what has changed; what cannot be heard is not taken for granted."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from podium.app import Settings, build, started
from podium.kernel import notices
from tests.api import Api, Caller, Clock, until
from tests.databases import MASTER_KEY

SOCKET = ".s.PGSQL.5432"


class Line:
    """A way to the database that can be dead without either end knowing."""

    def __init__(self, database: str) -> None:
        self.database, self.dead = database, False
        self.tasks: set[asyncio.Task[None]] = set()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(f"{self.database}/{SOCKET}")
        self.tasks |= {
            asyncio.create_task(self.pass_on(reader, back)),
            asyncio.create_task(self.pass_on(there, writer)),
        }

    async def pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            if not self.dead:
                to.write(data)
                await to.drain()
        to.close()


async def test_a_node_that_hears_nothing_any_more_trusts_nothing_it_remembers(
    api: Api, database_url: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "PULSE", 0.1)
    monkeypatch.setattr(notices, "SILENCE", 1.0)
    (database,) = parse_qs(urlsplit(database_url).query)["host"]
    line, through = Line(database), database_url.replace(quote(database), quote(str(tmp_path)))
    node = build(Settings(through, MASTER_KEY, str(tmp_path), any_organization=True), clock)
    async with await asyncio.start_unix_server(line.meet, tmp_path / SOCKET), started(node, engine=False):
        seen = Api(node, clock, Caller(api.caller.token, frozenset()), api.recorder)
        await seen.get("Users(1)")
        line.dead = True
        await until(lambda: not node.db.memory.listening)
        line.dead = False
        await until(lambda: node.db.memory.listening)
        await seen.get("Users(1)")
    await asyncio.gather(*line.tasks)
