"""Nothing is lost when the server is away or the robot dies, and nothing is told twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from podium.robot import tree
from podium.robot.errors import AlreadyRunning
from podium.robot.process import OWNER
from podium.robot.service import Robot, run
from podium.robot.store import Store
from tests.robot.answers import application
from tests.robot.conftest import Made, Working
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import plain

pytestmark = pytest.mark.robot

SLEEPER = plain("import time\ndef main(): print('asleep'); time.sleep(60)")
WAITER = plain("""
    import pathlib, time

    def main(file):
        print("begun")
        while not pathlib.Path(file).exists():
            time.sleep(0.02)
        for number in range(120):
            print(number)
        return {"done": True}
""")
PROGRAM = """
import asyncio, sys
from podium.robot.service import run
from podium.robot.settings import Settings
asyncio.run(run(Settings.from_environment()))
"""


@asynccontextmanager
async def robot_process(server: Orchestrator, home: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A robot in a process of its own."""
    known = {"PODIUM_URL": server.url, "PODIUM_MACHINE_KEY": "k", "PODIUM_ROBOT_HOME": str(home)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, env={**os.environ, **known, "PODIUM_ROBOT_GRACE": "0.3"}
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_results_and_logs_wait_until_the_server_is_back(
    server: Orchestrator, robot: Robot, tmp_path: Path
) -> None:
    job = await server.start(WAITER, inputArguments=f'{{"file": "{tmp_path / "go"}"}}')
    await server.said("begun")
    await server.down()
    (tmp_path / "go").touch()
    await robot.slots.idle.wait()
    await server.up(application(server))
    await server.ended(job)
    await server.said("119")
    assert (job.states, job.output) == (["Running", "Successful"], {"done": True})
    assert server.messages() == ["begun", *map(str, range(120))]


async def test_results_and_logs_outlive_the_robot(server: Orchestrator, working: Working, tmp_path: Path) -> None:
    async with working() as robot:
        job = await server.start(WAITER, inputArguments=f'{{"file": "{tmp_path / "go"}"}}')
        await server.said("begun")
        await server.down()
        (tmp_path / "go").touch()
        await robot.slots.idle.wait()
    await server.up(application(server))
    async with working():
        await server.ended(job)
        await server.said("119")
    assert job.states == ["Running", "Successful"]
    assert server.messages() == ["begun", *map(str, range(120))]


async def test_a_refused_log_batch_is_sent_again_in_order(server: Orchestrator, robot: Robot) -> None:
    server.failures["SubmitLogs"] = [500, 408, 429]
    await server.start(plain("def main():\n for number in range(120): print(number)"))
    await server.said("119")
    assert server.messages() == [str(number) for number in range(120)]
    assert len({line["fingerprint"] for line in server.log}) == 120
    assert max(len(call.body) for call in server.named("SubmitLogs")) == 50


async def test_a_job_starts_only_when_the_server_has_taken_note(server: Orchestrator, robot: Robot) -> None:
    server.failures["SubmitJobState"] = [500, 503]
    job = await server.start(plain("def main(): pass"))
    await server.ended(job)
    assert job.states == ["Running", "Successful"]


async def test_a_result_the_server_never_wants_does_not_hold_up_others(server: Orchestrator, robot: Robot) -> None:
    unwanted = await server.start(SLEEPER)
    await server.said("asleep")
    server.failures["SubmitJobState"] = [400]
    await server.stop(unwanted)
    await server.until(lambda: len(server.named("SubmitJobState")) == 2)
    other = await server.start(plain("def main(): pass"))
    await server.ended(other)
    assert unwanted.states == ["Running"]


async def test_a_job_of_a_robot_that_died_is_told_to_have_failed(server: Orchestrator, tmp_path: Path) -> None:
    async with robot_process(server, tmp_path / "home"):
        job = await server.start(SLEEPER)
        await server.said("asleep")
    assert len(tree.members(f"{OWNER}={tmp_path / 'home'}")) == 1
    async with robot_process(server, tmp_path / "home"):
        await server.ended(job)
    assert job.states == ["Running", "Faulted"]
    assert job.error["code"] == "PYTHON.ROBOT_CRASHED"
    assert tree.members(f"{OWNER}={tmp_path / 'home'}") == set()


async def test_a_signal_ends_the_robot_in_good_order(server: Orchestrator, tmp_path: Path) -> None:
    async with robot_process(server, tmp_path / "home") as process:
        job = await server.start(SLEEPER)
        await server.said("asleep")
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert job.states == ["Running", "Stopped"]
    assert "shut down" in job.last["info"]
    assert server.calls[-1].name == "stopservice"


async def test_a_robot_waits_for_a_server_that_is_not_there_yet(server: Orchestrator, working: Working) -> None:
    await server.down()
    async with working():
        job = await server.start(plain("def main(): pass"))
        await server.up(application(server))
        await server.ended(job)
    assert job.states == ["Running", "Successful"]


async def test_a_robot_the_server_has_forgotten_introduces_itself_again(server: Orchestrator, robot: Robot) -> None:
    await server.until(lambda: server.named("heartbeatv2"))
    server.failures["heartbeatv2"] = [401]
    await server.start(SLEEPER)
    await server.until(lambda: len(server.named("startservice")) == 2)


async def test_two_robots_do_not_share_a_directory(settings: Made, server: Orchestrator) -> None:
    first = asyncio.create_task(run(settings()))
    await server.until(lambda: server.named("heartbeatv2"))
    with pytest.raises(AlreadyRunning, match="home"):
        await run(settings())
    first.cancel()
    await asyncio.wait([first])


def test_what_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    store: Store[list[int]] = Store(tmp_path, list[int])
    first, second = store.new_name(), store.new_name()
    store.put(second, [2])
    store.put(first, [1])
    (tmp_path / "0.json").write_bytes(b"{half")
    assert list(store.items()) == [(first, [1]), (second, [2])]
    assert (tmp_path / "0.unreadable").exists()
