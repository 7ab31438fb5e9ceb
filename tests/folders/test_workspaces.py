"""Personal workspaces: of one person each, explored by others for a while, and made folders."""

from typing import Any

from tests.api import Api
from tests.folders.words import NS, folder, members, paths
from tests.identity.words import PASSWORD, signed_in, user

EXPLORERS = ("Units.Edit", "Users.View", "Roles.View")


async def owner(api: Api) -> Api:
    await user(api, Password=PASSWORD, MayHavePersonalWorkspace=True)
    return await signed_in(api, "ann")


async def workspace(api: Api) -> Any:
    (found,) = (await api.get("PersonalWorkspaces"))["value"]
    return found


async def test_who_may_have_a_workspace_has_one(api: Api) -> None:
    ann = await owner(api)
    me = f"Users/{NS}.GetCurrentUserExtended"
    own = (await ann.get(me, select="PersonalWorkspace", expand="PersonalWorkspace"))["PersonalWorkspace"]
    assert (own["FullyQualifiedName"], own["OwnerName"], own["IsActive"]) == ("ann's workspace", "ann", True)
    shown = await ann.get(me, select="UserName,PersonalWorskpaceFeedId", expand="PersonalWorkspace")
    assert {"UserName", "PersonalWorkspace", "PersonalWorskpaceFeedId"} == {name for name in shown if name[0] != "@"}
    assert shown["PersonalWorskpaceFeedId"] is not None
    here = {"x-uipath-folderkey": own["Key"], "x-uipath-organizationunitid": ""}
    await ann.call("POST", "QueueDefinitions", 201, json={"Name": "Q"}, headers=here)
    assert (await ann.get(f"PersonalWorkspaces/{NS}.GetPersonalWorkspace"))["Id"] == own["Id"]


async def test_who_may_not_have_a_workspace_has_none(api: Api) -> None:
    caller = await api.only()
    await caller.get(f"PersonalWorkspaces/{NS}.GetPersonalWorkspace", 404)
    assert (await caller.get(f"Users/{NS}.GetCurrentUserExtended"))["PersonalWorkspace"] is None


async def test_a_workspace_is_granted_later_as_well(api: Api) -> None:
    await api.patch("Users(1)", MayHavePersonalWorkspace=True)
    await api.patch("Users(1)", MayHavePersonalWorkspace=True)
    assert (await api.get(f"PersonalWorkspaces/{NS}.GetPersonalWorkspace"))["Name"] == "admin's workspace"


async def test_workspaces_are_listed(api: Api) -> None:
    await owner(api)
    listed = await (await api.only("Units.View")).get("PersonalWorkspaces", top=5, count="true")
    assert (listed["@odata.count"], listed["value"][0]["Name"]) == (1, "ann's workspace")


async def test_others_do_not_come_into_a_workspace(api: Api) -> None:
    await owner(api)
    here = {"x-uipath-organizationunitid": str((await workspace(api))["Id"])}
    error = await api.call("GET", "QueueDefinitions", 400, headers=here)
    assert error["errorCode"] == 1100


async def test_others_explore_a_workspace_for_a_while(api: Api) -> None:
    await owner(api)
    shown = await workspace(api)
    here = {"x-uipath-organizationunitid": str(shown["Id"])}
    caller = await api.only(*EXPLORERS)
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.StartExploring", 204)
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.StartExploring", 409)
    await caller.call("GET", "QueueDefinitions", headers=here)
    assert len((await workspace(api))["ExploringUserIds"]) == 1
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.StopExploring", 204)
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.StopExploring", 409)
    await caller.call("GET", "QueueDefinitions", 400, headers=here)


async def test_who_forgets_to_leave_is_shown_out(api: Api) -> None:
    await owner(api)
    shown = await workspace(api)
    await api.post(f"PersonalWorkspaces({shown['Id']})/{NS}.StartExploring", 204)
    await api.pass_time(hours=5)
    assert (await workspace(api))["ExploringUserIds"] == []


async def test_a_workspace_is_no_folder_to_edit_move_or_delete(api: Api) -> None:
    await owner(api)
    shown = await workspace(api)
    await api.put(f"Folders({shown['Id']})", 409, DisplayName="Mine")
    await api.call("DELETE", f"Folders({shown['Id']})", 409)
    await api.put(f"Folders({shown['Id']})/{NS}.MoveFolder", 409)
    await api.post(f"Folders({shown['Id']})/{NS}.RemoveUserFromFolder", 409, userId=shown["OwnerId"])


async def test_a_workspace_becomes_a_folder(api: Api) -> None:
    ann = await owner(api)
    shown = await workspace(api)
    await folder(ann, "Below", shown["Id"])
    caller = await api.only("Units.Edit")
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.ConvertToFolder", 204, folderName="Robots")
    assert await paths(api) == ["Robots", "Robots/Below", "Shared"]
    (member,) = await members(api, shown)
    assert [role["Name"] for role in member["Roles"]] == ["Folder Administrator"]
    await caller.post(f"PersonalWorkspaces({shown['Id']})/{NS}.ConvertToFolder", 404, folderName="Again")


async def test_a_workspace_outlives_its_owner(api: Api) -> None:
    await owner(api)
    shown = await workspace(api)
    await api.delete(f"Users({shown['OwnerId']})")
    assert (await workspace(api))["OwnerId"] is None


async def test_the_first_run_finds_the_workspace_that_one_may_have(api: Api) -> None:
    path = "/api/StudioWeb/TryEnableFirstRun"
    assert await (await api.only()).post(path) == {"isEnabled": False}
    ann = await owner(api)
    assert await ann.post(path) == {"isEnabled": True}
