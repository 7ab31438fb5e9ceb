"""An Active Directory for tests: a Samba domain with a few people and groups, in a directory of its own.

LDAP is at port 389 there, so it runs as root, each test process with an address of its own.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.identity.slapd import wait_for

BASE = "DC=example,DC=test"
READER, SECRET = "administrator@example.test", "Look-but-touch-n0t"
ALICES = "Wonder-land1"
CONFIGURATION = """
[global]
realm = EXAMPLE.TEST
workgroup = EXAMPLE
netbios name = DC
server role = active directory domain controller
server services = ldap
ldap server require strong auth = no
tls enabled = no
interfaces = {address}/8
bind interfaces only = yes
log file = {home}/log
private dir = {home}/private
state directory = {home}/state
cache directory = {home}/cache
lock directory = {home}/lock
pid directory = {home}/pid
ncalrpc dir = {home}/ncalrpc
[sysvol]
path = {home}/state/sysvol
[netlogon]
path = {home}/state/sysvol/example.test/scripts
"""
DOMAIN = ("--realm=EXAMPLE.TEST", "--domain=EXAMPLE", "--server-role=dc", "--host-name=DC", "--dns-backend=NONE")
PEOPLE = (
    ("user", "create", "alice", ALICES, "--given-name=Alice", "--surname=Doe", "--mail-address=alice@example.test"),
    ("user", "create", "bob", "Hammer-time1"),
    ("group", "add", "operators"),
    ("group", "addmembers", "operators", "alice"),
    ("group", "add", "staff"),
    ("group", "addmembers", "staff", "operators"),
)


@contextmanager
def domain_controller() -> Iterator[str]:
    """Run a domain controller; gives its address."""
    number = os.getpid()
    address = f"127.77.{number >> 8 & 255}.{number % 254 + 1}"
    with tempfile.TemporaryDirectory(prefix="podium-samba-", ignore_cleanup_errors=True) as home:
        configuration = _configured(Path(home), address)
        _tool(configuration, "domain", "provision", *DOMAIN, f"--adminpass={SECRET}")
        for entry in PEOPLE:
            _tool(configuration, *entry)
        options = ["-s", str(configuration), "-i", "-M", "single", "--no-process-group"]
        with subprocess.Popen(["samba", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait_for(389, address)
                yield f"ldap://{address}"
            finally:
                server.terminate()


def _configured(home: Path, address: str) -> Path:
    configuration = home / "smb.conf"
    configuration.write_text(CONFIGURATION.format(home=home, address=address))
    return configuration


def _tool(configuration: Path, *command: str) -> None:
    done = subprocess.run(["samba-tool", *command, "-s", configuration], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[:3]}: {done.stdout}{done.stderr}"
