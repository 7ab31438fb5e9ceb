"""The sample process works off its sample data."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from podium.robot.pack import pack
from podium.robot.service import Robot
from tests.robot.orchestrator import Orchestrator

pytestmark = pytest.mark.robot

SAMPLE = Path(__file__).parents[2] / "examples" / "invoices"


async def test_the_sample_process_books_what_is_in_order(server: Orchestrator, robot: Robot, tmp_path: Path) -> None:
    with (SAMPLE / "invoices.csv").open(newline="", encoding="utf-8") as file:
        invoices = list(csv.DictReader(file))
    for invoice in invoices:
        server.queue.add(invoice)
    job = await server.start(pack(SAMPLE, tmp_path).read_bytes(), inputArguments='{"pause": 0}')
    await server.ended(job)
    faults = [result["ProcessingException"]["Type"] for _, result in server.queue.results if not result["IsSuccessful"]]
    assert (faults.count("BusinessException"), faults.count("ApplicationException")) == (5, 1)
    good = {number for number, result in server.queue.results if result["IsSuccessful"]}
    total = sum(Decimal(invoice["Gross"]) for invoice in invoices if invoice["Number"] in good)
    assert job.output == {"processed": 61, "successful": 55, "failed": 6, "total": float(total)}
    assert server.messages("Error")[0].startswith("INV-2026-0035 failed: The archive of scans did not answer.")
