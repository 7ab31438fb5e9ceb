"""PKCE (RFC 7636): who asks for a code shows a challenge, and with the code the verifier that only it can know."""

import base64
import hashlib

METHOD = "S256"


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
