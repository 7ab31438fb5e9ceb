"""The command line: ``podium up`` and what else an operator needs."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from podium import __version__
from podium.cli.problems import Problem

app = App("podium", version=__version__, help="An open, self-hosted orchestrator for software robots.")
Data = Annotated[Path, Parameter(env_var="PODIUM_DATA")]
HERE = Path("podium-data")


@app.command
def up(
    *,
    data: Data = HERE,
    host: Annotated[str, Parameter(env_var="PODIUM_HOST")] = "127.0.0.1",
    port: Annotated[int, Parameter(env_var="PODIUM_PORT")] = 8000,
    workers: Annotated[int, Parameter(env_var="PODIUM_WORKERS")] = 1,
    org: Annotated[str, Parameter(env_var="PODIUM_ORG")] = "default",
    demo: bool = False,
) -> int:
    """Start the server, and its database where PODIUM_DATABASE_URL names no other; until it is stopped.

    Parameters
    ----------
    data: where the database, the files and the master key live
    host: the address to listen at
    port: the port to listen at; 0 takes a free one
    workers: server processes; one for each core is a good number
    org: the name of the organization, used at the first start
    demo: begin with a robot, a sample process and a queue, and show a job run
    """
    from podium.cli.up import Options, run  # noqa: PLC0415 - the other commands need not wait for the server's code

    return run(Options(data, host, port, workers, org, demo))


@app.command
def robot(
    action: str = "run",
    *,
    url: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    machine_key: str | None = None,
    home: Path | None = None,
    slots: int | None = None,
) -> int:
    """Run a robot on this machine, or ``podium robot check`` whether it could.

    Parameters
    ----------
    action: run or check
    url: the address of the server (PODIUM_URL)
    client_id: the id of a machine's client or of an application (PODIUM_CLIENT_ID)
    client_secret: its secret (PODIUM_CLIENT_SECRET)
    machine_key: the key of a machine, instead of client id and secret (PODIUM_MACHINE_KEY)
    home: where packages, environments and undelivered results are kept (PODIUM_ROBOT_HOME)
    slots: how many jobs may run at once (PODIUM_ROBOT_SLOTS)
    """
    from podium.cli.robot import check, run  # noqa: PLC0415

    given = {
        "url": url,
        "client_id": client_id,
        "client_secret": client_secret,
        "machine_key": machine_key,
        "home": home,
        "slots": slots,
    }
    return check(given) if action == "check" else run(given)


@app.command
def pack(directory: Path = Path(), *, to: Path = Path()) -> int:
    """Make a package of a directory with a Python process.

    Parameters
    ----------
    directory: where its pyproject.toml is
    to: the directory to write the .nupkg to
    """
    from podium.robot.pack import pack as packed  # noqa: PLC0415

    print(packed(directory, to))
    return 0


@app.command
def cron(
    expression: str | None = None,
    *,
    zone: str = "UTC",
    start: Annotated[datetime | None, Parameter(name="--from")] = None,
    count: int = 5,
    batch: bool = False,
) -> int:
    """Show when a Quartz cron expression fires next.

    Parameters
    ----------
    expression: six or seven fields: seconds, minutes, hours, day of month, month, day of week, year
    zone: a time zone, as IANA or Windows names it
    start: from when on; now if it is left out
    count: how many firings
    batch: read lines of expression, zone and start, separated by tabs, and answer each
    """
    from podium.cli.cron import cron as shown  # noqa: PLC0415

    return shown(expression, zone, start, count, batch)


def main() -> None:
    """Run the command; a problem that its user can mend is told in one line."""
    try:
        sys.exit(app())
    except Problem as problem:
        print(f"podium: {problem}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
