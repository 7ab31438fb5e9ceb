"""Content and output of encrypted queues are readable here only."""

from tests.api import Api
from tests.queues.words import BROKEN, bulk, item

SECRET = {"Iban": "DE02 1203 0000"}


async def stored(api: Api) -> str:
    """The table of items, as the database has it."""
    rows = await api.podium.db.pool.fetch("SELECT * FROM queue_items")
    return "\n".join(str(dict(row)) for row in rows)


async def test_what_is_kept_is_sealed_and_what_is_shown_is_open(api: Api) -> None:
    await api.queue(Encrypted=True)
    added = await api.add(SpecificContent=SECRET)
    assert (added["SpecificContent"], added["Encrypted"]) == (SECRET, True)
    taken = await api.take()
    await api.finish(taken, IsSuccessful=True, Output={"Paid": "to DE02"})
    now = await item(api, taken)
    assert (now["SpecificContent"], now["Output"]) == (SECRET, {"Paid": "to DE02"})
    assert "DE02" not in await stored(api)
    (listed,) = (await api.get("QueueItems"))["value"]
    assert (listed["SpecificContent"], "DE02" in listed["SpecificData"]) == (SECRET, True)


async def test_other_attempts_edits_and_bulk_calls_are_sealed_as_well(api: Api) -> None:
    await api.queue(Encrypted=True, MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    await bulk(api, {"SpecificContent": {"Iban": "DE01"}})
    taken = await api.take()
    await api.finish(taken, ProcessingException=BROKEN)
    again = (await api.get("QueueItems", filter="RetryNumber eq 1"))["value"][0]
    assert again["SpecificContent"] == {"Iban": "DE01"}
    await api.patch(f"QueueItems({again['Id']})", SpecificContent=SECRET)
    assert (await api.take())["SpecificContent"] == SECRET
    assert "DE0" not in await stored(api)


async def test_an_item_without_content_has_none(api: Api) -> None:
    await api.queue(Encrypted=True)
    assert (await api.add())["SpecificContent"] is None
