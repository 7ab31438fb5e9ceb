"""What is said about triggers."""

from datetime import datetime
from typing import Any

from tests.api import Api, admin_token
from tests.jobs.words import account, process
from tests.robots.words import machine

NAMESPACE = "UiPath.Server.Configuration.OData"
EACH_HOUR = "5 30 * * * ?"


async def ready(api: Api) -> str:
    """A folder in which jobs can be started, and a process there; its key."""
    await account(api)
    await machine(api)
    return await process(api)


async def release_id(api: Api, key: str) -> int:
    return int((await api.get("Releases", filter=f"Key eq {key}"))["value"][0]["Id"])


async def trigger(api: Api, release_key: str, name: str = "Hourly", status: int = 201, **settings: Any) -> Any:
    """A trigger of a process; by time, each hour, unless a queue is named."""
    given: dict[str, Any] = {"TimeZoneId": "UTC", "ReleaseKey": release_key, "StartStrategy": 1, "Enabled": True}
    if "QueueDefinitionId" not in settings:
        given["StartProcessCron"] = EACH_HOUR
    return await api.post("ProcessSchedules", status, Name=name, **given | settings)


async def shown(api: Api, made: Any) -> Any:
    return await api.get(f"ProcessSchedules({made['Id']})")


async def decisions(api: Api, made: Any = None, **options: Any) -> list[Any]:
    """What triggers, or one of them, have decided, in order."""
    if made is not None:
        options["filter"] = f"ProcessScheduleId eq {made['Id']}"
    return list((await api.get("TriggerEvents", orderby="Id", **options))["value"])


async def told(api: Api, made: Any = None) -> list[str]:
    """Decisions and causes, as "Fired: Time"."""
    return [f"{one['Decision']}: {one['Cause']}" for one in await decisions(api, made)]


async def jobs(api: Api) -> list[Any]:
    return list((await api.get("Jobs", orderby="Id"))["value"])


async def set_enabled(api: Api, *made: Any, enabled: bool = True, status: int = 200, **more: Any) -> Any:
    body = {"scheduleIds": [one["Id"] for one in made], "enabled": enabled, **more}
    return await api.post(f"ProcessSchedules/{NAMESPACE}.SetEnabled", status, **body)


async def reach(api: Api, text: str) -> None:
    """Move the clock to a moment, let the engine do what is due, and sign in again: no token lives for ever."""
    api.clock.now = datetime.fromisoformat(text)
    await api.podium.runner.run_due()
    api.http.headers["authorization"] = f"Bearer {await admin_token(api.podium)}"


async def until_next(api: Api, made: Any) -> str:
    """Move the clock to the next occurrence of a trigger; which it was."""
    moment = str((await shown(api, made))["StartProcessNextOccurrence"])
    await reach(api, moment.replace("Z", "+00:00"))
    return moment
