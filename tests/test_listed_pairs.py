"""Codes that the documentation lists with many operations: each is answered by each of them, for one cause."""

import secrets
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import asyncpg
import pytest

from podium.kernel.vault import Vault
from tests.api import Api
from tests.assets.words import asset
from tests.jobs.words import running
from tests.processes.elsewhere import Elsewhere
from tests.processes.elsewhere import elsewhere as feed_elsewhere
from tests.processes.words import NS, nupkg, release, set_settings, upload
from tests.queues.words import SVC, failed, in_progress, seen
from tests.robots.words import machine

Make = Callable[[Api, str], Awaitable[Any]]
KEYS = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222")


async def robot(api: Api, name: str, **settings: Any) -> Any:
    return await api.post("Robots", 201, **{**ROBOT, "Name": name, "Username": name, **settings})


async def standing(api: Api, name: str) -> Any:
    """A robot on a machine of its own."""
    await machine(api, f"host-{name}", Type="Standard", folder=None)
    return await robot(api, name, HostingType="Standard", MachineName=f"host-{name}")


async def queue(api: Api, name: str) -> Any:
    return await api.get(f"QueueDefinitions({await api.queue(name)})")


async def process(api: Api, name: str) -> Any:
    await upload(api, nupkg(name))
    return await release(api, Name=name, ProcessKey=name)


NAMED: dict[str, Make] = {
    "Assets": asset,
    "Machines": machine,
    "QueueDefinitions": queue,
    "Releases": process,
    "Robots": robot,
}
TABLES = {"Machines": "machines", "QueueDefinitions": "queue_definitions", "Robots": "robots"}
ROBOT = {"Name": "bot", "Username": "bot", "Type": "Unattended", "HostingType": "Floating"}
RENAMING = [("PUT", name) for name in NAMED] + [("PATCH", "Machines"), ("PATCH", "Releases")]


def changed(method: str, row: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A body that changes these members of a row: PUT takes all of it."""
    whole = {name: value for name, value in row.items() if "@" not in name} if method == "PUT" else {}
    return {**whole, **members}


@pytest.mark.parametrize(("method", "entity"), RENAMING)
async def test_a_name_that_is_taken_cannot_be_given(api: Api, method: str, entity: str) -> None:
    one, two = [await NAMED[entity](api, name) for name in ("One", "Two")]
    body = changed(method, two, Name=one["Name"])
    error = await api.call(method, f"{entity}({two['Id']})", 409, json=body)
    assert error["errorCode"] == 1001


async def test_a_new_machine_has_a_name_of_its_own(api: Api) -> None:
    await machine(api)
    assert (await api.post("Machines", 409, Name="Template"))["errorCode"] == 1001


async def test_a_password_is_refused_when_it_cannot_be_sealed(api: Api) -> None:
    made = await robot(api, "one", Password="x")
    api.podium.db.vault = Vault(secrets.token_bytes(32))
    for method, path in (("POST", "Robots"), ("PUT", f"Robots({made['Id']})")):
        assert (await api.call(method, path, 400, json={**ROBOT, "Password": "x"}))["errorCode"] == 1003


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
async def test_the_key_of_a_machine_is_that_of_no_other(api: Api, method: str) -> None:
    await machine(api, "One", LicenseKey=KEYS[0])
    two = await machine(api, "Two", LicenseKey=KEYS[1])
    body = changed(method, two, LicenseKey=KEYS[0])
    assert (await api.call(method, f"Machines({two['Id']})", 409, json=body))["errorCode"] == 1200


async def test_the_key_of_a_robot_is_that_of_its_machine(api: Api) -> None:
    made = await standing(api, "bot")
    body = changed("PUT", made, LicenseKey=KEYS[0])
    assert (await api.put(f"Robots({made['Id']})", 409, **body))["errorCode"] == 1200


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("Jobs/StartJobs", {}, "startInfo"),
        ("Jobs({job})/StopJob", {}, "strategy"),
        ("Jobs/StopJobs", {"strategy": "Kill"}, "jobIds"),
        ("Jobs/StopJobs", {"jobIds": [1]}, "strategy"),
        ("Processes/SetArguments", {"key": "Invoices:1.0.0"}, "arguments"),
        ("QueueItems/SetItemReviewer", {"queueItems": []}, "userId"),
        ("QueueItems/UnsetItemReviewer", {}, "queueItems"),
        ("Queues/StartTransaction", {}, "transactionData"),
        ("Robots/ConvertToFloating", {}, "robotId"),
    ],
)
async def test_what_an_operation_needs_is_named(api: Api, path: str, body: dict[str, Any], name: str) -> None:
    _, _, job = await running(api)
    error = await api.post(path.format(job=job["Id"]), 400, **body)
    assert (error["errorCode"], error["message"]) == (1014, f"Parameter {name} is missing.")


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with feed_elsewhere() as made:
        yield made


@pytest.mark.parametrize("path", ["GetVersions(packageId='Common')", "DownloadPackage(key='Common:1.0.0')"])
async def test_libraries_cannot_be_had_while_their_feed_is_away(api: Api, elsewhere: Elsewhere, path: str) -> None:
    await set_settings(api, elsewhere.settings("Libraries"))
    elsewhere.answer = 500, b""
    assert (await api.get(f"Libraries/{NS}.{path}", 400))["errorCode"] == 1011


async def closed(url: str, table: str) -> None:
    """Have the database take no rows of a table any more."""
    connection = await asyncpg.connect(url)
    await connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT closed CHECK (false) NOT VALID")
    await connection.close()


async def refused(api: Api, method: str, path: str, body: dict[str, Any]) -> None:
    assert (await api.call(method, path, 400, json=body))["errorCode"] == 1006


@pytest.mark.parametrize(
    ("entity", "method"), [("Machines", "PUT"), ("Machines", "PATCH"), ("QueueDefinitions", "PUT"), ("Robots", "PUT")]
)
async def test_the_database_may_refuse_a_change(api: Api, database_url: str, entity: str, method: str) -> None:
    made = await NAMED[entity](api, "One")
    await closed(database_url, TABLES[entity])
    await refused(api, method, f"{entity}({made['Id']})", changed(method, made, Description="New"))


async def test_the_database_may_refuse_what_is_new(api: Api, database_url: str) -> None:
    await closed(database_url, "machines")
    await closed(database_url, "robots")
    await refused(api, "POST", "Machines", {"Name": "One"})
    await refused(api, "POST", "Robots", ROBOT)


async def test_the_database_may_refuse_other_changes(api: Api, database_url: str) -> None:
    bot, office = await standing(api, "bot"), await api.post("Environments", 201, Name="Office")
    await closed(database_url, "robots")
    await closed(database_url, "environments")
    await refused(api, "POST", "Robots/ConvertToFloating", {"robotId": bot["Id"]})
    await refused(api, "PUT", f"Environments({office['Id']})", changed("PUT", office, Name="House"))


async def test_the_database_may_refuse_a_transaction(api: Api, database_url: str) -> None:
    await api.queue()
    item = await in_progress(api)
    await closed(database_url, "queue_items")
    await refused(api, "POST", f"QueueItems({item['Id']})/{SVC}.SetTransactionProgress", {"progress": "half"})
    result = {"transactionResult": {"IsSuccessful": True}}
    await refused(api, "POST", f"Queues({item['Id']})/{SVC}.SetTransactionResult", result)


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("DeleteBulk", {}),
        ("SetItemReviewStatus", {"status": "Verified"}),
        ("SetItemReviewer", {"userId": 1}),
    ],
)
async def test_the_database_may_refuse_many_changes(
    api: Api, database_url: str, action: str, body: dict[str, Any]
) -> None:
    await api.queue()
    item = await failed(api)
    await closed(database_url, "queue_items")
    await refused(api, "POST", f"QueueItems/{SVC}.{action}", {**body, "queueItems": seen(item)})


async def test_the_database_may_refuse_that_a_reviewer_goes(api: Api, database_url: str) -> None:
    await api.queue()
    path, item = f"QueueItems/{SVC}.{{}}ItemReviewer", await failed(api)
    await api.post(path.format("Set"), userId=1, queueItems=seen(item))
    item = await api.get(f"QueueItems({item['Id']})")
    await closed(database_url, "queue_items")
    await refused(api, "POST", path.format("Unset"), {"queueItems": seen(item)})
