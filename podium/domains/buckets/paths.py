"""Paths of files in buckets: ``/reports/May & June.csv``. Any character but a slash may be in a name."""

import re

from podium.domains.buckets.errors import BadPath

MOST_BYTES = 1024


def cleaned(path: str) -> str:
    """A path from the root; refused if it names no file or leads out of the bucket."""
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in (".", "..") for part in parts):
        raise BadPath(why=f"'{path}' is no path of a file.", field="path")
    found = "/" + "/".join(parts)
    if len(found.encode()) > MOST_BYTES or not found.isprintable():
        raise BadPath(why="The path is too long or has characters that cannot be seen.", field="path")
    return found


def directory_of(path: str) -> str:
    """How all paths in a directory begin; in the root with a slash."""
    return f"{cleaned(path)}/" if path.strip("/") else "/"


def name_of(path: str) -> str:
    return path.rpartition("/")[2]


def pattern(glob: str) -> str:
    """A glob for names, with ``*`` and ``?``, as a regular expression that PostgreSQL understands too."""
    wild = {"*": "[^/]*", "?": "[^/]"}
    return "".join(wild.get(character) or re.escape(character) for character in glob or "*")
