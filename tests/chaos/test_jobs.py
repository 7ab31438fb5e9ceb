"""Jobs and those who run them, whoever dies."""

import asyncio
import json
import secrets
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from podium.robot.pack import pack
from tests.chaos import verdict
from tests.chaos.fleet import Fleet
from tests.chaos.harness import END, SEEDS, Count, Run
from tests.clients.words import FINAL, NS, became, here, made, staff, start
from tests.servers import until

pytestmark = pytest.mark.chaos
PYPROJECT = '[project]\nname = "chaos"\nversion = "1.0.0"\ndependencies = []\n[tool.podium]\nmain = "main:main"\n'
PROGRAM = """
import time


def main(record: str, seconds: float) -> dict:
    with open(record, "a", buffering=1) as file:
        file.write("begun\\n")
        time.sleep(seconds)
        file.write("ended\\n")
    return {"record": record}
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that writes down when it begins and when it ends."""
    project = tmp_path_factory.mktemp("project")
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "main.py").write_text(PROGRAM)
    return pack(project, tmp_path_factory.mktemp("packed"))


def prepared(run: Run, package: Path, robots: int) -> Any:
    """Robots, and a process that they run, in a folder of their own."""
    name = f"chaos {secrets.token_hex(4)}"
    folder = made(run.http, "Folders", DisplayName=name)["Id"]
    run.http.headers.update(here(folder))
    machine = staff(run.http, name, name, folder)
    answer = run.http.post(f"/odata/Processes/{NS}.UploadPackage", files={"file": ("p.nupkg", package.read_bytes())})
    assert answer.status_code in (200, 409), answer.text
    run.hire_robots(robots, machine["LicenseKey"])
    return made(run.http, "Releases", folder=folder, Name="chaos", ProcessKey="chaos", ProcessVersion="1.0.0")


def all_ended(run: Run) -> list[Any] | None:
    jobs = run.everything("/odata/Jobs?$orderby=Id")
    return jobs if all(job["State"] in FINAL for job in jobs) else None


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed % 3 == 0])
def test_a_job_ends_once_with_its_result_or_a_reason(
    fleet: Fleet, package: Path, tmp_path: Path, seed: int, record_property: Count
) -> None:
    run = Run(fleet, tmp_path, seed, record_property)
    process = prepared(run, package, robots=2)
    run.hire("start", 1, process=process["Key"], folder=process["OrganizationUnitId"], count=8)
    ways = [run.kill_person, run.kill_person, fleet.kill_process, fleet.kill_server, fleet.kill_database]
    with run.working():
        run.ravage(ways, deaths=run.random.randint(2, 4), seconds=3)
        run.finish("start")
        jobs = until(lambda: all_ended(run), END)
    run.judge(verdict.of_jobs(run.people, jobs, robots_died="kill_person" in run.deaths), jobs=len(jobs))


def test_jobs_go_on_while_the_server_is_dead(
    fleet: Fleet, package: Path, tmp_path: Path, record_property: Count
) -> None:
    run = Run(fleet, tmp_path, 0, record_property)
    process = prepared(run, package, robots=1)
    with run.working():
        jobs = [start(run.http, process, InputArguments=given(tmp_path / f"job-{n}", 2)) for n in range(2)]
        for job in jobs:
            became(run.http, job, "Running")
        fleet.kill_servers(*fleet.ports)
        ended = until(lambda: all_ended(run), END)
    run.judge(list(verdict.ran(ended, robots_died=False)), jobs=len(ended))


def test_the_job_of_a_robot_that_is_gone_fails_after_its_lease_and_says_why(
    fleet: Fleet, package: Path, tmp_path: Path, record_property: Count
) -> None:
    run = Run(fleet, tmp_path, 0, record_property)
    process = prepared(run, package, robots=1)
    with run.working():
        job = start(run.http, process, InputArguments=given(tmp_path / "job", 60))
        became(run.http, job, "Running")
        run.people[0].kill()
        asyncio.run(two_minutes_pass(fleet.database.url))
        ended = became(run.http, job)
    assert (ended["State"], "not heard of" in ended["Info"]) == ("Faulted", True)


def given(record: Path, seconds: float) -> str:
    return json.dumps({"record": str(record), "seconds": seconds})


async def two_minutes_pass(url: str) -> None:
    """For the leases of jobs; the engine looks at once."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("UPDATE jobs SET lease_until = lease_until - interval '2 minutes'")
        await connection.execute("SELECT pg_notify('podium', 'wake engine')")
    finally:
        await connection.close()
