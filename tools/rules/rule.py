"""What a rule is, and how a file is held against all of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tools.rules.source import Source

SKIP = re.compile(r"# rule-skip: (?P<name>[a-z-]+) - \S")


@dataclass(frozen=True)
class Rule:
    """A habit that is checked: ``lines`` yields where a file breaks it."""

    name: str
    sentence: str
    lines: Callable[[Source], Iterable[int]]


@dataclass(frozen=True)
class Fault:
    """A line that breaks a rule."""

    place: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.sentence}"


def faults(source: Source, rules: Sequence[Rule]) -> Iterator[Fault]:
    """What a file does against the rules, and the exceptions it asks for without need."""
    skips = _skips(source)
    broken = {(line, rule.name): rule.sentence for rule in rules for line in rule.lines(source)}
    for line, name in sorted(broken.keys() - skips):
        yield Fault(f"{source.path}:{line}", name, broken[line, name])
    for line, name in sorted(skips - broken.keys()):
        yield Fault(f"{source.path}:{line}", name, "Nothing here needs this exception.")


def _skips(source: Source) -> frozenset[tuple[int, str]]:
    found = ((line, SKIP.match(comment)) for line, comment in source.comments.items())
    return frozenset((line, match["name"]) for line, match in found if match)
