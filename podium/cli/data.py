"""The data directory: the master key, and where the database and the files are."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from podium.cli.problems import Problem
from podium.kernel.vault import KEY_BYTES


class DataDirectory:
    """Made on first use. Others may pass through it, as the database's user must, but read nothing in it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o711)
        except OSError as problem:
            raise Problem(f"{self.path} cannot be made ({problem.strerror}); name another with --data.") from problem

    @property
    def database(self) -> Path:
        """Where the embedded database lives."""
        return self.path / "postgres"

    @property
    def files(self) -> Path:
        """Where packages and other files are kept."""
        return self.path / "files"

    def demo_password(self) -> str:
        """The password that the demo signs in with, the same at its next start."""
        path = self.path / "demo.password"
        if not path.exists():
            _write_new(path, secrets.token_urlsafe(9).encode())
        return path.read_text()

    def master_key(self) -> bytes:
        """The key that seals secrets: PODIUM_MASTER_KEY (base64 of 32 bytes), or a file made at the first start."""
        given = os.environ.get("PODIUM_MASTER_KEY")
        if given:
            return _decoded(given, "PODIUM_MASTER_KEY")
        path = self.path / "master.key"
        if not path.exists():
            _write_new(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        return _decoded(path.read_text(), str(path))


def _write_new(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _decoded(text: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise Problem(f"{source} must be {KEY_BYTES} bytes in base64; without the right key no secret can be read.")
    return key
