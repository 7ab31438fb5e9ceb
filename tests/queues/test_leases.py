"""Items are leased to those who take them: whoever falls silent loses them, and is told so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from podium.app import SETUP
from podium.domains.jobs.events import JobEnded
from podium.kernel.context import Context
from tests.api import Api, Clock
from tests.queues.words import SVC, in_progress, item, policy

AGAIN: dict[str, Any] = {"RetryAbandonedItems": True, "MaxNumberOfRetries": 3}


async def leased(api: Api, **settings: Any) -> None:
    """A queue whose items are lost after a minute of silence."""
    await policy(api, await api.queue(**settings), LeaseSeconds=60)


async def report(api: Api, known: Any, status: int = 200, **token: str) -> Any:
    path = f"QueueItems({known['Id']})/{SVC}.SetTransactionProgress"
    return await api.post(path, status, progress="on", **token)


async def keep_alive(api: Api, known: Any, status: int = 200, **token: str) -> Any:
    return await api.post(f"QueueItems({known['Id']})/Podium.KeepAlive", status, **token)


async def test_an_item_nobody_hears_of_is_abandoned_when_its_lease_ends(api: Api) -> None:
    await leased(api)
    known = await in_progress(api)
    await api.pass_time(seconds=59)
    assert (await item(api, known))["Status"] == "InProgress"
    await api.pass_time(seconds=6)
    assert (await item(api, known))["Status"] == "Abandoned"


@pytest.mark.parametrize("sign", [report, keep_alive])
async def test_whatever_is_heard_of_an_item_extends_its_lease(api: Api, sign: Any) -> None:
    await leased(api)
    known = await in_progress(api)
    for _ in range(3):
        await api.pass_time(seconds=50)
        await sign(api, known)
    assert (await item(api, known))["Status"] == "InProgress"


async def test_whoever_keeps_an_item_alive_is_told_for_how_long(api: Api) -> None:
    await leased(api)
    known = await in_progress(api)
    worker = await api.only("Queues.View", "Transactions.Edit")
    assert (await keep_alive(worker, known))["Until"] == "2030-01-01T09:01:00Z"
    await api.finish(known, IsSuccessful=True)
    assert (await keep_alive(worker, known, 400))["errorCode"] == 1851


async def test_a_lost_item_is_handed_out_anew_and_the_word_of_who_lost_it_is_refused(api: Api) -> None:
    await leased(api, **AGAIN)
    lost = await in_progress(api, SpecificContent={"n": 1})
    await api.pass_time(seconds=65)
    again = await api.take()
    assert (again["Key"], again["SpecificContent"], again["AncestorId"]) == (lost["Key"], {"n": 1}, lost["Id"])
    error = await api.finish(lost, 409, IsSuccessful=True)
    assert (error["errorCode"], error["message"]) == (1851, "A transaction with status Retried cannot be updated.")
    assert (await report(api, lost, 400))["errorCode"] == 1851
    await api.finish(again, IsSuccessful=True)
    assert await api.statuses() == ["Retried", "Successful"]


async def test_whoever_put_an_item_back_is_told_so_when_another_has_it_under_the_same_id(
    api: Api, clock: Clock
) -> None:
    await api.queue()
    mine = await in_progress(api)
    token = mine["StartProcessing"]
    await api.finish(mine, SpecificContent={"Step": 2}, StartProcessing=token)
    clock.pass_(seconds=1)
    theirs = await api.take()
    assert theirs["Id"] == mine["Id"]
    assert "has been handed out" in (await api.finish(mine, 409, IsSuccessful=True, StartProcessing=token))["message"]
    assert (await report(api, mine, 409, startProcessing=token))["errorCode"] == 1851
    assert (await keep_alive(api, mine, 409, startProcessing=token))["errorCode"] == 1851
    await report(api, theirs, startProcessing=theirs["StartProcessing"])
    await api.finish(theirs, IsSuccessful=True, StartProcessing=theirs["StartProcessing"])


async def test_a_token_is_good_to_the_millisecond(api: Api, clock: Clock) -> None:
    await api.queue()
    clock.pass_(microseconds=1_500)
    known = await in_progress(api)
    assert known["StartProcessing"] == "2030-01-01T09:00:00.0015Z"
    await api.finish(known, IsSuccessful=True, StartProcessing="2030-01-01T09:00:00.001Z")


async def test_a_worker_without_a_token_is_known_by_its_job(api: Api) -> None:
    await api.queue()
    first, second = str(uuid4()), str(uuid4())
    known = await working_for(api, first)
    with said_for(api, first):
        await api.finish(known, SpecificContent={"Step": 2})
    with said_for(api, second):
        await api.take()
    with said_for(api, first):
        assert (await api.finish(known, 409, IsSuccessful=True))["errorCode"] == 1851
    with said_for(api, second):
        await api.finish(known, IsSuccessful=True)


async def test_a_job_that_takes_again_what_it_put_back_may_end_it(api: Api) -> None:
    await api.queue()
    job = str(uuid4())
    known = await working_for(api, job)
    with said_for(api, job):
        await api.finish(known, SpecificContent={"Step": 2})
        await api.finish(await api.take(), IsSuccessful=True)
    assert await api.statuses() == ["Successful"]


async def test_progress_extends_nothing_where_there_is_no_lease(api: Api) -> None:
    await api.queue()
    known = await in_progress(api)
    await api.pass_time(hours=23)
    await report(api, known)
    await api.pass_time(hours=2)
    assert (await item(api, known))["Status"] == "Abandoned"


@contextmanager
def said_for(api: Api, job: str) -> Iterator[None]:
    """What is said meanwhile is said for a job."""
    api.http.headers["x-uipath-jobkey"] = job
    try:
        yield
    finally:
        del api.http.headers["x-uipath-jobkey"]


async def working_for(api: Api, job: str) -> Any:
    """A new item that a job has taken."""
    with said_for(api, job):
        return await in_progress(api)


async def end_job(api: Api, job: str) -> None:
    async def end(ctx: Context) -> None:
        ctx.tenant_id, ctx.folder_id = 1, 1
        ctx.emit(JobEnded(folder_id=1, job_id=1, key=UUID(job), release_id=1, state="Faulted"))

    await api.podium.db.alone(SETUP, end)


@pytest.mark.parametrize(("ends", "status"), [(True, "Abandoned"), (False, "InProgress")])
async def test_items_end_with_their_job_where_the_queue_wants_it(api: Api, ends: bool, status: str) -> None:
    await policy(api, await api.queue(), EndsWithJob=ends)
    job, other = str(uuid4()), str(uuid4())
    mine, theirs = await working_for(api, job), await working_for(api, other)
    assert (mine["ExecutorJobKey"], mine["CreatorJobKey"]) == (job, job)
    await end_job(api, job)
    assert (await item(api, mine))["Status"] == status
    assert (await item(api, theirs))["Status"] == "InProgress"


@pytest.mark.parametrize("seconds", [4, 30 * 86_400 + 1])
async def test_a_lease_is_of_a_sensible_length(api: Api, seconds: int) -> None:
    error = await policy(api, await api.queue(), 400, LeaseSeconds=seconds)
    assert "LeaseSeconds" in error["message"]
