"""Reading what a job has left: its own files, and nothing that it has only put a link to."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

WITHOUT_TRUST: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def opened(path: Path) -> BinaryIO | None:
    """Open a file; None unless it is a plain file of whom its directory belongs to.

    A robot may read what a job may not: what the job names must not make it tell.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | WITHOUT_TRUST)
    except OSError:
        return None
    file, found = os.fdopen(descriptor, "rb"), os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode) and found.st_uid == path.parent.stat().st_uid:
        return file
    file.close()
    return None


def content_of(path: Path) -> bytes | None:
    """Read a file; None as above."""
    file = opened(path)
    if file is None:
        return None
    with file:
        return file.read()
