"""What simulated robots need at the server: a folder, a machine, accounts, an asset and a queue."""

from collections.abc import Iterator
from typing import Any

import httpx

from podium.robot.errors import Refused, Unavailable
from podium.robot.simulation.robots import SERVICE, Place

NAMESPACE = "UiPath.Server.Configuration.OData"
FOLDER = "X-UIPATH-OrganizationUnitId"
NAME = "Simulation"
AT_ONCE = 500
"""Accounts that are assigned to the folder in one call."""


class Crew:
    """Makes what is missing, as an administrator; what a former simulation has left is used again."""

    def __init__(self, url: str, user: str, password: str, tenant: str) -> None:
        self.url, self.http = url, httpx.Client(base_url=url, timeout=120)
        login = {"tenancyName": tenant, "usernameOrEmailAddress": user, "password": password}
        token = self._send("POST", "/api/Account/Authenticate", json=login)["result"]
        self.http.headers["Authorization"] = f"Bearer {token}"

    def place(self) -> Place:
        """The folder with all that robots find there, and the machine that they stand on."""
        folder = self._made("Folders", {"DisplayName": NAME, "ProvisionType": "Automatic"}, by="DisplayName")
        machine = self._made("Machines", {"Name": NAME, "Type": "Template", "UnattendedSlots": 1})
        machines = {"MachineIds": [machine["Id"]], "FolderIds": [folder["Id"]]}
        self._post(f"Folders/{NAMESPACE}.AssignMachines", {"assignments": machines})
        here = {FOLDER: str(folder["Id"])}
        self._made("QueueDefinitions", {"Name": NAME}, here)
        self._made("Assets", {"Name": NAME, "ValueType": "Text", "StringValue": "a value"}, here)
        return Place(self.url, machine["LicenseKey"], folder["Id"], NAME)

    def hire(self, place: Place, count: int) -> Iterator[int]:
        """Make accounts and let them into the folder; yields how many there are by now."""
        users = {robot["Name"]: robot["UserId"] for robot in self._every(f"Robots?$filter=startswith(Name,'{NAME}-')")}
        names = [f"{NAME}-{number}" for number in range(1, count + 1)]
        for number, name in enumerate(names, 1):
            if name not in users:
                account = {"Name": name, "Username": name, "Type": "Unattended", "HostingType": "Floating"}
                users[name] = self._post("Robots", account)["UserId"]
            yield number
        (role,) = self._every("Roles?$filter=Name eq 'Automation User'")
        roles = [{"FolderId": place.folder_id, "RoleIds": [role["Id"]]}]
        for start in range(0, count, AT_ONCE):
            some = [users[name] for name in names[start : start + AT_ONCE]]
            self._post(f"Folders/{NAMESPACE}.AssignUsers", {"assignments": {"UserIds": some, "RolesPerFolder": roles}})

    def keys(self, place: Place) -> list[str]:
        """The keys of all robots that there are."""
        robots = self._send("GET", f"{SERVICE}/GetRobotMappings", headers={"X-ROBOT-LICENSE": place.machine_key})
        return [robot["robotKey"] for robot in robots]

    def _made(self, path: str, row: dict[str, Any], headers: dict[str, str] | None = None, by: str = "Name") -> Any:
        """The row of that name, made if there is none."""
        found = self._send("GET", f"/odata/{path}?$filter={by} eq '{NAME}'", headers=headers)["value"]
        return found[0] if found else self._post(path, row, headers)

    def _every(self, path: str) -> Iterator[Any]:
        following: str | None = f"/odata/{path}"
        while following:
            page = self._send("GET", following)
            yield from page["value"]
            following = page.get("@odata.nextLink")

    def _post(self, path: str, body: object, headers: dict[str, str] | None = None) -> Any:
        return self._send("POST", f"/odata/{path}", json=body, headers=headers)

    def _send(self, method: str, path: str, **request: Any) -> Any:
        try:
            answer = self.http.request(method, path, **request)
        except httpx.TransportError as problem:
            raise Unavailable(f"{self.url}: {problem!r}") from problem
        if answer.is_error:
            raise Refused(f"{method} {path} was answered {answer.status_code}: {answer.text}")
        return answer.json() if answer.content else None
