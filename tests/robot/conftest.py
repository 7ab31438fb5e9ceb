"""A server to talk to, and robots that work for it in the test's own process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from podium.robot.server import Server
from podium.robot.service import Robot
from podium.robot.settings import Pace, Settings
from tests.robot.answers import application
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import archive

QUICK = Pace(wait=5, beat=0.3, poll=0.1, repeat=0.1, logs=0.05, grace=5, farewell=0.3, retry=0.2)

Made = Callable[..., Settings]
Working = Callable[..., AbstractAsyncContextManager[Robot]]


@pytest.fixture
async def server() -> AsyncIterator[Orchestrator]:
    orchestrator = Orchestrator()
    await orchestrator.up(application(orchestrator))
    yield orchestrator
    await orchestrator.down()


@pytest.fixture
def settings(server: Orchestrator, tmp_path: Path) -> Made:
    def made(**given: Any) -> Settings:
        if "client_id" not in given:
            given = {"machine_key": "88888888-8888-4888-8888-888888888888", **given}
        return Settings(**{"url": server.url, "home": tmp_path / "home", "machine": "host7", "pace": QUICK, **given})

    return made


@pytest.fixture
def working(settings: Made) -> Working:
    """A robot that works while the block runs, and ends in good order after it."""

    @asynccontextmanager
    async def at_work(**given: Any) -> AsyncIterator[Robot]:
        chosen = settings(**given)
        async with Server(chosen) as server, asyncio.TaskGroup() as group:
            robot = Robot(chosen, server)
            group.create_task(robot.run())
            try:
                yield robot
            finally:
                robot.stop()
                robot.stop()

    return at_work


@pytest.fixture
async def robot(working: Working) -> AsyncIterator[Robot]:
    async with working() as robot:
        yield robot


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., str]:
    """Makes a wheel, so that a test can depend on something without a network; gives its requirement."""

    def made(name: str, code: str = "ANSWER = 42", scripts: str = "") -> str:
        wheel = tmp_path / f"{name}-1.0-py3-none-any.whl"
        about = f"{name}-1.0.dist-info"
        files = {
            f"{name}/__init__.py": code,
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/entry_points.txt": f"[console_scripts]\n{scripts}\n",
        }
        files[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{about}/RECORD"])
        wheel.write_bytes(archive(files))
        return f"{name} @ {wheel.as_uri()}"

    return made
