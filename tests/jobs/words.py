"""What is said about jobs, by users and by robots."""

import json
from dataclasses import dataclass
from typing import Any

from tests.api import FOLDER, Api
from tests.processes.words import nupkg, release, upload
from tests.robots.words import Service, machine

ODATA = "UiPath.Server.Configuration.OData"


async def process(api: Api, name: str = "Invoices", **files: Any) -> str:
    """A process of the folder, made of a package of its own, with these documents; its key."""
    package = f"{name}.Package"
    await upload(api, nupkg(package, **files))
    return str((await release(api, Name=name, ProcessKey=package))["Key"])


async def account(api: Api, name: str = "bot", folder: int | None = FOLDER, **settings: Any) -> Any:
    """A robot account with an unattended robot, assigned to a folder."""
    settings = {"Username": name, "Type": "Unattended", "HostingType": "Floating", **settings}
    robot = await api.post("Robots", 201, Name=name, **settings)
    if folder:
        await assign_user(api, robot["UserId"], folder)
    return robot


async def assign_user(api: Api, user_id: int, folder: int) -> None:
    (role,) = (await api.get("Roles", filter="Name eq 'Automation User'"))["value"]
    places = [{"FolderId": folder, "RoleIds": [role["Id"]]}]
    body = {"UserIds": [user_id], "RolesPerFolder": places}
    await api.post("Folders/AssignUsers", 204, assignments=body)


async def start(api: Api, release_key: str, status: int = 201, **info: Any) -> Any:
    body = {"startInfo": {"ReleaseKey": release_key, **info}}
    answer = await api.call("POST", f"Jobs/{ODATA}.StartJobs", status, json=body)
    return answer["value"] if status == 201 else answer


async def stop(api: Api, job: Any, strategy: str = "SoftStop", status: int = 200) -> Any:
    return await api.post(f"Jobs({job['Id']})/{ODATA}.StopJob", status, strategy=strategy)


async def state(api: Api, job: Any) -> str:
    return str((await api.get(f"Jobs({job['Id']})"))["State"])


@dataclass
class Robot:
    """The robot of one host, as it speaks."""

    service: Service

    async def beat(self, *beats: Any, status: int = 200, wait: float | None = None) -> Any:
        """The commands that a heartbeat brings."""
        path = "heartbeatv2" if wait is None else f"heartbeatv2?wait={wait}"
        answer = await self.service.post(path, {"CommandState": "All", "Heartbeats": list(beats)}, status)
        return answer["commands"] if status == 200 else answer

    async def report(self, command: Any, job_state: str, status: int = 200, **more: Any) -> Any:
        data = command["data"]
        report = {"robotKey": command["robotKey"], "jobKey": data["jobKey"], "jobState": job_state, **more}
        return await self.service.post("SubmitJobState", [report], status)


async def robot(api: Api, host: str = "host-1", name: str = "Template", **settings: Any) -> Robot:
    """A connected robot on a machine of its own."""
    service = Service(api, (await machine(api, name, **settings))["LicenseKey"], host)
    await service.start()
    return Robot(service)


async def running(api: Api, **info: Any) -> tuple[Robot, Any, Any]:
    """A robot, the command it was given, and the job that it runs."""
    key = await process(api)
    await account(api)
    bot = await robot(api)
    (job,) = await start(api, key, **info)
    (command,) = await bot.beat()
    await bot.report(command, "Running")
    return bot, command, job


async def suspend(
    bot: Robot,
    command: Any,
    *triggers: Any,
    status: int = 200,
    state: bytes = b"state",
    blob_type: str | int = "Embedded",
) -> str:
    """Suspend a job as a robot does; the persistence id."""
    data = command["data"]
    details = {
        "robotKey": command["robotKey"],
        "jobId": data["jobKey"],
        "jobInfo": None,
        "persistenceInstanceId": data["persistenceId"] or "0ca719b9-e4db-4f50-8e27-edbf69effe0d",
        "resumeVersion": data["resumeVersion"] or 0,
        "resumeTriggers": list(triggers),
        "blobType": blob_type,
    }
    files = {"file": ("state.db", state, "application/octet-stream"), "suspendJobDto": (None, json.dumps(details))}
    await bot.service.call("POST", "SuspendPersistentJob", status, files=files)
    return str(details["persistenceInstanceId"])


def api_trigger(inbox: str = "ce8f1b12-0000-4000-8000-000000000001") -> Any:
    return {"triggerType": "Api", "apiResume": {"inboxId": inbox, "request": "please answer"}, "interruptId": "e6"}


async def put(api: Api, access: Any, content: bytes) -> None:
    """Put a file as blob clients do, without signing in."""
    headers = {"content-type": "application/octet-stream", "x-ms-blob-type": "BlockBlob"}
    await api.nobody().call("PUT", path(access["Uri"]), 201, content=content, headers=headers)


def path(uri: str) -> str:
    return uri.removeprefix("http://podium")


async def attachment(api: Api, content: bytes = b"hello", **values: Any) -> Any:
    made = await api.post("Attachments", 201, Name="input.json", **values)
    await put(api, made["BlobFileAccess"], content)
    return made
