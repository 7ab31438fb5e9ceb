"""Robots without machines load a server as real ones do."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from podium.robot.simulation.connection import Connection, Target
from podium.robot.simulation.load import LOAD, Tally, timeline
from tests.servers import PASSWORD, Server, checked, podium, serving


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with TemporaryDirectory(prefix="podium-simulation-") as directory:
        Path(directory).chmod(0o711)
        with serving(Path(directory) / "data") as server:
            yield server


def test_a_robot_calls_as_often_as_servers_are_planned_for() -> None:
    calls = Counter(kind for _, kind in timeline(600, Random(1)))
    assert calls == {kind: times * 10 for kind, times in LOAD.items()}


def test_no_call_comes_after_the_end() -> None:
    moments = [moment for moment, _ in timeline(90, Random(2))]
    assert moments == sorted(moments)
    assert max(moments) < 90


def test_a_percentile_is_a_time_that_was_measured() -> None:
    tally = Tally()
    for number in range(100, 0, -1):
        tally.note(number / 1000, "500" if number == 7 else None)
    assert (tally.percentile(50), tally.percentile(99), tally.failed) == (0.05, 0.099, 1)


async def test_a_connection_that_the_server_has_reset_is_opened_anew() -> None:
    opened = list[asyncio.StreamWriter]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        connection = Connection(Target.of(f"http://127.0.0.1:{port}"))
        for _ in range(3):
            assert (await connection.post("/", {}, b""))[0] == 200
            await reset(opened[-1])
        connection.close()
    assert len(opened) == 3


async def reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection as a server does whose client still has something to say."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    await writer.wait_closed()


@pytest.mark.slow
def test_simulated_robots_do_the_work_of_real_ones(server: Server) -> None:
    words = ["--count", "3", "--minutes", "0.2", "--url", server.url, "--password", PASSWORD]
    shown = podium("simulate", "robots", *words)
    assert "3 robots, 0.2 minutes" in shown
    with server.caller() as caller:
        (folder,) = checked(caller.get("/odata/Folders?$filter=DisplayName eq 'Simulation'"), 200)["value"]
        here = {"X-UIPATH-OrganizationUnitId": str(folder["Id"])}
        lines = checked(caller.get("/odata/RobotLogs?$count=true", headers=here), 200)
        items = checked(caller.get("/odata/QueueItems?$count=true", headers=here), 200)
        sessions = checked(caller.get("/odata/Sessions/UiPath.Server.Configuration.OData.GetGlobalSessions"), 200)
    calls = Counter(kind for number in (1, 2, 3) for _, kind in timeline(12, Random(number)))
    assert (lines["@odata.count"], items["@odata.count"]) == (calls["log line"], calls["queue add"])
    assert [session["State"] for session in sessions["value"]] == ["Disconnected"] * 3


@pytest.mark.slow
def test_a_wrong_password_is_told_in_one_line(server: Server) -> None:
    *_, told = podium("simulate", "robots", "--url", server.url, "--password", "wrong", status=1).splitlines()
    assert told.startswith("podium: POST /api/Account/Authenticate was answered 4")
