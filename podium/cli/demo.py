"""``podium up --demo``: a robot works off a queue of invoices, and you watch; all of it through the public API."""

import csv
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from podium.cli.problems import Problem
from podium.robot.pack import pack

EXAMPLE = Path(__file__).parents[2] / "examples" / "invoices"
ODATA, NAMESPACE = "/odata", "UiPath.Server.Configuration.OData"
FOLDER = "1"
FINAL = {"Successful", "Faulted", "Stopped"}
PAUSE = 0.4
PATIENCE = 300


@dataclass
class Demo:
    """A signed-in caller of the server, and where things are told."""

    http: httpx.Client
    console: Console

    def call(self, method: str, path: str, body: Any = None, *, known: int = 0, **options: Any) -> Any:
        """Send a request; an answer of ``known`` status says that a former demo has done it already."""
        answer = self.http.request(method, f"{ODATA}/{path}", json=body, **options)
        if answer.status_code == known:
            return None
        if answer.is_error:
            raise Problem(f"{method} {path} was answered {answer.status_code}: {answer.text}")
        return answer.json() if answer.content else None

    def one(self, path: str, name: str) -> Any:
        """The thing of that name."""
        (found,) = self.call("GET", f"{path}?$filter=Name eq '{name}'")["value"]
        return found


@contextmanager
def demo(address: str, data: Path, user: str, password: str) -> Iterator[None]:
    """Show a job run, then leave the robot at work until the server ends."""
    console = Console(highlight=False)
    with httpx.Client(base_url=address, timeout=60) as http:
        login = {"tenancyName": "Default", "usernameOrEmailAddress": user, "password": password}
        token = http.post("/api/Account/Authenticate", json=login).json()["result"]
        http.headers = httpx.Headers({"Authorization": f"Bearer {token}", "X-UIPATH-OrganizationUnitId": FOLDER})
        shown = Demo(http, console)
        robot = _start_robot(address, data, _machine(shown))
        try:
            _show(shown, data)
            console.print(f"\n[bold]Podium goes on serving at {address}[/]")
            console.print(f"Sign in as {user} / {password}", markup=False, soft_wrap=True)
            console.print("Stop it with Ctrl+C. What to try next is in README.md.\n")
            yield
        finally:
            _end(robot)


def _machine(demo: Demo) -> str:
    """A machine and a robot account in the folder Shared; the machine's key."""
    demo.console.print("\n[bold]1.[/] A machine, and an account that robots run jobs under")
    demo.call("POST", "Machines", {"Name": "laptop", "Type": "Template", "UnattendedSlots": 2}, known=409)
    machine = demo.one("Machines", "laptop")
    assignment = {"MachineIds": [machine["Id"]], "FolderIds": [int(FOLDER)]}
    demo.call("POST", f"Folders/{NAMESPACE}.AssignMachines", {"assignments": assignment})
    account = {"Name": "clerk", "Username": "clerk", "Type": "Unattended", "HostingType": "Floating"}
    robot = demo.call("POST", "Robots", account, known=409)
    if robot is not None:
        _assign(demo, robot["UserId"])
    return str(machine["LicenseKey"])


def _assign(demo: Demo, user_id: int) -> None:
    (role,) = demo.call("GET", "Roles?$filter=Name eq 'Automation User'")["value"]
    here = {"FolderId": int(FOLDER), "RoleIds": [role["Id"]]}
    assignment = {"UserIds": [user_id], "RolesPerFolder": [here]}
    demo.call("POST", f"Folders/{NAMESPACE}.AssignUsers", {"assignments": assignment})


def _start_robot(address: str, data: Path, key: str) -> "subprocess.Popen[bytes]":
    log = (data / "robot.log").open("ab")
    environment = {**os.environ, "PODIUM_URL": address, "PODIUM_MACHINE_KEY": key}
    environment |= {"PODIUM_ROBOT_HOME": str(data / "robot"), "PODIUM_ROBOT_GRACE": "3"}
    command = [sys.executable, "-m", "podium", "robot"]
    return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def _end(robot: "subprocess.Popen[bytes]") -> None:
    robot.terminate()
    try:
        robot.wait(15)
    except subprocess.TimeoutExpired:
        robot.kill()


def _show(demo: Demo, data: Path) -> None:
    demo.console.print("[bold]2.[/] A process: examples/invoices, packed, published and deployed")
    release = _release(demo, data)
    records = list(csv.DictReader((EXAMPLE / "invoices.csv").open(encoding="utf-8")))
    demo.console.print(f"[bold]3.[/] A queue, filled with {len(records)} invoices from invoices.csv")
    _fill(demo, records)
    demo.console.print("[bold]4.[/] A job, and what it does\n")
    start = {"ReleaseKey": release["Key"], "Strategy": "ModernJobsCount", "JobsCount": 1}
    (job,) = demo.call("POST", f"Jobs/{NAMESPACE}.StartJobs", {"startInfo": start})["value"]
    _summarise(demo, _watch(demo, job, len(records)))


def _release(demo: Demo, data: Path) -> Any:
    package = pack(EXAMPLE, data / "packages")
    with package.open("rb") as file:
        files = {"file": (package.name, file, "application/octet-stream")}
        demo.call("POST", f"Processes/{NAMESPACE}.UploadPackage", files=files, known=409)
    settings = {"AcceptAutomaticallyRetry": True, "MaxNumberOfRetries": 1}
    demo.call("POST", "QueueDefinitions", {"Name": "Invoices", **settings}, known=409)
    body = {"Name": "Invoices", "ProcessKey": "invoices", "ProcessVersion": "1.0.0"}
    return demo.call("POST", "Releases", body, known=409) or demo.one("Releases", "Invoices")


def _fill(demo: Demo, records: list[dict[str, str]]) -> None:
    items = [{"Reference": record["Number"], "SpecificContent": record} for record in records]
    body = {"queueName": "Invoices", "commitType": "AllOrNothing", "queueItems": items}
    demo.call("POST", "Queues/UiPathODataSvc.BulkAddQueueItems", body)


def _watch(demo: Demo, job: Any, total: int) -> Any:
    """Show log lines and progress until the job has ended."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f} of {task.total:.0f}"))
    shown, end = 0, time.monotonic() + PATIENCE
    with Progress(*columns, TimeElapsedColumn(), console=demo.console) as progress:
        task = progress.add_task("transactions", total=total)
        while True:
            job = demo.call("GET", f"Jobs({job['Id']})")
            path = f"RobotLogs?$filter=JobKey eq {job['Key']}&$orderby=TimeStamp&$skip={shown}&$top=200"
            for line in demo.call("GET", path)["value"]:
                told = escape(line["Message"].partition("\n")[0])
                progress.console.print(f"   [dim]{line['TimeStamp'][11:19]}[/] {line['Level']:<5} {told}")
                shown += 1
            progress.update(task, completed=sum(_outcomes(demo, job).values()), description=f"job {job['State']}")
            if job["State"] in FINAL or time.monotonic() > end:
                return job
            time.sleep(PAUSE)


def _outcomes(demo: Demo, job: Any) -> Counter[str]:
    """How the transactions since the job's start ended, without those that are tried again."""
    since = job["StartTime"] or job["CreationTime"]
    path = f"QueueItems?$filter=EndProcessing ge {since} and Status ne 'Retried'&$top=1000"
    items = demo.call("GET", path)["value"]
    return Counter(item["ProcessingExceptionType"] or item["Status"] for item in items)


def _summarise(demo: Demo, job: Any) -> None:
    colour = "green" if job["State"] == "Successful" else "red"
    demo.console.print(f"\n   The job is [bold {colour}]{job['State']}[/]: {job['Info'] or ''}")
    if job["OutputArguments"]:
        demo.console.print(f"   It returned {job['OutputArguments']}")
    table = Table("transactions", "number", title="Summary")
    for outcome, number in sorted(_outcomes(demo, job).items()):
        table.add_row(outcome, str(number))
    demo.console.print(table)
