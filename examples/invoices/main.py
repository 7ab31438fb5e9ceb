"""Works off the queue "Invoices": checks each invoice and books it when it is in order."""

import logging
import time
from datetime import date
from decimal import Decimal

from podium_job import BusinessError, Item, progress, queue

log = logging.getLogger("invoices")

CURRENCY = "EUR"


def main(queue_name: str = "Invoices", pause: float = 0.1) -> dict:
    """Book all that waits; ``pause`` is the time one invoice takes, in seconds."""
    outcomes, booked = [], Decimal(0)
    for item in queue(queue_name):
        with item:
            item.output = process(item, pause)
            booked += Decimal(item.content["Gross"])
        outcomes.append(item.outcome)
        log.info("%s: %s", item.reference, item.outcome)
    successful = outcomes.count("Successful")
    return {
        "processed": len(outcomes),
        "successful": successful,
        "failed": len(outcomes) - successful,
        "total": float(booked),
    }


def process(item: Item, pause: float) -> dict:
    """Take one invoice through its steps. BusinessError: it must go back to its supplier."""
    progress(f"Checking {item.reference}")
    check(item.content)
    fetch_original(item)
    time.sleep(pause)
    progress(f"Booking {item.reference}")
    return {"Voucher": f"V-{item.content['Number'][-4:]}", "Amount": item.content["Gross"]}


def check(invoice: dict) -> None:
    net, tax, gross = (Decimal(invoice[name]) for name in ("Net", "Tax", "Gross"))
    if not invoice["Supplier"]:
        raise BusinessError("The invoice names no supplier.")
    if invoice["Currency"] != CURRENCY:
        raise BusinessError(f"We pay in {CURRENCY}, not in {invoice['Currency']}.")
    if gross <= 0:
        raise BusinessError("This is a credit note, not an invoice.")
    if net + tax != gross:
        raise BusinessError(f"Net {net} and tax {tax} do not make {gross}.")
    if date.fromisoformat(invoice["DueDate"]) < date.fromisoformat(invoice["InvoiceDate"]):
        raise BusinessError("The invoice was due before it was written.")


def fetch_original(item: Item) -> None:
    """Scans lie in an archive that wakes up slowly: its first answer is an error, which another try mends."""
    if item.content["Channel"] == "scan" and item.retry_number == 0:
        raise ConnectionError("The archive of scans did not answer.")
