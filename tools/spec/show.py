"""Print a report for people."""

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from podium.kernel.catalogue import CATALOGUE
from tools.spec.contract import BASE
from tools.spec.findings import KINDS, Difference
from tools.spec.report import Report

SHOWN = 12


def show(report: Report, console: Console, in_full: bool = False) -> None:
    """Print how far we are last, as that is what one looks for."""
    console.print(_controllers(report))
    for kind, several in groupby(report.differences, lambda one: one.kind):
        _differences(kind, list(several), console, in_full)
    console.print(_codes(report))
    if report.open_pairs:
        console.print("\n[bold]listed pairs of code and operation that are open")
        for pair in report.open_pairs if in_full else report.open_pairs[:SHOWN]:
            console.print(f"  {pair.code} {pair.method} {pair.path}", highlight=False)
    console.print()
    for line in report.headlines():
        console.print(line)


def _controllers(report: Report) -> Table:
    table = Table("controller", "served", "missing", "why", box=None, header_style="bold")
    standings = sorted(report.of(BASE), key=lambda one: one.operation.tag)
    for tag, several in groupby(standings, lambda one: one.operation.tag):
        group = list(several)
        missing = [standing for standing in group if not standing.served]
        colour = "red" if len(missing) == len(group) else "yellow" if missing else "green"
        table.add_row(tag, Text(f"{len(group) - len(missing)} / {len(group)}", colour))
        for standing in missing:
            table.add_row("", "", standing.operation.short, Text(standing.why_not, "yellow"))
    return table


def _differences(kind: str, several: list[Difference], console: Console, in_full: bool) -> None:
    table = Table("", "", "", box=None, show_header=False)
    shown = several if in_full else several[:SHOWN]
    for one in shown:
        table.add_row(Text(one.place), Text(one.what, "yellow"), Text(one.test, "bright_black"))
    console.print(f"\n[bold]{len(several)} {KINDS[kind]}")
    console.print(table)
    if len(shown) < len(several):
        console.print(f"  and {len(several) - len(shown)} more: --all", style="bright_black")


def _codes(report: Report) -> Table:
    table = Table("\ncode", "\nname", "\nshown by", box=None, header_style="bold")
    for number, code in CATALOGUE.items():
        test = report.raised.get(number)
        shown = Text(test, "green") if test else Text(report.excused.get(number, "nothing yet"), "bright_black")
        table.add_row(str(number), code.name, shown)
    return table
