"""Events that others will be told of are stored with what they tell, and not for ever."""

from podium.app import Podium
from tests.api import Api


async def kinds(podium: Podium) -> list[str]:
    return [row[0] for row in await podium.db.pool.fetch("SELECT kind FROM outbox ORDER BY id")]


async def test_an_event_is_stored_with_what_it_tells(api: Api) -> None:
    await api.queue()
    await api.post("QueueDefinitions", 409, Name="Invoices")
    assert (await kinds(api.podium)).count("QueueCreated") == 1


async def test_an_event_is_forgotten_after_a_week(api: Api) -> None:
    await api.queue()
    await api.pass_time(days=6)
    assert "QueueCreated" in await kinds(api.podium)
    await api.pass_time(days=2)
    assert "QueueCreated" not in await kinds(api.podium)
