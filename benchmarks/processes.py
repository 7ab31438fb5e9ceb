"""A process that jobs can be started of: a machine, an account, a package, and its release."""

import tempfile
from pathlib import Path
from typing import Any

import httpx

from benchmarks.server import FOLDER, Running
from podium.robot.pack import pack

EXAMPLE = Path(__file__).parents[1] / "examples" / "invoices"
NAMESPACE = "UiPath.Server.Configuration.OData"


def release(running: Running, project: Path = EXAMPLE) -> str:
    """The key of the release of a project, which is made if there is none."""
    if found := running.call("GET", f"/odata/Releases?$filter=Name eq '{project.name}'").json()["value"]:
        return str(found[0]["Key"])
    _crew(running)
    with tempfile.TemporaryDirectory() as directory:
        _upload(running, pack(project, Path(directory)))
    body = {"Name": project.name, "ProcessKey": project.name, "ProcessVersion": "1.0.0"}
    return str(_post(running, "Releases", body)["Key"])


def start_job(running: Running, key: str, count: int = 1) -> Any:
    """Start jobs; gives the first."""
    start = {"ReleaseKey": key, "Strategy": "ModernJobsCount", "JobsCount": count}
    return running.call("POST", f"/odata/Jobs/{NAMESPACE}.StartJobs", {"startInfo": start}).json()["value"][0]


def machine_key(running: Running, name: str) -> str:
    (machine,) = running.call("GET", f"/odata/Machines?$filter=Name eq '{name}'").json()["value"]
    return str(machine["LicenseKey"])


def machines(running: Running, count: int) -> list[str]:
    """The keys of further machines in the folder, each with one runtime."""
    template = {"Type": "Template", "UnattendedSlots": 1}
    made = [_post(running, "Machines", {"Name": f"bench-{number}", **template}) for number in range(count)]
    assigned = {"MachineIds": [machine["Id"] for machine in made], "FolderIds": [1]}
    running.call("POST", f"/odata/Folders/{NAMESPACE}.AssignMachines", {"assignments": assigned})
    return [str(machine["LicenseKey"]) for machine in made]


def _crew(running: Running) -> None:
    if running.call("GET", "/odata/Machines?$filter=Name eq 'bench'").json()["value"]:
        return
    machine = _post(running, "Machines", {"Name": "bench", "Type": "Template", "UnattendedSlots": 4})
    machines = {"MachineIds": [machine["Id"]], "FolderIds": [1]}
    running.call("POST", f"/odata/Folders/{NAMESPACE}.AssignMachines", {"assignments": machines})
    account = {"Name": "bench", "Username": "bench", "Type": "Unattended", "HostingType": "Floating"}
    user = _post(running, "Robots", account)["UserId"]
    (role,) = running.call("GET", "/odata/Roles?$filter=Name eq 'Automation User'").json()["value"]
    users = {"UserIds": [user], "RolesPerFolder": [{"FolderId": 1, "RoleIds": [role["Id"]]}]}
    running.call("POST", f"/odata/Folders/{NAMESPACE}.AssignUsers", {"assignments": users})


def _upload(running: Running, package: Path) -> None:
    headers = {"Authorization": f"Bearer {running.token}", **FOLDER}
    address = f"{running.url}/odata/Processes/{NAMESPACE}.UploadPackage"
    with package.open("rb") as file:
        httpx.post(address, files={"file": (package.name, file)}, headers=headers, timeout=60).raise_for_status()


def _post(running: Running, name: str, body: Any) -> Any:
    return running.call("POST", f"/odata/{name}", body).json()
