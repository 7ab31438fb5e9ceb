"""Rules about where a thing may be done."""

from collections.abc import Iterator

from tools.rules.rule import Rule
from tools.rules.source import Source

KEEPS_TIME = {"kernel", "engine", "robot", "cli", "tools", "benchmarks"}
CLOCKS = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("time.time", "time.sleep", "asyncio.sleep", "anyio.sleep", "sqlalchemy.func.now"),
}
WRITES = {"add", "add_new", "delete", "emit", "insert", "remove", "update"}


def unscoped_selects(source: Source) -> Iterator[int]:
    """Find selects of domains that know neither tenant nor folder."""
    if source.layer == "domains":
        yield from (line for name, line in source.calls() if name == "sqlalchemy.select")


def set_statuses(source: Source) -> Iterator[int]:
    """Find statuses that are set by hand."""
    if source.layer == "domains":
        yield from (line for name, line in source.assigned_attributes() if name == "status")


def transactions(source: Source) -> Iterator[int]:
    """Find transactions that are ended by hand."""
    if source.path.parts[0] == "podium" and source.layer != "kernel":
        yield from (line for name, line in source.calls() if name.endswith((".commit", ".rollback")))


def clocks(source: Source) -> Iterator[int]:
    """Find clocks that are read, and naps."""
    if source.layer not in KEEPS_TIME:
        yield from (line for name, line in source.calls() if name in CLOCKS)


def writing_queries(source: Source) -> Iterator[int]:
    """Find writes in the queries of a slice."""
    if source.layer == "domains" and "queries" in source.path.with_suffix("").parts:
        yield from (line for name, line in source.calls() if name.rpartition(".")[2] in WRITES)
        yield from (line for _, line in source.assigned_attributes())


RULES = [
    Rule("scoped-selects", "Domains read through ctx.select, which knows tenant and folder.", unscoped_selects),
    Rule("moves-only", "A status is set by a Move of states.py, nowhere else.", set_statuses),
    Rule("one-transaction", "Only the kernel ends transactions.", transactions),
    Rule("given-time", "Time is given (ctx.now, the clock of the tests); nobody reads a clock or sleeps.", clocks),
    Rule("pure-queries", "Queries return statements; commands write.", writing_queries),
]
