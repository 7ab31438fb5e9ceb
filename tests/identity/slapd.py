"""A directory server for tests: OpenLDAP with a few people and groups, in a directory of its own."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.identity.certificates import issue

BASE = "dc=example,dc=test"
READER, SECRET = f"cn=admin,{BASE}", "what-only-the-reader-knows"
CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {home}/slapd.pid
database mdb
maxsize 10485760
suffix "dc=example,dc=test"
rootdn "cn=admin,dc=example,dc=test"
rootpw {secret}
directory {home}/db
"""
TLS = """
TLSCACertificateFile {home}/authority.pem
TLSCertificateFile {home}/server.pem
TLSCertificateKeyFile {home}/server.key
"""
PEOPLE = """
dn: dc=example,dc=test
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: uid=alice,dc=example,dc=test
objectClass: inetOrgPerson
uid: alice
cn: Alice Doe
givenName: Alice
sn: Doe
mail: alice@example.test
userPassword: wonderland

dn: uid=bob,dc=example,dc=test
objectClass: inetOrgPerson
uid: bob
cn: Bob (the builder)
sn: B*b
mail: bob@example.test
userPassword: hammer

dn: cn=operators,dc=example,dc=test
objectClass: groupOfNames
cn: operators
member: uid=alice,dc=example,dc=test
"""


@dataclass(frozen=True)
class Addresses:
    """Where a server is found: in clear and, where it has a certificate, with TLS from the start."""

    plain: str
    tls: str


@contextmanager
def directory_server() -> Iterator[str]:
    """Run a server; gives its address."""
    with tempfile.TemporaryDirectory(prefix="podium-slapd-") as home:
        port = free_port()
        url = f"ldap://127.0.0.1:{port}"
        with running(Path(home), url, port):
            yield url


@contextmanager
def secure_directory_server(host: str) -> Iterator[tuple[Addresses, str]]:
    """Run a server with a certificate for a host; gives its addresses, and the certificate of its authority."""
    with tempfile.TemporaryDirectory(prefix="podium-slapd-") as home:
        authority = issue(Path(home), host)
        addresses = Addresses(f"ldap://127.0.0.1:{free_port()}", f"ldaps://127.0.0.1:{free_port()}")
        port = int(addresses.tls.rpartition(":")[2])
        with running(Path(home), f"{addresses.plain} {addresses.tls}", port, TLS):
            yield addresses, authority


@contextmanager
def running(home: Path, urls: str, port: int, more: str = "") -> Iterator[None]:
    (home / "db").mkdir()
    configuration, people = home / "slapd.conf", home / "people.ldif"
    configuration.write_text(more.format(home=home) + CONFIGURATION.format(home=home, secret=SECRET))
    people.write_text(PEOPLE.lstrip())
    loaded = ["/usr/sbin/slapadd", "-f", str(configuration), "-l", str(people)]
    subprocess.run(loaded, check=True, capture_output=True)
    server = subprocess.Popen(["/usr/sbin/slapd", "-f", str(configuration), "-h", urls, "-d", "0"])
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, address: str = "127.0.0.1") -> None:
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.05)  # rule-skip: given-time - the directory starts in a process of its own
    raise AssertionError("the directory did not start")
