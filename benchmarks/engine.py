"""Measurements of what runs things: robots at work, log lines, jobs handed out."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import msgspec

from benchmarks.load import load
from benchmarks.processes import machine_key, machines, release, start_job
from benchmarks.report import Report
from benchmarks.server import PASSWORD, Running
from podium.robot.simulation.connection import Connection, Target
from podium.robot.simulation.load import MINUTE, Tally
from podium.robot.simulation.run import Plan, empty_tallies, simulate

ROBOTS, MINUTES = 1000, 10
STARTS = 200
LINES = 100
JOBS, MACHINES = 10_000, 1000
SERVICE = "/api/robotsservice"
BEAT = {"CommandState": "All", "Heartbeats": []}


def robots(running: Running, report: Report, seconds: int) -> None:
    """A thousand robots at work for ten minutes, by kind of call."""
    tallies = empty_tallies()
    simulate(Plan(running.url, "admin", PASSWORD, "Default", ROBOTS, MINUTES), tallies, lambda *_: None)
    for kind, tally in tallies.items():
        report.timed(f"{ROBOTS:,} robots: {kind}", tally, MINUTES * MINUTE)


def logs(running: Running, report: Report, seconds: int) -> None:
    """Log lines in batches."""
    for workers in (1, 4, 16):
        report.http(f"log lines, {workers} workers", load(running, "logs", workers, seconds), times=LINES)


def pickup(running: Running, report: Report, seconds: int) -> None:
    """From StartJobs to Running, with a robot that waits: the call, the command, the robot's word."""
    key, robot, tally = release(running), _robot(running), Tally()
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        for _ in range(STARTS):
            tally.note(_started(running, robot, pool, key))
    report.timed("StartJobs to Running", tally, time.monotonic() - begun)


def _started(running: Running, robot: httpx.Client, pool: ThreadPoolExecutor, key: str) -> float:
    """Start a job, have it begin and end; gives the seconds until it ran."""
    asked = pool.submit(robot.post, f"{SERVICE}/HeartbeatV2?wait=25", json=BEAT)
    begun = time.perf_counter()
    start_job(running, key)
    (command,) = asked.result().json()["commands"]
    told = {"robotKey": command["robotKey"], "jobKey": command["data"]["jobKey"]}
    robot.post(f"{SERVICE}/SubmitJobState", json=[{**told, "jobState": "Running"}]).raise_for_status()
    seconds = time.perf_counter() - begun
    robot.post(f"{SERVICE}/SubmitJobState", json=[{**told, "jobState": "Successful"}]).raise_for_status()
    return seconds


def _robot(running: Running) -> httpx.Client:
    robot = httpx.Client(base_url=running.url, headers=_host(machine_key(running, "bench"), "bench"), timeout=60)
    robot.post(f"{SERVICE}/StartService", json={}).raise_for_status()
    return robot


def allocation(running: Running, report: Report, seconds: int) -> None:
    """Hand-outs while 10,000 jobs wait: each of 1,000 machines asks once for work, many at a time.

    There is no pass over all jobs and machines: what a machine gets is found when it asks.
    """
    key = release(running)
    start_job(running, key, JOBS)
    running.psql("VACUUM ANALYZE jobs")
    keys = machines(running, MACHINES)
    for at_once in (1, 16):
        tally, begun = Tally(), time.monotonic()
        half, keys = keys[: MACHINES // 2], keys[MACHINES // 2 :]
        asyncio.run(_ask(running, half, at_once, tally))
        report.timed(f"hand-outs of {JOBS:,} jobs, {at_once} at once", tally, time.monotonic() - begun)


async def _ask(running: Running, keys: list[str], at_once: int, tally: Tally) -> None:
    left = iter(keys)

    async def ask() -> None:
        connection = Connection(Target.of(running.url))
        for key in left:
            begun = time.perf_counter()
            _, answer = await connection.post(f"{SERVICE}/HeartbeatV2", _host(key, key), msgspec.json.encode(BEAT))
            given = msgspec.json.decode(answer)["commands"]
            tally.note(time.perf_counter() - begun, None if given else "no job")
        connection.close()

    await asyncio.gather(*(ask() for _ in range(at_once)))


def _host(key: str, name: str) -> dict[str, str]:
    return {"X-ROBOT-LICENSE": key, "X-ROBOT-MACHINE": name}
