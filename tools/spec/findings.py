"""What the reporter finds out."""

from collections import Counter
from dataclasses import dataclass, field

from tools.spec.contract import Operation


@dataclass(frozen=True, order=True)
class Difference:
    """Something that is not as published; ``test`` shows it, where one does."""

    kind: str
    place: str
    what: str
    test: str = field(default="", compare=False)


KINDS = {
    "answer": "answers that do not fit their published type",
    "status": "statuses of success that are not published",
    "permission": "operations declared with another permission",
    "sentence": "operations declared with a permission that cannot be read",
    "scope": "operations declared with other scopes",
    "folder": "operations declared with, or without, a folder against what is published",
    "parameter": "published parameters that the declared operation does not take",
    "unknown": "properties answered that no version publishes",
    "absent": "published properties never answered",
    "empty": "lists never answered with an item in them",
    "option": "published options and parameters never used with success",
    "unsent": "published members of bodies never sent with success",
    "code": "codes answered with another status than the catalogue's",
}
"""Every kind of difference, the worst first."""


@dataclass
class Standing:
    """One operation: the test that shows it served, or what was in the way, and how often."""

    operation: Operation
    served: str = ""
    hindrances: Counter[str] = field(default_factory=Counter)
    options: set[str] = field(default_factory=set)
    answered: bool = False
    empty: bool | None = None

    @property
    def why_not(self) -> str:
        """The hindrance that came nearest to success."""
        return max(self.hindrances, key=HINDRANCES.index, default="never called")


FAILED = "no success"
STATUS = "status not published"
MISFIT = "body does not fit"
CALLER = "not with exactly its permission"
HINDRANCES = (FAILED, STATUS, MISFIT, CALLER)
"""What keeps an operation from being served, from far to near."""
