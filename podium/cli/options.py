"""What commands may be told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """Each may stand on the command line or in the environment."""

    data: Annotated[Path, Parameter(env_var="PODIUM_DATA")] = Path("podium-data")
    """where the database, the files and the master key live"""

    host: Annotated[str, Parameter(env_var="PODIUM_HOST")] = "127.0.0.1"
    """the address to listen at"""

    port: Annotated[int, Parameter(env_var="PODIUM_PORT")] = 8000
    """the port to listen at; 0 takes a free one"""

    workers: Annotated[int, Parameter(env_var="PODIUM_WORKERS")] = 1
    """server processes; one for each core is a good number"""

    org: Annotated[str, Parameter(env_var="PODIUM_ORG")] = "default"
    """the name of the organization, used at the first start"""

    demo: bool = False
    """begin with a robot, a sample process and a queue, and show a job run"""


@Parameter(name="*")
@dataclass(frozen=True)
class RobotOptions:
    """What is left out is looked for in the environment."""

    url: str | None = None
    """the address of the server (PODIUM_URL)"""

    client_id: str | None = None
    """the id of a machine's client or of an application (PODIUM_CLIENT_ID)"""

    client_secret: str | None = None
    """its secret (PODIUM_CLIENT_SECRET)"""

    machine_key: str | None = None
    """the key of a machine, instead of client id and secret (PODIUM_MACHINE_KEY)"""

    home: Path | None = None
    """where packages, environments and undelivered results are kept (PODIUM_ROBOT_HOME)"""

    slots: int | None = None
    """how many jobs may run at once (PODIUM_ROBOT_SLOTS)"""
