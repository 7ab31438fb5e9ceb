"""Licence files that are signed, so that only who has the key can make them."""

import base64
import binascii

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Signed(msgspec.Struct, forbid_unknown_fields=True):
    """A licence and the proof of who made it; both in base64."""

    licence: str
    signature: str


class NotSigned(ValueError):
    """It is not signed with the key that is trusted."""


def new_key() -> str:
    """A key to sign with, in base64: to be kept secret."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def public_key(key: str) -> str:
    """What an installation has to know to trust what was signed with a key. ValueError: it is no key."""
    return base64.b64encode(_private(key).public_key().public_bytes_raw()).decode()


def sign(licence: bytes, key: str) -> bytes:
    """A licence as a signed file. ValueError: it is no key."""
    signature = _private(key).sign(licence)
    return msgspec.json.encode(Signed(*(base64.b64encode(part).decode() for part in (licence, signature))))


def opened(file: bytes, trusted: str) -> bytes:
    """The licence in a file. NotSigned: not by the key that is ``trusted``; where none is, by nobody will do."""
    try:
        signed = msgspec.json.decode(file, type=Signed)
        licence, signature = (base64.b64decode(part, validate=True) for part in (signed.licence, signed.signature))
        if trusted:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(trusted)).verify(signature, licence)
    except InvalidSignature as problem:
        raise NotSigned("The licence was changed, or signed with another key.") from problem
    except (msgspec.MsgspecError, binascii.Error) as problem:
        if trusted:
            raise NotSigned("Only licences that are signed are taken here.") from problem
        return file
    return licence


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))
