"""Packages are published, listed, fetched and deleted."""

import asyncio
import io
import zipfile

import pytest

from tests.api import Api
from tests.processes.words import ENTRY, NS, deployed, entry_points, nupkg, nuspec, release, upload, zipped


async def test_a_published_package_says_what_it_is(api: Api) -> None:
    told = await upload(api, nupkg(version="1.2", more="<releaseNotes>First</releaseNotes><tags>a b</tags>"))
    assert told["value"] == [{"Key": "Invoices:1.2.0", "Status": "OK", "Body": '{"Id":"Invoices","Version":"1.2.0"}'}]
    (row,) = (await api.get("Processes"))["value"]
    assert {name: row[name] for name in ("Key", "Id", "Version", "Authors", "ReleaseNotes", "IsLatestVersion")} == {
        "Key": "Invoices:1.2.0",
        "Id": "Invoices",
        "Version": "1.2.0",
        "Authors": "Ann",
        "ReleaseNotes": "First",
        "IsLatestVersion": True,
    }
    assert (row["ProjectType"], row["TargetFramework"], row["MainEntryPointPath"]) == ("Process", "Portable", "main")
    assert row["Arguments"] == {"Input": '{"type":"object"}', "Output": None}


async def test_there_is_one_row_for_each_package_and_one_for_each_version(api: Api) -> None:
    for version in ("1.0.0", "1.10.0", "1.9.0"):
        await upload(api, nupkg(version=version))
    await upload(api, nupkg("Letters"))
    assert [row["Key"] for row in (await api.get("Processes"))["value"]] == ["Invoices:1.10.0", "Letters:1.0.0"]
    versions = await api.get(f"Processes/{NS}.GetProcessVersions(processId='invoices')")
    assert {row["Version"]: row["IsLatestVersion"] for row in versions["value"]} == {
        "1.10.0": True,
        "1.9.0": False,
        "1.0.0": False,
    }


async def test_a_pre_release_is_not_the_latest_version_of_a_released_package(api: Api) -> None:
    for version in ("2.0.0-alpha", "1.0.0", "2.0.0-beta"):
        await upload(api, nupkg(version=version))
    assert [row["Version"] for row in (await api.get("Processes"))["value"]] == ["1.0.0"]


async def test_packages_are_found_by_a_part_of_their_name(api: Api) -> None:
    await upload(api, nupkg("Invoices"))
    await upload(api, nupkg("Letters"))
    assert [row["Id"] for row in (await api.get("Processes?searchTerm=VOIC"))["value"]] == ["Invoices"]


async def test_a_version_is_published_once(api: Api) -> None:
    await upload(api, nupkg(version="1.0"))
    error = await upload(api, nupkg(version="1.0.0.0"), status=409)
    assert error["errorCode"] == 1004


async def test_versions_that_arrive_together_agree_on_the_latest(api: Api) -> None:
    await asyncio.gather(*(upload(api, nupkg(version=f"1.{n}.0")) for n in range(4)))
    assert [row["Version"] for row in (await api.get("Processes"))["value"]] == ["1.3.0"]


async def test_of_two_uploads_of_a_version_one_is_refused(api: Api) -> None:
    files = [("file", ("a.nupkg", nupkg()))]
    path = f"/odata/Processes/{NS}.UploadPackage"
    answers = await asyncio.gather(*(api.http.post(path, files=files) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]


async def test_processes_made_and_removed_together_leave_a_package_as_active_as_it_is(api: Api) -> None:
    first = await deployed(api)
    await asyncio.gather(api.delete(f"Releases({first['Id']})"), release(api, Name="Second"))
    assert (await api.delete("Processes('Invoices:1.0.0')", 409))["errorCode"] == 1013


async def test_each_of_several_files_has_its_result(api: Api) -> None:
    await upload(api, nupkg())
    results = await upload(api, nupkg(version="1.1.0"), nupkg(), b"no zip", status=207, name="uploads[]")
    assert [result["Status"] for result in results["value"]] == ["OK", "Conflict", "BadRequest"]
    assert '"errorCode":1004' in results["value"][1]["Body"]


async def test_several_files_that_are_all_good_are_simply_good(api: Api) -> None:
    results = await upload(api, nupkg(), nupkg("Letters"))
    assert [result["Key"] for result in results["value"]] == ["Invoices:1.0.0", "Letters:1.0.0"]


@pytest.mark.parametrize("count", [0, 11])
async def test_a_request_carries_one_to_ten_files(api: Api, count: int) -> None:
    assert (await upload(api, *[b"x"] * count, status=400))["errorCode"] == 1664


async def test_a_package_is_fetched_as_it_was_published(api: Api) -> None:
    package = nupkg()
    await upload(api, package)
    answer = await api.http.get(f"/odata/Processes/{NS}.DownloadPackage(key='Invoices:1.0')")
    assert answer.content == package
    assert "Invoices.1.0.0.nupkg" in answer.headers["content-disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.content)).read("content/main.py") == b"def main(): ..."


async def test_a_package_whose_file_is_lost_says_so(api: Api) -> None:
    await upload(api, nupkg())
    for file in api.podium.db.blobs.store.root.rglob("*"):  # type: ignore[attr-defined]
        if file.is_file():
            file.unlink()
    error = await api.get(f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')", 400)
    assert error["errorCode"] == 1653


async def test_files_that_cannot_be_reached_are_tried_again_later(api: Api) -> None:
    await upload(api, nupkg())
    files = api.podium.db.blobs.store.root  # type: ignore[attr-defined]
    files.rename(files.with_name("elsewhere"))
    files.write_text("no directory")
    assert (await api.get(f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')", 400))["errorCode"] == 1655
    assert (await upload(api, nupkg("Letters"), status=400))["errorCode"] == 1655
    library = [("file", ("a.nupkg", nupkg()))]
    refused = await api.call("POST", f"Libraries/{NS}.UploadPackage", 400, files=library)
    assert refused["errorCode"] == 1011
    files.unlink()
    files.with_name("elsewhere").rename(files)
    await upload(api, nupkg("Letters"))


@pytest.mark.parametrize(("key", "status", "code"), [("Invoices", 400, 1656), ("Invoices:x", 400, 1675)])
async def test_a_key_names_a_package_and_a_version(api: Api, key: str, status: int, code: int) -> None:
    assert (await api.get(f"Processes('{key}')", status))["errorCode"] == code


async def test_what_is_not_in_the_feed_is_not_found(api: Api) -> None:
    assert (await api.get("Processes('Invoices:1.0.0')", 404))["errorCode"] == 1677


async def test_entry_points_are_those_the_package_lists(api: Api) -> None:
    points = {"entryPoints": [{"filePath": "other"}, ENTRY]}
    await upload(api, nupkg(entry_points=points))
    listed = await api.get(f"Processes/{NS}.GetPackageEntryPoints(key='Invoices:1.0.0')")
    assert [point["Path"] for point in listed["value"]] == ["other", "main"]
    main = await api.get(f"Processes/{NS}.GetPackageMainEntryPoint(key='Invoices:1.0.0')")
    assert (main["Path"], main["UniqueId"]) == ("main", ENTRY["uniqueId"])
    arguments = await api.get(f"Processes/{NS}.GetArguments(key='Invoices:1.0.0')")
    assert arguments["Input"] == '{"type":"object"}'


async def test_a_deleted_version_gives_way_to_the_one_before(api: Api) -> None:
    for version in ("1.0.0", "1.1.0"):
        await upload(api, nupkg(version=version))
    await api.delete("Processes('Invoices:1.1.0')")
    assert [row["Key"] for row in (await api.get("Processes"))["value"]] == ["Invoices:1.0.0"]
    await upload(api, nupkg(version="1.1.0"))


async def test_a_version_that_a_process_uses_is_not_deleted(api: Api) -> None:
    used = await deployed(api, "1.0.0", "1.1.0")
    assert (await api.delete("Processes('Invoices:1.0.0')", 409))["errorCode"] == 1013
    await api.delete("Processes('Invoices')")
    assert [row["IsActive"] for row in (await api.get("Processes"))["value"]] == [True]
    await api.delete(f"Releases({used['Id']})")
    await api.delete("Processes('Invoices:1.0.0')")
    assert (await api.get("Processes"))["value"] == []


async def test_the_file_of_a_package_goes_with_it_but_not_before(api: Api) -> None:
    await upload(api, nupkg())
    await api.pass_time(hours=50)
    await api.get(f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')")
    await api.delete("Processes('Invoices:1.0.0')")
    await api.pass_time(hours=2)
    assert not [path for path in api.podium.db.blobs.store.root.rglob("*") if path.is_file()]  # type: ignore[attr-defined]


async def test_a_file_that_is_no_package_by_its_name_is_refused(api: Api) -> None:
    files = [("file", ("package.zip", nupkg()))]
    refused = await api.call("POST", f"Processes/{NS}.UploadPackage", 400, files=files)
    assert refused["errorCode"] == 1663


@pytest.mark.parametrize(
    ("package", "code"),
    [(b"no zip", 1654), (nupkg(version="1.0a"), 1675), (zipped({"a.nuspec": nuspec("a", "1"), "x" * 300: ""}), 1679)],
)
async def test_a_package_that_cannot_be_read_is_refused(api: Api, package: bytes, code: int) -> None:
    assert (await upload(api, package, status=400))["errorCode"] == code


async def test_arguments_may_be_told_of_a_package_that_does_not_tell_them(api: Api) -> None:
    await upload(api, nupkg(entry_points=entry_points("main")))
    editor, arguments = await api.only("Packages.Edit"), {"Input": '[{"name":"a"}]', "Output": None}
    assert await editor.post(f"Processes/{NS}.SetArguments", key="Invoices:1.0.0", arguments=arguments) == {}
    assert (await api.get("Processes('Invoices:1.0.0')"))["Arguments"] == arguments
    (point,) = (await api.get(f"Processes/{NS}.GetPackageEntryPoints(key='Invoices:1.0.0')"))["value"]
    assert point["InputArguments"] == '[{"name":"a"}]'


async def test_each_operation_needs_its_permission(api: Api) -> None:
    creator, viewer, deleter = [await api.only(f"Packages.{verb}") for verb in ("Create", "View", "Delete")]
    await upload(creator, nupkg(entry_points=entry_points("main")))
    key = "Invoices:1.0.0"
    await viewer.get("Processes")
    await viewer.get(f"Processes('{key}')")
    await viewer.get(f"Processes/{NS}.GetProcessVersions(processId=Invoices)")
    for name in ("GetArguments", "GetPackageEntryPoints", "GetPackageMainEntryPoint", "DownloadPackage"):
        await viewer.get(f"Processes/{NS}.{name}(key='{key}')")
    await upload(viewer, nupkg(version="2.0.0"), status=403)
    await viewer.delete(f"Processes('{key}')", 403)
    await deleter.delete(f"Processes('{key}')")
    stranger = await api.only()
    await stranger.get("/api/PackageFeeds/GetFeeds")
