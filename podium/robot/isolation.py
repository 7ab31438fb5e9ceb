"""Whether jobs can run under accounts of their own here."""

import asyncio
import sys
from pathlib import Path

from podium.robot.home import arrange
from podium.robot.process import Setting
from podium.robot.settings import Settings
from podium.robot.surroundings import inherited

BOOTSTRAP = str(Path(__file__).parent / "bootstrap.py")
TRIAL = "import os, sys; os.chdir(sys.argv[1]); open(sys.argv[2]).close()"


async def hindrance(settings: Settings) -> str | None:
    """Try what every job needs; gives what keeps one from its account, and None where nothing does."""
    if not settings.accounts:
        return None
    arrange(settings.home, for_accounts=True)
    jobs, nothing, pipe = settings.home / "jobs", asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
    setting = Setting(inherited(settings.home), jobs, settings.accounts[0])
    words = [sys.executable, "-I", "-S", "-c", TRIAL, str(jobs), BOOTSTRAP]
    try:
        process = await setting.start(words, stdin=nothing, stdout=nothing, stderr=pipe)
    except OSError as error:
        return str(error)
    said = (await process.communicate())[1].decode(errors="replace").strip()
    return said.splitlines()[-1] if process.returncode else None
