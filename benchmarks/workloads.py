"""What is measured."""

from collections.abc import Callable

from benchmarks import engine, triggers
from benchmarks.assets import assets
from benchmarks.backlogs import backlogs, pages
from benchmarks.code import code
from benchmarks.layer import filters, layer
from benchmarks.load import SCRIPTS, load
from benchmarks.processes import release
from benchmarks.report import Report
from benchmarks.server import Running

BACKLOG, BULK = 300_000, 10_000
RAW_CLIENTS = 32
QUEUES = "/odata/QueueDefinitions"
ADD = "/odata/Queues/UiPathODataSvc.BulkAddQueueItems"
CONTENT = {"customer": "ACME", "amount": 12.5, "lines": [1, 2, 3]}
DONE = '{"IsSuccessful":true,"Output":{"total":42}}'
Workload = Callable[[Running, Report, int], None]


def _backlog(running: Running) -> None:
    if not running.call("GET", f"{QUEUES}?$top=1").json()["value"]:
        running.call("POST", QUEUES, {"Name": "Invoices"})
    running.psql("TRUNCATE queue_items CASCADE")
    items = [{"Reference": f"R-{number}", "SpecificContent": CONTENT} for number in range(BULK)]
    for _ in range(BACKLOG // BULK):
        running.call("POST", ADD, {"queueName": "Invoices", "commitType": "AllOrNothing", "queueItems": items})
    running.psql("VACUUM ANALYZE queue_items")


def claim(running: Running, report: Report, seconds: int) -> None:
    """StartTransaction and SetTransactionResult, beside the same as two statements in PostgreSQL."""
    _backlog(running)
    script = SCRIPTS / "claim.pgbench"
    raw = {clients: running.pgbench(script, clients, seconds) for clients in (1, RAW_CLIENTS)}
    for clients, rate in raw.items():
        report.raw(f"raw claim+complete, {clients} clients", rate)
    for workers in (1, 8, 32, 64):
        beside = raw[1 if workers == 1 else RAW_CLIENTS]
        done = load(running, "claim", workers, seconds, QUEUE="Invoices", RESULT=DONE)
        report.http(f"claim+complete, {workers} workers", done, per=2, raw=beside)


def add(running: Running, report: Report, seconds: int) -> None:
    """AddQueueItem, and BulkAddQueueItems of 100."""
    _backlog(running)
    raw = running.pgbench(SCRIPTS / "add.pgbench", RAW_CLIENTS, seconds)
    report.raw(f"raw single-row inserts, {RAW_CLIENTS} clients", raw)
    for workers in (1, 8, 32):
        report.http(f"single adds, {workers} workers", load(running, "add", workers, seconds), raw=raw)
    report.http("bulk adds of 100, 8 workers", load(running, "bulk", 8, seconds), raw=raw, times=100)


def page(running: Running, report: Report, seconds: int) -> None:
    """A page of 1,000 items."""
    _backlog(running)
    path = "/odata/QueueItems?$filter=Status%20eq%20'New'&$top=1000"
    report.http("list of 1,000 items, 8 workers", load(running, "get", 8, seconds, path))


def start(running: Running, report: Report, seconds: int) -> None:
    """StartJobs of one job."""
    key = release(running)
    for workers in (1, 8):
        report.http(f"jobs started, {workers} workers", load(running, "start", workers, seconds, RELEASE=key))


WORKLOADS: dict[str, Workload] = {
    "claim": claim,
    "add": add,
    "start": start,
    "page": page,
    "backlogs": backlogs,
    "pages": pages,
    "assets": assets,
    "layer": layer,
    "filters": filters,
    "code": code,
    "pickup": engine.pickup,
    "logs": engine.logs,
    "allocation": engine.allocation,
    "lateness": triggers.lateness,
    "waiting": triggers.waiting,
    "robots": engine.robots,
}
