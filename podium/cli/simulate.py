"""``podium simulate robots``: how many robots a server can serve, and how fast."""

import resource
from collections.abc import Mapping

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from podium.cli.problems import Problem
from podium.robot.errors import Refused, Unavailable
from podium.robot.simulation.load import MINUTE, Tally
from podium.robot.simulation.run import Plan, empty_tallies, simulate


def robots(plan: Plan) -> int:
    """Show how it goes, and a table in the end; 1 if a call failed. An interruption shows what there is by then."""
    console, tallies = Console(), empty_tallies()
    _allow_connections(plan.robots)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("")
            simulate(
                plan,
                tallies,
                lambda what, done, all: progress.update(task, description=what, completed=done, total=all),
            )
    except (Unavailable, Refused, OSError) as problem:
        raise Problem(str(problem)) from problem
    finally:
        if any(tally.seconds for tally in tallies.values()):
            console.print(table(plan, tallies))
    return 1 if any(tally.failed for tally in tallies.values()) else 0


def table(plan: Plan, tallies: Mapping[str, Tally]) -> Table:
    """How many calls of each kind there were, how fast they were answered, and what went wrong."""
    seconds = plan.minutes * MINUTE
    title = f"{plan.robots:,} robots, {plan.minutes:g} minutes"
    shown = Table("call", "count", "a second", "p50 ms", "p99 ms", "errors", title=title)
    for kind, tally in tallies.items():
        count = len(tally.seconds)
        times = [f"{tally.percentile(percent) * 1000:.1f}" for percent in (50, 99)]
        errors = ", ".join(f"{count} x {error}" for error, count in sorted(tally.errors.items()))
        shown.add_row(kind, f"{count:,}", f"{count / seconds:.1f}", *times, errors or "0")
    return shown


def _allow_connections(robots: int) -> None:
    """Each robot holds a connection open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = robots + 100
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
