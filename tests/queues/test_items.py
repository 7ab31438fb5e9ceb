"""Items are edited and deleted, one by one or many at once."""

from typing import Any

import pytest

from tests.api import Api
from tests.queues.words import SVC, failed, in_progress, item, seen

LATER = "2030-01-02T09:00:00Z"


async def delete(api: Api, *items: dict[str, Any]) -> Any:
    return await api.post(f"QueueItems/{SVC}.DeleteBulk", queueItems=items)


async def test_an_item_nobody_has_taken_is_edited(api: Api) -> None:
    await api.queue()
    added = await api.add(SpecificContent={"n": 1}, Reference="R")
    change: dict[str, Any] = {"Priority": "High", "SpecificContent": {"n": 2}, "DueDate": LATER, "Reference": "S"}
    assert await api.put(f"QueueItems({added['Id']})", Name="Invoices", **change) == {}
    edited = await item(api, added)
    assert (edited["Priority"], edited["SpecificContent"], edited["DueDate"]) == ("High", {"n": 2}, LATER)
    assert edited["Reference"] == "R"


async def test_content_that_is_not_sent_stays(api: Api) -> None:
    await api.queue()
    added = await api.add(SpecificContent={"n": 1}, DueDate=LATER)
    await api.put(f"QueueItems({added['Id']})", Priority="Low")
    edited = await item(api, added)
    assert (edited["SpecificContent"], edited["DueDate"]) == ({"n": 1}, None)
    await api.patch(f"QueueItems({added['Id']})", DeferDate=LATER)
    patched = await item(api, added)
    assert (patched["Priority"], patched["DeferDate"]) == ("Low", LATER)
    assert await api.take(status=204) == b""


async def test_an_item_that_was_taken_is_not_edited(api: Api) -> None:
    await api.queue()
    taken = await in_progress(api)
    error = await api.put(f"QueueItems({taken['Id']})", 409, Priority="High")
    assert error["message"] == f"QueueItem {taken['Id']} has the status InProgress: this cannot be done to it."


async def test_a_deleted_item_is_never_taken(api: Api) -> None:
    await api.queue()
    added = await api.add()
    await api.delete(f"QueueItems({added['Id']})")
    assert (await item(api, added))["Status"] == "Deleted"
    assert await api.take(status=204) == b""


async def test_an_item_in_progress_cannot_be_deleted(api: Api) -> None:
    await api.queue()
    taken = await in_progress(api)
    await api.delete(f"QueueItems({taken['Id']})", 409)


async def test_many_are_deleted_but_for_those_that_changed_since_they_were_seen(api: Api) -> None:
    await api.queue()
    plain, changed, unseen = [await api.add() for _ in range(3)]
    working = await in_progress(api, Priority="High")
    await api.patch(f"QueueItems({changed['Id']})", Priority="Low")
    known = seen(plain, changed, working)
    answer = await delete(api, *known, {"Id": unseen["Id"]}, {"Id": 4711})
    assert (answer["Success"], answer["FailedItems"]) == (False, [changed["Id"], working["Id"], 4711])
    assert answer["Message"] == "3 of 5 items were left as they are."
    assert await api.statuses() == ["Deleted", "New", "Deleted", "InProgress"]


async def test_many_are_deleted_at_once(api: Api) -> None:
    await api.queue()
    added = [await api.add() for _ in range(20)]
    assert (await delete(api, *seen(*added)))["FailedItems"] == []
    assert await api.statuses() == ["Deleted"] * 20


@pytest.mark.parametrize("column", ["Status", "Priority", "Reference", "ProcessingExceptionType", "ReviewStatus"])
async def test_items_are_found_by_what_clients_ask_for(api: Api, column: str) -> None:
    await api.queue()
    wanted = await failed(api, Reference="R", Priority="High")
    await api.add()
    found = await api.get("QueueItems", filter=f"{column} eq '{wanted[column]}' and Id eq {wanted['Id']}")
    assert [one["Id"] for one in found["value"]] == [wanted["Id"]]


async def test_items_are_found_by_the_name_of_their_queue(api: Api) -> None:
    await api.queue()
    await api.queue("Orders")
    await api.add()
    ordered = await api.add("Orders")
    for condition in ("QueueDefinitionName eq 'Orders'", "QueueDefinition/Name eq 'Orders'"):
        found = await api.get("QueueItems", filter=condition)
        assert [one["Id"] for one in found["value"]] == [ordered["Id"]]


async def test_an_item_keeps_what_it_was_added_with(api: Api) -> None:
    await api.queue()
    dates = {"DeferDate": LATER, "DueDate": "2030-01-04T09:00:00Z", "RiskSlaDate": "2030-01-03T09:00:00Z"}
    operations = {"OperationId": "step", "ParentOperationId": "case"}
    known: dict[str, Any] = {
        "Reference": "R",
        "Priority": "Low",
        "Progress": "begun",
        "Source": "Apps",
        **dates,
        **operations,
    }
    added = await api.add(**known)
    assert {name: added[name] for name in known} == known


async def test_items_say_in_which_folder_they_are(api: Api) -> None:
    await api.queue()
    added = await api.add()
    shown = [added, await item(api, added), await api.take()]
    assert {one["OrganizationUnitFullyQualifiedName"] for one in shown} == {"Shared"}
    await api.put("Folders(1)", DisplayName="Common")
    assert (await item(api, added))["OrganizationUnitFullyQualifiedName"] == "Common"


async def test_items_lead_to_their_queue_robot_and_reviewer(api: Api) -> None:
    await api.queue()
    await api.add()
    (found,) = (await api.get("QueueItems", expand="QueueDefinition,Robot,ReviewerUser"))["value"]
    assert (found["QueueDefinition"]["Name"], found["Robot"], found["ReviewerUser"]) == ("Invoices", None, None)
