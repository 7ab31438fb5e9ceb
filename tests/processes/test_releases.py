"""Processes are made of package versions, changed, moved and deleted."""

from typing import Any

import pytest

from tests.api import Api
from tests.processes.words import NS, deployed, entry_points, nupkg, release, upload


async def test_a_process_knows_its_package(api: Api) -> None:
    row = await deployed(api, InputArguments='{"a": 1}', Tags=[{"Name": "x"}])
    assert (row["ProcessKey"], row["ProcessVersion"], row["EntryPointPath"]) == ("Invoices", "1.0.0", "main")
    assert (row["IsLatestVersion"], row["ProcessType"], row["TargetFramework"]) == (True, "Process", "Portable")
    assert row["Arguments"] == {"Input": '{"type":"object"}', "Output": None}
    assert (row["JobPriority"], row["SpecificPriorityValue"]) == ("Normal", 45)
    assert (await api.get(f"Releases({row['Id']})"))["Key"] == row["Key"]


async def test_a_name_is_used_once_in_a_folder(api: Api) -> None:
    await deployed(api)
    assert (await release(api, 409, Name="invoices"))["errorCode"] == 1001


@pytest.mark.parametrize(
    ("values", "status", "code"),
    [
        ({"ProcessKey": "Letters"}, 404, 1677),
        ({"ProcessVersion": "3.0.0"}, 400, 1675),
        ({"ProcessVersion": "new"}, 400, 1675),
        ({"EntryPointPath": "elsewhere"}, 400, 1009),
        ({"EntryPointId": 4711}, 400, 1009),
        ({"InputArguments": "{a"}, 400, 1009),
        ({"EnvironmentVariables": "A=1\nB"}, 400, 1009),
        ({"JobPriority": "Low", "SpecificPriorityValue": 90}, 400, 1009),
        ({"ProcessSettings": {"Duration": "long"}}, 400, 1000),
        ({"FeedId": "5e6a4d3c-0000-4000-8000-000000000000"}, 404, 1677),
    ],
)
async def test_a_process_is_not_made_of_what_makes_no_sense(
    api: Api, values: dict[str, Any], status: int, code: int
) -> None:
    await upload(api, nupkg())
    assert (await release(api, status, **values))["errorCode"] == code


async def test_an_entry_point_is_chosen_by_path_or_id_and_kept(api: Api) -> None:
    for version in ("1.0.0", "1.1.0"):
        await upload(api, nupkg(version=version, entry_points=entry_points("main", "other")))
    points = (await api.get(f"Processes/{NS}.GetPackageEntryPoints(key='Invoices:1.0.0')"))["value"]
    by_id = await release(api, EntryPointId=points[1]["Id"])
    by_path = await release(api, Name="B", EntryPointPath="OTHER")
    assert by_id["EntryPointPath"] == by_path["EntryPointPath"] == "other"
    await api.post(f"Releases({by_id['Id']})/{NS}.UpdateToLatestPackageVersion")
    moved = await api.get(f"Releases({by_id['Id']})")
    assert (moved["EntryPointPath"], moved["ProcessVersion"]) == ("other", "1.1.0")


async def test_a_patch_changes_what_it_names_and_a_put_all(api: Api) -> None:
    row = await deployed(api, Description="d", InputArguments="{}", JobPriority="High")
    patched = await api.patch(f"Releases({row['Id']})", JobPriority="Low")
    assert (patched["Description"], patched["SpecificPriorityValue"]) == ("d", 25)
    body: dict[str, Any] = {"Name": "New", "ProcessKey": "Invoices", "ProcessVersion": "1.0.0"}
    changed = await api.put(f"Releases({row['Id']})", **body)
    assert (changed["Name"], changed["Description"], changed["InputArguments"]) == ("New", None, None)


async def test_a_version_may_be_named_in_a_patch(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0")
    moved = await api.patch(f"Releases({row['Id']})", ProcessVersion="1.1.0", ProcessKey="Invoices")
    assert moved["ProcessVersion"] == "1.1.0"
    assert [p["IsActive"] for p in await versions(api)] == [True, False]


async def versions(api: Api) -> list[Any]:
    path = f"Processes/{NS}.GetProcessVersions(processId='Invoices')"
    return sorted((await api.get(path))["value"], key=lambda row: row["Version"], reverse=True)


async def test_a_process_goes_back_the_way_it_came(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0", "1.2.0")
    path = f"Releases({row['Id']})/{NS}"
    await api.post(f"{path}.UpdateToSpecificPackageVersion", packageVersion="1.1.0")
    second = (await api.post(f"{path}.UpdateToLatestPackageVersion"))["value"]
    first = (await api.post(f"{path}.RollbackToPreviousReleaseVersion"))["value"]
    assert first < second
    assert (await api.get(f"Releases({row['Id']})"))["ProcessVersion"] == "1.1.0"
    await api.post(f"{path}.RollbackToPreviousReleaseVersion")
    assert (await api.get(f"Releases({row['Id']})"))["ProcessVersion"] == "1.0.0"
    assert (await api.post(f"{path}.RollbackToPreviousReleaseVersion", 404))["errorCode"] == 1665


async def test_an_unknown_version_is_refused(api: Api) -> None:
    row = await deployed(api)
    path = f"Releases({row['Id']})/{NS}.UpdateToSpecificPackageVersion"
    assert (await api.post(path, 400, packageVersion="9.0.0"))["errorCode"] == 1675


async def test_several_processes_move_at_once_and_those_that_cannot_are_named(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0")
    told = await api.post(f"Releases/{NS}.UpdateToLatestPackageVersionBulk", releaseIds=[row["Id"], 4711])
    assert (told["Success"], told["FailedItems"]) == (False, [4711])
    assert (await api.get(f"Releases({row['Id']})"))["ProcessVersion"] == "1.1.0"


async def test_the_tags_of_a_package_join_those_of_a_process(api: Api) -> None:
    row = await deployed(api, Tags=[{"Name": "own", "Value": "1"}])
    await upload(api, nupkg(version="1.1.0", more="<tags>Own Finance</tags>"))
    await api.post(f"Releases({row['Id']})/{NS}.UpdateToLatestPackageVersion?mergePackageTags=true")
    tags = (await api.get(f"Releases({row['Id']})"))["Tags"]
    assert {tag["Name"]: tag["Value"] for tag in tags} == {"own": "1", "finance": None}


async def test_a_way_back_may_bring_the_tags_of_the_package_as_well(api: Api) -> None:
    await upload(api, nupkg(more="<tags>First</tags>"))
    await upload(api, nupkg(version="1.1.0"))
    row = await release(api, ProcessVersion="1.0.0")
    by_key = f"ByKey(identifier={row['Key']})?mergePackageTags=true"
    await api.post(f"Releases/{NS}.UpdateToLatestPackageVersion{by_key}")
    await api.post(f"Releases({row['Id']})/{NS}.RollbackToPreviousReleaseVersion?mergePackageTags=true")
    assert [tag["Name"] for tag in (await api.get(f"Releases({row['Id']})"))["Tags"]] == ["first"]


async def test_a_process_may_be_sent_back_as_it_was_shown(api: Api) -> None:
    row = await deployed(api)
    shown = await api.get(f"Releases({row['Id']})", expand="EntryPoint,CurrentVersion,ReleaseVersions,Environment")
    changed = await api.put(f"Releases({row['Id']})", **{**shown, "Description": "new"})
    assert (changed["Description"], changed["EntryPointPath"]) == ("new", "main")
    assert changed["ProcessVersion"] == shown["ProcessVersion"]


async def test_a_new_version_makes_a_process_outdated_or_is_taken_over(api: Api) -> None:
    await deployed(api)
    await release(api, Name="Eager", AutoUpdate=True)
    await upload(api, nupkg(version="1.1.0"))
    rows = {row["Name"]: row for row in (await api.get("Releases"))["value"]}
    assert (rows["Invoices"]["ProcessVersion"], rows["Invoices"]["IsLatestVersion"]) == ("1.0.0", False)
    assert (rows["Eager"]["ProcessVersion"], rows["Eager"]["IsLatestVersion"]) == ("1.1.0", True)


async def test_a_process_that_follows_its_package_is_not_moved_by_hand(api: Api) -> None:
    row = await deployed(api, AutoUpdate=True)
    await upload(api, nupkg(version="0.9.0"))
    path = f"Releases({row['Id']})/{NS}.UpdateToSpecificPackageVersion"
    assert (await api.post(path, 409, packageVersion="0.9.0"))["errorCode"] == 0


async def test_scripts_change_a_process_by_its_key(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0", Description="kept")
    body = {"releaseKey": row["Key"], "processVersion": "1.1.0", "inputArgs": '{"a":2}'}
    await api.post(f"Releases/{NS}.UpdateByKey", **body)
    changed = await api.get(f"Releases({row['Id']})")
    assert (changed["ProcessVersion"], changed["InputArguments"], changed["Description"]) == (
        "1.1.0",
        '{"a":2}',
        "kept",
    )
    editor = await api.only("Processes.Edit")
    for name in ("RollbackToPreviousReleaseVersion", "UpdateToLatestPackageVersion"):
        assert len((await editor.post(f"Releases/{NS}.{name}ByKey(identifier={row['Key']})"))["value"]) == 36
    path = f"Releases/{NS}.UpdateToSpecificPackageVersionByKey(identifier={row['Key']})"
    await editor.post(path, packageVersion="1.0.0")
    told = await editor.post(f"Releases/{NS}.UpdateToLatestPackageVersionBulkByKey", releaseKeys=[row["Key"]])
    assert told["Success"]
    await api.delete(f"/api/Releases/DeleteByKey?key={row['Key']}")
    await api.get(f"Releases({row['Id']})", 404)


async def test_live_streaming_asks_for_a_permission_of_its_own(api: Api) -> None:
    await upload(api, nupkg())
    creator = await api.only("Processes.Create")
    await release(creator, 403, RemoteControlAccess="Full")
    both = await api.only("Processes.Create", "RemoteControl.Create")
    assert (await release(both, RemoteControlAccess="Full"))["RemoteControlAccess"] == "Full"


async def test_each_operation_needs_its_permission(api: Api) -> None:
    for version in ("1.0.0", "1.1.0"):
        await upload(api, nupkg(version=version))
    creator, viewer, editor, deleter = [
        await api.only(f"Processes.{verb}") for verb in ("Create", "View", "Edit", "Delete")
    ]
    body: dict[str, Any] = {"ProcessKey": "Invoices", "ProcessVersion": "1.0.0"}
    first = await creator.post("Releases", 201, Name="A", **body)
    second = await creator.post(f"Releases/{NS}.CreateRelease", 201, Name="B", **body)
    one = f"Releases({first['Id']})"
    for path in ("Releases", f"Releases/{NS}.ListReleases", one, f"{one}/{NS}.GetRelease"):
        await viewer.get(path)
    await editor.put(one, Name="C", **body)
    await editor.patch(one, Description="d")
    await editor.post(f"{one}/{NS}.UpdateToSpecificPackageVersion", packageVersion="1.1.0")
    await editor.post(f"{one}/{NS}.RollbackToPreviousReleaseVersion")
    await editor.post(f"{one}/{NS}.UpdateToLatestPackageVersion")
    await editor.post(f"Releases/{NS}.UpdateToLatestPackageVersionBulk", releaseIds=[first["Id"]])
    await editor.post(f"Releases/{NS}.UpdateByKey", releaseKey=first["Key"])
    await viewer.delete(one, 403)
    await deleter.delete(one)
    await deleter.delete(f"/api/Releases/DeleteByKey?key={second['Key']}")


async def test_a_process_leads_to_its_entry_point_and_versions(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0")
    await api.post(f"Releases({row['Id']})/{NS}.UpdateToLatestPackageVersion")
    shown = await api.get(f"Releases({row['Id']})", expand="EntryPoint,CurrentVersion,ReleaseVersions,Environment")
    assert (shown["EntryPoint"]["Path"], shown["CurrentVersion"]["VersionNumber"]) == ("main", "1.1.0")
    assert [one["VersionNumber"] for one in shown["ReleaseVersions"]] == ["1.0.0", "1.1.0"]
    (listed,) = (await api.get("Releases", expand="CurrentVersion", filter="ProcessKey eq 'Invoices'"))["value"]
    assert listed["CurrentVersion"]["ReleaseName"] == "Invoices"


async def test_processes_are_filtered_by_what_they_are(api: Api) -> None:
    await deployed(api, Tags=[{"Name": "x"}])
    for condition in ("ProcessType eq '1'", "IsLatestVersion eq true", "contains(Name, 'voice')"):
        assert len((await api.get(f"Releases/{NS}.ListReleases", filter=condition))["value"]) == 1
    assert (await api.get("Releases", filter="ProcessType eq 'TestAutomationProcess'"))["value"] == []


async def test_a_process_tells_what_its_package_will_use(api: Api) -> None:
    value = {"name": {"defaultValue": "Limit"}, "folderPath": {"defaultValue": "Shared"}, "odd": {"defaultValue": 5}}
    bindings = {"version": "2.0", "resources": [{"resource": "asset", "key": "Limit.Shared", "value": value}]}
    await upload(api, nupkg(bindings_v2=bindings))
    row = await release(api)
    viewer = await api.only("Processes.View")
    told = await viewer.get(f"Releases({row['Id']})/{NS}.GetResources(processKey='Invoices:1.0.0')")
    expected = {"ResourceType": "asset", "Key": "Limit.Shared", "Name": "Limit", "FolderPath": "Shared"}
    assert told["value"] == [expected]


async def test_a_process_does_not_go_back_to_a_deleted_version(api: Api) -> None:
    row = await deployed(api, "1.0.0", "1.1.0")
    await api.post(f"Releases({row['Id']})/{NS}.UpdateToLatestPackageVersion")
    await api.delete("Processes('Invoices:1.0.0')")
    path = f"Releases({row['Id']})/{NS}.RollbackToPreviousReleaseVersion"
    assert (await api.post(path, 404))["errorCode"] == 1661


async def test_a_deployment_settings_dialog_is_kept_as_it_was_filled_in(api: Api) -> None:
    settings = {"ErrorRecordingEnabled": True, "Duration": 40, "Frequency": 500, "Quality": 100}
    video = {"VideoRecordingType": "Failed", "QueueItemVideoRecordingType": "None", "MaxDurationSeconds": 180}
    more = {"EnvironmentVariables": "A=1\nB=2", "RobotSize": "Small", "HiddenForAttendedUser": True}
    row = await deployed(api, ProcessSettings=settings, VideoRecordingSettings=video, **more)
    assert row["ProcessSettings"].items() >= settings.items()
    assert row["VideoRecordingSettings"] == video
    assert more.items() <= row.items()
