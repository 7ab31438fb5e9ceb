"""The vendor's command for projects in Python, unmodified."""

from pathlib import Path

import httpx
import pytest

from tests.clients.environments import SDK
from tests.clients.projects import Command
from tests.clients.words import NS, made
from tests.servers import checked

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
