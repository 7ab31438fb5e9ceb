"""What commands say, and what they ask whoever runs them."""

import os
import sys
from collections.abc import Iterable
from getpass import getpass


def shown(lines: Iterable[str]) -> int:
    """Print lines; gives the status of a command that went well."""
    for line in lines:
        print(line)
    return 0


def secret_of(variable: str, prompt: str) -> str:
    """A secret from the environment, or typed in or piped: never one of the arguments, which others can see."""
    if variable in os.environ:
        return os.environ[variable]
    return getpass(f"{prompt}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
