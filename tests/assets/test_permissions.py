"""Every operation of assets works with exactly its permission."""

from typing import Any

from tests.api import FOLDER, Api
from tests.assets.words import ODATA, asset, folder, read, robot


async def test_viewers_list_and_get_assets(api: Api) -> None:
    made = await asset(api, StringValue="hi")
    viewer = await api.only("Assets.View")
    assert [row["Name"] for row in (await viewer.get("Assets"))["value"]] == ["Greeting"]
    filtered = await viewer.get(f"Assets/{ODATA}.GetFiltered", filter="name eq 'Greeting'", top=1)
    assert filtered["value"][0]["StringValue"] == "hi"
    assert (await viewer.get(f"Assets({made['Id']})", expand="UserValues,RobotValues"))["UserValues"] == []


async def test_makers_make_editors_edit_and_deleters_delete(api: Api) -> None:
    made = await asset(await api.only("Assets.Create"), StringValue="one")
    editor = await api.only("Assets.Edit")
    body: dict[str, Any] = {"Name": "Greeting", "ValueScope": "Global", "ValueType": "Text", "StringValue": "two"}
    await editor.put(f"Assets({made['Id']})", **body)
    await editor.patch(f"Assets({made['Id']})", StringValue="three")
    await (await api.only("Assets.Delete")).delete(f"Assets({made['Id']})")


async def test_robots_get_assets_at_three_addresses(api: Api) -> None:
    await asset(api, StringValue="hi")
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    by_key = f"GetRobotAsset(robotId='{own.key}',assetName='Greeting')"
    by_id = f"GetRobotAssetByRobotId(robotId={own.id},assetName='Greeting')"
    for path in (by_key, by_id):
        assert (await viewer.get(f"Assets/{ODATA}.{path}"))["StringValue"] == "hi"
    assert (await read(viewer, "greeting", own.key))["Value"] == "hi"


async def test_robots_set_assets(api: Api) -> None:
    await asset(api, StringValue="hi")
    editor = await api.only("Assets.Edit")
    own = await robot(api, editor)
    body: dict[str, Any] = {
        "robotKey": str(own.key),
        "robotAsset": {"Name": "Greeting", "StringValue": "ho", "FoldersCount": 1},
    }
    assert (await editor.post(f"Assets/{ODATA}.SetRobotAssetByRobotKey", **body))["StringValue"] == "ho"


async def test_whoever_is_signed_in_may_ask_across_folders(api: Api) -> None:
    made = await asset(api)
    other = await folder(api)
    anyone = await api.only(folder=None)
    assert (await anyone.get(f"Assets/{ODATA}.GetAssetsAcrossFolders"))["value"] == []
    found = await anyone.get(f"Assets/{ODATA}.GetFoldersForAsset(id={made['Id']})")
    assert (found["AccessibleFolders"], found["TotalFoldersCount"]) == ([], 1)
    await anyone.post(f"Assets/{ODATA}.ShareToFolders", 204, AssetIds=[made["Id"]])
    sharer = await api.only("Assets.View", "Assets.Create")
    await sharer.post(f"Assets/{ODATA}.ShareToFolders", 204, AssetIds=[made["Id"]], ToAddFolderIds=[other])
    found = await sharer.get(f"Assets/{ODATA}.GetFoldersForAsset(id={made['Id']})")
    assert [one["Id"] for one in found["AccessibleFolders"]] == [FOLDER, other]
