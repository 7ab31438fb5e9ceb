"""Robots write logs, users read them."""

import asyncio
import json

import pytest

from podium.app import CATALOG
from podium.domains.logs.errors import TooManyLogs
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.groups import Groups
from tests.api import FOLDER, Api
from tests.jobs.words import account, process, robot, start
from tests.logs.words import SUBMIT, line, lines
from tests.robots.words import Service


async def test_a_robot_logs_with_its_key(api: Api) -> None:
    key = await process(api)
    await account(api)
    bot = await robot(api)
    await start(api, key)
    (command,) = await bot.beat()
    service = Service(api, "", authorization=f"UiRobot {command['robotKey']}")
    await service.call("POST", SUBMIT, json=[line("printed for bob")])
    (seen,) = await lines(api)
    assert (seen["Message"], seen["Level"], seen["RobotName"], seen["Id"]) == ("printed for bob", "Info", "bot", 0)
    assert json.loads(seen["RawMessage"])["machineName"] == "host-1"


async def test_a_line_that_is_sent_again_is_stored_once(api: Api) -> None:
    writer = await api.only("Logs.Create")
    await writer.call("POST", SUBMIT, json=[line("one", 1), line("two", 2)])
    await writer.call("POST", SUBMIT, json=[line("two", 2), line("three", 3)])
    assert [seen["Message"] for seen in await lines(api, orderby="TimeStamp")] == ["one", "two", "three"]


async def test_one_line_may_be_written_by_itself(api: Api) -> None:
    writer = await api.only("Logs.Create")
    await writer.call("POST", "/api/Logs", content=line("alone"))
    assert [seen["Message"] for seen in await lines(api)] == ["alone"]


async def test_lines_are_found_by_level_and_process(api: Api) -> None:
    batch = [line("a", 1, level="Warning"), line("b", 2, level="Error"), line("c", 3, processName="Other")]
    await api.call("POST", SUBMIT, json=batch)
    reader = await api.only("Logs.View")
    found = await lines(reader, filter="Level ge '3' and ProcessName eq 'Invoices'", orderby="TimeStamp desc")
    assert [seen["Message"] for seen in found] == ["b", "a"]


FOUND: list[tuple[str, list[str]]] = [
    ("contains(Message,'needle')", ["b"]),
    ("contains(tolower(Message), tolower('NEEDLE'))", ["b"]),
    ("JobKey eq f1a4e3af-1c05-46c6-acad-f3db0a5c45f6", ["a", "b"]),
    ("RobotName eq 'bot-2'", ["c"]),
    ("MachineId in (2,3)", ["b", "c"]),
    ("MachineId eq 2 or MachineId eq 3", ["b", "c"]),
    ("HostMachineName eq 'host-1' and Level lt '3'", ["a"]),
    ("TimeStamp ge 2030-01-01T09:00:02Z and TimeStamp lt 2030-01-01T09:00:03Z", ["b"]),
    ("ProcessName eq 'Invoices' or ProcessName eq 'Other'", ["a", "b", "c"]),
]


@pytest.mark.parametrize(("condition", "names"), FOUND)
async def test_lines_are_found_by_text_job_robot_machine_and_time(api: Api, condition: str, names: list[str]) -> None:
    batch = [
        line("a", 1),
        line("b: the needle", 2, level=3, machineId=2, machineName="host-2"),
        line("c", 3, level="Fatal", machineId=3, robotName="bot-2", jobId=None, processName="Other"),
    ]
    await api.call("POST", SUBMIT, json=batch)
    assert [seen["Message"][0] for seen in await lines(api, filter=condition, orderby="TimeStamp")] == names


async def test_names_of_members_may_be_written_in_any_case(api: Api) -> None:
    entry = {"Message": "hello", "Level": 4, "TimeStamp": "2030-01-01T09:00:00", "JobId": None, "Custom": [1]}
    await api.call("POST", SUBMIT, json=[json.dumps(entry | {"OrganizationUnitId": FOLDER})])
    (seen,) = await lines(api)
    assert (seen["Message"], seen["Level"]) == ("hello", "Error")


async def test_a_batch_is_one_statement(api: Api, asked: list[str]) -> None:
    writer = await api.only("Logs.Create")
    await writer.call("POST", SUBMIT, json=[line("first")])
    asked.clear()
    await writer.call("POST", SUBMIT, json=[line("line", number) for number in range(1, 51)])
    assert asked == ["WITH"]


async def test_what_is_no_line_is_refused(api: Api) -> None:
    answer = await api.call("POST", SUBMIT, 400, json=["not json"])
    assert answer["errorCode"] == 1000


async def test_lines_are_counted_beyond_any_page(api: Api) -> None:
    await api.call("POST", SUBMIT, json=[line("a", 1), line("b", 2, level="Error"), line("c", 3)])
    reader = await api.only("Logs.View")
    assert (await reader.get("RobotLogs/GetTotalCount"))["value"] == 3
    assert (await reader.get("RobotLogs/GetTotalCount", filter="Level eq 'Error'", top=1))["value"] == 1


async def test_lines_are_written_down_as_a_table(api: Api) -> None:
    await api.call("POST", SUBMIT, json=[line("=1+1", 1), line("b", 2)])
    reader = await api.only("Logs.View")
    path = "RobotLogs/Reports?$filter=Message eq '=1%2B1'&fileNameSubject=june"
    table = (await reader.call("GET", path)).decode("utf-8-sig").splitlines()
    assert table[0].startswith("Time,Level,Process")
    assert table[1:] == ["2030-01-01T09:00:01.5Z,Info,Invoices,host-1,,bot,'=1+1,f1a4e3af-1c05-46c6-acad-f3db0a5c45f6"]


async def test_lines_outside_any_folder_are_seen_in_none(api: Api) -> None:
    await api.call("POST", SUBMIT, json=[line("nowhere", 1, organizationUnitId=None)])
    assert await lines(api) == []


async def test_pages_asked_for_by_number_end_at_the_window(api: Api) -> None:
    await lines(api, skip=9_000, top=1_000)
    refused = await api.get("RobotLogs", 400, skip=9_001, top=1_000)
    assert refused["errorCode"] == 1015
    setting = {"Name": "Logs.Elasticsearch.MaxResultWindow", "Value": "0"}
    await api.post("Settings/UpdateBulk", settings=[setting])
    await lines(api, skip=9_001, top=1_000)


async def test_the_lines_of_a_job_are_followed(api: Api) -> None:
    reader, tail = await api.only("Logs.View"), "RobotLogs/Podium.Tail?jobKey=f1a4e3af-1c05-46c6-acad-f3db0a5c45f6"
    await api.call("POST", SUBMIT, json=[line("one", 1), line("two", 2), line("other", 3, jobId=None)])
    known = await reader.call("GET", tail)
    assert [seen["Message"] for seen in known["value"]] == ["one", "two"]
    waiting = asyncio.create_task(reader.call("GET", f"{tail}&after={known['after']}&wait=20"))
    await api.call("POST", SUBMIT, json=[line("three", 4)])
    assert [seen["Message"] for seen in (await waiting)["value"]] == ["three"]


async def test_robots_are_told_to_keep_lines_when_too_many_wait(api: Api) -> None:
    (operation,) = [one for one in CATALOG.operations if one.path == SUBMIT]
    full = Groups(api.podium.db, most=0)
    with pytest.raises(TooManyLogs) as told:
        await full.run(SUBMIT, Place(Caller("bot"), tenant_id=1), no_work, operation.busy)
    assert (told.value.status, told.value.retry_after) == (408, 1)


async def no_work(ctx: Context) -> None:
    raise AssertionError("there is no room for it")
