"""Assets, buckets and attachments as the vendor's clients use them, unmodified."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.clients.client import INSIDE, Client, Raised, client
from tests.clients.environments import SDK
from tests.clients.projects import Command
from tests.clients.words import FOLDER, NS, here, made
from tests.servers import Server, checked
from tools.skips import needs

pytestmark = pytest.mark.clients
NAMES = ["a/b c.txt", "a/d & e+f %.txt", "top.bin", "ü/#?.txt"]
KEEPER = "correct horse battery 2"


@pytest.fixture(scope="session")
def worker(server: Server, http: httpx.Client, settings: dict[str, str], tmp_path_factory: Any) -> Iterator[Client]:
    """The SDK as it runs in a job: with the token and the key of a robot."""
    environment = {**settings, "UIPATH_ACCESS_TOKEN": signed_in(http), "UIPATH_ROBOT_KEY": robot_key(server, http)}
    place = tmp_path_factory.mktemp("worker")
    with client(SDK.python, str(INSIDE / "caller.py"), "sdk", environment=environment, place=place) as worker:
        yield worker


def signed_in(http: httpx.Client) -> str:
    """The token of a new user who has a robot and may do everything in the folder."""
    robot = {"UserName": "keeper", "CredentialType": "NoCredential"}
    about: dict[str, Any] = {
        "UserName": "keeper",
        "Password": KEEPER,
        "UnattendedRobot": robot,
        "MayHaveUnattendedSession": True,
    }
    user = made(http, "Users", **about)
    (role,) = checked(http.get("/odata/Roles?$filter=Name eq 'Administrator'"), 200)["value"]
    assignment = {"UserIds": [user["Id"]], "RolesPerFolder": [{"FolderId": FOLDER, "RoleIds": [role["Id"]]}]}
    checked(http.post(f"/odata/Folders/{NS}.AssignUsers", json={"assignments": assignment}), 204)
    login = {"tenancyName": "Default", "usernameOrEmailAddress": "keeper", "password": KEEPER}
    return str(checked(http.post("/api/Account/Authenticate", json=login), 200)["result"])


def robot_key(server: Server, http: httpx.Client) -> str:
    """The key that the keeper's robot is told where it runs."""
    machine = made(http, "Machines", Name="desk", Type="Template", UnattendedSlots=1)
    assigned = {"MachineIds": [machine["Id"]], "FolderIds": [FOLDER]}
    checked(http.post(f"/odata/Folders/{NS}.AssignMachines", json={"assignments": assigned}), 204)
    headers = {"x-robot-license": machine["LicenseKey"], "x-robot-machine": "desk-1"}
    told = httpx.post(f"{server.url}/api/robotsservice/startservice", json={}, headers=headers, timeout=60)
    return next(str(one["robotKey"]) for one in checked(told, 200)["robots"] if one["user"] == "keeper")


def asset(http: httpx.Client, name: str, kind: str, **value: Any) -> Any:
    return made(http, "Assets", Name=name, ValueScope="Global", ValueType=kind, **value)


def test_robots_get_and_set_assets(worker: Client, http: httpx.Client) -> None:
    asset(http, "Greeting", "Text", StringValue="hello")
    got = worker("assets.retrieve", name="Greeting")
    assert (got["StringValue"], got["ValueType"]) == ("hello", "Text")
    worker("update_asset", name="Greeting", value="changed", value_type="Text", string_value="changed")
    assert worker("assets.retrieve", name="Greeting")["StringValue"] == "changed"


def test_robots_get_passwords_and_secrets(worker: Client, http: httpx.Client) -> None:
    asset(http, "Login", "Credential", CredentialUsername="alice", CredentialPassword="pw")
    asset(http, "Token", "Secret", SecretValue="t0ken")
    assert worker("assets.retrieve_credential", name="Login") == "pw"
    assert worker("assets.retrieve_secret", name="Token") == "t0ken"


def test_a_robot_gets_the_value_that_is_its_user_s(worker: Client, http: httpx.Client) -> None:
    (user,) = checked(http.get("/odata/Users?$filter=UserName eq 'keeper'"), 200)["value"]
    values = [{"UserId": user["Id"], "StringValue": "own", "ValueType": "Text"}]
    plain: dict[str, Any] = {
        "ValueType": "Text",
        "HasDefaultValue": True,
        "StringValue": "for all",
        "UserValues": values,
    }
    made(http, "Assets", Name="Desk", ValueScope="PerRobot", **plain)
    assert worker("assets.retrieve", name="Desk")["StringValue"] == "own"


def test_people_get_secrets_where_the_asset_allows_it(sdk: Client, http: httpx.Client) -> None:
    asset(http, "Open", "Credential", CredentialUsername="a", CredentialPassword="pw", AllowDirectApiAccess=True)
    asset(http, "Closed", "Credential", CredentialUsername="a", CredentialPassword="pw")
    assert sdk("assets.retrieve_credential", name="Open") == "pw"
    with pytest.raises(Raised, match="AllowDirectApiAccess"):
        sdk("assets.retrieve_credential", name="Closed")


def test_an_asset_that_is_not_there_is_told_as_such(worker: Client) -> None:
    with pytest.raises(Raised, match="asset"):
        worker("assets.retrieve", name="Nothing")


@pytest.fixture
def files(sdk: Client, tmp_path: Path) -> str:
    """A bucket with some files; its name."""
    name = f"Files-{uuid4().hex[:8]}"
    sdk("buckets.create", name=name, description="Of tests")
    for path in NAMES:
        sdk("buckets.upload", name=name, blob_file_path=path, content=f"content of {path}", content_type="text/plain")
    return name


def test_buckets_are_made_found_and_deleted(sdk: Client, files: str) -> None:
    found = sdk("buckets.retrieve", name=files)
    assert sdk("buckets.retrieve", key=found["Identifier"])["Name"] == files
    assert [one["Name"] for one in sdk("buckets.list", name=files.lower())["items"]] == [files]
    assert sdk("buckets.exists", name=files)
    sdk("buckets.delete", name=files)
    assert not sdk("buckets.exists", name=files)


def test_files_come_back_as_they_went(sdk: Client, files: str, tmp_path: Path) -> None:
    for path in NAMES:
        sdk("buckets.download", name=files, blob_file_path=path, destination_path=str(tmp_path / "back"))
        assert (tmp_path / "back").read_text() == f"content of {path}"
    whole = bytes(range(256)) * 4096
    (tmp_path / "whole").write_bytes(whole)
    sdk("buckets.upload", name=files, blob_file_path="whole.bin", source_path=str(tmp_path / "whole"))
    sdk("buckets.download", name=files, blob_file_path="whole.bin", destination_path=str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == whole


def listed(sdk: Client, call: str, files: str, **about: Any) -> list[str]:
    found = sdk(f"buckets.{call}", name=files, **about)["items"]
    return [str(one["full_path"]).lstrip("/") for one in found]


def test_files_are_listed_by_beginning_and_by_glob(sdk: Client, files: str) -> None:
    assert listed(sdk, "list_files", files) == NAMES
    assert listed(sdk, "list_files", files, prefix="a") == NAMES[:2]
    assert listed(sdk, "get_files", files, recursive=True, file_name_glob="*.txt") == [*NAMES[:2], NAMES[3]]
    assert listed(sdk, "get_files", files, prefix="a", file_name_glob="b*") == NAMES[:1]
    assert listed(sdk, "get_files", files, recursive=True, skip=1, top=2) == NAMES[1:3]


def test_listings_go_on_where_they_ended(sdk: Client, files: str) -> None:
    first = sdk("buckets.list_files", name=files, take_hint=3)
    rest = sdk("buckets.list_files", name=files, take_hint=3, continuation_token=first["continuation_token"])
    assert (len(first["items"]), len(rest["items"]), rest["continuation_token"]) == (3, 1, None)


def test_files_are_there_until_they_are_deleted(sdk: Client, files: str) -> None:
    assert sdk("buckets.exists_file", name=files, blob_file_path=NAMES[3])
    sdk("buckets.delete_file", name=files, blob_file_path=NAMES[3])
    assert not sdk("buckets.exists_file", name=files, blob_file_path=NAMES[3])


def test_attachments_are_fetched_where_they_are_said_to_be(sdk: Client) -> None:
    key = sdk("attachments.upload", name="note.txt", content="content of the note")
    access = sdk("attachments.get_blob_file_access_uri", key=key)
    assert httpx.get(access["uri"], timeout=60).text == "content of the note"
    about = {"ID": key, "FullName": "note.txt", "MimeType": "text/plain"}
    assert sdk("stream_attachment", **about) == "content of the note"


def test_the_command_makes_buckets_and_moves_files(settings: dict[str, str], tmp_path: Path) -> None:
    uipath = Command(SDK, tmp_path, settings)
    (tmp_path / "data.csv").write_text("a,b\n")
    uipath("buckets", "create", "tool", "--description", "Of the command")
    assert "tool" in uipath("buckets", "list")
    assert "Of the command" in uipath("buckets", "retrieve", "--name", "tool")
    uipath("buckets", "files", "upload", "tool", "data.csv", "far/data.csv")
    for listing in (("list", "tool"), ("search", "tool", "*.csv", "--recursive")):
        assert "far/data.csv" in uipath("buckets", "files", *listing)
    uipath("buckets", "files", "download", "tool", "far/data.csv", "back.csv")
    assert (tmp_path / "back.csv").read_text() == "a,b\n"
    uipath("buckets", "files", "delete", "tool", "far/data.csv", "--confirm")
    assert "far/data.csv" not in uipath("buckets", "files", "list", "tool")
    uipath("buckets", "delete", "tool", "--confirm")
    assert "tool" not in uipath("buckets", "list")


@needs("node")
def test_buckets_and_files_from_node(node: Client, http: httpx.Client) -> None:
    bucket = made(http, "Buckets", Name="Node", Identifier=str(uuid4()))
    place = {"bucketId": bucket["Id"], "folderId": FOLDER}
    for path in NAMES:
        assert node("typescript.upload", {**place, "path": path, "content": f"content of {path}"})["success"]
    assert node("typescript.buckets.getById", bucket["Id"], FOLDER)["name"] == "Node"
    page = node("typescript.buckets.getFileMetaData", bucket["Id"], FOLDER, {"pageSize": 3})
    rest = node("typescript.buckets.getFileMetaData", bucket["Id"], FOLDER, {"cursor": page["nextCursor"]})
    assert [one["path"].lstrip("/") for one in (*page["items"], *rest["items"])] == NAMES
    for path in NAMES:
        access = node("typescript.buckets.getReadUri", {**place, "path": path})
        assert httpx.get(access["uri"], timeout=60).text == f"content of {path}"


@needs("node")
def test_attachments_are_described_to_node(node: Client, sdk: Client) -> None:
    key = sdk("attachments.upload", name="note.txt", content="content")
    found = node("typescript.attachments.getById", key)
    assert found["name"] == "note.txt"
    assert httpx.get(found["blobFileAccess"]["uri"], timeout=60).text == "content"


def test_an_asset_belongs_to_its_folder(sdk: Client, http: httpx.Client) -> None:
    other = made(http, "Folders", DisplayName="Elsewhere")
    body = {"Name": "Local", "ValueScope": "Global", "ValueType": "Text", "StringValue": "there"}
    checked(http.post("/odata/Assets", json=body, headers=here(other["Id"])), 201)
    assert sdk("assets.retrieve", name="Local", folder_path="Elsewhere")["StringValue"] == "there"
