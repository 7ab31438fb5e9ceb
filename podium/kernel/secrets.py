"""Passwords hashed with argon2id, random words and their fingerprints."""

import asyncio
import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # the OWASP profile: some 25 ms
_AT_ONCE = asyncio.Semaphore(2)


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
