"""Hold what our own catalogue declares against what is published."""

from collections.abc import Iterable, Iterator
from typing import Any

from podium.kernel.permissions import PUBLIC
from tools.spec.contract import UNLISTED, Contract, Operation
from tools.spec.exceptions import Exceptions
from tools.spec.findings import Difference
from tools.spec.permissions import ways


def differences(declared: Iterable[Any], contract: Contract, exceptions: Exceptions) -> Iterator[Difference]:
    """Yield where an operation is declared otherwise than it is published."""
    for ours in declared:
        published = contract.find(ours.method, ours.path)
        if published and published.version != UNLISTED:
            for found in _compared(ours, published):
                if not exceptions.allow(found.kind, found.place, found.what):
                    yield found


def _compared(ours: Any, published: Operation) -> Iterator[Difference]:
    place = str(published)
    yield from _permission(ours, published)
    if set(ours.scopes) != set(published.scopes.split(" or ")) - {""}:
        yield Difference("scope", place, f"{' or '.join(ours.scopes)}, not {published.scopes}")
    if (ours.folder.value != "none") != published.folder:
        yield Difference("folder", place, f"{ours.folder.value}, not {'in a folder' if published.folder else 'none'}")
    for status in sorted(ours.statuses - published.answers.keys()):
        yield Difference("status", place, str(status))
    taken = {parameter.name.lower() for parameter in ours.parameters}
    for name in published.queried:
        if name.lower() not in taken:
            yield Difference("parameter", place, name)


def _permission(ours: Any, published: Operation) -> Iterator[Difference]:
    try:
        if not _same_permission(ours.needs, published):
            wanted = " | ".join(published.sentences) or "nobody"
            yield Difference("permission", str(published), f"{ours.needs}, not {wanted}")
    except ValueError as error:
        yield Difference("sentence", str(published), str(error))


def _same_permission(needs: Any, published: Operation) -> bool:
    """Where one of several sentences applies, ours may ask for the one or the other."""
    if not published.sentences or needs is PUBLIC:
        return needs is PUBLIC and not published.sentences
    asked = ways(str(needs))
    return asked == published.ways if len(published.sentences) == 1 else asked <= published.ways
