"""The clients for Node.js, unmodified: the SDK for TypeScript, and the older one."""

import json
from typing import Any

import httpx
import pytest

from tests.clients.client import Client, Raised
from tests.clients.words import FOLDER, made, queue
from tools.skips import needs

pytestmark = [pytest.mark.clients, needs("node")]
HERE = {"folderId": FOLDER}


def test_queues_are_listed_and_read(node: Client, http: httpx.Client) -> None:
    made = queue(http, "Orders")
    page = node("typescript.queues.getAll", {**HERE, "filter": "name eq 'Orders'", "pageSize": 5})
    assert [(one["id"], one["name"]) for one in page["items"]] == [(made["Id"], "Orders")]
    assert node("typescript.queues.getById", made["Id"], FOLDER)["name"] == "Orders"


def test_lists_come_page_by_page(node: Client, http: httpx.Client) -> None:
    for n in range(5):
        made(http, "Assets", Name=f"Page{n}", ValueScope="Global", ValueType="Bool", BoolValue=True)
    options = {**HERE, "filter": "startswith(name, 'Page')", "orderby": "name desc", "pageSize": 2}
    names: list[str] = []
    cursor: Any = None
    for _ in range(3):
        page = node("typescript.assets.getAll", options | ({"cursor": cursor} if cursor else {}))
        names += [asset["name"] for asset in page["items"]]
        cursor = page.get("nextCursor")
    assert names == ["Page4", "Page3", "Page2", "Page1", "Page0"]
    assert page["totalCount"] == 5


def test_assets_are_found_by_name(node: Client, http: httpx.Client) -> None:
    asset = made(http, "Assets", Name="Motto", ValueScope="Global", ValueType="Text", StringValue="Slowly")
    assert node("typescript.assets.getByName", "Motto", HERE)["value"] == "Slowly"
    assert node("typescript.assets.getById", asset["Id"], FOLDER)["key"] == asset["Key"]


def test_processes_are_started_and_their_jobs_stopped(node: Client, idle: Any) -> None:
    folder = idle["OrganizationUnitId"]
    process = node("typescript.processes.getByName", idle["Name"], {"folderId": folder})
    request = {"processKey": process["key"], "inputArguments": json.dumps({"a": 1})}
    (started,) = node("typescript.processes.start", request, folder)
    job = node("typescript.jobs.getById", started["key"], folder)
    assert (job["state"], job["inputArguments"]) == ("Pending", '{"a": 1}')
    node("typescript.jobs.stop", [started["key"]], folder)
    assert node("typescript.jobs.getById", started["key"], folder)["state"] == "Stopped"
    assert node("typescript.jobs.restart", started["key"], folder)["state"] == "Pending"


def test_what_is_not_there_is_an_error_of_its_own_kind(node: Client) -> None:
    with pytest.raises(Raised) as problem:
        node("typescript.queues.getById", 999_999, FOLDER)
    assert problem.value.name == "NotFoundError"


def test_the_older_client_signs_in_and_reads(node: Client, http: httpx.Client) -> None:
    queue(http, "Parcels")
    node("orchestrator.switchOrganizationUnitId", FOLDER)
    found = node("orchestrator.v2.odata.getQueueDefinitions", {"$filter": "Name eq 'Parcels'"})
    assert [one["Name"] for one in found["value"]] == ["Parcels"]


def test_the_older_client_adds_and_takes_items(node: Client, http: httpx.Client) -> None:
    queue(http, "Letters")
    node("orchestrator.switchOrganizationUnitId", FOLDER)
    item = {"itemData": {"Name": "Letters", "SpecificContent": {"To@odata.type": "#String", "To": "Bob"}}}
    node("orchestrator.post", "/odata/Queues/UiPathODataSvc.AddQueueItem", item)
    taken = node(
        "orchestrator.post", "/odata/Queues/UiPathODataSvc.StartTransaction", {"transactionData": {"Name": "Letters"}}
    )
    assert taken["SpecificContent"] == {"To": "Bob"}
    path = f"/odata/Queues({taken['Id']})/UiPathODataSvc.SetTransactionResult"
    node("orchestrator.post", path, {"transactionResult": {"IsSuccessful": True}})
    assert node("orchestrator.get", f"/odata/QueueItems({taken['Id']})", {})["Status"] == "Successful"
