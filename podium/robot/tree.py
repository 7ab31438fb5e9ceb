"""All processes of a job, however they were started: found by descent, by session and by a mark they inherit."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
PAUSE_SECONDS = 0.02
ROUNDS = 250


class Entry(NamedTuple):
    pid: int
    parent: int
    session: int


def signal_group(leader: int, number: int) -> None:
    """Signal the processes that share the group of ``leader``."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


async def kill(mark: str, leader: int | None = None) -> None:
    """Kill all processes with ``mark`` (NAME=value) in their environment, and those around a living ``leader``.

    A leader whose end has been noticed must not be given: its number may be another process's by now.
    """
    if not PROC.is_dir():
        if leader is not None:
            signal_group(leader, signal.SIGKILL)
        return
    for _ in range(ROUNDS):
        found = await asyncio.to_thread(members, mark, leader)
        if not found:
            return
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(PAUSE_SECONDS)
        leader = None


def members(mark: str, leader: int | None = None) -> set[int]:
    """Find the living processes of a job."""
    processes = [entry for path in PROC.glob("[0-9]*") if (entry := _read(path))]
    found = {entry.pid for entry in processes if _is_marked(entry.pid, mark)}
    if leader is not None:
        found |= {entry.pid for entry in processes if leader in (entry.pid, entry.session)}
    while more := {entry.pid for entry in processes if entry.parent in found} - found:
        found |= more
    return found - {os.getpid()}


def _read(path: Path) -> Entry | None:
    """None for a process that is gone or only waits to be noticed (a zombie)."""
    try:
        # The name, in brackets, may hold anything; what follows the last bracket is plain.
        state, parent, _, session, *_ = (path / "stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return None
    return None if state in "ZX" else Entry(int(path.name), int(parent), int(session))


def _is_marked(pid: int, mark: str) -> bool:
    try:
        environment = (PROC / str(pid) / "environ").read_bytes()
    except OSError:
        return False
    return mark.encode() in environment.split(b"\0")
