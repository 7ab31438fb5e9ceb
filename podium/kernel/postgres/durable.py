"""Changes to files that are either done or not done, even when the power fails."""

import os
from pathlib import Path


def write(path: Path, text: str, mode: int) -> None:
    """Put a file with exactly these permissions in place."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    rename(new, path)


def rename(source: Path, target: Path) -> None:
    """Rename, and return when the new name is on the disk."""
    source.rename(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
