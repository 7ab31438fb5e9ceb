"""Files are put into buckets, listed, fetched and removed."""

import pytest

from podium.domains.buckets.storage import QUOTA
from podium.domains.tenants import settings
from tests.api import Api
from tests.assets.words import HERE
from tests.buckets.words import ODATA, ask, bucket, fetch, paths, put

NAMES = ["a&b.txt", "x+y z.txt", "100%.txt", "what?.txt", "ü/ä ö.txt", "#1.txt", "[x].txt", "star*.txt", "back\\slash"]


async def test_a_file_is_put_and_fetched_without_a_credential(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "d/one.txt", b"eins")
    answer = await fetch(api, made, "/d/one.txt")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"eins", "text/plain")
    known = await ask(api, made, "GetFile", path="d/one.txt")
    assert (known["FullPath"], known["Size"], known["ContentType"]) == ("/d/one.txt", 4, "text/plain")
    assert known["IsDirectory"] is False


async def test_a_file_that_is_put_again_is_replaced(api: Api) -> None:
    made = await bucket(api)
    for content in (b"one", b"another"):
        await put(api, made, "f", content)
    assert (await fetch(api, made, "f")).content == b"another"
    assert await paths(api, made) == ["/f"]


async def test_a_part_of_a_file_is_fetched(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f", b"0123456789")
    answer = await fetch(api, made, "f", range="bytes=2-4")
    assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, b"234", "bytes 2-4/10")


@pytest.mark.parametrize("name", NAMES)
async def test_any_character_may_be_in_a_name(api: Api, name: str) -> None:
    made = await bucket(api)
    await put(api, made, name)
    assert await paths(api, made) == [f"/{name}"]
    assert (await fetch(api, made, name)).content == b"content"
    await api.call("DELETE", f"Buckets({made['Id']})/{ODATA}.DeleteFile", 204, params={"path": name})
    assert await paths(api, made) == []


@pytest.mark.parametrize("path", ["", "/", "../x", "a/../../x", "a/./b", "x" * 1025, "a\x07b"])
async def test_a_path_leads_to_a_file_of_the_bucket(api: Api, path: str) -> None:
    made = await bucket(api)
    for function in ("GetWriteUri", "GetReadUri", "GetFile"):
        assert (await ask(api, made, function, 400, path=path))["errorCode"] == 1000


async def test_files_are_listed_by_directory_and_glob(api: Api) -> None:
    made = await bucket(api)
    for path in ("a.csv", "b.txt", "d/c.csv", "d/e/f.csv", "d2/g.csv"):
        await put(api, made, path)
    assert await paths(api, made, recursive="false") == ["/a.csv", "/b.txt"]
    assert await paths(api, made, directory="d") == ["/d/c.csv", "/d/e/f.csv"]
    assert await paths(api, made, directory="/d/", recursive="false") == ["/d/c.csv"]
    assert await paths(api, made, fileNameGlob="?.c*") == ["/a.csv", "/d/c.csv", "/d/e/f.csv", "/d2/g.csv"]
    assert await paths(api, made, **{"$skip": 1, "$top": 2, "$orderby": "FullPath desc"}) == ["/d/e/f.csv", "/d/c.csv"]
    found = await ask(api, made, "GetDirectories", directory="/", fileNameGlob="d*")
    assert [(one["FullPath"], one["IsDirectory"]) for one in found["value"]] == [("/d", True), ("/d2", True)]


async def test_a_long_listing_comes_in_parts(api: Api) -> None:
    made = await bucket(api)
    for number in range(5):
        await put(api, made, f"data/{number}.csv")
    seen, token = [], ""
    while token is not None:
        query = {"prefix": "/data/", "takeHint": 2, "continuationToken": token}
        part = await api.call("GET", f"/api/Buckets/{made['Id']}/ListFiles", params=query)
        seen += [item["fullPath"] for item in part["items"]]
        token = part["continuationToken"]
    assert seen == [f"/data/{number}.csv" for number in range(5)]
    await api.call("GET", f"/api/Buckets/{made['Id']}/ListFiles?continuationToken=x", 400)


async def test_a_listing_may_bring_addresses(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f", b"hello")
    part = await api.call("GET", f"/api/Buckets/{made['Id']}/ListFiles?prefix=f&expiryInMinutes=5")
    (item,) = part["items"]
    assert (item["size"], item["lastModified"]) == (5, "2030-01-01T09:00:00Z")
    assert (await api.nobody().http.get(item["accessInfo"]["Uri"])).content == b"hello"


async def test_an_address_for_no_minutes_is_good_as_long_as_usual(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f")
    reading = (await ask(api, made, "GetReadUri", path="f", expiryInMinutes=0))["Uri"]
    for minutes, status in ((14, 200), (2, 403)):
        api.clock.pass_(minutes=minutes)
        assert (await api.nobody().http.get(reading)).status_code == status


async def test_an_address_is_good_for_some_minutes_and_one_purpose(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f")
    reading = (await ask(api, made, "GetReadUri", path="f", expiryInMinutes=5))["Uri"]
    nobody = api.nobody().http
    assert (await nobody.put(reading, content=b"x")).status_code == 403
    assert (await nobody.get(reading[:-3] + "AAA")).status_code == 403
    api.clock.pass_(minutes=4)
    assert (await nobody.get(reading)).status_code == 200
    api.clock.pass_(minutes=2)
    assert (await nobody.get(reading)).status_code == 403
    for minutes in (-1, 10081):
        assert (await ask(api, made, "GetReadUri", 400, path="f", expiryInMinutes=minutes))["errorCode"] == 1000


async def test_what_is_not_there_is_not_found(api: Api) -> None:
    made = await bucket(api)
    for function in ("GetReadUri", "GetFile"):
        assert (await ask(api, made, function, 404, path="f"))["errorCode"] == 1002
    path = f"Buckets({made['Id']})/{ODATA}.DeleteFile"
    assert (await api.call("DELETE", path, 404, params={"path": "f"}))["errorCode"] == 1002


async def test_a_tenant_keeps_no_more_than_it_may(api: Api) -> None:
    await api.podium.db.alone(HERE, lambda ctx: settings.put(ctx, 1, {QUOTA: "1"}))
    made = await bucket(api)
    await put(api, made, "f", b"x" * 900_000)
    await put(api, made, "f", b"y" * 1_000_000)
    access = await ask(api, made, "GetWriteUri", path="more")
    answer = await api.nobody().http.put(access["Uri"], content=b"x" * 100_000)
    assert (answer.status_code, "1048576" in answer.json()["message"]) == (409, True)


async def test_large_files_are_kept_in_little_memory(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "big", b"\0" * 40_000_000, "application/zip")
    assert len((await fetch(api, made, "big")).content) == 40_000_000
