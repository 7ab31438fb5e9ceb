"""Python environments for packages: made once for each, kept on disk, shared by jobs."""

import asyncio
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from podium.robot.accounts import Accounts, hand_over, take_over
from podium.robot.errors import NotPrepared
from podium.robot.manifest import Manifest
from podium.robot.packages import Package
from podium.robot.process import MARK, Process, Setting
from podium.robot.surroundings import inherited, program

TIMEOUT_SECONDS = 20 * 60
READY = ".ready"


class Environments:
    """One in the folder of each package; it counts only once its READY mark is there."""

    def __init__(self, home: Path, accounts: Accounts) -> None:
        self.home, self.accounts = home, accounts
        self.locks: defaultdict[Path, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def prepare(self, package: Package, job_key: str) -> Path:
        """Give the environment of a package. NotPrepared carries what the installer said."""
        folder = package.folder / "environment"
        async with self.locks[folder]:
            if not (folder / READY).exists():
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
                folder.mkdir()
                await self._make(folder, package, job_key)
                (folder / READY).touch()
        return folder

    async def _make(self, folder: Path, package: Package, job_key: str) -> None:
        """What is installed may run code of its own, so it is done under an account like a job's."""
        said = package.folder / "installer.log"
        said.unlink(missing_ok=True)
        variables = {**inherited(self.home), MARK: job_key, "UV_PROJECT_ENVIRONMENT": str(folder)}
        async with self.accounts.lent() as account:
            if account:
                hand_over(folder, account)
                variables |= _alone(folder)
            setting = Setting(variables, package.content, account)
            for words in steps(folder, package.manifest, locked=(package.content / "uv.lock").is_file()):
                await _run(words, setting, said)
        if account:
            await asyncio.to_thread(take_over, folder)


def _alone(folder: Path) -> dict[str, str]:
    """Without the robot's home and caches: what one package has installed must not reach another."""
    return {"HOME": str(folder), "UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}


def steps(folder: Path, manifest: Manifest, *, locked: bool) -> Iterator[list[str]]:
    """The commands that make an environment; without dependencies none of them needs a network."""
    uv, python, needs = find_uv(), program(folder, "python"), manifest.dependencies
    if uv is None:
        yield [sys.executable, "-m", "venv", *([] if needs else ["--without-pip"]), str(folder)]
        if needs:
            yield [python, "-m", "pip", "install", "--quiet", *needs]
        return
    yield [uv, "venv", "--quiet", "--no-project", "--python", manifest.python or sys.executable, str(folder)]
    if locked:
        yield [uv, "sync", "--quiet", "--compile-bytecode", "--frozen", "--no-install-project", "--no-dev"]
    elif needs:
        yield [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *needs]


def find_uv() -> str | None:
    """Look beside our own Python first, then on the path."""
    return shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")


async def _run(words: list[str], setting: Setting, said: Path) -> None:
    process = await Process.start(words, setting, said)
    try:
        code = await asyncio.wait_for(process.wait(), TIMEOUT_SECONDS)
    except TimeoutError:
        raise NotPrepared(f"{' '.join(words)} took longer than {TIMEOUT_SECONDS} seconds") from None
    finally:
        await process.kill()
    if code != 0:
        raise NotPrepared(f"{' '.join(words)} failed:\n{said.read_text(errors='replace')[-4000:]}")
