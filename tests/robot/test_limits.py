"""Jobs use no more than their robot allows, show the screen when they fail, and outlive what replaces the robot."""

import asyncio
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from podium.robot.screen import picture
from podium.robot.settings import Limits, Settings
from podium.robot.unit import unit
from tests.robot.conftest import Working
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import plain
from tools.skips import needs

pytestmark = pytest.mark.robot


@needs("linux")
async def test_a_job_gets_no_more_memory_than_its_robot_allows(server: Orchestrator, working: Working) -> None:
    async with working(limits=Limits(memory=500)):
        job = await server.start(plain("def main(): return len(bytearray(800_000_000))"))
        await server.ended(job)
    assert job.error["code"] == "PYTHON.MemoryError"


@needs("linux")
async def test_a_job_writes_no_larger_file_than_its_robot_allows(server: Orchestrator, working: Working) -> None:
    async with working(limits=Limits(file=1)):
        job = await server.start(plain("def main(): open('big', 'wb').write(bytes(5_000_000))"))
        await server.ended(job)
    assert job.error["code"] == "PYTHON.OSError"


@needs("linux")
async def test_a_job_opens_no_more_files_than_its_robot_allows(server: Orchestrator, working: Working) -> None:
    async with working(limits=Limits(open_files=50)):
        job = await server.start(plain("def main(): return [open('/dev/null') for _ in range(60)]"))
        await server.ended(job)
    assert (job.error["code"], "Too many open files" in job.error["title"]) == ("PYTHON.OSError", True)


@needs("linux")
async def test_a_job_uses_no_more_of_the_processor_than_its_robot_allows(
    server: Orchestrator, working: Working
) -> None:
    async with working(limits=Limits(seconds=1)):
        job = await server.start(plain("def main():\n while True: pass"))
        await server.ended(job)
    assert job.error["title"].startswith("The process was ended by SIG")


async def test_a_job_takes_no_longer_than_its_robot_allows(server: Orchestrator, working: Working) -> None:
    async with working(limits=Limits(run_time=1)):
        job = await server.start(plain("import time\ndef main(): time.sleep(60)"))
        await server.ended(job)
    assert (job.states, job.error["code"]) == (["Running", "Faulted"], "PYTHON.RUN_TIME_EXCEEDED")
    assert "1 seconds" in job.error["detail"]


def test_limits_are_read_from_the_environment() -> None:
    variables = {"PODIUM_URL": "http://podium", "PODIUM_MACHINE_KEY": "key", "PODIUM_ROBOT_MEMORY": "512"}
    assert Settings.from_environment(variables).limits == Limits(memory=512)
    with pytest.raises(ValueError, match="PODIUM_ROBOT_MEMORY"):
        Settings.from_environment({**variables, "PODIUM_ROBOT_MEMORY": "much"})


async def test_a_failed_job_shows_the_screen(
    server: Orchestrator, working: Working, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = tmp_path / "programs" / "scrot"
    camera.parent.mkdir()
    camera.write_text('#!/bin/sh\nprintf picture > "$1"\n')
    camera.chmod(0o755)
    monkeypatch.setenv("PATH", str(camera.parent), prepend=":")
    monkeypatch.setenv("DISPLAY", ":7")
    async with working():
        job = await server.start(plain("def main(): raise ValueError('no')"))
        await server.ended(job)
    (sent,) = server.named("UploadScreenshot")
    assert (sent.body["jobKey"], sent.body["file"]) == (job.key, b"picture")


@needs("screen")
async def test_a_picture_shows_a_real_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["Xvfb", "-displayfd", "1", "-screen", "0", "64x48x24", "-nolisten", "tcp"]
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    screen = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=nothing)
    try:
        assert screen.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{(await screen.stdout.readline()).decode().strip()}")
        seen = await picture()
    finally:
        screen.terminate()
        await screen.wait()
    assert seen is not None
    assert seen.startswith(b"\x89PNG")
    assert struct.unpack(">II", seen[16:24]) == (64, 48)


async def test_a_robot_that_retires_ends_with_its_last_job(server: Orchestrator, working: Working) -> None:
    async with working() as robot:
        job = await server.start(plain("import time\ndef main(): time.sleep(1)"))
        await server.running(job)
        robot.retire()
        await server.ended(job)
        await robot.retired.wait()
    assert job.states == ["Running", "Successful"]


def test_a_unit_runs_the_robot_with_this_python() -> None:
    text = unit("bot")
    assert "User=bot\n" in text
    assert f"ExecStart={sys.executable} -m podium robot\n" in text
    assert "ExecReload=/bin/kill -USR1 $MAINPID\n" in text
    assert "ACCOUNTS" not in text


def test_a_unit_of_root_gives_jobs_accounts_of_their_own() -> None:
    assert "PODIUM_ROBOT_ACCOUNTS=60600-60615" in unit("root")


@needs("systemd")
@pytest.mark.parametrize("user", ["bot", "root"])
def test_systemd_understands_the_unit(tmp_path: Path, user: str) -> None:
    file = tmp_path / "podium-robot.service"
    file.write_text(unit(user))
    asked = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, check=False)
    assert b"podium-robot.service:" not in asked.stderr
