"""The environment variables of what a robot starts: its own, less what is no business of others."""

import os
from pathlib import Path

SECRETS = ("PODIUM_CLIENT_ID", "PODIUM_CLIENT_SECRET", "PODIUM_MACHINE_KEY")
OF_OUR_PYTHON = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT")


def inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SECRETS + OF_OUR_PYTHON}


def programs_of(environment: Path) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin")


def program(environment: Path, name: str) -> str:
    """The path of a program in a Python environment."""
    return str(programs_of(environment) / (f"{name}.exe" if os.name == "nt" else name))
