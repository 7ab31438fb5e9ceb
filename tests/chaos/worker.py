"""A process that fills a queue or works it off, may be killed at any moment, and notes before and after it acts.

``worker.py ROLE DIRECTORY`` reads what it must know from ``orders.json`` and writes ``journal``, both in its directory.
Started again, it goes on where its journal ends. It is in plain Python alone, so that it starts at once.
"""

import http.client
import itertools
import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ADD = "/odata/Queues/UiPathODataSvc.AddQueueItem"
TAKE = "/odata/Queues/UiPathODataSvc.StartTransaction"
FINISH = "/odata/Queues({})/UiPathODataSvc.SetTransactionResult"
START = "/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs"
LATER = {429, 503}
PAUSE = 0.05
Entry = dict[str, Any]


def pause(seconds: float = PAUSE) -> None:
    time.sleep(seconds)  # rule-skip: given-time - a process of its own, in the time of all


class Unanswered(Exception):
    """Nobody knows whether the call was done."""


class Journal:
    """What a worker has begun and done, a line each; a line that was cut off by its end does not count."""

    def __init__(self, path: Path) -> None:
        text = path.read_text() if path.exists() else ""
        self.entries: list[Entry] = [json.loads(line) for line in text.split("\n")[:-1] if line]
        path.write_text("".join(json.dumps(entry) + "\n" for entry in self.entries))
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND)

    def note(self, what: str, **facts: Any) -> Entry:
        entry = {"what": what, **facts}
        os.write(self._file, json.dumps(entry).encode() + b"\n")
        self.entries.append(entry)
        return entry


@dataclass
class Orders:
    """``keyed``: every call has a key and is repeated until it is answered; else it is made once."""

    addresses: list[str]
    token: str
    queue: str
    keyed: bool
    stop: str
    count: int = 0
    process: str = ""
    folder: int = 1


class Servers:
    """Several addresses of one service: who does not get through to one tries the next."""

    def __init__(self, orders: Orders, journal: Journal) -> None:
        self.orders, self.journal = orders, journal
        self.addresses = itertools.cycle(orders.addresses)
        self.connection: http.client.HTTPConnection | None = None

    def call(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        """Status and content of the answer. Without a key it may be that nobody knows what was done."""
        while True:
            try:
                status, content = self._try(method, path, body, key)
            except (OSError, http.client.HTTPException, ValueError):
                self.connection = None
                status, content = 0, None
            under_way = status == 409 and "under way" in content["message"]
            if status and status not in LATER and not under_way:
                if status >= 500 or status in (400, 401, 403, 404):
                    self.journal.note("unclear", status=status, path=path, content=content)
                return status, content
            pause()
            if not key and method != "GET":
                raise Unanswered

    def _try(self, method: str, path: str, body: Any, key: str) -> tuple[int, Any]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(next(self.addresses), timeout=20)
        folder = {"X-UIPATH-OrganizationUnitId": str(self.orders.folder)}
        headers = {"Authorization": f"Bearer {self.orders.token}", "Content-Type": "application/json", **folder}
        if key:
            headers["Idempotency-Key"] = key
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None


@dataclass
class Worker:
    orders: Orders
    journal: Journal
    servers: Servers

    def key(self) -> str:
        return str(uuid.uuid4()) if self.orders.keyed else ""

    def again(self, what: str) -> Entry | None:
        """What was begun before the end of a former life, if it was this."""
        last = self.journal.entries[-1] if self.journal.entries else None
        return last if last and last["what"] == what else None

    def add(self) -> None:
        """Add items, each with a reference that is used once."""
        done = {entry["reference"] for entry in self.journal.entries if entry["what"] == "added"}
        for number in range(self.orders.count):
            reference = f"{Path.cwd().name}-{number}"
            if reference not in done:
                self._add_one(reference)
                pause()

    def _add_one(self, reference: str) -> None:
        begun = self.again("adding")
        if begun is None or begun["reference"] != reference:
            begun = self.journal.note("adding", reference=reference, key=self.key())
        body = {"itemData": {"Name": self.orders.queue, "Reference": reference}}
        status = self._until_answered(lambda: self.servers.call("POST", ADD, body, begun["key"]))[0]
        self.journal.note("added", reference=reference, status=status)

    def start(self) -> None:
        """Start jobs, each with a file of its own to write in."""
        done = {entry["number"] for entry in self.journal.entries if entry["what"] == "started"}
        for number in set(range(self.orders.count)) - done:
            begun = self.again("starting")
            if begun is None or begun["number"] != number:
                begun = self.journal.note("starting", number=number, key=str(uuid.uuid4()))
            given = json.dumps({"record": str(Path.cwd() / f"job-{number}"), "seconds": 0.2 * (number % 4)})
            body = {"startInfo": {"ReleaseKey": self.orders.process, "InputArguments": given}}
            status, content = self.servers.call("POST", START, body, begun["key"])
            jobs = [job["Id"] for job in content["value"]] if status == 201 else []
            self.journal.note("started", number=number, status=status, jobs=jobs)
            pause()

    def work(self) -> None:
        """Take items and end them, until there are none and it is said that no more will come."""
        while True:
            last_words = Path(self.orders.stop).exists()
            item = self._item()
            if item is not None:
                self._finish(item)
            elif last_words and not self.again("unanswered"):
                return

    def _item(self) -> int | None:
        held = self.again("taken") or self.again("finishing")
        return int(held["item"]) if held else self._take()

    def _take(self) -> int | None:
        begun = self.again("taking")
        if begun and not begun["key"]:
            self.journal.note("unanswered")
            begun = None
        begun = begun or self.journal.note("taking", key=self.key())
        wanted = {"transactionData": {"Name": self.orders.queue}}
        try:
            status, item = self.servers.call("POST", TAKE, wanted, begun["key"])
        except Unanswered:
            self.journal.note("unanswered")
            return None
        if status != 200:
            self.journal.note("nothing", status=status)
            pause()
            return None
        return int(self.journal.note("taken", item=item["Id"], reference=item["Reference"])["item"])

    def _finish(self, item: int) -> None:
        pause(PAUSE * (item % 3) / 2)
        begun = self.again("finishing") or self.journal.note("finishing", item=item, key=self.key())
        body = {"transactionResult": {"IsSuccessful": True, "Output": {"Worker": Path.cwd().name}}}
        path = FINISH.format(item)
        status = self._until_answered(lambda: self.servers.call("POST", path, body, begun["key"]))[0]
        self.journal.note("finished", item=item, status=status)

    def _until_answered(self, call: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        while True:
            try:
                return call()
            except Unanswered:
                continue


def main(role: str, directory: str) -> None:
    os.chdir(directory)
    orders = Orders(**json.loads(Path("orders.json").read_text()))
    journal = Journal(Path("journal"))
    getattr(Worker(orders, journal, Servers(orders, journal)), role)()


if __name__ == "__main__":
    main(*sys.argv[1:])
