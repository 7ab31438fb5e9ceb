"""Roles: made, shown, changed and deleted, and who holds them."""

from tests.api import Api
from tests.identity.words import NS, role, user


async def test_a_role_grants_what_it_names(api: Api) -> None:
    made = await role(await api.only("Roles.Create"), "viewer", "Queues.View", "Jobs.View")
    assert (made["Type"], made["IsStatic"], made["IsEditable"]) == ("Folder", False, True)
    caller = await api.only("Roles.View")
    shown = await caller.get(f"Roles({made['Id']})", expand="Permissions")
    granted = {one["Name"] for one in shown["Permissions"] if one["IsGranted"]}
    assert granted == {"Queues", "Queues.View", "Jobs", "Jobs.View"}
    assert "Permissions" not in await caller.get(f"Roles({made['Id']})")


async def test_a_role_does_not_mix_tenant_and_folders(api: Api) -> None:
    error = await role(api, "both", "Users.View", "Queues.View", status=400)
    assert error["errorCode"] == 1009
    assert (await role(api, "people", "Users.View"))["Type"] == "Tenant"
    assert (await role(api, "robots", "Robots.View", "Queues.View"))["Type"] == "Folder"


async def test_unknown_permissions_are_refused(api: Api) -> None:
    assert (await role(api, "odd", "Queues.Nonsense", status=400))["errorCode"] == 1009


async def test_roles_are_listed(api: Api) -> None:
    caller = await api.only("SubFolders.Edit")
    listed = await caller.get("Roles", filter="IsStatic eq true", expand="Permissions", top=1, orderby="Name")
    assert listed["value"][0]["Name"] == "Administrator"
    assert all(one["IsGranted"] for one in listed["value"][0]["Permissions"])


async def test_two_roles_have_two_names(api: Api) -> None:
    await role(api, "viewer", "Queues.View")
    assert (await role(api, "Viewer", "Jobs.View", status=409))["errorCode"] == 1001


async def test_a_role_is_changed_for_all_who_hold_it(api: Api) -> None:
    made = await role(api, "people", "Users.View")
    ann = await user(api, RolesList=["people"])
    caller = await api.only("Roles.Edit")
    permissions = [{"Name": "Roles.View", "IsGranted": True, "Scope": "Global", "Id": 0, "RoleId": made["Id"]}]
    await caller.put(f"Roles({made['Id']})", Name="folk", Permissions=permissions)
    assert (await api.get(f"Users({ann['Id']})"))["RolesList"] == ["folk"]
    error = await api.put(f"Roles({made['Id']})", 400, Name="folk", Permissions=[*permissions, granted("Queues.View")])
    assert error["errorCode"] == 1009


def granted(name: str) -> dict[str, object]:
    return {"Name": name, "IsGranted": True}


async def test_built_in_roles_stay(api: Api) -> None:
    names = {one["Name"]: one for one in (await api.get("Roles"))["value"]}
    administrator, robot = names["Administrator"]["Id"], names["Robot"]["Id"]
    assert (await api.call("DELETE", f"Roles({robot})", 400))["errorCode"] == 1406
    assert (await api.put(f"Roles({administrator})", 400, Name="Boss"))["errorCode"] == 1412
    body = {"addedUserIds": [1], "removedUserIds": []}
    assert (await api.post(f"Roles({administrator})/{NS}.SetUsers", 400, **body))["errorCode"] == 1412
    await api.put(f"Roles({robot})", Name="Robot", Permissions=[granted("Queues.View"), granted("Libraries.View")])


async def test_a_role_is_deleted_from_all_who_hold_it(api: Api) -> None:
    made = await role(api, "people", "Users.View")
    ann = await user(api, RolesList=["people"])
    await (await api.only("Roles.Delete")).delete(f"Roles({made['Id']})")
    assert (await api.get(f"Users({ann['Id']})"))["RolesList"] == []


async def test_a_role_is_given_to_many(api: Api) -> None:
    made = await role(api, "people", "Users.View")
    ann, bob = await user(api, "ann"), await user(api, "bob", RolesList=["people"])
    caller = await api.only("Roles.Edit", "Users.View")
    body = {"addedUserIds": [ann["Id"]], "removedUserIds": [bob["Id"]]}
    await caller.post(f"Roles({made['Id']})/{NS}.SetUsers", 204, **body)
    viewer = await api.only("Roles.View", "Users.View")
    users = await viewer.get(f"Roles/{NS}.GetUsersForRole(key={made['Id']})", top=2, count="true")
    assert users["value"][0]["UserName"] == "ann"
    ids = await (await api.only("Users.View")).get(f"Roles/{NS}.GetUserIdsForRole(key={made['Id']})")
    assert ids["value"] == [ann["Id"]]
    await api.get(f"Roles/{NS}.GetUserIdsForRole(key=999)", 404)


async def test_every_permission_is_listed_for_anyone(api: Api) -> None:
    listed = (await api.nobody().get("Permissions"))["value"]
    scopes = {one["Name"]: one["Scope"] for one in listed}
    assert (scopes["Users"], scopes["Queues.View"], scopes["Robots.Edit"]) == ("Global", "Folder", "GlobalOrFolder")


async def test_lists_that_no_table_holds_are_cut_as_well(api: Api) -> None:
    caller = await api.only()
    page = await caller.get("Permissions", top=2, skip=1, orderby="Name desc", select="Name", count="true")
    assert page["value"] == [{"Name": "Webhooks.Edit"}, {"Name": "Webhooks.Delete"}]
    assert page["@odata.count"] > 200
    found = await caller.get("Permissions", filter="startswith(Name, 'Webhooks.')", top=1, count="true")
    assert (len(found["value"]), found["@odata.count"]) == (1, 4)
    for option in ({"filter": "Nonsense eq 'x'"}, {"orderby": "Nonsense"}, {"nonsense": "1"}):
        await caller.get("Permissions", 400, **option)
