"""Items are found by what is in them, and by what became of them."""

from typing import Any

from tests.api import Api
from tests.queues.words import failed, in_progress, review


async def references(api: Api, path: str, **options: Any) -> list[str]:
    return [one["Reference"] for one in (await api.get(f"QueueItems/Podium.{path}", **options))["value"]]


async def test_items_are_found_by_what_is_in_them(api: Api) -> None:
    await api.queue()
    await api.add(Reference="content", SpecificContent={"Customer": "Acme Ltd"})
    taken = await in_progress(api, Reference="output", Priority="High")
    await api.finish(taken, IsSuccessful=True, Output={"Invoice": "of ACME"})
    await api.add(Reference="other", SpecificContent={"Customer": "100%"})
    viewer = await api.only("Queues.View", "Transactions.View")
    assert await references(viewer, "Search(text='acme')") == ["content", "output"]
    assert await references(viewer, "Search(text='acme')", filter="Status eq 'New'") == ["content"]
    assert await references(viewer, "Search(text='%')") == ["other"]


async def test_what_came_to_nothing_is_listed_until_somebody_looks(api: Api) -> None:
    await api.queue()
    seen = await failed(api, Reference="seen")
    await failed(api, Reference="unseen")
    await in_progress(api, Reference="working")
    viewer = await api.only("Queues.View", "Transactions.View")
    assert await references(viewer, "GetDeadLetters") == ["seen", "unseen"]
    await review(api, "Verified", seen)
    assert await references(viewer, "GetDeadLetters") == ["unseen"]
