"""TLS to a directory: its certificate must be good, and be that of the very host that is asked."""

import ssl
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

START = "1.3.6.1.4.1.1466.20037"
"""The operation that begins TLS on an open connection (RFC 4511, section 4.14)."""


@dataclass(frozen=True)
class Secured:
    """What the LDAP library wraps its sockets with; its own way knows no certificates of addresses."""

    context: ssl.SSLContext

    def wrap_socket(self, connection: Any, **_how: Any) -> None:
        connection.socket = self.context.wrap_socket(connection.socket, server_hostname=connection.server.host)

    def start(self, connection: Any) -> None:
        """Begin TLS on an open connection; nothing goes over one that does not begin it."""
        connection.extended(START)
        if connection.result["description"] != "success":
            raise ssl.SSLError(f"The directory does not start TLS: {connection.result['description']}.")
        self.wrap_socket(connection)


@lru_cache(maxsize=64)
def secured(ca_certificate: str) -> Secured:
    """TLS with the authorities that the system trusts or, where one is given as PEM, with that one alone.

    Raises ssl.SSLError where that is no certificate.
    """
    return Secured(ssl.create_default_context(cadata=ca_certificate.encode("ascii", "ignore").decode() or None))
