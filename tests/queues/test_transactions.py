"""Items are added, taken, and ended."""

from tests.api import Api


async def test_an_item_is_added_taken_and_ended(api: Api) -> None:
    await api.queue()
    added = await api.add(Reference="R1", SpecificContent={"Amount": 5})
    taken = await api.take()
    assert (taken["Id"], taken["Status"], taken["SpecificContent"]) == (added["Id"], "InProgress", {"Amount": 5})
    assert await api.finish(taken, IsSuccessful=True, Output={"Paid": True}) == {}
    assert await api.statuses() == ["Successful"]


async def test_an_empty_queue_gives_nothing(api: Api) -> None:
    await api.queue()
    assert await api.take(status=204) == b""
