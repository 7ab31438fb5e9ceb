"""Master keys, which no database sees, and the keys of tenants that they wrap."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from podium.kernel.errors import ApiError

KEY_BYTES = 32
NONCE_BYTES = 12
Reread = Callable[[], Sequence[bytes]]
"""Gives the master keys as they are now, the newest first."""


class EncryptionKeyNotFound(ApiError, code=1800):
    """A secret or a tenant's key was sealed with a key that is not at hand."""

    def __init__(self, mend: str) -> None:
        super().__init__(details={"mend": mend})


class EncryptionKeyMalformed(ApiError, code=1801):
    """What is to be a master key is none."""

    def __init__(self) -> None:
        super().__init__(details={"mend": f"Give the server its master key: {KEY_BYTES} bytes, written in base64."})


class Unreadable(Exception):
    """What was sealed was not sealed with this key, or for this place, or has been changed."""


class Vault:
    """Wraps keys with the newest master key, unwraps them with any, and remembers those it has unwrapped."""

    def __init__(self, master: bytes, reread: Reread = tuple) -> None:
        if len(master) != KEY_BYTES:
            raise EncryptionKeyMalformed
        self._masters = {name_of(master): AESGCM(master)}
        self._newest = name_of(master)
        self._reread = reread
        self._open: dict[UUID, AESGCM] = {}

    def new_key(self, key_id: UUID) -> tuple[str, bytes]:
        """Make a key: the name of the master key that wraps it, and the wrapped key."""
        return self._wrap(key_id, secrets.token_bytes(KEY_BYTES))

    def rewrap(self, key_id: UUID, master: str, wrapped: bytes) -> tuple[str, bytes]:
        """Wrap a key anew, with the newest master key."""
        return self._wrap(key_id, unsealed(self._master(master), wrapped, key_id.bytes))

    def opened(self, key_id: UUID, master: str, wrapped: bytes) -> AESGCM:
        """The cipher of a wrapped key."""
        cipher = self._open.get(key_id)
        if cipher is None:
            cipher = self._open[key_id] = AESGCM(unsealed(self._master(master), wrapped, key_id.bytes))
        return cipher

    def _wrap(self, key_id: UUID, key: bytes) -> tuple[str, bytes]:
        self._refresh()
        return self._newest, sealed(self._masters[self._newest], key, key_id.bytes)

    def _master(self, name: str) -> AESGCM:
        if name not in self._masters:
            self._refresh()
        found = self._masters.get(name)
        if found is None:
            raise EncryptionKeyNotFound(f"Give the server the master key it had before: {name}, not {self._newest}.")
        return found

    def _refresh(self) -> None:
        """Keys are rotated while servers run: what they were started with may be out of date."""
        keys = self._reread()
        if keys:
            self._newest = name_of(keys[0])
            self._masters |= {name_of(key): AESGCM(key) for key in keys}


def sealed(cipher: AESGCM, content: bytes, place: bytes) -> bytes:
    """Seal for a place: it cannot be opened as if it belonged to another."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, place)


def unsealed(cipher: AESGCM, content: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], place)
    except InvalidTag as problem:
        raise Unreadable from problem


def name_of(master: bytes) -> str:
    """What a master key may be called in public: the beginning of its hash."""
    return hashlib.sha256(b"podium master key" + master).hexdigest()[:12]


def master_keys(text: str) -> list[bytes]:
    """Read master keys in base64, the newest first, between blanks or line ends."""
    try:
        keys = [base64.b64decode(word, validate=True) for word in text.split()]
    except binascii.Error as problem:
        raise EncryptionKeyMalformed from problem
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise EncryptionKeyMalformed
    return keys


def keys_in(file: str) -> list[bytes]:
    """The master keys in a file; none if it is not there, or none is named."""
    try:
        return master_keys(Path(file).read_text()) if file else []
    except OSError:
        return []
