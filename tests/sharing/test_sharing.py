"""A shared thing is one thing, seen in several folders."""

from typing import Any

from tests.api import FOLDER, Api
from tests.assets.words import ODATA, asset, folder, within


async def share(api: Api, made: Any, status: int = 204, **folders: Any) -> Any:
    return await api.post(f"Assets/{ODATA}.ShareToFolders", status, AssetIds=[made["Id"]], **folders)


async def names(api: Api) -> list[str]:
    return [row["Name"] for row in (await api.get("Assets"))["value"]]


async def test_a_change_in_one_folder_shows_in_all(api: Api) -> None:
    made, other = await asset(api, StringValue="one"), await folder(api)
    there = within(api, other)
    await there.get(f"Assets({made['Id']})", 404)
    await share(api, made, ToAddFolderIds=[other])
    await there.patch(f"Assets({made['Id']})", StringValue="two")
    found = await api.get(f"Assets({made['Id']})")
    assert (found["StringValue"], found["FoldersCount"]) == ("two", 2)


async def test_a_thing_taken_out_of_the_folder_it_lies_in_moves_on(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    await share(api, made, ToAddFolderIds=[other], ToRemoveFolderIds=[FOLDER])
    assert (await names(api), await names(within(api, other))) == ([], ["Greeting"])


async def test_a_thing_taken_out_of_its_last_folder_is_deleted(api: Api) -> None:
    made = await asset(api)
    await share(api, made, ToRemoveFolderIds=[FOLDER])
    assert (await api.get(f"Assets/{ODATA}.GetAssetsAcrossFolders"))["value"] == []


async def test_names_are_unique_in_every_folder(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    there = within(api, other)
    taken = await asset(there)
    assert (await share(api, made, 409, ToAddFolderIds=[other]))["errorCode"] == 1001
    await there.patch(f"Assets({taken['Id']})", Name="Else")
    await share(api, made, ToAddFolderIds=[other])
    assert (await there.patch(f"Assets({taken['Id']})", 409, Name="greeting"))["errorCode"] == 1001
    assert (await asset(there, "GREETING", status=409))["errorCode"] == 1001


async def test_sharing_is_all_or_nothing(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    assert (await share(api, made, 400, ToAddFolderIds=[other, 999]))["errorCode"] == 1100
    assert await names(within(api, other)) == []


async def test_who_may_not_make_things_in_a_folder_cannot_share_to_it(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    viewer = await api.only("Assets.View")
    assert (await share(viewer, made, 403, ToAddFolderIds=[other]))["errorCode"] == 1017
    assert (await share(viewer, made, 403, ToRemoveFolderIds=[FOLDER]))["errorCode"] == 1017


async def test_what_the_caller_does_not_see_is_not_shared(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    maker = await api.only("Assets.Create")
    assert (await share(maker, made, 404, ToAddFolderIds=[other]))["errorCode"] == 1002


async def test_nothing_to_share_is_an_error(api: Api) -> None:
    error = await api.post(f"Assets/{ODATA}.ShareToFolders", 400, assetId=1, folderIds=[1])
    assert error["errorCode"] == 1014


async def test_lists_across_folders_leave_one_out(api: Api) -> None:
    made, other = await asset(api), await folder(api)
    await asset(within(api, other), "There")
    await share(api, made, ToAddFolderIds=[other])
    every = await api.call("GET", f"Assets/{ODATA}.GetAssetsAcrossFolders")
    assert {row["Name"] for row in every["value"]} == {"Greeting", "There"}
    some = await api.call("GET", f"Assets/{ODATA}.GetAssetsAcrossFolders?excludeFolderId={FOLDER}&$orderby=Name")
    assert [row["Name"] for row in some["value"]] == ["There"]


async def test_a_folder_in_which_something_lies_is_not_deleted(api: Api) -> None:
    other = await folder(api)
    made = await asset(within(api, other))
    assert (await api.delete(f"Folders({other})", 409))["errorCode"] == 1012
    await share(api, made, ToAddFolderIds=[FOLDER], ToRemoveFolderIds=[other])
    await share(api, made, ToAddFolderIds=[other])
    await api.delete(f"Folders({other})")
    assert (await api.get(f"Assets({made['Id']})"))["FoldersCount"] == 1
