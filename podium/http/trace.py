"""Trace ids: taken over from the caller where it sends one, else made."""

import re
from collections.abc import Mapping
from random import getrandbits

PARENT = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")


def trace_id(headers: Mapping[str, str]) -> str:
    """The id of this request in the W3C form, within the trace of the caller."""
    parent = PARENT.match(headers.get("traceparent", ""))
    return f"00-{parent[1] if parent else f'{getrandbits(128):032x}'}-{getrandbits(64):016x}-00"
