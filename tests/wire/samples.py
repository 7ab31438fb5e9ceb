"""What real clients have sent, as it was recorded, with ids, keys and credentials of here."""

import json
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx

from podium.app import CATALOG
from podium.http.addresses import split
from tests.api import Api
from tests.processes.words import nupkg

SAMPLES = [json.loads(line) for line in (Path(__file__).parent / "samples.jsonl").read_text().splitlines()]
CLIENTS = {name: list(group) for name, group in groupby(SAMPLES, lambda sample: sample["client"])}
PLACE = re.compile(r"\{([\w ]+)\}")
PLACES = {
    "folder key": ("Folders", "Key"),
    "license key": ("Machines", "LicenseKey"),
    "Queues": ("QueueItems", "Id"),
}
"""Where ids and keys are found that are not named by their set."""


@dataclass(frozen=True)
class Sent:
    """A request as it is sent here."""

    method: str
    path: str
    headers: dict[str, str]
    content: dict[str, Any]

    async def to(self, api: Api, **headers: str) -> httpx.Response:
        http = api.nobody().http
        del http.headers["x-uipath-organizationunitid"]
        return await http.request(self.method, self.path, headers={**self.headers, **headers}, **self.content)


def served(sample: Any) -> bool:
    """Is there anybody to understand it?"""
    address = split(httpx.URL(f"http://podium{sample['path']}").path)
    return address is not None and CATALOG.routes.find(sample["method"], PLACE.sub("1", address.path)) is not None


async def sent(api: Api, sample: Any) -> Sent:
    """A recorded request, with what stands here in its places."""
    text = json.dumps(sample)
    values = {place: await _found(api, place) for place in set(PLACE.findall(text))}
    filled = json.loads(PLACE.sub(lambda place: values[place[1]], text))
    return Sent(filled["method"], filled["path"], filled["headers"], _content(filled))


def _content(filled: Any) -> dict[str, Any]:
    if "upload" not in filled:
        return {"content": filled.get("body", "").encode()}
    ((field, name),) = filled["upload"].items()
    return {"files": {field: (name, nupkg("Sent"))}, "data": filled.get("form")}


async def _found(api: Api, place: str) -> str:
    """What stands here for the ids and keys of the recording."""
    if place in ("folder", "token"):
        return {"folder": "1", "token": api.caller.token}[place]
    if place == "robot key":
        service = {"x-robot-license": await _found(api, "license key"), "x-robot-machine": "host-1"}
        session: dict[str, Any] = {"json": {"userName": "bot"}, "headers": service}
        return str((await api.nobody().call("POST", "/api/robotsservice/BeginSession", **session))["robotKey"])
    kind, member = PLACES.get(place, (place, "Id"))
    answer = await api.http.get(f"/odata/{kind}?$top=1", headers={"x-uipath-organizationunitid": "1"})
    rows = answer.json().get("value")
    return str(rows[0][member]) if rows else "1"
