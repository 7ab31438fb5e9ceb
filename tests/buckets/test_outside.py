"""Buckets may keep their files in stores outside: a folder of the server, Azure, Amazon."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.store import S3Store

from podium.domains.buckets.storage import FOLDERS
from podium.domains.tenants import settings
from tests import object_stores
from tests.api import Api
from tests.assets.words import HERE
from tests.buckets.stores import ACCOUNT, CONTAINER, KEY, amazon, azurite
from tests.buckets.words import ODATA, ask, bucket, fetch, paths, put
from tests.object_stores import s3_server
from tools.skips import needs

pytestmark = pytest.mark.slow

NAMES = ["plain.txt", "d/e/a&b+c %.txt", "d/ü?#.txt"]


@dataclass(frozen=True)
class Place:
    """How a bucket is made that keeps its files there."""

    members: dict[str, Any]
    signs: bool


@pytest.fixture(scope="module")
def azure() -> Iterator[str]:
    with azurite() as url:
        yield url


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with amazon() as url:
        yield url


@pytest.fixture(scope="module")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a store of another maker, with an empty bucket."""
    with s3_server(tmp_path_factory.mktemp("weed")) as environment:
        url, region = environment["AWS_ENDPOINT_URL"], environment["AWS_REGION"]
        keys: Any = {"access_key_id": object_stores.KEY, "secret_access_key": object_stores.SECRET}
        store = S3Store(CONTAINER, endpoint=url, region=region, client_options={"allow_http": True}, **keys)
        obstore.put(store, "first", b"makes the bucket")
        obstore.delete(store, "first")
        yield url


@pytest.fixture(params=["folder", pytest.param("azure", marks=needs("node")), "amazon", "weed"])
async def place(request: pytest.FixtureRequest, api: Api, tmp_path: Path) -> Place:
    if request.param == "folder":
        await api.podium.db.alone(HERE, lambda ctx: settings.put(ctx, 0, {FOLDERS: f"/nowhere; {tmp_path}"}))
        (tmp_path / "files").mkdir()
        return Place({"StorageProvider": "FileSystem", "StorageParameters": f"RootPath={tmp_path}/files"}, signs=False)
    if request.param == "azure":
        url = request.getfixturevalue("azure")
        parameters = f"AccountName={ACCOUNT};AccountKey=$Password;BlobEndpoint={url}"
        members = {"StorageProvider": "Azure", "StorageParameters": parameters, "Password": KEY}
        return Place({**members, "StorageContainer": CONTAINER}, signs=True)
    url = request.getfixturevalue("s3" if request.param == "amazon" else "weed")
    parameters = f"Endpoint={url};EndpointRegion=us-east-1;AccessKey={object_stores.KEY};SecretKey=$Password"
    members = {"StorageProvider": "S3Compatible", "StorageParameters": parameters, "Password": object_stores.SECRET}
    return Place({**members, "StorageContainer": CONTAINER}, signs=True)


@pytest.fixture(params=["", "AccessDataThroughOrchestrator"])
async def made(request: pytest.FixtureRequest, api: Api, place: Place) -> AsyncIterator[Any]:
    """A bucket of the place, whose files are fetched there or here; it is left empty."""
    made = await bucket(api, Options=request.param or None, **place.members)
    yield made
    for path in await paths(api, made):
        await api.call("DELETE", f"Buckets({made['Id']})/{ODATA}.DeleteFile", 204, params={"path": path})


async def test_files_are_put_listed_fetched_and_removed(api: Api, made: Any) -> None:
    for name in NAMES:
        await put(api, made, name, name.encode())
    assert await paths(api, made) == sorted(f"/{name}" for name in NAMES)
    for name in NAMES:
        assert (await fetch(api, made, name)).content == name.encode()
    assert (await ask(api, made, "GetFile", path="plain.txt"))["Size"] == len("plain.txt")
    assert await paths(api, made, recursive="false", fileNameGlob="p*.txt") == ["/plain.txt"]
    directories = await ask(api, made, "GetDirectories", directory="/d")
    assert [one["FullPath"] for one in directories["value"]] == ["/d/e"]


async def test_a_listing_comes_in_parts(api: Api, made: Any) -> None:
    for number in range(3):
        await put(api, made, f"data/{number}.csv")
    seen, token = [], ""
    while token is not None:
        query = {"prefix": "data/", "takeHint": 2, "continuationToken": token}
        part = await api.call("GET", f"/api/Buckets/{made['Id']}/ListFiles", params=query)
        seen += [item["fullPath"] for item in part["items"]]
        token = part["continuationToken"]
    assert seen == [f"/data/{number}.csv" for number in range(3)]


async def test_what_is_not_there_is_not_found(api: Api, made: Any) -> None:
    for function in ("GetFile", "GetReadUri"):
        assert (await ask(api, made, function, 404, path="none"))["errorCode"] == 1002


async def test_addresses_lead_to_the_store_unless_the_bucket_says_otherwise(api: Api, place: Place) -> None:
    direct = await bucket(api, **place.members)
    through = await bucket(api, "Through", Options="AccessDataThroughOrchestrator", **place.members)
    for made, leads_here in ((direct, not place.signs), (through, True)):
        access = await ask(api, made, "GetWriteUri", path="f")
        assert access["Uri"].startswith("http://podium/") is leads_here


async def test_a_password_is_kept_and_never_shown(api: Api, place: Place) -> None:
    made = await bucket(api, **place.members)
    kept = {name: made[name] for name in ("Identifier", "StorageProvider", "StorageParameters", "StorageContainer")}
    assert made["Password"] is None
    await api.put(f"Buckets({made['Id']})", Name="Renamed", **kept)
    assert (await ask(api, made, "GetFile", 404, path="none"))["errorCode"] == 1002


async def test_a_bucket_stays_where_its_files_are(api: Api, place: Place) -> None:
    made = await bucket(api, **place.members)
    await api.put(f"Buckets({made['Id']})", 409, Name="Files", Identifier=made["Identifier"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"StorageProvider": "FileSystem", "StorageParameters": "RootPath=/etc"},
        {"StorageProvider": "FileSystem", "StorageParameters": ""},
        {"StorageProvider": "Azure", "StorageParameters": "AccountName=a", "StorageContainer": "c"},
        {"StorageProvider": "Amazon", "StorageParameters": "AccessKey=a;SecretKey=b"},
        {"StorageProvider": "Minio", "StorageParameters": "SecretKey=b", "StorageContainer": "c"},
        {
            "StorageProvider": "Minio",
            "StorageParameters": "Endpoint=http://127.0.0.1:9;AccessKey=a;SecretKey=b",
            "StorageContainer": "c",
        },
    ],
)
async def test_a_storage_that_cannot_be_used_is_refused(api: Api, wrong: dict[str, Any]) -> None:
    assert (await bucket(api, status=400, **wrong))["errorCode"] == 1000


async def test_a_folder_lies_where_the_operator_allows_it(api: Api, tmp_path: Path) -> None:
    allowed = tmp_path / "allowed"
    (allowed / "in").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (allowed / "way-out").symlink_to(tmp_path / "outside")
    await api.podium.db.alone(HERE, lambda ctx: settings.put(ctx, 0, {FOLDERS: str(allowed)}))
    for path, status in (("in", 201), ("../outside", 400), ("way-out", 400), ("none", 400)):
        parameters = f"RootPath={allowed}/{path}"
        await bucket(api, path, status, StorageProvider="FileSystem", StorageParameters=parameters)
