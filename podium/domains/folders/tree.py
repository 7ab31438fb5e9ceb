"""The tree of folders: ways up and down, paths, depth."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from podium.domains.folders.models import Folder

SEPARATOR = "/"
MOST_LEVELS = 7
"""A folder of the first level and six below it."""


def downwards(folders: Iterable[Folder]) -> list[Folder]:
    """Every folder after its parent."""
    return sorted(folders, key=lambda folder: (level(folder), folder.fully_qualified_name.lower()))


def level(folder: Folder) -> int:
    """How deep a folder lies: 1 at the root."""
    return folder.fully_qualified_name.count(SEPARATOR) + 1


def path_below(parent: Folder | None, name: str) -> str:
    return f"{parent.fully_qualified_name}{SEPARATOR}{name}" if parent else name


class Tree:
    """The folders of a tenant."""

    def __init__(self, folders: Iterable[Folder]) -> None:
        self.folders = {folder.id: folder for folder in downwards(folders)}
        self._below: dict[int | None, list[Folder]] = defaultdict(list)
        for folder in self.folders.values():
            self._below[folder.parent_id].append(folder)

    def children(self, folder_id: int | None) -> list[Folder]:
        return self._below[folder_id]

    def ancestors(self, folder: Folder) -> list[Folder]:
        """The folders above one, the root first."""
        above = []
        while folder.parent_id is not None:
            folder = self.folders[folder.parent_id]
            above.append(folder)
        return above[::-1]

    def branch(self, folder: Folder) -> Iterator[Folder]:
        """A folder and all below it, each after its parent."""
        yield folder
        for child in self.children(folder.id):
            yield from self.branch(child)

    def root(self, folder: Folder) -> Folder:
        return next(iter(self.ancestors(folder)), folder)
