"""``podium licence``: keys, and licence files that are signed with them."""

from pathlib import Path

from podium.cli.problems import Problem
from podium.domains.licences import signing


def make_key(file: Path) -> str:
    """Write a new key that only its owner can read; gives its public half."""
    key = signing.new_key()
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(f"{key}\n")
    except OSError as problem:
        raise Problem(f"{file} cannot be written: {problem.strerror}.") from problem
    return signing.public_key(key)


def sign(licence: Path, key: Path, to: Path) -> None:
    """Write a licence as a signed file."""
    try:
        to.write_bytes(signing.sign(licence.read_bytes(), key.read_text().strip()))
    except OSError as problem:
        raise Problem(f"{problem.filename}: {problem.strerror}.") from problem
    except ValueError as problem:
        raise Problem(f"{key} holds no key; make one with: podium licence key FILE") from problem
