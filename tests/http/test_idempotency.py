"""A POST with an ``Idempotency-Key`` is done once."""

import asyncio
import re
from collections import Counter
from typing import Any

import httpx
import pytest

from podium.app import CATALOG, SETUP
from podium.domains.queues.events import QueueItemsAdded
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.kernel.events import RowChanged
from podium.odata.idempotency import KeptAnswer
from tests.api import Api

PLACE = re.compile(r"\{\w+\}")
QUEUES = "/odata/QueueDefinitions"
ADD = "/odata/Queues/UiPathODataSvc.AddQueueItem"
TAKE = "/odata/Queues/UiPathODataSvc.StartTransaction"
ITEM = {"itemData": {"Name": "Invoices", "Reference": "R1"}}


async def keyed(api: Api, path: str, body: Any, key: str = "K1") -> httpx.Response:
    return await api.http.post(path, json=body, headers={"Idempotency-Key": key})


@pytest.mark.parametrize(("path", "body"), [(QUEUES, {"Name": "Payments"}), (ADD, ITEM)], ids=["alone", "grouped"])
async def test_what_is_repeated_is_answered_as_before(api: Api, path: str, body: Any) -> None:
    await api.queue()
    first = await keyed(api, path, body)
    again = await keyed(api, path, body)
    assert first.status_code == 201
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers.get("location") == first.headers.get("location")
    assert (first.headers.get("idempotent-replayed"), again.headers["idempotent-replayed"]) == (None, "true")
    assert len(await api.statuses()) == (path == ADD)


async def test_the_answer_shows_rows_as_they_were_written(api: Api) -> None:
    await api.queue()
    await api.add()
    first = await keyed(api, TAKE, {"transactionData": {"Name": "Invoices"}})
    again = await keyed(api, TAKE, {"transactionData": {"Name": "Invoices"}})
    (now,) = (await api.get("QueueItems"))["value"]
    assert first.content == again.content
    assert first.json()["RowVersion"] == now["RowVersion"]


async def test_no_content_is_repeated_as_no_content(api: Api) -> None:
    await api.queue()
    answers = [await keyed(api, TAKE, {"transactionData": {"Name": "Invoices"}}) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2


@pytest.mark.parametrize(
    ("path", "body"),
    [(ADD, {"itemData": {"Name": "Invoices", "Reference": "R2"}}), (QUEUES, ITEM), (f"{ADD}?a=b", ITEM)],
    ids=["body", "path", "query"],
)
async def test_a_key_stands_for_one_request(api: Api, path: str, body: Any) -> None:
    await api.queue()
    await keyed(api, ADD, ITEM)
    answer = await keyed(api, path, body)
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "This Idempotency-Key was used for another request.",
    )
    assert len(await api.statuses()) == 1


async def test_uploads_are_told_apart_by_their_content(api: Api) -> None:
    path, key = "/odata/QueueDefinitions", {"Idempotency-Key": "K1"}
    files = [[("file", ("a.txt", content))] for content in (b"one", b"two")]
    assert (await keyed(api, path, {"Name": "A"})).status_code == 201
    assert [(await api.http.post(path, files=file, headers=key)).status_code for file in files] == [409, 409]


async def test_each_caller_has_keys_of_its_own(api: Api) -> None:
    await api.queue()
    other = await api.only("Queues.View", "Transactions.Create")
    ids = [(await keyed(caller, ADD, ITEM)).json()["Id"] for caller in (api, other, api)]
    assert ids[0] == ids[2] != ids[1]


async def test_an_error_keeps_nothing(api: Api) -> None:
    assert (await keyed(api, ADD, ITEM)).status_code == 404
    await api.queue()
    assert (await keyed(api, ADD, ITEM)).status_code == 201


async def test_what_a_subscriber_refuses_is_not_kept(api: Api) -> None:
    async def refuse(ctx: Context, event: QueueItemsAdded) -> None:
        raise BadRequest(why="no")

    await api.queue()
    api.podium.db.subscribers = {QueueItemsAdded: [refuse]}
    refused = await asyncio.gather(*(keyed(api, ADD, ITEM, f"K{n}") for n in range(4)))
    api.podium.db.subscribers = {}
    done = await keyed(api, ADD, ITEM)
    assert [answer.status_code for answer in (*refused, done)] == [400] * 4 + [201]


async def test_keys_mean_nothing_where_nobody_is_signed_in(api: Api) -> None:
    login = {"usernameOrEmailAddress": "admin", "password": "wrong"}
    answers = [await keyed(api.nobody(), "/api/Account/Authenticate", login) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {400}


async def test_a_key_of_more_than_255_characters_is_refused(api: Api) -> None:
    await api.queue()
    assert [(await keyed(api, ADD, ITEM, "K" * length)).status_code for length in (255, 256)] == [201, 400]


@pytest.mark.parametrize(("path", "body"), [(QUEUES, {"Name": "Payments"}), (ADD, ITEM)], ids=["alone", "grouped"])
async def test_of_calls_at_the_same_time_one_is_done(api: Api, path: str, body: Any) -> None:
    await api.queue()
    answers = await asyncio.gather(*(keyed(api, path, body) for _ in range(12)))
    early = [answer for answer in answers if answer.status_code == 409]
    assert {answer.headers["retry-after"] for answer in early} <= {"1"}
    done = {(await keyed(api, path, body)).content, *(answer.content for answer in answers if answer not in early)}
    assert len(done) == 1
    assert len((await api.get("QueueItems" if path == ADD else "QueueDefinitions"))["value"]) == 1 + (path == QUEUES)


async def test_a_call_that_is_under_way_is_not_begun_again(api: Api) -> None:
    begun, free = asyncio.Event(), asyncio.Event()

    async def linger(ctx: Context, change: RowChanged) -> None:
        begun.set()
        await free.wait()

    api.podium.db.subscribers = {RowChanged: [linger]}
    first = asyncio.create_task(keyed(api, QUEUES, {"Name": "A"}))
    await begun.wait()
    early = await keyed(api, QUEUES, {"Name": "A"})
    free.set()
    assert (early.status_code, early.headers["retry-after"]) == (409, "1")
    assert (await first).content == (await keyed(api, QUEUES, {"Name": "A"})).content


async def test_repeats_of_a_claim_at_the_same_time_get_one_item(api: Api) -> None:
    await api.queue()
    for _ in range(8):
        await api.add()
    body = {"transactionData": {"Name": "Invoices"}}
    await asyncio.gather(*(keyed(api, TAKE, body, f"K{n % 4}") for n in range(8)))
    ids = {(await keyed(api, TAKE, body, f"K{n}")).json()["Id"] for n in range(4)}
    assert len(ids) == 4
    assert Counter(await api.statuses()) == {"InProgress": 4, "New": 4}


async def test_after_a_day_a_key_is_new(api: Api) -> None:
    await api.queue()
    first = await keyed(api, ADD, ITEM)
    api.clock.pass_(hours=23)
    again = await keyed(api, ADD, ITEM)
    api.clock.pass_(hours=1)
    anew = await keyed(api, ADD, ITEM)
    assert first.json()["Id"] == again.json()["Id"] != anew.json()["Id"]


async def test_answers_are_forgotten_after_a_day(api: Api) -> None:
    await api.queue()
    await keyed(api, ADD, ITEM)
    await api.pass_time(hours=23)
    assert len(await kept(api)) == 1
    await api.pass_time(hours=1)
    assert len(await kept(api)) == 0


async def test_kept_answers_are_not_readable_in_the_database(api: Api) -> None:
    await api.queue()
    await keyed(api, ADD, ITEM)
    (row,) = await kept(api)
    assert row.content.count(b"Reference") == 0


async def kept(api: Api) -> list[KeptAnswer]:
    return await api.podium.db.alone(SETUP, lambda ctx: ctx.all(ctx.everywhere(KeptAnswer)))


async def test_every_post_looks_at_its_key(api: Api) -> None:
    """A key that is too long is refused before anything is done."""
    posts = [operation for operation in CATALOG.operations if operation.method == "POST"]
    answers = {
        operation.path: await api.http.post(PLACE.sub("1", operation.path), headers={"Idempotency-Key": "K" * 256})
        for operation in posts
    }
    assert {path: answer.text for path, answer in answers.items() if "Idempotency-Key" not in answer.text} == {}
    assert len(answers) > 150
