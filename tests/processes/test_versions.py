"""Versions are read in every form NuGet knows and ordered as SemVer orders them."""

import random

import pytest

from podium.domains.processes.versions import Version

IN_ORDER = [
    *("0.0.0", "0.9.9", "1.0.0-0", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.1.0"),
    *("1.0.0-alpha.2", "1.0.0-alpha.beta", "1.0.0-alpha-b", "1.0.0-BETA", "1.0.0-rc", "1.0.0", "1.0.0.1", "1.0.1-a"),
    *("1.0.2", "1.0.10", "1.2.0", "1.10.0", "2.0.0", "10.0.0", "2147483647.0.0"),
]


def test_versions_are_ordered_by_number_and_pre_releases_come_first() -> None:
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=lambda text: Version.read(text).order.encode()) == IN_ORDER


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1", "1.0.0"),
        ("1.2", "1.2.0"),
        ("01.002.3", "1.2.3"),
        ("1.2.3.0", "1.2.3"),
        ("1.2.3.4", "1.2.3.4"),
        ("1.0.0-Alpha.1+build.5", "1.0.0-Alpha.1"),
        (" 1.0.0 ", "1.0.0"),
    ],
)
def test_a_version_has_one_normal_form(text: str, normal: str) -> None:
    assert str(Version.read(text)) == normal
    assert Version.read(normal) == Version.read(text)


@pytest.mark.parametrize(
    "text",
    ["", "1.", "v1.0", "1.2.3.4.5", "1.0.0-", "1.0.0-a..b", "1.0.0 beta", "1.0.0a1", "2147483648", "1" * 65, "\u0661"],
)
def test_anything_else_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="is no version"):
        Version.read(text)
