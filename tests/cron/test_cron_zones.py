"""Time zones by their Windows and IANA ids."""

import pytest
from tzlocal.windows_tz import win_tz

from podium.kernel.cron import Cron, UnknownZone, find_zone


@pytest.mark.parametrize(
    ("name", "iana"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("GMT Standard Time", "Europe/London"),
        ("UTC", "Etc/UTC"),
        ("Kamchatka Standard Time", "Asia/Kamchatka"),
        ("Mid-Atlantic Standard Time", "Etc/GMT+2"),
        ("Europe/Berlin", "Europe/Berlin"),
    ],
)
def test_a_zone_is_found_by_its_windows_and_by_its_iana_id(name: str, iana: str) -> None:
    assert find_zone(name).key == iana


def test_every_windows_zone_of_the_table_has_data() -> None:
    assert {find_zone(name).key for name in win_tz} == set(win_tz.values())


@pytest.mark.parametrize("name", ["", "Mars Standard Time", "Europe", "../../etc/passwd", "/etc/localtime", "a\0b"])
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        Cron("0 0 12 * * ?", name)
    assert str(refusal.value) == f"unknown time zone: {name!r}"
