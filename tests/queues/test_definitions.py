"""Queues are made, changed, shared and deleted."""

from typing import Any

import pytest

from tests.api import Api
from tests.assets.words import folder, within
from tests.queues.words import ODATA, SVC, failed, item, references
from tests.triggers.words import ready, release_id, trigger

STATUS = f"QueueProcessingRecords/{SVC}.RetrieveQueuesProcessingStatus"
SCHEMA = '{"type": "object", "properties": {"n": {"type": "number"}}, "required": ["n"]}'


async def queue(api: Api, key: int) -> Any:
    return await api.get(f"QueueDefinitions({key})")


async def share(api: Api, key: int, **folders: Any) -> None:
    await api.post(f"QueueDefinitions/{ODATA}.ShareToFolders", 204, QueueIds=[key], **folders)


async def test_a_queue_keeps_what_it_was_made_with(api: Api) -> None:
    tags = [{"Name": "team", "DisplayName": "Team", "Value": "a", "DisplayValue": "A"}]
    numbers = {"MaxNumberOfRetries": 3, "SlaInMinutes": 60, "RiskSlaInMinutes": 30, "ReleaseId": 5}
    flags = {"AcceptAutomaticallyRetry": True, "EnforceUniqueReference": True, "Encrypted": True}
    known: dict[str, Any] = {**numbers, **flags, "Description": "d", "SpecificDataJsonSchema": SCHEMA, "Tags": tags}
    found = await queue(api, await api.queue(**known))
    assert {name: found[name] for name in known} == known
    assert found["FoldersCount"] == 1


async def test_members_of_every_version_are_accepted(api: Api) -> None:
    kept: dict[str, Any] = {"RetentionAction": "Delete", "RetentionPeriod": 30, "RetentionBucketId": None}
    stale: dict[str, Any] = {f"Stale{name}": value for name, value in kept.items()}
    shown: dict[str, Any] = {
        "ProcessScheduleId": None,
        "IsProcessInCurrentFolder": None,
        "OrganizationUnitFullyQualifiedName": None,
    }
    await api.queue(RetryAbandonedItems=False, Id=0, CreationTime=None, **kept, **stale, **shown)


@pytest.mark.parametrize("name", ["EnforceUniqueReference", "Encrypted"])
async def test_what_is_chosen_once_cannot_be_changed(api: Api, name: str) -> None:
    key = await api.queue()
    error = await api.put(f"QueueDefinitions({key})", 409, **{"Name": "Invoices", name: True})
    assert (error["errorCode"], error["message"]) == (1855, f"The {name} of a queue cannot be changed.")
    assert (await api.patch(f"QueueDefinitions({key})", 409, **{name: True}))["errorCode"] == 1855
    assert (await api.patch(f"QueueDefinitions({key})", **{name: False}))[name] is False


async def test_names_are_unique_in_a_folder_whatever_their_case(api: Api) -> None:
    await api.queue()
    other = await api.queue("Orders")
    assert (await api.post("QueueDefinitions", 409, Name="INVOICES"))["errorCode"] == 1001
    assert (await api.patch(f"QueueDefinitions({other})", 409, Name="invoices"))["errorCode"] == 1001
    await within(api, await folder(api)).queue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"Name": "x" * 51},
        {"Name": ""},
        {"Description": "x" * 251},
        {"MaxNumberOfRetries": 51},
        {"MaxNumberOfRetries": -1},
        {"SlaInMinutes": 129_601},
        {"SpecificDataJsonSchema": "{"},
        {"OutputDataJsonSchema": '{"type": "nonsense"}'},
        {"AnalyticsDataJsonSchema": '{"$ref": "http://elsewhere/schema.json"}'},
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, wrong: dict[str, Any]) -> None:
    error = await api.post("QueueDefinitions", 400, **{"Name": "Q", **wrong})
    assert next(iter(wrong)) in error["message"]


async def test_clients_of_the_console_use_actions_of_their_own(api: Api) -> None:
    start = f"QueueDefinitions/{ODATA}"
    made = await api.post(f"{start}.CreateQueue", 201, Name="Orders", RetentionAction="Delete", RetentionPeriod=30)
    assert await api.post(f"{start}.EditQueue", Id=made["Id"], Name="Orders", Description="new") == {}
    assert (await api.get(f"{start}.GetQueue(id={made['Id']})"))["Description"] == "new"
    assert [one["Name"] for one in (await api.get(f"{start}.ListQueues"))["value"]] == ["Orders"]
    assert (await api.get(f"{start}.GetByKey(identifier={made['Key']})"))["Id"] == made["Id"]


async def test_what_the_console_was_shown_it_may_send_back(api: Api) -> None:
    start = f"QueueDefinitions/{ODATA}"
    tags = [{"Name": "team", "DisplayName": "Team", "Value": "a", "DisplayValue": "A"}]
    wanted = {"SlaInMinutes": 60, "RetentionAction": "Delete", "RetentionPeriod": 7, "Tags": tags}
    made = await api.post(f"{start}.CreateQueue", 201, Name="Orders", SpecificDataJsonSchema=SCHEMA, **wanted)
    shown = await api.get(f"{start}.GetQueue(id={made['Id']})")
    del shown["@odata.context"]
    newer = {"StaleRetentionAction": "None", "StaleRetentionPeriod": None, "StaleRetentionBucketId": None}
    await api.post(f"{start}.EditQueue", **{**shown, **newer, "Description": "new"})
    now = await api.get(f"{start}.GetQueue(id={made['Id']})")
    assert {name: now[name] for name in shown} == {**shown, "Description": "new"}


async def test_nobody_sees_the_items_of_a_deleted_queue(api: Api) -> None:
    key = await api.queue()
    added = await api.add()
    await api.delete(f"QueueDefinitions({key})")
    await api.get(f"QueueItems({added['Id']})", 404)
    assert await references(api) == []
    await api.take(status=404)


async def test_a_shared_queue_is_one_queue_in_every_folder(api: Api) -> None:
    key, other = await api.queue(), await folder(api)
    there = within(api, other)
    added = await api.add(Reference="here")
    assert await references(there) == []
    await share(api, key, ToAddFolderIds=[other])
    await there.add(Reference="there")
    assert await references(api) == await references(there) == ["here", "there"]
    taken = await there.take()
    assert (taken["Id"], (await queue(there, key))["FoldersCount"]) == (added["Id"], 2)
    await there.finish(taken, IsSuccessful=True)
    assert (await item(api, taken))["Status"] == "Successful"


async def test_a_queue_in_another_folder_is_not_there(api: Api) -> None:
    await api.queue()
    broken = await failed(api)
    there = within(api, await folder(api))
    await there.take(status=404)
    await there.get(f"QueueItems({broken['Id']})", 404)
    assert (await there.get("QueueItemEvents"))["value"] == []


async def test_a_number_that_the_database_cannot_hold_is_refused(api: Api) -> None:
    error = await api.post("QueueDefinitions", 400, Name="Invoices", ReleaseId=2**63)
    assert error["errorCode"] == 1000
    assert (await api.get("QueueDefinitions"))["value"] == []


async def test_editors_fetch_the_schemas_of_a_queue(api: Api) -> None:
    key = await api.queue(SpecificDataJsonSchema=SCHEMA)
    editor = await api.only("Queues.Edit")
    path = f"QueueDefinitions({key})/{SVC}.GetJsonSchemaDefinition"
    assert (await editor.get(f"{path}(jsonSchemaType='SpecificData')"))["required"] == ["n"]
    await editor.get(f"{path}(jsonSchemaType='OutputData')", 404)
    assert (await editor.get(f"{path}(jsonSchemaType='Nonsense')", 400))["errorCode"] == 1009


async def test_a_queue_tells_its_trigger_its_process_and_its_folder(api: Api) -> None:
    names = ("ProcessScheduleId", "IsProcessInCurrentFolder", "OrganizationUnitFullyQualifiedName")
    plain, process = await queue(api, await api.queue("Plain")), await ready(api)
    assert [plain[name] for name in names] == [None, None, "Shared"]
    key = await api.queue(ReleaseId=await release_id(api, process))
    made = await trigger(api, process, QueueDefinitionId=key)
    full = await queue(api, key)
    assert [full[name] for name in names] == [made["Id"], True, "Shared"]
    (status,) = (await api.get(STATUS, filter="QueueDefinitionName eq 'Invoices'"))["value"]
    assert (status["ReleaseName"], status["ProcessScheduleId"]) == ("Invoices", made["Id"])
