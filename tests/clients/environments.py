"""Environments of real clients: each in a directory of its own, made once from the package index, then kept."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MAKING = 900


def cache() -> Path:
    """Where environments are kept: PODIUM_TEST_CACHE, or the user's cache."""
    said = os.environ.get("PODIUM_TEST_CACHE")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(said) if said else home / "podium-tests"


@dataclass(frozen=True)
class Environment:
    """Packages of exact versions, installed together."""

    name: str
    packages: tuple[str, ...]

    @cached_property
    def path(self) -> Path:
        """Its directory, made where it is missing. It is named by what is in it."""
        digest = hashlib.sha256("\n".join((sys.version, *self.packages)).encode()).hexdigest()[:8]
        directory = cache() / f"{self.name}-{digest}"
        ready = directory / "ready"
        with _locked(directory.with_suffix(".lock")):
            if not ready.exists():
                shutil.rmtree(directory, ignore_errors=True)
                directory.mkdir(parents=True)
                self._make(directory)
                ready.touch()
        return directory

    def _make(self, directory: Path) -> None:
        raise NotImplementedError


class Python(Environment):
    """A virtual environment."""

    @property
    def bin(self) -> Path:
        return self.path / "bin"

    @property
    def python(self) -> Path:
        return self.bin / "python"

    def _make(self, directory: Path) -> None:
        uv = (sys.executable, "-m", "uv")
        _run(directory, *uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, ".")
        _run(directory, *uv, "pip", "install", "--quiet", "--python", "bin/python", *self.packages)


class Node(Environment):
    """Modules for programs of Node.js that lie beside them."""

    def _make(self, directory: Path) -> None:
        _run(directory, "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", *self.packages)


SDK = Python("sdk", ("uipath==2.14.44",))
ROBOT = Python("robot", ("uipath-robot==0.0.20", "uipath==2.14.44", "uv"))
AGENT = Python("agent", ("uipath-langchain==0.18.51", "uipath==2.14.44"))
REST = Python("rest", ("uipath-orchestrator-rest==18.1",))
NODE = Node("node", ("@uipath/uipath-typescript@1.3.8", "uipath-orchestrator@1.1.3"))
NUGET = Node("nuget", ("nuget-exe@5.8.0",))


def _run(directory: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=MAKING, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One test process makes an environment, the others wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
