"""Arguments are those that the package declares, or are refused by name."""

import json
from typing import Any

import pytest

from tests.api import Api
from tests.jobs.words import ODATA, account, process, start
from tests.processes.words import ENTRY
from tests.robots.words import machine
from tests.triggers.words import trigger

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "times": {"type": "integer"}, "lines": {"type": "array"}},
    "required": ["name"],
}
LIST = [
    {"name": "in_Name", "type": "System.String, mscorlib", "required": True, "hasDefault": False},
    {"name": "in_Amount", "type": "System.Int32", "required": True, "hasDefault": True},
    {"name": "in_Rush", "type": "System.Boolean, System.Private.CoreLib", "required": False},
    {"name": "in_Table", "type": "System.Data.DataTable, System.Data", "required": False},
]
OTHER = {"filePath": "other", "uniqueId": "a3f1c9de-0000-4000-8000-000000000002"}


async def declaring(api: Api, declared: Any, name: str = "Invoices", *more: Any) -> str:
    """A process whose package declares its input, and somebody to run it; its key."""
    if name == "Invoices":
        await account(api)
        await machine(api)
    return await process(api, name, entry_points={"entryPoints": [{**ENTRY, "input": declared}, *more]})


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        (SCHEMA, {"name": "a"}),
        (SCHEMA, {"name": "a", "times": 2, "lines": []}),
        ({**SCHEMA, "additionalProperties": True}, {"name": "a", "more": 1}),
        ({"type": "object"}, {"anything": [1]}),
        ({"$ref": "#/$defs/In", "$defs": {"In": SCHEMA}}, {"name": "a"}),
        ({"type": "no such type"}, {"anything": [1]}),
        (LIST, {"in_Name": "a"}),
        (LIST, {"in_Name": None, "in_Amount": 1.5, "in_Rush": "True", "in_Table": [{"a": 1}]}),
        (LIST, {"in_Name": "a", "in_Amount": "12"}),
        ([], {"anything": 1}),
        (None, {"anything": 1}),
    ],
)
async def test_what_the_package_declares_is_taken(api: Api, declared: Any, given: Any) -> None:
    key = await declaring(api, declared)
    (job,) = await start(api, key, InputArguments=json.dumps(given))
    assert json.loads(job["InputArguments"]) == given


WRONG: list[tuple[Any, Any, str]] = [
    (SCHEMA, {"name": "a", "nmae": 1}, "'nmae': The process takes no such argument."),
    (SCHEMA, {"times": 1}, "'name': It is missing."),
    (SCHEMA, {"name": "a", "times": "2"}, "'times': "),
    ({**SCHEMA, "additionalProperties": False}, {"name": "a", "more": 1}, "more"),
    ({"$ref": "#/$defs/In", "$defs": {"In": SCHEMA}}, {"name": 1}, "'name': "),
    (LIST, {"in_Name": "a", "in_Nmae": 1}, "'in_Nmae': The process takes no such argument."),
    (LIST, {"in_Amount": 1}, "'in_Name': It is missing."),
    (LIST, {"in_Name": "a", "in_Amount": "many"}, "'in_Amount': It is no Int32."),
    (LIST, {"in_Name": "a", "in_Amount": True}, "'in_Amount': It is no Int32."),
    (LIST, {"in_Name": "a", "in_Rush": 1}, "'in_Rush': It is no Boolean."),
    (LIST, {"in_Name": ["a"]}, "'in_Name': It is no String."),
]


@pytest.mark.parametrize(("declared", "given", "told"), WRONG)
async def test_what_it_does_not_declare_is_refused_by_name(api: Api, declared: Any, given: Any, told: str) -> None:
    key = await declaring(api, declared)
    answer = await start(api, key, 400, InputArguments=json.dumps(given))
    assert (answer["errorCode"], told in answer["message"]) == (1009, True), answer["message"]


async def test_nothing_is_not_enough_where_something_is_needed(api: Api) -> None:
    key = await declaring(api, SCHEMA)
    assert "'name': It is missing." in (await start(api, key, 400))["message"]


async def test_arguments_of_the_process_stand_in_for_those_of_the_start(api: Api) -> None:
    key = await declaring(api, SCHEMA)
    (row,) = (await api.get("Releases"))["value"]
    await api.patch(f"Releases({row['Id']})", InputArguments='{"name": "usual"}')
    assert [job["InputArguments"] for job in await start(api, key)] == ['{"name": "usual"}']


async def test_a_process_takes_only_arguments_of_its_package(api: Api) -> None:
    await declaring(api, SCHEMA)
    (row,) = (await api.get("Releases"))["value"]
    body = {"InputArguments": '{"times": "2"}'}
    answer = await api.call("PATCH", f"Releases({row['Id']})", 400, json=body)
    assert (answer["errorCode"], "'times'" in answer["message"]) == (1009, True)
    again = {"Name": "Again", "ProcessKey": row["ProcessKey"], "ProcessVersion": row["ProcessVersion"]}
    assert (await api.post("Releases", 400, **again, **body))["errorCode"] == 1009
    await api.post("Releases", 201, **again, InputArguments='{"times": 2}')


async def test_a_trigger_takes_only_arguments_of_its_process(api: Api) -> None:
    key = await declaring(api, SCHEMA)
    answer = await trigger(api, key, status=400, InputArguments='{"nmae": "a"}')
    assert (answer["errorCode"], "'nmae'" in answer["message"]) == (1009, True)
    await trigger(api, key, InputArguments='{"times": 2}')


async def test_another_entry_point_has_arguments_of_its_own(api: Api) -> None:
    key = await declaring(api, SCHEMA, "Invoices", {**OTHER, "input": {"type": "object", "properties": {"a": {}}}})
    await start(api, key, EntryPointPath="other", InputArguments='{"a": 1}')
    assert "'name'" in (await start(api, key, 400, EntryPointPath="other", InputArguments='{"name": "a"}'))["message"]


async def test_arguments_come_as_a_text_or_as_a_file(api: Api) -> None:
    key = await declaring(api, SCHEMA)
    made = await api.post("Attachments", 201, Name="input.json")
    answer = await start(api, key, 400, InputFile=made["Id"], InputArguments='{"name": "a"}')
    assert answer["message"] == "A job cannot have both input file and input arguments."
    await start(api, key, InputFile=made["Id"])


async def test_a_start_that_is_only_tried_is_refused_alike(api: Api) -> None:
    key = await declaring(api, SCHEMA)
    body = {"startInfo": {"ReleaseKey": key, "InputArguments": '{"nmae": 1}'}}
    answer = await api.call("POST", f"Jobs/{ODATA}.ValidateDynamicJob", 400, json=body)
    assert (answer["errorCode"], "'nmae'" in answer["message"]) == (1009, True)
