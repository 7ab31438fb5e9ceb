"""From StartJobs to the first line of a job's own code, run by our robot."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.processes import machine_key, release, start_job
from benchmarks.report import Report
from benchmarks.server import Running
from podium.robot.simulation.load import Tally

JOBS = 20
PAUSE = 0.05
WARM = {"cold": 0, "warm": 2}
"""How many processes of a robot wait for jobs."""
FINAL = {"Successful", "Faulted", "Stopped"}
PROJECT = '[project]\nname = "hello"\nversion = "1.0.0"\n'
CODE = 'def main():\n    print("here")\n'


def code(running: Running, report: Report, seconds: int) -> None:
    """Jobs of a robot that has their package already, in a row: until they run, and until they say something."""
    with tempfile.TemporaryDirectory() as directory:
        project = Path(directory) / "hello"
        project.mkdir()
        (project / "pyproject.toml").write_text(PROJECT)
        (project / "main.py").write_text(CODE)
        key = release(running, project)
        for kind, warm in WARM.items():
            with _robot(running, Path(directory) / "home", warm):
                _run(running, key)
                _measure(running, report, key, kind)


def _measure(running: Running, report: Report, key: str, kind: str) -> None:
    begun, said, started = Tally(), Tally(), time.monotonic()
    for _ in range(JOBS):
        job = _run(running, key)
        begun.note(_between(job["CreationTime"], job["StartTime"]))
        said.note(_between(job["CreationTime"], _first_line(running, job)))
    spent = time.monotonic() - started
    report.timed(f"our robot, {kind}: StartJobs to Running", begun, spent)
    report.timed(f"our robot, {kind}: StartJobs to the first line of code", said, spent)


@contextmanager
def _robot(running: Running, home: Path, warm: int) -> Iterator[None]:
    key = machine_key(running, "bench")
    environment = {**os.environ, "PODIUM_URL": running.url, "PODIUM_MACHINE_KEY": key, "PODIUM_ROBOT_HOME": str(home)}
    environment |= {"PODIUM_LOG": "ERROR", "PODIUM_ROBOT_WARM": str(warm)}
    robot = subprocess.Popen([sys.executable, "-m", "podium", "robot"], env=environment)
    try:
        yield
    finally:
        robot.terminate()
        robot.wait(60)


def _run(running: Running, key: str) -> Any:
    """A job that has ended, and whose lines are there."""
    job = start_job(running, key)
    while job["State"] not in FINAL or not _first_line(running, job):
        time.sleep(PAUSE)
        job = running.call("GET", f"/odata/Jobs({job['Id']})").json()
    return job


def _first_line(running: Running, job: Any) -> str | None:
    path = f"/odata/RobotLogs?$filter=JobKey eq {job['Key']}&$orderby=TimeStamp&$top=1"
    found = running.call("GET", path).json()["value"]
    return str(found[0]["TimeStamp"]) if found else None


def _between(start: str, end: str | None) -> float:
    return (datetime.fromisoformat(end or start) - datetime.fromisoformat(start)).total_seconds()
