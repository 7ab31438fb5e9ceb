"""The client generated from the published description reads what every served operation gives, and checks its types."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from podium.app import CATALOG
from tests.clients.client import Client, Raised
from tests.clients.words import NS, here, idle_process, made, start
from tests.processes.words import nupkg
from tests.servers import checked

pytestmark = pytest.mark.clients
PLACE = re.compile(r"\{\w+\}")
ODATA = "/odata/{}/UiPath.Server.Configuration.OData.{}".format
SAID: dict[str, Any] = {
    "asset_name": "Swept",
    "include_inherited": True,
    "package_id": "swept",
    "process_id": "Swept",
    "skip": 0,
    "store_type_name": "HashiCorp Vault",
    "take": 10,
    "username": "admin",
}
"""Arguments of operations, where they are not the id of a row."""
ALSO: dict[str, list[str]] = {
    "/api/FoldersNavigation/GetAllRolesForUser": ["username", "skip", "take"],
    "/api/PackageFeeds/GetFolderFeed": ["folder_id"],
}
"""Parameters that the published description forgot to call required."""
NAMED = {"Libraries": "Key", "Processes": "Key", "ReleaseRetention": "ReleaseId"}
"""What the key of a path is called in the rows, where not ``Id``."""
KNOWN: dict[str, str] = {"/odata/Processes": "Id eq 'swept'"}
"""What is asked for where newer clients leave rows of kinds that a client of that age cannot know."""
SETS = frozenset(
    {
        *("Assets", "Environments", "Folders", "Jobs", "Libraries", "Machines"),
        *("Processes", "QueueDefinitions", "QueueItems", "Releases", "Robots", "Roles"),
    }
)


class NoRow(Exception):
    """There is no row of a kind that could be read."""


@pytest.fixture(scope="module")
def folder(http: httpx.Client) -> int:
    """A folder with at least one row of every kind; its jobs are such as a client of that age may know."""
    idle = idle_process(http, "Swept")
    folder = int(idle["OrganizationUnitId"])
    made(http, "Assets", folder=folder, Name="Swept", ValueScope="Global", ValueType="Text", StringValue="a")
    made(http, "QueueDefinitions", folder=folder, Name="Swept")
    item = {"Name": "Swept", "SpecificContent": {"A": 1}}
    made(http, "Queues/UiPathODataSvc.AddQueueItem", folder=folder, itemData=item)
    made(http, "Environments", folder=folder, Name="Swept")
    files = {"file": ("swept.nupkg", nupkg("swept"))}
    checked(http.post(f"/odata/Libraries/{NS}.UploadPackage", files=files), 207)
    start(http, idle)
    return folder


def test_lists_and_rows_of_the_main_sets_are_read(rest: Client, http: httpx.Client, folder: int) -> None:
    operations = list(served(rest("operations")))
    problems = list(filter(None, (read(rest, http, folder, operation) for operation in operations)))
    assert len(operations) > len(SETS)
    assert not problems, "\n".join(problems)


def served(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        path = operation["path"]
        plain = path.removeprefix("/odata/").removesuffix("({key})") in SETS
        if operation["method"] == "GET" and plain and CATALOG.routes.find("GET", PLACE.sub("1", path)):
            yield operation


def read(rest: Client, http: httpx.Client, folder: int, operation: Any) -> str | None:
    """What goes wrong when an operation is called, if anything does."""
    path = operation["path"]
    named: dict[str, Any] = {"x_uipath_organization_unit_id": folder} if operation["in_folder"] else {}
    if "Download" in path:
        named["_preload_content"] = False  # the client takes every answer for text
    try:
        for name in [*operation["required"], *ALSO.get(path, ())]:
            named[name] = argument(http, folder, path, name)
        if path in KNOWN:
            named["filter"] = KNOWN[path]
        rest(operation["call"], **named)
    except NoRow:
        return None
    except (Raised, LookupError, AssertionError) as problem:
        return f"{path}: {problem!r}"
    return None


def argument(http: httpx.Client, folder: int, path: str, name: str) -> Any:
    """What is said of a parameter, or the id or key of the first row of the set that it, or else the path, names."""
    if name in SAID or name == "folder_id":
        return SAID.get(name, folder)
    kind = path.removeprefix("/odata/").partition("(")[0].partition("/")[0]
    other = {"robot_id": "Robots", "machine_id": "Machines", "queue_definition_id": "QueueDefinitions"}.get(name)
    rows = checked(http.get(f"/odata/{other or kind}?$top=1", headers=here(folder)), 200)["value"]
    if not rows:
        raise NoRow
    return rows[0][NAMED.get(kind) or ("Key" if name == "identifier" else "Id")]
