"""The check says what would keep a robot from working, and what to do about it."""

from pathlib import Path

from podium.robot.check import Check, check
from podium.robot.settings import Settings
from tests.robot.conftest import Made
from tests.robot.orchestrator import Orchestrator

HERE = ["installer", "disk", "isolation"]


def failed(checks: list[Check]) -> dict[str, str]:
    assert all(check.advice for check in checks if not check.passed)
    return {check.name: check.found for check in checks if not check.passed}


async def test_where_all_is_well_nothing_fails(settings: Made, server: Orchestrator) -> None:
    checks = await check(settings(client_id="c", client_secret="secret"))
    assert failed(checks) == {}
    assert [check.name for check in checks] == ["server", "clock", "credentials", "version", *HERE]


async def test_a_server_out_of_reach_is_said(tmp_path: Path) -> None:
    checks = await check(Settings(url="http://127.0.0.1:1", machine_key="k", home=tmp_path))
    assert failed(checks).keys() == {"server"}


async def test_wrong_credentials_are_said(settings: Made) -> None:
    assert failed(await check(settings(client_id="c", client_secret="wrong"))).keys() == {"credentials"}


async def test_an_update_that_waits_is_said(settings: Made, server: Orchestrator) -> None:
    server.target_version = "9.8.7"
    assert "9.8.7" in failed(await check(settings()))["version"]


async def test_clocks_that_differ_are_said(settings: Made) -> None:
    assert "behind the server" in failed(await check(settings(), clock=lambda: 0.0))["clock"]


async def test_a_directory_that_cannot_be_written_is_said(settings: Made, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert failed(await check(settings(home=tmp_path / "file"))).keys() == {"disk"}
