"""What a robot must know to start: where its server is, who it is, how much it may do at once."""

import getpass
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from podium.robot.accounts import Account, read_accounts


@dataclass(frozen=True)
class Pace:
    """How often things happen and how long they may take, in seconds."""

    wait: float = 25
    """How long a question for commands may stay unanswered."""
    beat: float = 10
    """The longest silence while jobs run."""
    poll: float = 5
    """Between two questions to a server that answers at once."""
    repeat: float = 1
    """Between two questions to a server that repeats what is known here."""
    logs: float = 0.5
    grace: float = 30
    """From the request to stop until a job is killed."""
    farewell: float = 10
    """How long a robot that ends still tries to deliver what it has."""
    retry: float = 30
    """The longest pause between two tries to reach the server."""


@dataclass(frozen=True)
class Limits:
    """What each process of a job may use at most; None for as much as there is. Enforced on Linux."""

    memory: int | None = None
    """In megabytes of addresses."""
    seconds: int | None = None
    """Of the processor's time."""
    file: int | None = None
    """In megabytes that one file may grow to."""
    open_files: int | None = None
    processes: int | None = None
    """Of the job's account."""
    run_time: int | None = None
    """In seconds that the job as a whole may take. Enforced everywhere."""


def own_name() -> str:
    """Who runs the robot; a number where the system knows no name, as it may be in containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


@dataclass(frozen=True)
class Settings:
    """Where the server is and how to be known there: by a client's id and secret, or by a machine key."""

    url: str
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    machine_key: str | None = field(default=None, repr=False)
    home: Path = field(default_factory=lambda: Path.home() / ".podium" / "robot")
    slots: int = 2
    machine: str = field(default_factory=socket.gethostname)
    user: str = field(default_factory=own_name)
    attended: bool = False
    pace: Pace = Pace()
    limits: Limits = Limits()
    warm: int = 2
    """Processes that wait for the next jobs of the packages used last."""
    accounts: tuple[Account, ...] = ()
    """Whom jobs run as; nobody stands for the robot itself."""

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise ValueError(f"url must begin with http:// or https://, not {self.url!r}")
        if self.slots < 1:
            raise ValueError(f"slots must be at least 1, not {self.slots}")
        if not self.machine_key and not (self.client_id and self.client_secret):
            raise ValueError("a machine_key is needed, or a client_id with its client_secret")
        if self.accounts and len(self.accounts) < self.slots + self.warm:
            raise ValueError(f"accounts must be {self.slots + self.warm}, one for each slot and each warm process")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **given: Any) -> Self:
        """Read PODIUM_* variables; what is given (and not None) comes before them. ValueError names a bad one."""
        read = {name: _read(variable, environment, to) for name, (variable, to) in VARIABLES.items()}
        read["limits"] = Limits(**{name: _read(variable, environment, int) for name, variable in LIMITS.items()})
        chosen = {name: value for name, value in (read | _without_none(given)).items() if value is not None}
        if "url" not in chosen:
            raise ValueError("url is needed: the address of the server (PODIUM_URL)")
        return cls(**chosen)

    @property
    def origin(self) -> str:
        """The address without organization and tenant."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def tenant_url(self) -> str:
        """The address with organization and tenant, which the SDK inside a job cannot do without."""
        path = urlsplit(self.url).path.strip("/")
        return f"{self.origin}/{path or 'default/Default'}"

    @property
    def api(self) -> str:
        """Where ``/odata`` and ``/api`` begin."""
        path = urlsplit(self.url).path.strip("/")
        return f"{self.origin}/{path}/orchestrator_" if path else self.origin


def _flag(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


VARIABLES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "url": ("PODIUM_URL", str),
    "client_id": ("PODIUM_CLIENT_ID", str),
    "client_secret": ("PODIUM_CLIENT_SECRET", str),
    "machine_key": ("PODIUM_MACHINE_KEY", str),
    "home": ("PODIUM_ROBOT_HOME", Path),
    "slots": ("PODIUM_ROBOT_SLOTS", int),
    "machine": ("PODIUM_ROBOT_MACHINE", str),
    "user": ("PODIUM_ROBOT_USER", str),
    "warm": ("PODIUM_ROBOT_WARM", int),
    "accounts": ("PODIUM_ROBOT_ACCOUNTS", read_accounts),
    "attended": ("PODIUM_ROBOT_ATTENDED", _flag),
    "pace": ("PODIUM_ROBOT_GRACE", lambda seconds: Pace(grace=float(seconds))),
}

LIMITS = {
    "memory": "PODIUM_ROBOT_MEMORY",
    "seconds": "PODIUM_ROBOT_SECONDS",
    "file": "PODIUM_ROBOT_FILE",
    "open_files": "PODIUM_ROBOT_OPEN_FILES",
    "processes": "PODIUM_ROBOT_PROCESSES",
    "run_time": "PODIUM_ROBOT_RUN_TIME",
}


def _read(variable: str, environment: Mapping[str, str], to: Callable[[str], Any]) -> Any:
    text = environment.get(variable)
    if not text:
        return None
    try:
        return to(text)
    except ValueError as error:
        raise ValueError(f"{variable}: {error}") from error


def _without_none(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
