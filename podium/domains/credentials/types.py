"""The types of outside stores there are: ours, and those of installed plug-ins."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from podium.domains.credentials.plugin import ENTRY_POINT, StoreType
from podium.domains.credentials.stores import OURS


@cache
def store_types() -> Mapping[str, StoreType]:
    """Every type by its name in lower case."""
    found = [*OURS, *(point.load() for point in entry_points(group=ENTRY_POINT))]
    return {one.name.lower(): one for one in found}
