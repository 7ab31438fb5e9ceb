"""A year of firings, in zones whose clocks are changed: none is lost, none comes twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from podium.domains.triggers.ticks import TICKS, next_due
from podium.engine.lease import ENGINE
from podium.engine.ticks import Runner
from podium.kernel.cron import Cron, find_zone
from tests.api import Api
from tests.triggers.words import decisions, ready, trigger

YEAR = 2031
NEXT_YEAR = datetime(YEAR + 1, 1, 1, tzinfo=UTC)


async def through_the_year(api: Api, zone: str, cron: str) -> list[datetime]:
    """The engine sleeps from occurrence to occurrence for a year; those at which the trigger fired."""
    api.clock.now = datetime(YEAR, 1, 1, tzinfo=UTC)
    made = await trigger(api, await ready(api), TimeZoneId=zone, StartProcessCron=cron)
    engine = Runner(api.podium.db, [tick for tick in TICKS if tick.soonest])
    while (due := await api.podium.db.alone(ENGINE, next_due)) and due < NEXT_YEAR:
        api.clock.now = due
        await engine.run_due()
    api.clock.now = datetime(YEAR, 1, 1, tzinfo=UTC)
    fired = await decisions(api, made, top=1000)
    assert {one["Decision"] for one in fired} <= {"Fired"}
    return [datetime.fromisoformat(one["Occurrence"]) for one in fired]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("UTC", 365),
        ("W. Europe Standard Time", 364),
        ("AUS Eastern Standard Time", 364),
        ("America/New_York", 364),
    ],
)
async def test_a_time_of_the_changed_hour_comes_once_on_every_day_that_has_it(api: Api, zone: str, days: int) -> None:
    """Half past two does not come on the day on which clocks go forward, and once is enough where it comes twice."""
    fired = await through_the_year(api, zone, "5 30 2 * * ?")
    local = [moment.astimezone(find_zone(zone)) for moment in fired]
    assert all((moment.hour, moment.minute) == (2, 30) for moment in local)
    assert len({moment.date() for moment in local}) == len(local) == days


@pytest.mark.slow
async def test_hours_between_occurrences_are_those_of_the_clocks(api: Api) -> None:
    fired = await through_the_year(api, "W. Europe Standard Time", "5 0 0/12 * * ?")
    gaps = {later - sooner for sooner, later in pairwise(fired)}
    assert gaps == {timedelta(hours=11), timedelta(hours=12), timedelta(hours=13)}
    assert fired == Cron("5 0 0/12 * * ?", "Europe/Berlin").upcoming(datetime(YEAR, 1, 1, tzinfo=UTC), 730)
