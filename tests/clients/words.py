"""What an administrator prepares for clients, and what is asked of jobs, through the public API."""

from typing import Any

import httpx

from tests.processes.words import nupkg
from tests.servers import checked, until

NS = "UiPath.Server.Configuration.OData"
FOLDER = 1
FINAL = {"Successful", "Faulted", "Stopped"}


def made(http: httpx.Client, path: str, *, folder: int = FOLDER, **values: Any) -> Any:
    """A new row of an entity set."""
    return checked(http.post(f"/odata/{path}", json=values, headers=here(folder)), 201)


def here(folder: int) -> dict[str, str]:
    return {"X-UIPATH-OrganizationUnitId": str(folder)}


def queue(http: httpx.Client, name: str, **settings: Any) -> Any:
    return made(http, "QueueDefinitions", Name=name, **settings)


def machine(http: httpx.Client, name: str, folder: int) -> Any:
    """A new machine in a folder."""
    known = made(http, "Machines", Name=name, Type="Template", UnattendedSlots=8)
    assigned = {"MachineIds": [known["Id"]], "FolderIds": [folder]}
    checked(http.post(f"/odata/Folders/{NS}.AssignMachines", json={"assignments": assigned}), 204)
    return known


def staff(http: httpx.Client, name: str, account: str, folder: int) -> Any:
    """A new machine, and an account that robots on it run jobs under, in a folder."""
    known = machine(http, name, folder)
    robot = made(http, "Robots", Name=account, Username=account, Type="Unattended", HostingType="Floating")
    (role,) = checked(http.get("/odata/Roles?$filter=Name eq 'Automation User'"), 200)["value"]
    assignment = {"UserIds": [robot["UserId"]], "RolesPerFolder": [{"FolderId": folder, "RoleIds": [role["Id"]]}]}
    checked(http.post(f"/odata/Folders/{NS}.AssignUsers", json={"assignments": assignment}), 204)
    return known


def process(http: httpx.Client, package: str, entry: str = "main", folder: int = FOLDER) -> Any:
    """A process that begins at an entry point of a package, and is called by its name."""
    point = {"ProcessKey": package, "ProcessVersion": "1.0.0", "EntryPointPath": entry}
    return made(http, "Releases", folder=folder, Name=entry, **point)


def idle_process(http: httpx.Client, name: str) -> Any:
    """A process in a folder of its own, whose jobs stay pending, as no robot ever comes there."""
    folder = made(http, "Folders", DisplayName=name)["Id"]
    staff(http, f"machine of {name}", f"account of {name}", folder)
    files = {"file": (f"{name}.nupkg", nupkg(name))}
    checked(http.post(f"/odata/Processes/{NS}.UploadPackage", files=files), 200)
    return process(http, name, folder=folder)


def start(http: httpx.Client, process: Any, **info: Any) -> Any:
    """Start a job of a process."""
    body = {"startInfo": {"ReleaseKey": process["Key"], **info}}
    answer = http.post(f"/odata/Jobs/{NS}.StartJobs", json=body, headers=here(process["OrganizationUnitId"]))
    (job,) = checked(answer, 201)["value"]
    return job


def became(http: httpx.Client, job: Any, *states: str, seconds: float = 120) -> Any:
    """The job, once it is in one of these states; robots ask for work every five seconds."""
    return until(lambda: _in(checked(http.get(f"/odata/Jobs({job['Id']})"), 200), states or FINAL), seconds)


def _in(job: Any, states: Any) -> Any:
    return job if job["State"] in states else None


def lines(http: httpx.Client, job: Any) -> list[Any]:
    """The lines that a job has logged, in their order."""
    found = checked(http.get(f"/odata/RobotLogs?$filter=JobKey eq {job['Key']}&$orderby=TimeStamp"), 200)
    return list(found["value"])
