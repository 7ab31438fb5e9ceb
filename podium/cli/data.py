"""The data directory: the master key, and where the database and the files are."""

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from podium.cli.problems import Problem
from podium.kernel.vault import KEY_BYTES, EncryptionKeyMalformed, EncryptionKeyNotFound, master_keys

KEY, KEY_FILE = "PODIUM_MASTER_KEY", "PODIUM_MASTER_KEY_FILE"


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

    @property
    def key_file(self) -> Path | None:
        """Where the master key is: PODIUM_MASTER_KEY_FILE, or a file made at the first start.

        None where PODIUM_MASTER_KEY gives the key itself. The file may have several, the newest first.
        """
        if os.environ.get(KEY):
            return None
        named = os.environ.get(KEY_FILE)
        path = Path(named) if named else self.path / "master.key"
        if not named and not path.exists():
            _write_new(path, _new_key())
        return path

    def master_key(self) -> bytes:
        """The key that seals secrets."""
        path = self.key_file
        keys = _decoded(_read(path), str(path)) if path else _decoded(os.environ[KEY], KEY)
        if not path and len(keys) > 1:
            raise Problem(f"{KEY} gives one key; write several into a file and name it with {KEY_FILE}.")
        return keys[0]

    @contextmanager
    def new_master_key(self) -> Iterator[None]:
        """Put a newer master key before those in our own file; if all went well, it is the only one afterwards.

        The former ones are kept apart: backups need them. Keys given by the environment are the operator's to change.
        """
        path = self.key_file
        if path is None or os.environ.get(KEY_FILE):
            yield
            return
        new, former = _new_key(), path.read_bytes()
        _write_new(path, new + former)
        yield
        apart = former_keys(path)
        _write_new(apart, former + (apart.read_bytes() if apart.exists() else b""))
        _write_new(path, new)


def former_keys(path: Path) -> Path:
    """Where former master keys are kept, beside the file with the one in use."""
    return path.with_name(f"{path.name}.former")


@contextmanager
def keys_told() -> Iterator[None]:
    """Say which key is missing, and what would mend it."""
    try:
        yield
    except (EncryptionKeyNotFound, EncryptionKeyMalformed) as problem:
        raise Problem(f"{problem} (code {problem.code}) {problem.details['mend']}") from problem


def _new_key() -> bytes:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"


def _write_new(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as problem:
        raise Problem(f"The master key cannot be read from {path} ({problem.strerror}).") from problem


def _decoded(text: str, source: str) -> list[bytes]:
    try:
        return master_keys(text)
    except EncryptionKeyMalformed as problem:
        told = f"{source} must be {KEY_BYTES} bytes in base64 (code {problem.code})"
        raise Problem(f"{told}; without the right key no secret can be read.") from problem
