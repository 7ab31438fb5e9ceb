"""The command line: ``podium up`` and what else an operator needs."""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from podium import __version__
from podium.cli import elsewhere, people
from podium.cli.options import DATA, Data, Options, RobotOptions
from podium.cli.problems import Problem

ABOUT = "An open, self-hosted orchestrator for software robots."
app = App("podium", version=__version__, help=ABOUT, default_parameter=Parameter(negative=()))
db = App("db", help="The database.")
app.command(db)
keys = App("keys", help="The keys that seal secrets.")
app.command(keys)
licence = App("licence", help="Licence files, for those who hand out limits.")
app.command(licence)
simulate = App("simulate", help="Load, as real robots make it.")
app.command(simulate)
for group in (*people.APPS, *elsewhere.APPS):
    app.command(group)


@app.command
def up(options: Options = Options()) -> int:  # noqa: B008 - it is frozen
    """Start the server, and its database where PODIUM_DATABASE_URL names no other; until it is stopped."""
    from podium.cli.up import run  # noqa: PLC0415 - the other commands need not wait for the server's code

    return run(options)


@app.command
def robot(
    action: Literal["run", "check", "unit"] = "run",
    *,
    options: RobotOptions = RobotOptions(),  # noqa: B008
    service_user: str = "robot",
) -> int:
    """Run a robot on this machine, ``check`` whether it could, or print a ``unit`` that makes it a service.

    Args:
        action: what to do
        service_user: who runs the service of the unit
    """
    from podium.cli.robot import check, run, unit  # noqa: PLC0415

    return unit(service_user) if action == "unit" else {"check": check, "run": run}[action](options)


@licence.command(name="key")
def licence_key(file: Path) -> int:
    """Make a key to sign licence files with, and show what installations must know to trust it.

    Args:
        file: where the key is written to; keep it secret
    """
    from podium.cli.licences import make_key  # noqa: PLC0415

    print(f"Podium.Licences.PublicKey: {make_key(file)}")
    return 0


@licence.command(name="sign")
def sign_licence(file: Path, *, key: Path, to: Path) -> int:
    """Sign a licence.

    Args:
        file: the licence, JSON with code, allowed, concurrent, expires and graceDays
        key: the key, as ``podium licence key`` has written it
        to: the signed file to write
    """
    from podium.cli.licences import sign  # noqa: PLC0415

    sign(file, key, to)
    return 0


@simulate.command
def robots(
    *,
    count: int = 100,
    minutes: float = 1,
    url: Annotated[str, Parameter(env_var="PODIUM_URL")] = "http://127.0.0.1:8000",
    user: str = "admin",
    password: Annotated[str, Parameter(env_var="PODIUM_ADMIN_PASSWORD")],
    tenant: str = "Default",
) -> int:
    """Have robots call a server as real ones do, and show how fast it answers them.

    Each sends 15 log lines a minute and 2 heartbeats, reads an asset, adds a queue item and takes one 6 times each.
    A folder Simulation is made for them, with a machine, a queue, an asset and an account for each.

    Args:
        count: how many robots
        minutes: for how long
        url: the address of the server
        user: an administrator
        password: the administrator's password
        tenant: the tenant the robots work in
    """
    from podium.cli.simulate import robots as simulated  # noqa: PLC0415
    from podium.robot.simulation.run import Plan  # noqa: PLC0415

    return simulated(Plan(url, user, password, tenant, count, minutes))


@app.command
def backup(to: Path, *, data: Data = DATA) -> int:
    """Write the database and the files to one archive, also while the server runs. Keep the master key elsewhere.

    Args:
        to: the archive to write, a .tar
    """
    from podium.cli.backup import backup as written  # noqa: PLC0415
    from podium.cli.data import DataDirectory  # noqa: PLC0415

    written(DataDirectory(data), to)
    print(f"{to} is written. It cannot be read without {data / 'master.key'}: keep that too, and elsewhere.")
    return 0


@app.command
def restore(source: Path, *, data: Data = DATA) -> int:
    """Replace what a data directory holds by the content of a backup; the server must not be running.

    The directory needs the master key of the time of the backup.

    Args:
        source: the archive
    """
    from podium.cli.backup import restored  # noqa: PLC0415
    from podium.cli.data import DataDirectory  # noqa: PLC0415

    restored(DataDirectory(data), source)
    print(f"{data} holds what {source} held. Start it with: podium up --data {data}")
    return 0


@db.command
def upgrade(*, data: Data = DATA) -> int:
    """Bring the database to the newest schema, as every start does."""
    from podium.cli.up import upgraded  # noqa: PLC0415

    print("The schema was brought up to date." if upgraded(data) else "The schema was up to date.")
    return 0


@keys.command
def rotate(*, data: Data = DATA) -> int:
    """Replace the master key and every key below it, and seal all secrets anew, also while the server runs."""
    from podium.cli.data import DataDirectory  # noqa: PLC0415
    from podium.cli.keys import rotated, what_to_keep  # noqa: PLC0415

    directory = DataDirectory(data)
    print(f"{rotated(directory)} secrets were sealed anew. {what_to_keep(directory)}")
    return 0


@app.command
def pack(directory: Path = Path(), *, to: Path = Path()) -> int:
    """Make a package of a directory with a Python process.

    Args:
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
    count: int = 8,
    batch: bool = False,
) -> int:
    """Show when a Quartz cron expression fires next.

    Args:
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
    except BrokenPipeError:  # whoever read our output, like `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
