"""What very many items cost: claims beside backlogs of different sizes, and pages out of millions."""

import os
import re
from datetime import UTC, datetime
from statistics import median
from typing import Any

from benchmarks.load import Rate, load
from benchmarks.report import Report
from benchmarks.server import Running
from podium.domains.queues.queries.items import next_items
from podium.kernel.context import Context

SIZES = (10, 300_000, 1_000_000)
ROUNDS, WORKERS = 5, 32
ITEMS = int(os.environ.get("PODIUM_BENCH_ITEMS", "10000000"))
"""The items among which a page is looked for; fewer make a shorter run."""
QUEUES = "/odata/QueueDefinitions"
FILL = """
INSERT INTO queue_items (creation_time, tenant_id, folder_id, queue_definition_id, key, unique_key, row_version, status,
  deferred, review_status, priority, reference, encrypted, specific_content, seconds_in_previous_attempts, retry_number,
  manual_retry_number, has_video_recorded)
SELECT now(), 1, 1, {queue}, gen_random_uuid(), gen_random_uuid(), 1, {status}, false, 'None', 'Normal', 'R-' || n,
  false, '{{"customer":"ACME","amount":12.5,"lines":[1,2,3]}}', 0, 0, 0, false
FROM generate_series(1, {count}) AS n
"""
PUT_BACK = '{"SpecificContent":{"customer":"ACME","amount":12.5,"lines":[1,2,3]}}'
ALL_BACK = "UPDATE queue_items SET status = 'New', lease_until = NULL WHERE status = 'InProgress'"
"""What the callers of one round had in hand at its end would be missing from the next."""
NEW, MIXED = "'New'", "(ARRAY['New', 'Successful', 'Failed'])[1 + n % 3]"


def backlogs(running: Running, report: Report, seconds: int) -> None:
    """Claims that are put back, one backlog after the other and all of them several times: the median of each."""
    queues = {size: _queue(running, f"Backlog-{size}", size + WORKERS, NEW) for size in SIZES}
    rates: dict[int, list[Rate]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in SIZES:
            said = {"QUEUE": f"Backlog-{size}", "RESULT": PUT_BACK}
            running.psql(ALL_BACK)
            rates[size].append(load(running, "claim", WORKERS, max(1, seconds // 2), **said))
    running.psql(ALL_BACK)
    running.psql("VACUUM queue_items")
    for size, measured in rates.items():
        middle = median(rate.requests for rate in measured)
        rate = next(rate for rate in measured if rate.requests == middle)
        pages = _pages(running, queues[size])
        report.http(f"claim+put back beside {size:,}, {pages} pages a claim", rate, per=2)


def pages(running: Running, report: Report, seconds: int) -> None:
    """A page of 100 items by queue and status, of which nobody wants to know how many there are."""
    queue = _queue(running, "Pages", ITEMS, MIXED)
    path = f"/odata/QueueItems?$filter=QueueDefinitionId%20eq%20{queue}%20and%20Status%20eq%20'Failed'"
    done = load(running, "get", 1, seconds, f"{path}&$top=100&$count=false")
    report.http(f"page of 100 out of {ITEMS:,} items", done)


def _queue(running: Running, name: str, count: int, status: str) -> int:
    """A queue with so many items; its id."""
    queue = int(running.call("POST", QUEUES, {"Name": name}).json()["Id"])
    running.psql(FILL.format(queue=queue, status=status, count=count))
    running.psql("VACUUM ANALYZE queue_items")
    return queue


def _pages(running: Running, queue: int) -> int:
    """The pages of the database that one claim reads, when the index is known and nothing dead stands before it."""
    nothing: Any = None
    claim = next_items(Context(nothing, datetime.now(UTC), nothing, 1), queue, None, None, None)
    values = ", ".join(str(value) for value in claim.arguments)
    prepared = f"PREPARE claim AS {claim.shape.take.text}"
    explained = f"EXPLAIN (ANALYZE, BUFFERS) EXECUTE claim({values}, '{{}}', 1)"
    told = running.psql(f"{prepared}; BEGIN; {explained}; {explained}; ROLLBACK")
    last = re.findall(r"Buffers: shared (.+)", told.split("Execution Time")[1])[0]
    return sum(int(count) for count in re.findall(r"(?:hit|read)=(\d+)", last))
