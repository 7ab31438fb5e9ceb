"""Libraries lie in a feed of the tenant and in one that all tenants share."""

from tests.api import Api
from tests.processes.words import NS, nupkg, nuspec, set_settings, upload, zipped

LIBRARY = {"main": "Main.xaml", "designOptions": {"outputType": "Library"}, "targetFramework": "Windows"}


def library(version: str = "1.0.0") -> bytes:
    more = "<owners>Ann</owners><summary>In short</summary><iconUrl>http://x/i.png</iconUrl>"
    return nupkg("Common", version, more, project=LIBRARY, operate=None)


async def put(api: Api, *packages: bytes, feed: str = "", status: int = 207) -> None:
    files = [("file", (f"{n}.nupkg", package)) for n, package in enumerate(packages)]
    query = f"?feedId={feed}" if feed else ""
    await api.call("POST", f"Libraries/{NS}.UploadPackage{query}", status, files=files)


async def feeds(api: Api) -> dict[str, str]:
    return {feed["name"].split()[1]: feed["id"] for feed in await api.call("GET", "/api/PackageFeeds/GetLibraryFeeds")}


async def test_a_published_library_says_what_it_is(api: Api) -> None:
    await put(api, library("1.0.0"), library("1.1.0-rc"))
    (row,) = (await api.get("Libraries"))["value"]
    assert (row["Key"], row["ProjectType"], row["Owners"]) == ("Common:1.0.0", "ProcessLibrary", "Ann")
    assert (row["Summary"], row["IconUrl"], row["IsPrerelease"]) == ("In short", "http://x/i.png", False)
    assert row["PackageSize"] == len(library())
    versions = (await api.get(f"Libraries/{NS}.GetVersions(packageId='common')"))["value"]
    assert [(one["Version"], one["IsPrerelease"]) for one in versions] == [("1.1.0-rc", True), ("1.0.0", False)]


async def test_any_nuget_package_may_be_a_library(api: Api) -> None:
    await put(api, zipped({"Json.nuspec": nuspec("Json", "13.0.1"), "lib/net45/Json.dll": b"MZ"}))
    (row,) = (await api.get("Libraries"))["value"]
    assert (row["Key"], row["ProjectType"], row["IsCompiled"]) == ("Json:13.0.1", "Undefined", True)


async def test_a_library_is_fetched_and_deleted(api: Api) -> None:
    await put(api, library("1.0.0"), library("1.1.0"))
    assert await api.get(f"Libraries/{NS}.DownloadPackage(key='Common:1.1.0')") == library("1.1.0")
    await api.delete("Libraries('Common:1.1.0')")
    assert [row["Key"] for row in (await api.get("Libraries"))["value"]] == ["Common:1.0.0"]
    await api.delete("Libraries('Common')")
    assert (await api.get("Libraries"))["value"] == []
    assert (await api.delete("Libraries('Common:1.1.0')", 404))["errorCode"] == 1677
    assert (await api.get("Libraries('Common:1.1.0')", 404))["errorCode"] == 1677


async def test_a_version_of_a_library_is_published_once(api: Api) -> None:
    await put(api, library())
    await put(api, library(), status=409)


async def test_tenants_publish_to_the_shared_feed_where_they_may(api: Api) -> None:
    shared = (await feeds(api))["Host"]
    await put(api, library(), feed=shared, status=403)
    await set_settings(api, {"Deployment.Libraries.AllowTenantPublish": "true"})
    await put(api, library(), feed=shared)
    await api.get(f"Libraries/{NS}.DownloadPackage(key='Common:1.0.0')")
    assert len((await api.get(f"Libraries?feedId={shared}&searchTerm=COMM"))["value"]) == 1
    assert len((await api.get(f"Libraries/{NS}.GetVersions(packageId='Common')?feedId={shared}"))["value"]) == 1
    await api.get(f"Libraries/{NS}.DownloadPackage(key='Common:1.0.0')?feedId={shared}")
    await api.delete(f"Libraries('Common:1.0.0')?feedId={shared}")


async def test_a_tenant_that_keeps_to_its_own_feed_gets_nothing_from_the_shared_one(api: Api) -> None:
    shared = (await feeds(api))["Host"]
    await set_settings(api, {"Deployment.Libraries.AllowTenantPublish": "true"})
    await put(api, library(), feed=shared)
    await set_settings(api, {"Deployment.Libraries.FeedScope": "Tenant"})
    assert list(await feeds(api)) == ["Tenant"]
    assert (await api.get("Libraries"))["value"] == []
    download = f"Libraries/{NS}.DownloadPackage(key='Common:1.0.0')?feedId={shared}"
    assert (await api.get(download, 403))["errorCode"] == 1017


async def test_a_tenant_may_keep_to_the_shared_feed(api: Api) -> None:
    await put(api, library())
    await set_settings(api, {"Deployment.Libraries.FeedScope": "Host"})
    assert (list(await feeds(api)), (await api.get("Libraries"))["value"]) == (["Host"], [])


async def test_each_operation_needs_its_permission(api: Api) -> None:
    creator, viewer, deleter = [await api.only(f"Libraries.{verb}") for verb in ("Create", "View", "Delete")]
    await put(creator, library())
    await viewer.get("Libraries")
    await viewer.get("Libraries('Common:1.0.0')")
    await viewer.get(f"Libraries/{NS}.GetVersions(packageId='Common')")
    await viewer.get(f"Libraries/{NS}.DownloadPackage(key='Common:1.0.0')")
    await put(viewer, library("2.0.0"), status=403)
    await deleter.delete("Libraries('Common:1.0.0')")


async def test_libraries_are_not_among_the_packages_of_processes(api: Api) -> None:
    await put(api, library())
    assert (await api.get("Processes"))["value"] == []
    await upload(api, library())
