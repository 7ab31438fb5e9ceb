"""Packages and libraries may come from a feed elsewhere: looked at and fetched from, not changed."""

from collections.abc import Iterator

import pytest

from tests.api import Api
from tests.processes.elsewhere import Elsewhere, elsewhere
from tests.processes.words import NS, nupkg, nuspec, release, set_settings, tenant_feed, upload, zipped

DOWNLOAD = f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')"


@pytest.fixture
def feed() -> Iterator[Elsewhere]:
    with elsewhere() as made:
        yield made


@pytest.fixture
async def api(api: Api, feed: Elsewhere) -> Api:
    """A tenant that takes its packages from elsewhere."""
    feed.put("Invoices", "1.0.0", content=nupkg())
    await set_settings(api, feed.settings())
    return api


async def test_packages_are_listed_as_the_feed_has_them_now(api: Api, feed: Elsewhere) -> None:
    feed.put("Letters", "2.0.0", "1.0.0-rc")
    rows = (await api.get("Processes", orderby="Id"))["value"]
    assert [(row["Key"], row["Tags"]) for row in rows] == [("Invoices:1.0.0", "a, b"), ("Letters:1.0.0-rc", "a, b")]
    feed.packages.clear()
    feed.put("Invoices", "1.1.0")
    assert [row["Key"] for row in (await api.get("Processes"))["value"]] == ["Invoices:1.1.0"]


async def test_versions_are_listed_as_the_feed_has_them_now(api: Api, feed: Elsewhere) -> None:
    feed.put("Invoices", "1.10.0", "1.9.0", "no version")
    path = f"Processes/{NS}.GetProcessVersions(processId='invoices')"
    rows = (await api.get(path))["value"]
    assert {row["Version"]: row["IsLatestVersion"] for row in rows} == {"1.10.0": True, "1.9.0": False, "1.0.0": False}
    del feed.packages["invoices", "1.10.0"]
    assert (await api.get(path, filter="IsLatestVersion eq true"))["value"][0]["Version"] == "1.9.0"


async def test_a_search_is_made_there(api: Api, feed: Elsewhere) -> None:
    feed.put("Letters", "1.0.0")
    assert [row["Id"] for row in (await api.get("Processes?searchTerm=lett"))["value"]] == ["Letters"]


async def test_a_process_is_made_of_a_package_elsewhere_and_its_file_comes_here_once(api: Api, feed: Elsewhere) -> None:
    row = await release(api)
    assert (row["EntryPointPath"], row["FeedId"]) == ("main", await tenant_feed(api))
    assert await api.get(DOWNLOAD) == nupkg()
    await api.get(f"Processes/{NS}.GetPackageEntryPoints(key='Invoices:1.0.0')")
    assert len([path for path in feed.asked if path.endswith(".nupkg")]) == 1


async def test_arguments_are_read_from_the_file_when_they_are_asked_for(api: Api) -> None:
    told = await api.get(f"Processes/{NS}.GetArguments(key='Invoices:1.0.0')")
    assert told["Input"] == '{"type":"object"}'


async def test_a_process_moves_to_what_the_feed_has_got_since(api: Api, feed: Elsewhere) -> None:
    row = await release(api)
    feed.put("Invoices", "1.1.0", content=nupkg(version="1.1.0"))
    await api.post(f"Releases({row['Id']})/{NS}.UpdateToLatestPackageVersion")
    assert (await api.get(f"Releases({row['Id']})"))["ProcessVersion"] == "1.1.0"


async def test_a_process_outlives_its_package_but_finds_no_latest_version(api: Api, feed: Elsewhere) -> None:
    row = await release(api)
    feed.packages.clear()
    assert [one["Key"] for one in (await api.get("Processes"))["value"]] == ["Invoices:1.0.0"]
    assert await api.get(DOWNLOAD) == nupkg()
    await api.delete(f"Releases({row['Id']})")
    assert (await api.get("Processes"))["value"] == []


async def test_a_feed_elsewhere_is_not_changed(api: Api) -> None:
    assert (await upload(api, nupkg(), status=400))["errorCode"] == 1652
    assert (await api.delete("Processes('Invoices:1.0.0')", 400))["errorCode"] == 1652
    files = {"package": ("package", nupkg())}
    pushed = await api.call("PUT", f"/nuget/v3/{await tenant_feed(api)}/package", 400, files=files)
    assert pushed["errorCode"] == 1652


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b"<html>", 1651),
        (200, b'{"resources": []}', 1651),
        (404, b"", 1651),
        (403, b"", 1651),
        (503, b"", 1655),
        (429, b"", 1655),
    ],
)
async def test_a_feed_that_does_not_answer_as_one_says_so(
    api: Api, feed: Elsewhere, status: int, body: bytes, code: int
) -> None:
    feed.answer = status, body
    assert (await api.get("Processes", 400))["errorCode"] == code


async def test_no_process_is_made_while_the_feed_cannot_answer(api: Api, feed: Elsewhere) -> None:
    feed.answer = 503, b""
    assert (await release(api, 400))["errorCode"] == 1655
    feed.answer = None
    await release(api)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/index.json", "no address", "ftp://host/x", "http://[::1/x"])
async def test_an_address_where_nothing_is_says_so(api: Api, url: str) -> None:
    await set_settings(api, {"DeploymentUrl": url})
    assert (await api.get("Processes", 400))["errorCode"] == 1651


async def test_a_feed_without_files_offers_no_download(api: Api, feed: Elsewhere) -> None:
    await api.get(f"Processes/{NS}.GetProcessVersions(processId='Invoices')")
    del feed.services["PackageBaseAddress/3.0.0"]
    assert (await api.get(DOWNLOAD, 400))["errorCode"] == 1650


async def test_a_file_that_is_not_there_or_is_another_cannot_be_downloaded(api: Api, feed: Elsewhere) -> None:
    await api.get("Processes")
    feed.put("Invoices", "1.0.0", content=b"")
    assert (await api.get(DOWNLOAD, 400))["errorCode"] == 1653
    feed.put("Invoices", "1.0.0", content=nupkg(version="6.6.6"))
    assert (await api.get(DOWNLOAD, 400))["errorCode"] == 1653
    feed.put("Invoices", "1.0.0", content=b"no package")
    assert (await api.get(DOWNLOAD, 400))["errorCode"] == 1654


async def test_the_password_is_shown_to_the_feed(api: Api, feed: Elsewhere) -> None:
    feed.password = "open sesame"
    assert (await api.get("Processes", 400))["errorCode"] == 1651
    await set_settings(api, {"DeploymentBasicUsername": "reader", "DeploymentBasicPassword": "open sesame"})
    assert len((await api.get("Processes"))["value"]) == 1


async def test_a_tenant_that_comes_back_finds_what_it_had(api: Api) -> None:
    await set_settings(api, {"InternalDeployment": "true"})
    await upload(api, nupkg("Own"))
    await set_settings(api, {"InternalDeployment": "false"})
    assert [row["Id"] for row in (await api.get("Processes"))["value"]] == ["Invoices"]
    await set_settings(api, {"InternalDeployment": "true"})
    assert [row["Id"] for row in (await api.get("Processes"))["value"]] == ["Own"]


async def test_libraries_may_come_from_elsewhere_as_well(api: Api, feed: Elsewhere) -> None:
    feed.packages.clear()
    feed.put("Common", "1.0.0", content=zipped({"Common.nuspec": nuspec("Common", "1.0.0")}))
    await set_settings(api, feed.settings("Libraries"))
    assert [row["Key"] for row in (await api.get("Libraries"))["value"]] == ["Common:1.0.0"]
    assert len((await api.get(f"Libraries/{NS}.GetVersions(packageId='Common')"))["value"]) == 1
    await api.get(f"Libraries/{NS}.DownloadPackage(key='Common:1.0.0')")
    files = [("file", ("a.nupkg", nupkg()))]
    refused = await api.call("POST", f"Libraries/{NS}.UploadPackage", 400, files=files)
    assert refused["errorCode"] == 1652
    feed.answer = 500, b""
    assert (await api.get("Libraries", 400))["errorCode"] == 1011


async def test_nuget_clients_reach_a_feed_elsewhere_through_ours(api: Api) -> None:
    address = f"/nuget/v3/{await tenant_feed(api)}"
    hits = await api.call("GET", f"{address}/query?q=invo")
    assert [hit["id"] for hit in hits["data"]] == ["Invoices"]
    assert (await api.call("GET", f"{address}/flat/invoices/index.json"))["versions"] == ["1.0.0"]
    assert await api.call("GET", f"{address}/flat/invoices/1.0.0/invoices.1.0.0.nupkg") == nupkg()
