"""The system query options of one request."""

from collections.abc import Mapping
from dataclasses import dataclass

from podium.kernel.errors import BadRequest

MAX_TOP = 1000


@dataclass(frozen=True)
class Options:
    filter: str = ""
    orderby: str = ""
    select: frozenset[str] = frozenset()
    top: int = MAX_TOP
    skip: int = 0
    count: bool = False

    @classmethod
    def parse(cls, query: Mapping[str, str], own: frozenset[str] = frozenset()) -> "Options":
        """Read the options; ``own`` are the operation's parameters, in lower case, which are none of ours."""
        try:
            return cls(
                query.get("$filter", ""),
                query.get("$orderby", ""),
                frozenset(filter(None, query.get("$select", "").replace(" ", "").split(","))),
                min(int(query.get("$top", MAX_TOP)), MAX_TOP),
                int(query.get("$skip", 0)),
                query.get("$count", "").lower() == "true",
            )
        except ValueError as problem:
            raise BadRequest(why=f"Invalid OData query options. {problem}") from problem
