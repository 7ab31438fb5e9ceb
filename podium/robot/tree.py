"""All processes of a job, however they were started: found by descent, by session and by a mark they inherit."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
PAUSE_SECONDS = 0.02
ROUNDS = 250
KILL: int = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows every signal ends a process at once."""


class Member(NamedTuple):
    """A process; the time of its start tells it from a later one with the same number."""

    pid: int
    started: str


class Entry(NamedTuple):
    member: Member
    parent: int
    session: int


def signal_group(leader: int, number: int) -> None:
    """Signal the processes that share the group of ``leader``."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(leader, number)
        else:
            os.killpg(leader, number)


async def kill(mark: str, known: Iterable[Member] = ()) -> None:
    """Kill the members that are ``known``, and all processes with ``mark`` (NAME=value) in their environment."""
    for _ in range(ROUNDS):
        found = await asyncio.to_thread(_living, mark, known)
        if not found:
            return
        for member in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(member.pid, KILL)
        await asyncio.sleep(PAUSE_SECONDS)


def members(mark: str, leader: int | None = None) -> set[Member]:
    """Find the processes with a mark, those in the session of a living ``leader``, and all that descend from them.

    A leader whose end has been noticed must not be given: its number may be another process's by now.
    """
    entries = [entry for path in PROC.glob("[0-9]*") if (entry := _read(path))]
    found = {entry.member.pid for entry in entries if _is_marked(entry.member.pid, mark)}
    if leader is not None:
        found |= {entry.member.pid for entry in entries if leader in (entry.member.pid, entry.session)}
    while more := {entry.member.pid for entry in entries if entry.parent in found} - found:
        found |= more
    return {entry.member for entry in entries if entry.member.pid in found - {os.getpid()}}


def _living(mark: str, known: Iterable[Member]) -> set[Member]:
    entries = [_read(PROC / str(member.pid)) for member in known]
    return members(mark) | ({entry.member for entry in entries if entry} & set(known))


def _read(path: Path) -> Entry | None:
    """None for a process that is gone or only waits to be noticed (a zombie)."""
    try:
        # The name, in brackets, may hold anything; what follows the last bracket is plain.
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    if not fields or fields[0] in "ZX":
        return None
    return Entry(Member(int(path.name), fields[19]), parent=int(fields[1]), session=int(fields[3]))


def _is_marked(pid: int, mark: str) -> bool:
    try:
        environment = (PROC / str(pid) / "environ").read_bytes()
    except OSError:
        return False
    return mark.encode() in environment.split(b"\0")
