"""What tests may need of a machine, and the pytest plugin that accepts no other reason to skip one.

A test says ``@needs("node")``. With ``-p tools.skips`` a skip for want of node is accepted, any other fails the run.
Where ``CI`` is set, what a package can bring is never wanting: ``python -m tools.skips`` names the packages.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

MONO = (  # what NuGet.exe asks for when it starts; mono-runtime alone does not bring it
    "mono-runtime",
    "libmono-microsoft-build-utilities-v4.0-4.0-cil",
    "libmono-microsoft-build4.0-cil",
    "libmono-microsoft-csharp4.0-cil",
    "libmono-system-componentmodel-composition4.0-cil",
    "libmono-system-data-services-client4.0-cil",
    "libmono-system-io-compression4.0-cil",
    "libmono-system-net-http4.0-cil",
    "libmono-system-runtime-serialization4.0-cil",
    "libmono-system-runtime4.0-cil",
    "libmono-system-servicemodel4.0a-cil",
    "libmono-system-xml-linq4.0-cil",
    "libmono-windowsbase4.0-cil",
)


@dataclass(frozen=True)
class Need:
    """Something a machine has or has not; ``packages`` of Debian bring it, unless it is the machine's nature."""

    here: Callable[[], object]
    packages: tuple[str, ...] = ()

    @property
    def excuses(self) -> bool:
        """Tell whether a test may be skipped for want of it."""
        installable = bool(self.packages) and "CI" in os.environ
        return not self.here() and not installable


NEEDS = {
    "linux": Need(lambda: sys.platform == "linux"),
    "mono": Need(lambda: shutil.which("mono"), MONO),
    "node": Need(lambda: shutil.which("npm"), ("nodejs", "npm")),
    "root": Need(lambda: os.geteuid() == 0),
    "samba": Need(lambda: Path("/usr/share/samba/setup").exists(), ("samba-ad-dc", "samba-ad-provision")),
    "systemd": Need(lambda: shutil.which("systemd-analyze"), ("systemd",)),
    "screen": Need(lambda: shutil.which("Xvfb") and shutil.which("scrot"), ("xvfb", "scrot")),
    "slapd": Need(lambda: shutil.which("slapd") or Path("/usr/sbin/slapd").exists(), ("slapd",)),
    "open python": Need(Path("/usr/bin/python3").exists, ("python3",)),
    "postgresql 15": Need(Path("/usr/lib/postgresql/15/bin/postgres").exists, ("postgresql-15",)),
}


def needs(name: str) -> pytest.MarkDecorator:
    """Skip a test where the machine lacks what ``NEEDS`` calls by this name."""
    return pytest.mark.skipif(not NEEDS[name].here(), reason=f"needs {name}")


def excused(reason: str) -> bool:
    """Tell whether a test may be skipped for this reason, here."""
    need = NEEDS.get(reason.removeprefix("Skipped: ").removeprefix("needs "))
    return need is not None and need.excuses


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that would have passed with tests left out."""
    if session.exitstatus == pytest.ExitCode.OK and any(_refused(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that may not be skipped here."""
    for refusal in dict.fromkeys(_refused(terminalreporter.config)):
        terminalreporter.write_line(f"SKIPPED WITHOUT NEED {refusal}", red=True)


def _refused(config: pytest.Config) -> Iterator[str]:
    terminal: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    for report in terminal.stats.get("skipped", []) if terminal else []:
        if not excused(report.longrepr[2]):
            yield f"{report.nodeid}: {report.longrepr[2]}"


if __name__ == "__main__":
    print(*(package for need in NEEDS.values() if not need.here() for package in need.packages))
