"""The vendor's command for projects in Python, unmodified."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.environments import SDK
from tests.clients.projects import Command
from tests.clients.words import NS, here, machine, made
from tests.servers import Server, checked

pytestmark = pytest.mark.clients


def test_a_new_project_is_packed_published_and_deployed(
    settings: dict[str, str], http: httpx.Client, tmp_path: Path
) -> None:
    uipath = Command(SDK, tmp_path, settings)
    uipath("new", "greeter")
    assert "published successfully" in uipath.publish()
    (package,) = checked(http.get("/odata/Processes?$filter=Id eq 'greeter'"), 200)["value"]
    assert (package["Key"], package["IsLatestVersion"]) == ("greeter:0.0.1", True)
    (entry,) = checked(http.get(f"/odata/Processes/{NS}.GetPackageEntryPoints(key='greeter:0.0.1')"), 200)["value"]
    assert entry["Path"] == "main"
    assert "409" in uipath("publish", "-t", status=1)


def test_a_package_goes_to_a_feed_by_its_name(settings: dict[str, str], http: httpx.Client, tmp_path: Path) -> None:
    uipath = Command(SDK, tmp_path, settings)
    uipath("new", "reader")
    uipath("init")
    uipath("pack", "--nolock")
    (feed, *_) = checked(http.get("/api/PackageFeeds/GetFeeds"), 200)
    uipath("publish", "-f", feed["name"])
    assert checked(http.get("/odata/Processes?$filter=Id eq 'reader'"), 200)["value"]


def test_assets_are_listed(settings: dict[str, str], http: httpx.Client, tmp_path: Path) -> None:
    made(http, "Assets", Name="Colour", ValueScope="Global", ValueType="Text", StringValue="green")
    assert "Colour" in Command(SDK, tmp_path, settings)("assets", "list", "--folder-path", "Shared")


def test_a_project_is_deployed_to_a_workspace_and_invoked(
    server: Server, settings: dict[str, str], http: httpx.Client, tmp_path: Path
) -> None:
    secret = "Battery staple 9"
    own: dict[str, Any] = {
        "MayHavePersonalWorkspace": True,
        "MayHaveUnattendedSession": True,
        "UnattendedRobot": {"UserName": "wilma"},
    }
    made(http, "Users", UserName="wilma", Password=secret, **own)
    (workspace,) = checked(http.get("/odata/PersonalWorkspaces?$filter=OwnerName eq 'wilma'"), 200)["value"]
    machine(http, "wilma's", workspace["Id"])
    with server.caller(secret, "wilma") as wilma:
        token = wilma.headers["authorization"].removeprefix("Bearer ")
        uipath = Command(SDK, tmp_path, settings | {"UIPATH_ACCESS_TOKEN": token})
        uipath("new", "diary")
        uipath("init")
        assert "published successfully" in uipath("deploy", "--my-workspace")
        assert "Job started successfully" in uipath("invoke", "main", '{"message": "good day"}')
        jobs = checked(wilma.get("/odata/Jobs", headers=here(workspace["Id"])), 200)["value"]
        assert [(job["ReleaseName"], job["State"]) for job in jobs] == [("diary", "Pending")]
        uipath("publish", "--my-workspace", status=1)  # the same version again
