"""One queue with automatic retries, as a job sees it."""

from collections import deque
from typing import Any


class Queue:
    def __init__(self, retries: int = 1) -> None:
        self.retries = retries
        self.waiting: deque[dict[str, Any]] = deque()
        self.taken: dict[int, dict[str, Any]] = {}
        self.results: list[tuple[str, dict[str, Any]]] = []
        self.progress: list[str] = []
        self.last_id = 0

    def add(self, content: dict[str, Any], retry_number: int = 0) -> None:
        self.last_id += 1
        reference = content.get("Number") or f"R{self.last_id}"
        item = {"Id": self.last_id, "Reference": reference, "SpecificContent": content, "RetryNumber": retry_number}
        self.waiting.append(item)

    def take(self) -> dict[str, Any] | None:
        if not self.waiting:
            return None
        item = self.waiting.popleft()
        self.taken[item["Id"]] = item
        return item

    def end(self, number: int, result: dict[str, Any]) -> None:
        item = self.taken.pop(number)
        self.results.append((item["Reference"], result))
        kind = (result.get("ProcessingException") or {}).get("Type")
        if kind == "ApplicationException" and item["RetryNumber"] < self.retries:
            self.add(item["SpecificContent"], item["RetryNumber"] + 1)
