"""A server where there is something of everything: for tests that hold for every entity set."""

from typing import Any

from podium.app import CATALOG
from podium.odata.catalog import Operation
from podium.odata.results import result_of
from tests.api import Api
from tests.assets.words import asset
from tests.buckets.words import bucket, put
from tests.calendars.words import calendar
from tests.folders.words import folder
from tests.identity.words import role, user
from tests.jobs.words import running
from tests.processes.words import deployed
from tests.tenants.words import host
from tests.triggers.words import trigger

OF_THE_HOST = frozenset({"HostLicenses", "Tenants"})
"""The sets that only the administrator of the host may see."""
LISTS = [
    operation
    for operation in CATALOG.operations
    if operation.is_odata
    and operation.method == "GET"
    and result_of(operation).rows
    and not any(p.required for p in operation.parameters)
]
"""The lists that can be had without saying more than where."""


async def furnish(api: Api) -> None:
    """Put something of everything into the folder Shared."""
    await user(api)
    await role(api, "Bookkeeper", "Queues.View")
    await folder(api, "Books")
    await asset(api)
    await put(api, await bucket(api), "report.txt")
    await calendar(api, "2030-12-24T00:00:00Z")
    await api.post("Environments", 201, Name="Office")
    release = await deployed(api, Name="Printing")
    await running(api)
    await trigger(api, release["Key"])
    await api.post(
        "/api/Logs", message="Printed.", level="Info", timeStamp="2030-01-01T09:00:00Z", organizationUnitId=1
    )
    await api.queue()
    item = await api.add(Reference="R1", SpecificContent={"Amount": 5})
    await api.post("QueueItemComments", 201, Text="Look", QueueItemId=item["Id"])


class World:
    """Who sees what: the administrator of the tenant, and for some sets that of the host."""

    def __init__(self, api: Api, of_host: Api) -> None:
        self.api, self.of_host = api, of_host

    def reader(self, operation: Operation) -> Api:
        return self.of_host if operation.set_name in OF_THE_HOST else self.api

    async def list(self, operation: Operation, **options: str) -> tuple[int, Any]:
        """Ask for a list; its status, and its rows or what is wrong."""
        params, reader = {f"${name}": value for name, value in options.items()}, self.reader(operation)
        answer = await reader.http.get(operation.path, params=params)
        reader.recorder.record(answer, reader.caller.permissions)
        body = answer.json()
        return answer.status_code, body["value"] if answer.status_code == 200 else body


async def world(api: Api) -> World:
    await furnish(api)
    return World(api, await host(api))
