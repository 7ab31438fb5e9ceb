"""What can be wrong with a query, and how a client is told."""

from types import TracebackType

from podium.kernel.errors import BadRequest

SHOWN = 60


class Mistake(Exception):
    """Something in the text of an option has no meaning: what, and where it begins."""

    def __init__(self, what: str, at: int = 0) -> None:
        super().__init__(what)
        self.what, self.at = what, at


class BadQuery(BadRequest, english="Invalid OData query options. {why}"):
    """A query option that cannot be understood, or asks for too much."""


class Blame:
    """A block in which every mistake is one in the text of an option."""

    __slots__ = ("option", "text")

    def __init__(self, option: str, text: str) -> None:
        self.option, self.text = option, text

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _: TracebackType | None
    ) -> None:
        if isinstance(problem, Mistake):
            near = self.text[problem.at : problem.at + SHOWN]
            place = f" at position {problem.at}: {near}" if near else ""
            raise BadQuery(f"{problem.what} ({self.option}{place})", field=self.option) from problem
