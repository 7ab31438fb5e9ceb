"""A process waits for the next job of a package, is used for it alone, and is replaced."""

import os
import signal
from pathlib import Path

import pytest

from podium.robot import tree
from podium.robot.process import OWNER
from podium.robot.service import Robot
from tests.robot.conftest import Working
from tests.robot.orchestrator import Job, Orchestrator
from tests.robot.samples import package, plain

pytestmark = pytest.mark.robot

WHO = plain("""
    import os, podium_job

    BEGUN = []

    def main():
        BEGUN.append(1)
        return {"pid": os.getpid(), "begun": len(BEGUN), "said": os.environ.get("SAID"), "seed": hash("x")}
""")
PREPARED = '[project]\nname = "x"\nversion = "1"\n[tool.podium]\nmain = "main:main"\nwarm = ["decimal", "not_there"]'
LOADED = "import sys\nLOADED = 'decimal' in sys.modules\ndef main(): return {'loaded': LOADED}"


def waiting(robot: Robot) -> list[int]:
    return [worker.process.pid for worker in robot.tools.workers.waiting]


async def ran(server: Orchestrator, robot: Robot, name: str = "", **data: str) -> Job:
    """A job that has ended, and for whose next one a process waits."""
    job = await (server.start_version(name, **data) if name else server.start(WHO, **data))
    await server.ended(job)
    await robot.slots.idle.wait()
    return job


async def test_a_process_that_has_waited_is_used_for_one_job(server: Orchestrator, robot: Robot) -> None:
    first = await ran(server, robot)
    (pid,) = waiting(robot)
    second = await ran(server, robot, first.data["packageId"], environmentVariables="SAID=hello")
    assert (second.output["pid"], second.output["begun"], second.output["said"]) == (pid, 1, "hello")
    third = await ran(server, robot, first.data["packageId"])
    assert third.output["pid"] not in (first.output["pid"], pid)
    assert third.output["said"] is None


async def test_a_process_waits_for_no_other_package(server: Orchestrator, robot: Robot) -> None:
    first = await ran(server, robot)
    (pid,) = waiting(robot)
    server.packages["other"] = (plain("import os\ndef main(): return {'pid': os.getpid()}"), "")
    other = await ran(server, robot, "other")
    assert other.output["pid"] not in (pid, first.output["pid"])
    assert pid in waiting(robot)


async def test_those_that_have_waited_longest_give_way(server: Orchestrator, working: Working) -> None:
    async with working(warm=1) as robot:
        await ran(server, robot)
        (first,) = waiting(robot)
        await ran(server, robot)
        (second,) = waiting(robot)
        assert second != first
        assert not Path(f"/proc/{first}").exists()


async def test_none_wait_where_none_shall(server: Orchestrator, working: Working) -> None:
    async with working(warm=0) as robot:
        await ran(server, robot)
        assert waiting(robot) == []


async def test_one_that_has_died_is_not_missed(server: Orchestrator, robot: Robot) -> None:
    first = await ran(server, robot)
    (worker,) = robot.tools.workers.waiting
    os.kill(worker.process.pid, signal.SIGKILL)
    await worker.process.wait()
    assert (await ran(server, robot, first.data["packageId"])).states == ["Running", "Successful"]


async def test_what_acts_at_the_start_of_python_acts(server: Orchestrator, robot: Robot) -> None:
    first = await ran(server, robot)
    seeds = [
        (await ran(server, robot, first.data["packageId"], environmentVariables="PYTHONHASHSEED=7")).output["seed"]
        for _ in range(2)
    ]
    assert seeds[0] == seeds[1]


async def test_modules_that_the_package_allows_are_loaded_ahead(server: Orchestrator, robot: Robot) -> None:
    server.packages["p"] = (package({"main.py": LOADED, "pyproject.toml": PREPARED}), "")
    jobs = [await ran(server, robot, "p") for _ in range(2)]
    assert [job.output["loaded"] for job in jobs] == [False, True]


async def test_those_that_wait_end_with_the_robot(server: Orchestrator, working: Working, tmp_path: Path) -> None:
    async with working() as robot:
        await ran(server, robot)
        assert len(tree.members(f"{OWNER}={tmp_path / 'home'}")) == 1
    assert tree.members(f"{OWNER}={tmp_path / 'home'}") == set()


async def test_secrets_of_a_job_are_not_in_sight_of_other_processes(server: Orchestrator, robot: Robot) -> None:
    code = "import pathlib\ndef main(): return {'seen': pathlib.Path('/proc/self/environ').read_text()}"
    job = await server.start(plain(code), environmentVariables="TOKEN=hidden")
    await server.ended(job)
    assert "hidden" not in job.output["seen"]
