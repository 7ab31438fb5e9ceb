"""A stream of tokens, and a count of what is made of them."""

from collections.abc import Callable
from typing import TypeVar

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.tokens import Token

T = TypeVar("T")
NODES = 100
DEPTH = 60
"""How deep brackets and signs may nest: each level costs frames of the stack, here and in SQLAlchemy."""


class Stream:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.index, self.token = tokens, 0, tokens[0]
        self.nodes = self.depth = 0

    def advance(self) -> Token:
        """Step over a token that is not the end; return it."""
        taken = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        return taken

    def is_name(self, name: str) -> bool:
        return self.token.kind == "name" and self.token.text.lower() == name

    def is_mark(self, mark: str) -> bool:
        return self.token.kind == "mark" and self.token.text == mark

    def is_before(self, mark: str) -> bool:
        """Is the token after this one ``mark``?"""
        return self.token.kind != "end" and self.tokens[self.index + 1][:2] == ("mark", mark)

    def takes(self, mark: str) -> bool:
        """Step over ``mark`` if it is next."""
        found = self.is_mark(mark)
        if found:
            self.advance()
        return found

    def expect(self, mark: str) -> None:
        if not self.takes(mark):
            raise self.mistake(f"'{mark}' expected")

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.mistake("An operator or the end expected")

    def expect_name(self) -> Token:
        if self.token.kind != "name":
            raise self.mistake("A name expected")
        return self.advance()

    def listed(self, item: Callable[[], T], close: str) -> list[T]:
        """Parse items between commas, and the mark that closes them."""
        if self.takes(close):
            return []
        items = [item()]
        while self.takes(","):
            items.append(item())
        self.expect(close)
        return items

    def mistake(self, what: str) -> Mistake:
        found = f"'{self.token.text}'" if self.token.kind != "end" else "the end"
        return Mistake(f"{what}, found {found}.", self.token.at)

    def count(self, nodes: int = 1) -> None:
        self.nodes += nodes
        if self.nodes > NODES:
            raise Mistake(f"The node count limit of '{NODES}' has been exceeded.", self.token.at)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise Mistake(f"Brackets may nest {DEPTH} deep.", self.token.at)
