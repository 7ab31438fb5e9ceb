"""Two OData client libraries, by other people, work with what ``$metadata`` says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import odata  # type: ignore[import-untyped]
import requests
import uvicorn
from odatapy.client import AsyncEdmEnabledODataClient, AsyncHttpxTransport
from odatapy.data import Entity

from tests.api import Api


async def test_a_strict_client_reads_the_model_and_the_rows(api: Api) -> None:
    await api.queue("Invoices", Description="To be booked")
    client = AsyncEdmEnabledODataClient("http://podium/odata", AsyncHttpxTransport(api.http))
    edm = await client.get_edm()
    assert edm.get_entity_set("QueueItems").entity_type.name == "QueueItemDto"
    listed = await client.get_entity_set(client.entity_set_uri("QueueDefinitions").filter("Name eq 'Invoices'"))
    assert [told(row, "Description") for row in listed] == ["To be booked"]


async def test_a_strict_client_calls_an_action(api: Api) -> None:
    await api.queue("Invoices")
    client = AsyncEdmEnabledODataClient("http://podium/odata", AsyncHttpxTransport(api.http))
    await client.get_edm()
    address = client.entity_set_uri("Queues").append_action_call_segment("UiPathODataSvc.AddQueueItem")
    made = await client.invoke_action(address, {"itemData": {"Name": "Invoices", "Reference": "R1"}})
    assert told(made.entity(), "Reference") == "R1"


async def test_a_reflecting_client_makes_finds_and_changes_rows(api: Api) -> None:
    async with served(api) as url:
        names = await asyncio.to_thread(_make_find_change, url, dict(api.http.headers))
    assert names == ["To be booked"]
    assert [one["Description"] for one in (await api.get("QueueDefinitions"))["value"]] == ["Booked"]


def told(row: Entity, name: str) -> Any:
    found = row.get_property(name)
    assert found is not None
    return found.value


def _make_find_change(url: str, headers: dict[str, str]) -> list[str]:
    session = requests.Session()
    session.headers.update({name: headers[name] for name in ("authorization", "x-uipath-organizationunitid")})
    flags = odata.flags.ODataServerFlags(skip_null_properties=True)
    with session:
        service: Any = odata.ODataService(
            f"{url}/odata/", session=session, reflect_entities=True, server_flags=flags, quiet_progress=True
        )
        definitions = service.entities["QueueDefinitions"]
        queue = definitions()
        queue.Name, queue.Description = "Invoices", "To be booked"
        service.save(queue)
        found = service.query(definitions).filter(definitions.Name.startswith("Inv")).all()
        names = [one.Description for one in found]
        queue.Description = "Booked"
        service.save(queue)
        return names


@asynccontextmanager
async def served(api: Api) -> AsyncIterator[str]:
    """The server of the test on a port of its own; it has been started already."""
    config = uvicorn.Config(api.podium.application, port=0, lifespan="off", log_config=None)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield "http://{}:{}".format(*server.servers[0].sockets[0].getsockname())
    finally:
        await server.shutdown()
