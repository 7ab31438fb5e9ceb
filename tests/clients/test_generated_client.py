"""The client generated from the published description reads what every served operation gives, and checks its types."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from podium.app import CATALOG
from tests.clients.client import INSIDE, Client, Raised, client
from tests.clients.conftest import started
from tests.clients.environments import REST
from tests.clients.furnished import Place, furnished
from tests.clients.words import NS
from tests.servers import PASSWORD, Server, checked

pytestmark = pytest.mark.clients
ODATA = "/odata/{}/UiPath.Server.Configuration.OData.{}".format
PLACE = re.compile(r"\{\w+\}")
OF_THE_HOST = ("/odata/HostLicenses", "/odata/Tenants", "/api/Maintenance/")
SAID: dict[str, Any] = {
    "asset_name": "Swept",
    "days_no": 7,
    "include_inherited": True,
    "json_schema_type": "SpecificData",
    "package_id": "swept",
    "path": "/swept.txt",
    "process_id": "Swept",
    "robot_type": "Unattended",
    "root_folder_id": 1,
    "skip": 0,
    "store_type_name": "HashiCorp Vault",
    "take": 10,
    "target_parent_id": 1,
    "url": "http://127.0.0.1:1/",
    "user_ids": [1],
    "username": "admin",
}
"""Arguments of operations, where they are not the id of a row."""
OF_FILES = ("GetFile", "GetReadUri", "GetWriteUri")
ALSO: dict[str, list[str]] = {
    "/api/DirectoryService/GetDirectoryPermissions": ["username"],
    "/api/FoldersNavigation/GetAllRolesForUser": ["username", "skip", "take"],
    "/api/PackageFeeds/GetFolderFeed": ["folder_id"],
    **{ODATA("Buckets({key})", name): ["path"] for name in OF_FILES},
    "/api/Status/VerifyHostAvailibility": ["url"],
    ODATA("Folders", "GetMoveFolderMachinesChanges"): ["folder_id", "target_parent_id"],
    ODATA("Folders", "GetSubfoldersWithAssignedMachine"): ["root_folder_id", "machine_id"],
}
"""Parameters that the published description forgot to call required."""
NAMED = {"Libraries": "Key", "Processes": "Key", "ReleaseRetention": "ReleaseId", "QueueRetention": "QueueDefinitionId"}
"""What the key of a path is called in the rows, where not ``Id``."""
UNREAD = {
    ODATA("Assets", "GetRobotAsset(robotId={robotId},assetName={assetName})"): "answered to that robot alone",
    ODATA("Settings", "GetExecutionSettingsConfiguration(scope={scope})"): (
        "the client keeps two things under one name there, and falls over it"
    ),
    "/odata/Tenants": "the client holds names to a pattern that its language does not know",
    "/odata/Tenants({key})": "the same",
}
"""What the client cannot read, or not as an administrator."""
OTHERS = {"queue_definition_id": "QueueDefinitions", "machine_id": "Machines", "robot_id": "Robots"}
"""The sets of ids that are not of the set that the path names."""


@pytest.fixture
def own() -> Iterator[Server]:
    """A server to itself: what other clients leave there may be of kinds that one of this age does not know."""
    with started() as server:
        yield server


@contextmanager
def reader(server: Server, http: httpx.Client, tenant: str, place: Path) -> Iterator[Client]:
    """The client, signed in as another is."""
    token = http.headers["authorization"].removeprefix("Bearer ")
    settings = {"PODIUM_ADDRESS": f"{server.url}/acme/{tenant}/orchestrator_", "PODIUM_TOKEN": token}
    with client(REST.python, str(INSIDE / "caller.py"), "rest", environment=settings, place=place) as rest:
        yield rest


def test_everything_that_a_tenant_is_told_is_read(own: Server, tmp_path: Path) -> None:
    with own.caller() as http, reader(own, http, "Default", tmp_path) as rest:
        place = furnished(http)
        operations = [one for one in served(rest("operations")) if not one["path"].startswith(OF_THE_HOST)]
        problems = list(filter(None, [read(rest, place, operation) for operation in operations]))
    assert not problems, "\n".join(problems)
    assert len(operations) >= 150


def test_everything_that_the_host_is_told_is_read(own: Server, tmp_path: Path) -> None:
    with own.caller(tenant="Host") as http, reader(own, http, "Host", tmp_path) as rest:
        del http.headers["X-UIPATH-OrganizationUnitId"]
        tenant = checked(http.post("/odata/Tenants", json={"Name": "Swept", "AdminPassword": PASSWORD}), 201)["Id"]
        licence = {"file": ("licence.json", json.dumps({"code": "L1", "allowed": {"Tenants": 5}}))}
        made = checked(http.post(f"/odata/HostLicenses/{NS}.UploadLicense", files=licence), 200)
        share = {"license": {"TenantId": tenant, "HostLicenseId": made["Id"]}}
        checked(http.post(f"/odata/HostLicenses/{NS}.SetTenantLicense", json=share), 200)
        place = Place(http, said={"tenant_id": tenant})
        operations = [one for one in served(rest("operations")) if one["path"].startswith(OF_THE_HOST)]
        problems = list(filter(None, [read(rest, place, operation) for operation in operations]))
    assert not problems, "\n".join(problems)
    assert len(operations) == 4


def served(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        path = operation["path"]
        if operation["method"] == "GET" and path not in UNREAD and CATALOG.routes.find("GET", PLACE.sub("1", path)):
            yield operation


def read(rest: Client, place: Place, operation: Any) -> str | None:
    """What goes wrong when an operation is called, if anything does."""
    path = operation["path"]
    named: dict[str, Any] = {"x_uipath_organization_unit_id": place.folder} if operation["in_folder"] else {}
    if "Download" in path:
        named["_preload_content"] = False  # the client takes every answer for text
    try:
        for name in [*operation["required"], *ALSO.get(path, ())]:
            named[name] = argument(place, path, name)
        rest(operation["call"], **named)
    except (Raised, LookupError, AssertionError) as problem:
        return f"{path}: {problem!r}"
    return None


def argument(place: Place, path: str, name: str) -> Any:
    """What is said of a parameter, or the id or key of the first row of the set that it, or else the path, names."""
    kind = path.removeprefix("/odata/").partition("(")[0].partition("/")[0]
    function = path.rpartition(".")[2].partition("(")[0]
    known = {"folder_id": place.folder, **SAID, **place.said}
    for label in (f"{kind}.{name}", f"{function}.{name}", name):
        if label in known:
            return known[label]
    rows = checked(place.http.get(f"/odata/{OTHERS.get(name, kind)}?$top=1"), 200)["value"]
    return rows[0][NAMED.get(kind) or ("Key" if name == "identifier" else "Id")]
