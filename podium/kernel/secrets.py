"""Secrets: sealed at rest with AES-256-GCM, passwords hashed with argon2id, random words."""

import asyncio
import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # the OWASP profile: some 25 ms
_AT_ONCE = asyncio.Semaphore(2)


class Unreadable(Exception):
    """A sealed value was not sealed with this key, or for this place, or has been changed."""


class Vault:
    """Seals small secrets with one key. ``place`` ties a sealed value to where it is kept."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"The master key must have {KEY_BYTES} bytes, not {len(key)}.")
        self._cipher = AESGCM(key)

    def seal(self, text: str, place: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        nonce, hidden = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, hidden, place.encode()).decode()
        except InvalidTag as problem:
            raise Unreadable from problem


async def hash_password(password: str) -> str:
    async with _AT_ONCE:
        return await asyncio.to_thread(_HASHER.hash, password)


async def password_matches(hashed: str | None, password: str) -> bool:
    """Compare; takes as long when there is no such user, so that nobody learns which names exist."""
    async with _AT_ONCE:
        return await asyncio.to_thread(_matches, hashed or _NOBODY, password) and hashed is not None


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def fingerprint(secret: str) -> str:
    """The hash under which a long random secret is stored: it needs no slow one."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def random_secret(size: int = 24) -> str:
    return secrets.token_urlsafe(size)


_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
