"""Versions of packages, as NuGet has them: up to four numbers, then labels of a pre-release."""

import re
from dataclasses import dataclass
from typing import Self

LONGEST = 64
LABELS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
VERSION = re.compile(rf"(\d+(?:\.\d+){{0,3}})(?:-({LABELS}))?(?:\+{LABELS})?", re.ASCII)
HIGHEST = 2**31 - 1
RELEASE, PRE_RELEASE = "~", "-"
"""A pre-release comes before its release."""


@dataclass(frozen=True)
class Version:
    numbers: tuple[int, ...]
    labels: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a version in any form NuGet knows; ValueError for what is none."""
        found = VERSION.fullmatch(text.strip()) if len(text) <= LONGEST else None
        numbers = [int(part) for part in found[1].split(".")] if found else [HIGHEST + 1]
        if found is None or max(numbers) > HIGHEST:
            raise ValueError(f"'{text[:LONGEST]}' is no version.")
        padded = (*numbers, 0, 0, 0)[:4] if len(numbers) < 4 else tuple(numbers)
        return cls(padded, tuple(found[2].split(".")) if found[2] else ())

    def __str__(self) -> str:
        """The normal form: three numbers, the fourth only where it is not zero, nothing about the build."""
        numbers = self.numbers if self.numbers[3] else self.numbers[:3]
        text = ".".join(map(str, numbers))
        return f"{text}-{'.'.join(self.labels)}" if self.labels else text

    @property
    def order(self) -> str:
        """A text that, compared byte by byte, orders versions."""
        numbers = "".join(f"{number:010d}" for number in self.numbers)
        if not self.labels:
            return numbers + RELEASE
        return numbers + PRE_RELEASE + "!".join(_order(label) for label in self.labels)


def _order(label: str) -> str:
    """Numbers come before words and are compared as numbers."""
    if label.isdigit():
        digits = label.lstrip("0")
        return f"0{len(digits):02d}{digits}"
    return f"1{label.lower()}"
