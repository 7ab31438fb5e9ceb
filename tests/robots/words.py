"""What robots say, and what is said about them."""

from typing import Any

import httpx

from tests.api import FOLDER, Api

SERVICE = "/api/robotsservice"


async def machine(api: Api, name: str = "Template", *, folder: int | None = FOLDER, **settings: Any) -> Any:
    """A machine with runtimes, which serves a folder."""
    settings = {"Type": "Template", "UnattendedSlots": 2, **settings}
    made = await api.post("Machines", 201, Name=name, **settings)
    if folder:
        await assign_machine(api, made["Id"], folder)
    return made


async def assign_machine(api: Api, machine_id: int, folder: int = FOLDER) -> None:
    body = {"assignments": {"MachineIds": [machine_id], "FolderIds": [folder]}}
    await api.call("POST", "Folders/UiPath.Server.Configuration.OData.AssignMachines", 204, json=body)


class Service:
    """The service of one host: it knows its machine's key and, but for further headers, nothing else."""

    def __init__(self, api: Api, license_key: str, host: str = "host-1", **headers: str) -> None:
        self.recorder = api.recorder
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(api.podium.application, raise_app_exceptions=False),
            base_url="http://podium",
            headers={"x-robot-machine": host, **({"x-robot-license": license_key} if license_key else {}), **headers},
            timeout=60,
        )

    async def call(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        answer = await self.http.request(method, path if path.startswith("/") else f"{SERVICE}/{path}", **options)
        self.recorder.record(answer, frozenset())
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        is_json = "json" in answer.headers.get("content-type", "")
        return answer.json() if answer.content and is_json else answer.content

    async def post(self, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        return await self.call("POST", path, status, json={} if body is None else body, headers=headers)

    async def start(self) -> Any:
        return await self.post("startservice")
