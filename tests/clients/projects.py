"""Projects for the vendor's command: made with it, packed with it, published with it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.clients.environments import Python

PYPROJECT = """[project]
name = "{name}"
version = "1.0.0"
description = "{name}"
authors = [{{ name = "Ann", email = "ann@example.com" }}]
dependencies = [{needs}]
requires-python = ">=3.11"
"""


class Command:
    """The command ``uipath`` in the directory of a project; it speaks to one server."""

    def __init__(self, tools: Python, project: Path, settings: Mapping[str, str]) -> None:
        self.tools, self.project, self.settings = tools, project, settings

    def __call__(self, *words: str, status: int = 0) -> str:
        """What the command says."""
        done = subprocess.run(
            [self.tools.bin / "uipath", *words],
            cwd=self.project,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def publish(self) -> str:
        """Describe the entry points, pack, and publish to the feed of the tenant."""
        self("init")
        self("pack", "--nolock")
        return self("publish", "-t")


def write(project: Path, files: Mapping[str, str], *needs: str) -> None:
    """A project that needs packages."""
    project.mkdir(exist_ok=True)
    quoted = ", ".join(f'"{need}"' for need in needs)
    for name, text in {"pyproject.toml": PYPROJECT.format(name=project.name, needs=quoted), **files}.items():
        (project / name).write_text(text)
