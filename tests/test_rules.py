"""Each rule is broken once, kept once, and can be set aside with a reason."""

from pathlib import PurePath

import pytest

from tools.rules.rule import faults
from tools.rules.rulebook import RULES
from tools.rules.source import Source

QUEUES = "podium/domains/queues/"
LONG_FUNCTION = "def count():\n" + "    print()\n" * 40

BROKEN = [
    ("scoped-selects", QUEUES + "queries.py", "import sqlalchemy as sa\nsa.select(QueueItem)"),
    ("scoped-selects", QUEUES + "queries.py", "from sqlalchemy import select\nselect(QueueItem)"),
    ("moves-only", QUEUES + "commands.py", "item.status = Status.NEW"),
    ("moves-only", QUEUES + "commands.py", "item.status, item.progress = Status.NEW, None"),
    ("one-transaction", QUEUES + "commands.py", "await ctx.unit.commit()"),
    ("one-transaction", "podium/http/asgi.py", "connection.rollback()"),
    ("given-time", QUEUES + "ticks.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    ("given-time", "podium/odata/filter.py", "import time\ntime.time()"),
    ("given-time", "tests/test_queues.py", "from asyncio import sleep\nawait sleep(1)"),
    ("pure-queries", QUEUES + "queries.py", "import sqlalchemy as sa\nsa.update(QueueItem)"),
    ("pure-queries", QUEUES + "queries/items.py", "item.progress = None"),
    ("short-files", "podium/kernel/unit.py", "pass\n" * 401),
    ("short-functions", "podium/kernel/unit.py", LONG_FUNCTION),
    ("telling-modules", "podium/kernel/utils.py", "pass"),
    ("telling-modules", "podium/common/__init__.py", "pass"),
    ("telling-names", "podium/http/asgi.py", "def handle_request(): ..."),
    ("telling-names", "podium/http/asgi.py", "class SessionManager: ..."),
]

KEPT = [
    (QUEUES + "queries.py", "ctx.select(QueueItem).where(QueueItem.status == Status.NEW)"),
    (QUEUES + "commands.py", "states.start(item)\nawait ctx.add(QueueItem())"),
    ("podium/kernel/moves.py", "row.status = self.target"),
    ("podium/kernel/unit.py", "await self.transaction.commit()"),
    ("podium/engine/runner.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    ("podium/kernel/unit.py", "pass\n" * 400),
    ("podium/kernel/unit.py", LONG_FUNCTION.removesuffix("    print()\n")),
    ("tests/fakes.py", "class Handler:\n    def do_POST(self): ..."),
]


def broken_rules(path: str, code: str) -> list[str]:
    return [fault.rule for fault in faults(Source(PurePath(path), code), RULES)]


@pytest.mark.parametrize(("rule", "path", "code"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule: str, path: str, code: str) -> None:
    assert broken_rules(path, code) == [rule]


@pytest.mark.parametrize(("path", "code"), KEPT)
def test_good_code_breaks_no_rule(path: str, code: str) -> None:
    assert broken_rules(path, code) == []


def test_every_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == {rule.name for rule in RULES}


def test_an_exception_is_made_in_place_with_its_reason() -> None:
    line = "item.status = status  # rule-skip: moves-only - a copy keeps the status of its original"
    assert broken_rules(QUEUES + "commands.py", line) == []


def test_an_exception_without_a_reason_does_not_count() -> None:
    assert broken_rules(QUEUES + "commands.py", "item.status = status  # rule-skip: moves-only") == ["moves-only"]


def test_an_exception_that_nothing_needs_is_a_fault() -> None:
    assert broken_rules(QUEUES + "commands.py", "pass  # rule-skip: moves-only - for later") == ["moves-only"]


def test_a_fault_names_its_place_and_the_rule() -> None:
    [fault] = faults(Source(PurePath("podium/core.py"), "pass"), RULES)
    assert str(fault).startswith("podium/core.py:1: telling-modules: A module is named by what it holds")
