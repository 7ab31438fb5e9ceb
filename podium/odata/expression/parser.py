"""Parse tokens by operator precedence (a Pratt parser). Names are not looked up here: any may stand anywhere."""

from podium.odata.expression.mistakes import Mistake
from podium.odata.expression.stream import Stream
from podium.odata.expression.syntax import (
    Argument,
    Binary,
    Call,
    Case,
    Chosen,
    Count,
    Items,
    Literal,
    Members,
    Name,
    Node,
    Ordering,
    Quantified,
    Unary,
    Word,
)
from podium.odata.expression.tokens import Token

LOOSEST_FIRST = ("or", "and", "eq ne", "gt ge lt le", "add sub", "mul div divby mod", "not -", "has in")
BINDING = {operator: place for place, group in enumerate(LOOSEST_FIRST, 1) for operator in group.split()}
UNARY = BINDING.pop("not")
ORDERINGS = 5
WORDS = {"null": None, "true": True, "false": False}
ABOUT_TYPES = frozenset(("cast", "isof"))


def parse(tokens: list[Token], first_slot: int = 0) -> Node:
    """Parse one expression; its literals are numbered from ``first_slot``."""
    parser = Parser(tokens, first_slot)
    node = parser.expression()
    parser.expect_end()
    return node


def parse_orderings(tokens: list[Token], first_slot: int = 0) -> list[Ordering]:
    """Parse the items of ``$orderby``."""
    parser = Parser(tokens, first_slot)
    orderings = [parser.ordering()]
    while parser.takes(","):
        if len(orderings) == ORDERINGS:
            raise Mistake(f"No more than {ORDERINGS} items can be ordered by.", parser.token.at)
        orderings.append(parser.ordering())
    parser.expect_end()
    return orderings


class Parser(Stream):
    def __init__(self, tokens: list[Token], first_slot: int) -> None:
        super().__init__(tokens)
        self.slot = first_slot
        self.variables: list[str] = []
        self.takes_types = False

    def ordering(self) -> Ordering:
        value = self.expression()
        descending = self.is_name("desc")
        if descending or self.is_name("asc"):
            self.advance()
        return Ordering(value, descending)

    def expression(self, binding: int = 0) -> Node:
        """Parse an expression whose operators all bind closer than ``binding``."""
        self.deeper()
        left = self.operand()
        while self.token.kind == "name" and BINDING.get(operator := self.token.text.lower(), 0) > binding:
            at = self.advance().at
            self.count()
            right = self.choices() if operator == "in" else self.expression(BINDING[operator])
            left = Binary(operator, left, right, at)
        self.depth -= 1
        return left

    def operand(self) -> Node:
        match self.token.kind:
            case "name":
                return self.named()
            case "mark":
                return self.marked()
            case "double":
                return self.word(float(self.token.text))
            case "end" | "json":
                raise self.mistake("An expression expected")
            case _:
                return self.literal()

    def named(self) -> Node:
        word = self.token.text.lower()
        if self.is_before("/"):
            return self.path()
        if word == "not":
            return self.unary(word)
        return self.word(WORDS[word]) if word in WORDS else self.path()

    def word(self, value: bool | float | None) -> Word:
        self.count()
        return Word(value, self.advance().at)

    def marked(self) -> Node:
        if self.is_mark("-"):
            return self.unary("-")
        at = self.token.at
        if self.takes("["):
            return Items(self.listed(self.element, "]"), at)
        if self.takes("{"):
            return Members(dict(self.listed(self.member, "}")), at)
        self.expect("(")
        return self.closed()

    def unary(self, operator: str) -> Unary:
        at = self.advance().at
        self.count()
        return Unary(operator, self.expression(UNARY), at)

    def literal(self) -> Literal:
        self.count()
        token = self.advance()
        self.slot += 1
        kind = "string" if token.kind == "json" else token.kind
        return Literal(kind, token.text, token.at, self.slot - 1)

    def choices(self) -> Node:
        """Parse what stands right of ``in``: a list of literals, or an expression that gives a list."""
        at = self.token.at
        if not self.takes("("):
            return self.expression(BINDING["in"])
        items = self.listed(self.element, ")")
        if len(items) > 1 and not all(isinstance(item, Literal | Word) for item in items):
            raise Mistake("A list of several can hold literals only.", at)
        return Items(items, at)

    def element(self) -> Node:
        """Parse an element of a list. Literals are not counted as nodes here: they become one array."""
        nodes = self.nodes
        item = self.literal() if self.token.kind == "json" else self.expression()
        if isinstance(item, Literal | Word):
            self.nodes = nodes
        return item

    def member(self) -> tuple[str, Node]:
        if self.token.kind != "json":
            raise self.mistake("The name of a member in double quotes expected")
        name = self.literal().text
        self.expect(":")
        return name, self.element()

    def path(self) -> Node:
        node = self.segment(None)
        while self.takes("/"):
            node = self.segment(node)
        if isinstance(node, Name) and not node.source and is_qualified(node.name) and not self.takes_types:
            raise self.mistake(f"A member of '{node.name}' expected")
        return node

    def segment(self, source: Node | None) -> Node:
        token = self.expect_name()
        name = token.text
        own = source or name in self.variables or name.startswith("$")
        self.count(1 if own else 2)  # a path from nowhere begins with the row, which is a node of its own
        if name == "$count" and source:
            return Count(self.counted(source, token.at), token.at)
        if not self.takes("("):
            return Name(name, token.at, source)
        if name in ("any", "all"):
            return self.quantified(token, source)
        if name == "$filter" and source:
            return self.keyed(Chosen(source, self.closed(), token.at))
        if name == "case" and not source:
            return Case(self.listed(self.branch, ")"), token.at)
        return Call(name, self.arguments(name), token.at, source)

    def counted(self, source: Node, at: int) -> Node:
        if not self.takes("("):
            return source
        option = self.expect_name()
        if option.text.lower().lstrip("$") != "filter":
            raise Mistake(f"'{option.text}' is no option of $count.", option.at)
        self.expect("=")
        return Chosen(source, self.closed(), at)

    def keyed(self, chosen: Chosen) -> Node:
        """Parse the key that picks one of a choice, if there is one."""
        return Call("$filter", self.arguments(""), chosen.at, chosen) if self.takes("(") else chosen

    def quantified(self, token: Token, source: Node | None) -> Node:
        if source is None:
            raise Mistake(f"'{token.text}' needs a collection before it.", token.at)
        if token.text == "any" and self.takes(")"):
            return Quantified("any", source, "", None, token.at)
        variable = self.expect_name().text
        self.expect(":")
        self.variables.append(variable)
        condition = self.closed()
        self.variables.pop()
        return Quantified(token.text, source, variable, condition, token.at)

    def closed(self) -> Node:
        inner = self.expression()
        self.expect(")")
        return inner

    def arguments(self, function: str) -> list[Node]:
        before, self.takes_types = self.takes_types, function in ABOUT_TYPES
        found = self.listed(self.argument, ")")
        self.takes_types = before
        return found

    def argument(self) -> Node:
        if self.token.kind == "name" and self.is_before("="):
            name = self.advance()
            self.expect("=")
            return Argument(name.text, self.expression(), name.at)
        return self.expression()

    def branch(self) -> tuple[Node, Node]:
        condition = self.expression()
        self.expect(":")
        return condition, self.expression()


def is_qualified(name: str) -> bool:
    """Is this a qualified name, as types and bound functions have?"""
    return "." in name and not name.startswith("@")
