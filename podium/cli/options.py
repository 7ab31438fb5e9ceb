"""What commands may be told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

DIRECTORY = "where the database, the files and the master key live"
Data = Annotated[Path, Parameter(env_var="PODIUM_DATA", help=DIRECTORY)]
Tenant = Annotated[str, Parameter(env_var="PODIUM_TENANT", help="the name of a tenant")]
DATA, TENANT = Path("podium-data"), "Default"


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """Each may stand on the command line or in the environment."""

    data: Data = DATA

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

    reload: bool = False
    """start the server processes anew whenever Podium's own code changes"""


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


@Parameter(name="*")
@dataclass(frozen=True)
class ProviderOptions:
    """Who is let in from a provider, besides those whose login there is linked."""

    links_by_email: bool = False
    """let users in whose address the provider has verified"""

    makes_users: bool = False
    """let others in as new users"""


@Parameter(name="*")
@dataclass(frozen=True)
class DirectoryOptions:
    """How a directory is asked."""

    reader: str = ""
    """as whom it is read; without one, as nobody"""

    active_directory: bool = False
    """it has the names of an Active Directory"""

    start_tls: bool = False
    """begin TLS at an address of ldap://"""

    ca_certificate: Path | None = None
    """a file with the authority, as PEM, that is trusted in place of those of the system"""

    default: bool = False
    """search here where no domain is named"""
