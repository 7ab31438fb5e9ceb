"""A folder where there is something of every kind, and what must be said to have it, for a client that reads it all."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.clients.words import NS, here, idle_process, made, start
from tests.processes.words import nupkg
from tests.servers import checked, until

SERVICE = "/api/robotsservice"
OUTBOX = "ce8f1b12-0000-4000-8000-000000000001"
INBOX = "ce8f1b12-0000-4000-8000-000000000002"


@dataclass
class Place:
    """``said`` are arguments of operations by the names that the client has for them."""

    http: httpx.Client
    folder: int = 0
    release: Any = None
    said: dict[str, Any] = field(default_factory=dict[str, Any])

    def made(self, path: str, **values: Any) -> Any:
        return made(self.http, path, folder=self.folder, **values)


def furnished(http: httpx.Client) -> Place:
    """Put something of every kind into a folder; its jobs are such as an old client may know."""
    release = idle_process(http, "Swept")
    place = Place(http, int(release["OrganizationUnitId"]), release)
    http.headers.update(here(place.folder))
    for fill in (_with_things, _with_items, _with_files, _with_jobs, _with_an_export):
        fill(place)
    return place


def _with_things(place: Place) -> None:
    place.made("Assets", Name="Swept", ValueScope="Global", ValueType="Text", StringValue="a")
    place.made("Calendars", Name="Swept", TimeZoneId="UTC", ExcludedDates=["2030-12-24T00:00:00Z"])
    place.made("Environments", Name="Swept")
    hourly = {"StartProcessCron": "5 30 * * * ?", "TimeZoneId": "UTC", "StartStrategy": 1, "Enabled": False}
    place.made("ProcessSchedules", Name="Swept", ReleaseKey=place.release["Key"], **hourly)
    files = {"file": ("swept.nupkg", nupkg("swept"))}
    checked(place.http.post(f"/odata/Libraries/{NS}.UploadPackage", files=files), 207)
    checked(place.http.patch("/odata/Users(1)", json={"MayHavePersonalWorkspace": True}), 200)


def _with_items(place: Place) -> None:
    place.made("QueueDefinitions", Name="Swept", SpecificDataJsonSchema='{"type": "object"}')
    item = place.made("Queues/UiPathODataSvc.AddQueueItem", itemData={"Name": "Swept", "SpecificContent": {"A": 1}})
    place.made("QueueItemComments", Text="Look", QueueItemId=item["Id"])
    place.said["queue_item_id"] = item["Id"]


def _with_files(place: Place) -> None:
    bucket = place.made("Buckets", Name="Swept", Identifier="3f2504e0-4f89-41d3-9a0c-0305e82c3301")
    asked = {"path": "/swept.txt", "contentType": "text/plain"}
    access = checked(place.http.get(f"/odata/Buckets({bucket['Id']})/{NS}.GetWriteUri", params=asked), 200)
    assert httpx.put(access["Uri"], content=b"swept").is_success


def _with_jobs(place: Place) -> None:
    """Two that wait for an answer, of which one has come; there is a picture of each."""
    (machine,) = checked(place.http.get("/odata/Machines?$filter=contains(Name, 'Swept')"), 200)["value"]
    service = httpx.Client(base_url=place.http.base_url, headers={"x-robot-license": machine["LicenseKey"]})
    with service:
        _posted(service, "BeginSession", json={"userName": "account of Swept"})
        for inbox in (INBOX, OUTBOX):
            job = start(place.http, place.release)
            _posted(service, "heartbeatv2", json={"CommandState": "All", "Heartbeats": []})
            _posted(service, "SubmitJobState", json=[{"jobKey": job["Key"], "jobState": "Running"}])
            picture = {"file": ("picture.png", b"\x89PNG"), "jobKey": (None, job["Key"])}
            _posted(service, "UploadScreenshot", files=picture)
            _posted(service, "SuspendPersistentJob", files=_suspension(job, inbox))
            place.said["job_id"] = job["Id"]
    assert place.http.post(f"/api/JobTriggers/DeliverPayload/{INBOX}", json={"payload": "yes"}).is_success
    place.said["inbox_id"] = INBOX


def _suspension(job: Any, inbox: str) -> Any:
    trigger = {"triggerType": "Api", "apiResume": {"inboxId": inbox, "request": "please answer"}}
    details = {"jobId": job["Key"], "persistenceInstanceId": inbox, "resumeTriggers": [trigger]}
    return {"file": ("state.db", b"state"), "suspendJobDto": (None, json.dumps(details))}


def _posted(service: httpx.Client, name: str, **content: Any) -> Any:
    answer = service.post(f"{SERVICE}/{name}", **content)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def _with_an_export(place: Place) -> None:
    queue = checked(place.http.get("/odata/QueueDefinitions?$top=1"), 200)["value"][0]["Id"]
    export = checked(place.http.post(f"/odata/QueueDefinitions({queue})/UiPathODataSvc.Export"), 200)["Id"]
    until(lambda: checked(place.http.get(f"/odata/Exports({export})"), 200)["Status"] == "Completed")
    place.said["Exports.key"] = export
