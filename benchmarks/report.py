"""The table of what was measured: each figure, its ratio to raw PostgreSQL, and whose the processor was."""

from rich.console import Console
from rich.table import Table

from benchmarks.load import Rate
from podium.robot.simulation.load import Tally


class Report:
    """Prints each line as it is measured, and all of them as a table in the end."""

    def __init__(self) -> None:
        self.console = Console()
        self.table = Table("what", "a second", "x raw", "p50", "p99", "processor", title="Podium beside raw PostgreSQL")

    def raw(self, what: str, rate: float) -> None:
        self._add(what, f"{rate:,.0f}", "1.00", "", "", "")

    def http(self, what: str, rate: Rate, *, per: int = 1, raw: float | None = None, times: int = 1) -> None:
        """``per`` requests make one unit of work of ``times`` things."""
        done = rate.requests / per * times
        ratio = f"{done / raw:.2f}" if raw else ""
        self._add(what, f"{done:,.0f}", ratio, rate.p50, rate.p99, f"{rate.shares} {rate.wrong}".strip())

    def cost(self, what: str, microseconds: float) -> None:
        """What something costs by itself."""
        self._add(what, f"{1e6 / microseconds:,.0f}", "", f"{microseconds:.1f}us", "", "")

    def timed(self, what: str, tally: Tally, seconds: float) -> None:
        """Calls that were timed one by one."""
        times = [f"{tally.percentile(percent) * 1000:.1f}ms" for percent in (50, 99)]
        wrong = ", ".join(f"{count} x {error}" for error, count in tally.errors.items())
        self._add(what, f"{len(tally.seconds) / seconds:,.1f}", "", *times, wrong)

    def idle(self, what: str, transactions: float, rows: float, shares: str) -> None:
        """What is done in a second while nobody asks for anything: transactions, and rows that were read."""
        self._add(what, f"{transactions:,.1f} tx, {rows:,.0f} rows", "", "", "", shares)

    def close(self) -> None:
        self.console.print(self.table)

    def _add(self, *cells: str) -> None:
        self.table.add_row(*cells)
        self.console.print("  ".join(cell for cell in cells if cell), highlight=False)
