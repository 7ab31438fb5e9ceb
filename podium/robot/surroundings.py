"""The environment variables of what a robot starts: its own, less what is no business of others."""

import ctypes
import os
import sys
from pathlib import Path

from podium.robot.process import OWNER

SECRETS = ("PODIUM_CLIENT_ID", "PODIUM_CLIENT_SECRET", "PODIUM_MACHINE_KEY")
PR_SET_DUMPABLE = 4
INSIDE = Path(__file__).parent / "inside"
OF_OUR_PYTHON = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT")


def inherited(home: Path) -> dict[str, str]:
    """The robot's variables for what it starts, marked as started by the robot of that ``home``."""
    own = {name: value for name, value in os.environ.items() if name not in SECRETS + OF_OUR_PYTHON}
    return {**own, OWNER: str(home)}


def of_python(home: Path, environment: Path) -> dict[str, str]:
    """The same, turned to the Python of a package."""
    own = inherited(home)
    return {
        **own,
        "PATH": os.pathsep.join([str(programs_of(environment)), own.get("PATH", "")]),
        "VIRTUAL_ENV": str(environment),
        "PYTHONPATH": str(INSIDE),
        "PYTHONIOENCODING": "utf-8",
    }


def conceal() -> None:
    """Keep the variables and the memory of this process from others of its user: jobs may run as the same."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)


def programs_of(environment: Path) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin")


def program(environment: Path, name: str) -> str:
    """The path of a program in a Python environment."""
    return str(programs_of(environment) / (f"{name}.exe" if os.name == "nt" else name))
