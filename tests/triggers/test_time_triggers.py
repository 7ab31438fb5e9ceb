"""Time triggers fire at their occurrences."""

from typing import Any

import pytest

from tests.api import Api
from tests.calendars.words import calendar
from tests.triggers.words import decisions, jobs, reach, ready, release_id, shown, told, trigger, until_next


async def test_a_trigger_fires_at_its_occurrence_and_goes_on_to_the_next(api: Api) -> None:
    made = await trigger(api, await ready(api), InputArguments='{"a": 1}')
    assert (await shown(api, made))["StartProcessNextOccurrence"] == "2030-01-01T09:30:05Z"
    await reach(api, "2030-01-01T09:30:00+00:00")
    assert await jobs(api) == []
    await reach(api, "2030-01-01T09:30:06+00:00")
    (job,) = await jobs(api)
    assert (job["StartingScheduleId"], job["SourceType"]) == (made["Id"], "Schedule")
    assert job["InputArguments"] == '{"a": 1}'
    assert (await shown(api, made))["StartProcessNextOccurrence"] == "2030-01-01T10:30:05Z"
    (fired,) = await decisions(api, made)
    assert (fired["Decision"], fired["Count"]) == ("Fired", 1)
    assert fired["Occurrence"] == "2030-01-01T09:30:05Z"
    assert fired["BatchExecutionKey"] == job["BatchExecutionKey"]


async def test_second_zero_is_the_second_in_which_the_trigger_was_made(api: Api) -> None:
    key = await ready(api)
    api.clock.pass_(seconds=34)
    made = await trigger(api, key, StartProcessCron="0 * * ? * *")
    assert (await shown(api, made))["StartProcessNextOccurrence"] == "2030-01-01T09:01:34Z"
    exact = await trigger(api, key, "Exact", StartProcessCron="1 * * ? * *")
    assert (await shown(api, exact))["StartProcessNextOccurrence"] == "2030-01-01T09:01:01Z"
    assert exact["StartProcessCronSummary"]


async def test_a_trigger_shows_what_it_belongs_to(api: Api) -> None:
    key = await ready(api)
    made = await shown(api, await trigger(api, key, TimeZoneId="W. Europe Standard Time"))
    assert (made["ReleaseId"], made["ReleaseKey"], made["ReleaseName"]) == (await release_id(api, key), key, "Invoices")
    assert (made["PackageName"], made["TimeZoneIana"]) == ("Invoices.Package", "Europe/Berlin")


async def test_each_second_is_made_good_after_a_short_delay(api: Api) -> None:
    made = await trigger(api, await ready(api), StartProcessCron="* * * * * ?")
    await reach(api, "2030-01-01T09:00:05+00:00")
    while await shown(api, made) and len(await jobs(api)) < 5:
        await api.podium.runner.run_due()
    assert [one["Occurrence"][17:19] for one in await decisions(api, made)] == ["01", "02", "03", "04", "05"]


async def test_after_a_long_delay_one_occurrence_is_made_good(api: Api) -> None:
    made = await trigger(api, await ready(api))
    await reach(api, "2030-01-01T15:00:00+00:00")
    assert len(await jobs(api)) == 1
    assert await told(api, made) == ["Fired: Late", "Skipped: Missed"]
    assert (await decisions(api, made))[1]["Count"] == 5
    assert (await shown(api, made))["StartProcessNextOccurrence"] == "2030-01-01T15:30:05Z"


async def test_a_trigger_is_switched_off_at_its_end_on_the_clocks_of_its_zone(api: Api) -> None:
    zone: dict[str, Any] = {"TimeZoneId": "W. Europe Standard Time", "StopProcessDate": "2030-01-01T11:45:00Z"}
    made = await trigger(api, await ready(api), **zone)
    await reach(api, "2030-01-01T09:30:10+00:00")
    await reach(api, "2030-01-01T10:30:10+00:00")
    await reach(api, "2030-01-01T10:44:00+00:00")
    assert await told(api, made) == ["Fired: Time", "Fired: Time"]
    await reach(api, "2030-01-01T10:45:00+00:00")
    assert await told(api, made) == ["Fired: Time", "Fired: Time", "Disabled: EndDate"]
    assert (await shown(api, made))["Enabled"] is False


async def test_a_trigger_without_further_occurrence_is_switched_off(api: Api) -> None:
    made = await trigger(api, await ready(api), StartProcessCron="5 30 9 1 1 ? 2030")
    await until_next(api, made)
    assert await told(api, made) == ["Fired: Time", "Disabled: NoOccurrence"]
    after = await shown(api, made)
    assert (after["Enabled"], after["StartProcessNextOccurrence"]) == (False, None)


async def test_triggers_rest_on_the_days_of_all_their_calendars(api: Api) -> None:
    first = await calendar(api, "2030-01-02T00:00:00Z", zone="Tokyo Standard Time")
    second = await calendar(api, "2030-01-04T00:00:00Z", name="Others")
    calendars: dict[str, Any] = {"CalendarKey": first["Key"], "AdditionalCalendarIds": [second["Id"]]}
    made = await trigger(api, await ready(api), StartProcessCron="1 0 12 * * ?", **calendars)
    days = [(await until_next(api, made))[:10] for _ in range(4)]
    assert days == ["2030-01-01", "2030-01-03", "2030-01-05", "2030-01-06"]
    assert (await told(api, made))[:3] == ["Fired: Time", "Skipped: NonWorkingDay", "Fired: Time"]
    now = await shown(api, made)
    assert (now["CalendarName"], now["CalendarId"]) == ("Holidays", first["Id"])


async def test_a_calendar_that_changes_moves_the_next_occurrence(api: Api) -> None:
    rest = await calendar(api)
    made = await trigger(api, await ready(api), CalendarId=rest["Id"])
    await api.put(f"Calendars({rest['Id']})", Name="Holidays", TimeZoneId="UTC", ExcludedDates=["2030-01-01T00:00:00Z"])
    assert (await shown(api, made))["StartProcessNextOccurrence"] == "2030-01-02T00:30:05Z"


@pytest.mark.parametrize(
    ("settings", "status", "code"),
    [
        ({"StartProcessCron": "0 0 25 * * ?"}, 400, 1600),
        ({"StartProcessCron": None}, 400, 1600),
        ({"StartProcessCron": "0 0 9 1 1 ? 2020"}, 400, 1601),
        ({"StopProcessDate": "2029-12-31T00:00:00Z"}, 400, 1601),
        ({"TimeZoneId": "Moon"}, 400, 1009),
        ({"StartStrategy": 10_001}, 400, 1009),
        ({"StartStrategy": -1}, 400, 2815),
        ({"ExecutorRobots": [{"Id": 1}]}, 400, 1009),
        ({"StopProcessExpression": "soon"}, 400, 1009),
        ({"InputArguments": "[]"}, 400, 1009),
        ({"ReleaseKey": "5b8d9a0e-0000-4000-8000-000000000000"}, 404, 1002),
        ({"ReleaseKey": "none"}, 404, 1002),
        ({"CalendarId": 77}, 404, 1002),
        ({"QueueDefinitionId": 77}, 404, 1002),
        ({"MachineRobots": [{"MachineId": 77}]}, 404, 1002),
        ({"MachineRobots": [{"RobotId": 77}]}, 404, 1002),
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, settings: object, status: int, code: int) -> None:
    problem = await trigger(api, await ready(api), status=status, **dict(settings))  # type: ignore[call-overload]
    assert problem["errorCode"] == code
