"""Packages for robots to run, made on the spot."""

import io
import zipfile
from textwrap import dedent


def plain(code: str, **files: str) -> bytes:
    """A plain package whose main.py is ``code``."""
    return package({"main.py": dedent(code), **files})


def package(files: dict[str, str]) -> bytes:
    return archive({f"content/{name}": text for name, text in files.items()})


def archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name, text)
    return buffer.getvalue()
