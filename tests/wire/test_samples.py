"""What real clients have sent, as it was recorded: nothing of it is met with a lack of understanding."""

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx
import pytest

from podium.app import CATALOG
from podium.http.addresses import split
from tests.api import Api
from tests.processes.words import nupkg
from tests.world import furnish

SAMPLES = [json.loads(line) for line in (Path(__file__).parent / "samples.jsonl").read_text().splitlines()]
CLIENTS = {name: list(group) for name, group in groupby(SAMPLES, lambda sample: sample["client"])}
PLACE = re.compile(r"\{([\w ]+)\}")
NOT_UNDERSTOOD = {0, 1000, 1100}
"""Codes that say that a member, a value, an option or a header was not understood."""
REFUSED = {
    "/acme/Default/orchestrator_/odata/Releases/UiPath.Server.Configuration.OData.ListReleases": (
        "the command names a feed where a folder is meant, and goes on"
    ),
    "/acme/Default/api/FoldersNavigation/GetAllRolesForUser": "the tool leaves out whose roles",
    "/api/Account/Authenticate": "the passwords of the recording are not those of here",
    "/identity_/connect/token": "nor are its clients and tokens",
    "/acme/identity_/connect/token": "nor are its clients and tokens",
    "/odata/Users/UiPath.Server.Configuration.OData.GetCurrentUser()": "of one row there is no top",
}
"""Addresses where a client gets what it deserves."""
PLACES = {
    "folder key": ("Folders", "Key"),
    "license key": ("Machines", "LicenseKey"),
    "Queues": ("QueueItems", "Id"),
}
"""Where ids and keys are found that are not named by their set."""


@pytest.mark.parametrize("client", CLIENTS)
async def test_what_a_client_sends_is_understood(api: Api, client: str) -> None:
    await furnish(api)
    asked = [sample for sample in CLIENTS[client] if served(sample)]
    answers = [(sample, await replayed(api, sample)) for sample in asked]
    problems = [
        f"{sample['method']} {sample['path']} {sample.get('body', '')}: {answer.status_code} {answer.text}"
        for sample, answer in answers
        if not understood(answer)
    ]
    assert asked
    assert not problems, "\n".join(problems)


def served(sample: Any) -> bool:
    """Is there anybody to understand it?"""
    address = split(httpx.URL(f"http://podium{sample['path']}").path)
    return address is not None and CATALOG.routes.find(sample["method"], PLACE.sub("1", address.path)) is not None


def understood(answer: httpx.Response) -> bool:
    """It may be that what is asked for is not there, or cannot be done now."""
    if answer.status_code < 400 or answer.request.url.path in REFUSED:
        return True
    known = answer.status_code != 400 or answer.json()["errorCode"] not in NOT_UNDERSTOOD
    return known and answer.status_code in (400, 404, 409)


async def replayed(api: Api, sample: Any) -> httpx.Response:
    """Send it again, with ids, keys and credentials of here."""
    text = json.dumps(sample)
    values = {place: await found(api, place) for place in set(PLACE.findall(text))}
    sent = json.loads(PLACE.sub(lambda place: values[place[1]], text))
    if "upload" in sent:
        ((field, name),) = sent["upload"].items()
        content: dict[str, Any] = {"files": {field: (name, nupkg("Sent"))}, "data": sent.get("form")}
    else:
        content = {"content": sent.get("body", "").encode()}
    http = api.nobody().http
    del http.headers["x-uipath-organizationunitid"]
    return await http.request(sent["method"], sent["path"], headers=sent["headers"], **content)


async def found(api: Api, place: str) -> str:
    """What stands here for the ids and keys of the recording."""
    if place in ("folder", "token"):
        return {"folder": "1", "token": api.caller.token}[place]
    if place == "robot key":
        service = {"x-robot-license": await found(api, "license key"), "x-robot-machine": "host-1"}
        session: dict[str, Any] = {"json": {"userName": "bot"}, "headers": service}
        return str((await api.nobody().call("POST", "/api/robotsservice/BeginSession", **session))["robotKey"])
    kind, member = PLACES.get(place, (place, "Id"))
    answer = await api.http.get(f"/odata/{kind}?$top=1", headers={"x-uipath-organizationunitid": "1"})
    rows = answer.json().get("value")
    return str(rows[0][member]) if rows else "1"
