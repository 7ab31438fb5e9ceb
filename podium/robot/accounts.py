"""The accounts that jobs run under, where the robot may choose: one job each at a time, and nothing stays of it."""

import asyncio
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - where everybody may leave files


@dataclass(frozen=True)
class Account:
    """Whom a process runs as. It may be a mere number, which the system need not know."""

    name: str
    uid: int
    gid: int

    @property
    def of_process(self) -> dict[str, Any]:
        """How a process is started under it; no other account can read what such a process writes."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}


def read_accounts(text: str) -> tuple[Account, ...]:
    """Read names, numbers and ranges: ``ann,60001,60600-60615``. ValueError: one is not there, or is no job's."""
    found = tuple(account for word in text.split(",") for account in _accounts(word.strip()))
    own = getattr(os, "getuid", int)()
    if any(account.uid in (0, own) for account in found):
        raise ValueError("neither root nor the robot's own account is one for jobs")
    if len({account.uid for account in found}) < len(found):
        raise ValueError("an account is named twice")
    return found


def _accounts(word: str) -> Iterator[Account]:
    first, dash, last = word.partition("-")
    if first.isdigit() and last.isdigit():
        yield from (_numbered(number) for number in range(int(first), int(last) + 1))
    elif word.isdigit() and not dash:
        yield _numbered(int(word))
    else:
        yield _named(word)


if sys.platform == "win32":

    def _named(name: str) -> Account:
        raise ValueError("jobs can have accounts of their own on Linux and macOS only")

    def _numbered(number: int) -> Account:
        return _named(str(number))
else:
    import pwd

    def _named(name: str) -> Account:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            raise ValueError(f"there is no account {name!r}") from None
        return Account(name, entry.pw_uid, entry.pw_gid)

    def _numbered(number: int) -> Account:
        try:
            entry = pwd.getpwuid(number)
        except KeyError:
            return Account(str(number), number, number)
        return Account(entry.pw_name, number, entry.pw_gid)


class Accounts:
    """Lends them out. Without any, jobs run as the robot does."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.all = accounts
        self.free: asyncio.Queue[Account] = asyncio.Queue()

    async def open(self) -> None:
        """Begin with accounts under which nothing runs any more, whatever a robot before us has left."""
        for account in self.all:
            await self.give_back(account)

    async def take(self) -> Account | None:
        return await self.free.get() if self.all else None

    async def give_back(self, account: Account | None) -> None:
        """Kill what still runs under it, and remove what it has left where everybody may write."""
        if account is not None:
            await asyncio.to_thread(clear, account)
            self.free.put_nowait(account)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Account | None]:
        account = await self.take()
        try:
            yield account
        finally:
            await self.give_back(account)


def clear(account: Account) -> None:
    """Leave no process and no file of an account. One signal reaches all: nothing can be started in between."""
    subprocess.run(["/bin/sh", "-c", "kill -KILL -1"], check=False, stderr=subprocess.DEVNULL, **account.of_process)
    for directory in SHARED:
        for path in directory.iterdir() if directory.is_dir() else ():
            with suppress(OSError):
                if path.lstat().st_uid == account.uid:
                    _remove(path)


def _remove(path: Path) -> None:
    if stat.S_ISDIR(path.lstat().st_mode):
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def hand_over(tree: Path, account: Account) -> None:
    """Make an account the owner of a directory that nobody else has written to."""
    for path in _everything(tree):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def take_over(tree: Path) -> None:
    """Own what an account has made, for all to read and none to change; nothing in it runs as its owner."""
    for path in _everything(tree):
        os.chown(path, os.getuid(), os.getgid(), follow_symlinks=False)
        if not path.is_symlink():
            path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o755 | 0o444 | _searchable(path))


def _searchable(path: Path) -> int:
    return 0o111 if path.is_dir() or path.stat().st_mode & 0o100 else 0


def _everything(tree: Path) -> Iterator[Path]:
    yield tree
    for folder, folders, files in os.walk(tree):
        yield from (Path(folder, name) for name in folders + files)
