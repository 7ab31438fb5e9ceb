"""Measurements of triggers: how late they fire, and what they cost while they wait."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import asyncpg

from benchmarks.processes import release
from benchmarks.processors import Moment
from benchmarks.report import Report
from benchmarks.server import Running
from podium.domains.triggers.ticks import fire_due, take_up_nudges, take_up_occasions
from podium.engine.lease import ENGINE
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.vault import Vault
from podium.robot.simulation.load import Tally

FIRINGS = 30
WATCHING = 0.005
"""Seconds between two looks at what has fired."""
WAITING = 100_000
IDLE = 20
"""Seconds for which nothing fires."""
TURNS = 500
FILL = f"""
    INSERT INTO process_schedules ({{columns}}) SELECT {{values}} FROM process_schedules one
        CROSS JOIN generate_series(1, {WAITING}) WHERE one.id = {{id}};
    INSERT INTO trigger_states
        (tenant_id, schedule_id, due, next_occurrence, job_failures, launch_failures, row_version)
        SELECT tenant_id, id, now() + interval '1 year', now() + interval '1 year', 0, 0, 1 FROM process_schedules
        WHERE id <> {{id}};
    VACUUM ANALYZE process_schedules; VACUUM ANALYZE trigger_states
"""
COLUMNS = "SELECT string_agg(column_name, ',') FROM information_schema.columns WHERE table_name = 'process_schedules'"
SPENT = "SELECT xact_commit, tup_returned + tup_fetched FROM pg_stat_database WHERE datname = current_database()"


def lateness(running: Running, report: Report, seconds: int) -> None:
    """From an occurrence to when its job can be seen by others; a trigger that fires each second."""
    made = _trigger(running, "* * * * * ?")
    tally = asyncio.run(_watch(running.database, made))
    running.call("DELETE", f"/odata/ProcessSchedules({made})")
    report.timed("a trigger fires each second: lateness", tally, len(tally.seconds))


async def _watch(database: str, made: int) -> Tally:
    connection, tally, seen = await asyncpg.connect(database), Tally(), 0
    query = "SELECT id, occurrence FROM trigger_events WHERE process_schedule_id = $1 AND id > $2 ORDER BY id"
    while len(tally.seconds) < FIRINGS:
        for row in await connection.fetch(query, made, seen):
            tally.note((datetime.now(UTC) - row["occurrence"]).total_seconds())
            seen = row["id"]
        await asyncio.sleep(WATCHING)
    await connection.close()
    return tally


def waiting(running: Running, report: Report, seconds: int) -> None:
    """What the engine does while nothing fires: without triggers, and with 100,000 that are on."""
    made = _trigger(running, "0 0 0 1 1 ? 2190")
    _idle(running, report, "no triggers")
    columns = [name for name in running.psql(COLUMNS).split(",") if name != "id"]
    own = {"name": "one.name || generate_series", "key": "gen_random_uuid()"}
    values = ", ".join(own.get(name, f"one.{name}") for name in columns)
    for statement in FILL.format(columns=", ".join(columns), values=values, id=made).split(";"):
        running.psql(statement)
    _idle(running, report, f"{WAITING:,} triggers")


def _idle(running: Running, report: Report, what: str) -> None:
    spent, before = _spent(running), Moment.of(running.pid)
    time.sleep(IDLE)
    shares = Moment.of(running.pid).shares(before, IDLE)
    transactions, rows = (now - then for now, then in zip(_spent(running), spent, strict=True))
    report.idle(f"nothing fires, {what}", transactions / IDLE, rows / IDLE, shares)
    for tick in (fire_due, take_up_nudges, take_up_occasions):
        report.timed(f"{tick.__name__}, {what}", *asyncio.run(_turns(running.database, tick)))


async def _turns(database: str, tick: Callable[[Context], Awaitable[int]]) -> tuple[Tally, float]:
    db, tally, begun = Database(database, Vault(bytes(32))), Tally(), time.monotonic()
    await db.open()
    for _ in range(TURNS):
        since = time.perf_counter()
        await db.alone(ENGINE, tick)
        tally.note(time.perf_counter() - since)
    await db.close()
    return tally, time.monotonic() - begun


def _spent(running: Running) -> list[int]:
    """Transactions and rows read by the database until now."""
    return [int(number) for number in running.psql(SPENT).split("|")]


def _trigger(running: Running, cron: str) -> int:
    body = {"Name": "Bench", "ReleaseKey": release(running), "TimeZoneId": "UTC", "StartStrategy": 1, "Enabled": True}
    return int(running.call("POST", "/odata/ProcessSchedules", {**body, "StartProcessCron": cron}).json()["Id"])
