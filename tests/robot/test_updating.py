"""A robot changes over to the version that the server wants, and loses no job."""

from pathlib import Path

import pytest

from podium import __version__
from podium.robot.service import Robot
from tests.robot.conftest import Working
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import plain

pytestmark = pytest.mark.robot

BRIEF = plain("import time\ndef main(): print('begun'); time.sleep(1)")


def install(place: Path, version: str) -> None:
    """Let Python find this version of the package, as if it had just been installed."""
    about = place / f"podium-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: podium\nVersion: {version}\n")


async def test_a_robot_ends_with_its_last_job_where_the_version_wanted_is_installed(
    server: Orchestrator, working: Working, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path / "site")
    async with working() as robot:
        job = await server.start(BRIEF)
        await server.said("begun")
        server.target_version = "9.8.7"
        asked = len(server.named("heartbeatv2"))
        await server.until(lambda: len(server.named("heartbeatv2")) > asked + 1)
        assert not robot.retiring.is_set()
        install(tmp_path / "site", "9.8.7")
        await robot.retired.wait()
        waiting = await server.start(BRIEF)
        await server.ended(job)
    assert (job.states, waiting.states) == (["Running", "Successful"], [])
    assert server.named("heartbeatv2")[-1].query["retiring"] == "true"


async def test_an_update_that_is_not_installed_is_told_once(
    server: Orchestrator, robot: Robot, caplog: pytest.LogCaptureFixture
) -> None:
    server.target_version = "9.8.7"
    asked = len(server.named("heartbeatv2"))
    await server.ended(await server.start(BRIEF))
    await server.until(lambda: len(server.named("heartbeatv2")) > asked + 3)
    told = [line for line in caplog.messages if "an update waits" in line]
    assert (len(told), robot.retiring.is_set()) == (1, False)
    assert "9.8.7" in told[0]


@pytest.mark.parametrize("wanted", [None, __version__])
async def test_nothing_changes_where_no_other_version_is_wanted(
    server: Orchestrator, robot: Robot, wanted: str | None
) -> None:
    server.target_version = wanted
    await server.ended(await server.start(BRIEF))
    assert not robot.retiring.is_set()
