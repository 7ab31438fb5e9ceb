"""The address of a request: organization and tenant, if it names them, and the path within the API."""

import re
from dataclasses import dataclass

API = re.compile(
    r"^(?P<prefix>(?:/[^/]+){0,3}?)"
    r"(?P<path>/(?:odata|api|tasks|forms|identity_?|nuget|portal_|t|swagger|openapi\.json)(?:/.*)?)$",
    re.IGNORECASE,
)
SLASHES = re.compile("//+")


@dataclass(frozen=True)
class Address:
    """``prefix`` is what stood before the path; ``organization`` and ``tenant`` what it names ('' if nothing)."""

    path: str
    prefix: str = ""
    organization: str = ""
    tenant: str = ""


def split(path: str) -> Address | None:
    """Take a path apart; None where it is none of the API's.

    The API answers under no prefix, ``/{organization}/{tenant}``, the same with ``/orchestrator_``, and
    ``/orchestrator_`` alone; identity also under ``/{organization}``.
    """
    found = API.match(SLASHES.sub("/", path))
    if found is None:
        return None
    names = [name for name in found["prefix"].split("/") if name]
    if names and names[-1].lower() == "orchestrator_":
        names.pop()
    if len(names) > 2:
        return None
    organization, tenant = [*names, "", ""][:2]
    return Address(found["path"], found["prefix"], organization, tenant)
