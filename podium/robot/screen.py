"""A picture of what is on the screen, where there is one and a program that can take it."""

import asyncio
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = {"scrot": [], "maim": [], "grim": [], "import": ["-window", "root"], "screencapture": ["-x"]}
"""What takes pictures, with the words before the name of the file."""
PATIENCE = 10


async def picture() -> bytes | None:
    """Take a picture; None where there is no screen, or nothing to take it with."""
    words = _words()
    if words is None:
        return None
    with TemporaryDirectory(prefix="podium-screen-") as directory:
        file = Path(directory) / "screenshot.png"
        process = await asyncio.create_subprocess_exec(
            *words, str(file), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
        return await asyncio.to_thread(file.read_bytes) if file.is_file() else None


def _words() -> list[str] | None:
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return next(([path, *words] for name, words in PROGRAMS.items() if (path := shutil.which(name))), None)
