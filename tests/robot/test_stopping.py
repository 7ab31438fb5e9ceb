"""Jobs end when they are told to, with everything they have started."""

from dataclasses import replace
from pathlib import Path

import pytest

from podium.robot import tree
from podium.robot.process import MARK
from podium.robot.service import Robot
from tests.robot.conftest import QUICK, Working
from tests.robot.orchestrator import Job, Orchestrator
from tests.robot.samples import package, plain

pytestmark = pytest.mark.robot

SLEEPER = plain("import time\ndef main(): print('asleep'); time.sleep(60)")
STUBBORN = plain("""
    import signal, time

    def main():
        signal.signal(signal.SIGTERM, lambda *_: print("not yet"))
        print("ready")
        while True:
            time.sleep(60)
""")
FAMILY = plain("""
    import os, subprocess, sys, time

    SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]

    def main():
        children = [
            subprocess.Popen(SLEEP),
            subprocess.Popen(SLEEP, start_new_session=True),
            subprocess.Popen(SLEEP, start_new_session=True, env={}),
        ]
        print(os.getpid(), *[child.pid for child in children])
        time.sleep(60)
""")

SLOW_TO_BUILD = """
[build-system]
requires = []
build-backend = "setup"
backend-path = ["."]
[project]
name = "slow"
version = "1"
"""


def processes(job: Job) -> set[tree.Member]:
    return tree.members(f"{MARK}={job.key}")


def alive(pid: int) -> bool:
    """A zombie waits only for its parent to notice."""
    path = Path(f"/proc/{pid}/stat")
    return path.exists() and path.read_text().rpartition(")")[2].split()[0] != "Z"


async def test_a_job_is_asked_to_stop(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(SLEEPER)
    await server.said("asleep")
    await server.stop(job)
    await server.ended(job)
    assert job.states == ["Running", "Stopped"]
    assert processes(job) == set()


async def test_a_job_that_takes_the_hint_and_ends_well_is_successful(server: Orchestrator, robot: Robot) -> None:
    code = """
    import signal, threading

    def main():
        told = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: told.set())
        print("ready")
        while not told.wait(0.05):
            pass
        return {"tidy": True}
    """
    job = await server.start(plain(code))
    await server.said("ready")
    await server.stop(job)
    await server.ended(job)
    assert (job.states[-1], job.output) == ("Successful", {"tidy": True})


async def test_a_job_that_does_not_listen_is_killed_after_the_grace(server: Orchestrator, working: Working) -> None:
    async with working(pace=replace(QUICK, grace=0.2)):
        job = await server.start(STUBBORN)
        await server.said("ready")
        await server.stop(job)
        await server.ended(job)
    assert job.states == ["Running", "Stopped"]
    assert "not yet" in server.messages()
    assert processes(job) == set()


async def test_a_kill_does_not_wait_for_the_grace(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(STUBBORN)
    await server.said("ready")
    await server.stop(job)
    await server.said("not yet")
    await server.stop(job, stopStrategy="Kill")
    await server.ended(job)
    assert job.states == ["Running", "Stopped"]


async def test_what_a_job_has_started_is_killed_wherever_it_hides(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(FAMILY)
    await server.until(server.messages)
    family = [int(pid) for pid in server.messages()[0].split()]
    assert all(alive(pid) for pid in family)
    await server.stop(job, stopStrategy="Kill")
    await server.ended(job)
    assert not any(alive(pid) for pid in family)


async def test_what_a_job_leaves_behind_ends_with_it(server: Orchestrator, robot: Robot) -> None:
    code = "import subprocess\ndef main(): subprocess.Popen(['sleep', '60'], start_new_session=True)"
    job = await server.start(plain(code))
    await server.ended(job)
    assert job.states[-1] == "Successful"
    assert processes(job) == set()


async def test_a_job_can_be_stopped_while_it_is_prepared(server: Orchestrator, robot: Robot, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (tmp_path / "setup.py").write_text(f"import time\nopen({str(begun)!r}, 'w')\ntime.sleep(60)")
    (tmp_path / "pyproject.toml").write_text(SLOW_TO_BUILD)
    needs = f'[project]\nname = "x"\nversion = "1"\ndependencies = ["slow @ {tmp_path.as_uri()}"]'
    job = await server.start(package({"main.py": "", "pyproject.toml": needs}))
    await server.until(begun.exists)
    await server.stop(job)
    await server.ended(job)
    assert job.states == ["Stopped"]
    assert processes(job) == set()
    assert {beat["jobState"] for beat in server.beats()} == {"Pending"}


async def test_stopping_a_job_that_never_came_here_is_answered_at_once(server: Orchestrator, working: Working) -> None:
    job = await server.start(SLEEPER)
    await server.stop(job)
    async with working():
        await server.ended(job)
    assert job.states == ["Stopped"]
    assert server.named("DownloadPackage") == []


async def test_the_command_to_stop_is_obeyed_while_all_slots_are_taken(server: Orchestrator, working: Working) -> None:
    async with working(slots=1):
        job = await server.start(SLEEPER)
        await server.said("asleep")
        waiting = await server.start(plain("def main(): pass"))
        await server.stop(job)
        await server.ended(job, waiting)
    assert waiting.states == ["Running", "Successful"]
