"""What a service says of itself in the headers of each call: its host, its account, its version."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from podium.domains.robots.models.sessions import Platform
from podium.kernel.keys import key_of

SUFFIX = "-py"
"""What one kind of robot adds to the name of its host."""


@dataclass(frozen=True)
class Host:
    """``service_user`` is the account of the service, "" if it does not say."""

    name: str
    service_user: str
    version: str | None
    platform: Platform
    installation_id: UUID | None

    def is_another(self, name: str | None) -> bool:
        """Does it say that it is not the one of this name?"""
        return bool(self.name and name) and _plain(self.name) != _plain(name or "")


def _plain(name: str) -> str:
    return name.lower().removesuffix(SUFFIX)


def host_of(headers: Mapping[str, str]) -> Host:
    return Host(
        _decoded(headers.get("x-robot-machine-encoded")) or headers.get("x-robot-machine", ""),
        _decoded(headers.get("x-robot-service-username-encoded")),
        headers.get("x-robot-version") or headers.get("x-uipath-installation-version"),
        _platform(headers.get("x-robot-agent", "")),
        key_of(headers.get("x-uipath-installation-id", "")),
    )


def _decoded(text: str | None) -> str:
    try:
        return base64.b64decode(text or "", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _platform(agent: str) -> Platform:
    system = agent.lower().rpartition("os=")[2]
    known = {"windows": Platform.WINDOWS, "linux": Platform.LINUX, "darwin": Platform.OSX, "osx": Platform.OSX}
    return known.get(system, Platform.UNKNOWN)
