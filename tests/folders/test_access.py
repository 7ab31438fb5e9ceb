"""Who sees and changes which folders."""

from tests.api import Api
from tests.folders.words import NS, assign, deep, folder, members
from tests.identity.words import PASSWORD, role, signed_in, user

NAVIGATION = "/api/FoldersNavigation"


async def someone(api: Api, row: object, *permissions: str) -> Api:
    """A user who holds permissions in a folder only."""
    made = await role(api, f"of {'-'.join(permissions)}", *permissions)
    ann = await user(api, Password=PASSWORD)
    await assign(api, ann["Id"], row, made["Id"])
    return await signed_in(api, "ann", PASSWORD, *permissions)


async def test_roles_in_a_folder_hold_in_it_and_below(api: Api) -> None:
    top = await folder(api, "Finance")
    below = await folder(api, "Invoices", top["Id"])
    ann = await someone(api, top, "Queues.View")
    for row, status in ((top, 200), (below, 200), ({"Id": 1}, 400)):
        headers = {"x-uipath-organizationunitid": str(row["Id"])}
        await ann.call("GET", "QueueDefinitions", status, headers=headers)


async def test_a_folder_of_others_does_not_exist(api: Api) -> None:
    row = await folder(api, "Finance")
    ann = await someone(api, row, "Queues.View")
    error = await ann.get("QueueDefinitions", 400)
    assert error["errorCode"] == 1100


async def test_roles_in_a_folder_take_the_place_of_what_the_tenant_says_of_folders(api: Api) -> None:
    row = await folder(api, "Finance")
    ann = await someone(api, row, "Queues.View")
    await api.post(
        f"Users/{NS}.ToggleRole".replace("Users/", f"Users({await id_of(api, 'ann')})/"),
        role="Administrator",
        toggle=True,
    )
    here = {"x-uipath-organizationunitid": str(row["Id"])}
    await ann.call("POST", "QueueDefinitions", 403, json={"Name": "Q"}, headers=here)
    await ann.call("POST", "QueueDefinitions", 201, json={"Name": "Q"}, headers={"x-uipath-organizationunitid": "1"})
    await ann.get("Users")


async def id_of(api: Api, name: str) -> int:
    return int((await api.get("Users", filter=f"UserName eq '{name}'"))["value"][0]["Id"])


async def test_a_folder_may_take_over_what_the_tenant_says(api: Api) -> None:
    row = await folder(api, "Finance", PermissionModel="InheritFromTenant")
    ann = await someone(api, row, "Queues.View")
    await api.post(f"Users({await id_of(api, 'ann')})/{NS}.ToggleRole", role="Administrator", toggle=True)
    here = {"x-uipath-organizationunitid": str(row["Id"])}
    await ann.call("POST", "QueueDefinitions", 201, json={"Name": "Q"}, headers=here)


async def test_who_sees_subfolders_sees_those_only(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    ann = await someone(api, row, "SubFolders.View")
    assert [one["FullyQualifiedName"] for one in (await ann.get("Folders"))["value"]] == ["Finance/Invoices"]
    await ann.get(f"Folders({row['Id']})")
    await ann.get(f"Folders({row['ParentId']})", 404)
    await ann.post("Folders", 403, DisplayName="X", ParentId=row["Id"])


async def test_who_may_make_subfolders_makes_them_there_only(api: Api) -> None:
    row = await folder(api, "Finance")
    ann = await someone(api, row, "SubFolders.Create", "SubFolders.Delete")
    made = await folder(ann, "Invoices", row["Id"])
    await ann.post("Folders", 403, DisplayName="X")
    await ann.delete(f"Folders({made['Id']})")
    await ann.call("DELETE", "Folders(1)", 403)


async def test_folders_are_listed_with_their_permission(api: Api) -> None:
    caller = await api.only("SubFolders.View")
    assert [one["DisplayName"] for one in (await caller.get("Folders", top=2, count="true"))["value"]] == ["Shared"]
    assert (await caller.get("Folders(1)"))["FullyQualifiedName"] == "Shared"
    await (await api.only("Units.Edit")).get("Folders", 403)


async def test_people_find_their_folders(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices", "Old")
    ann = await someone(api, row, "Jobs.View")
    every = await ann.get(f"{NAVIGATION}/GetAllFoldersForCurrentUser")
    shown = [(one["FullyQualifiedName"], one["IsSelectable"], one["Level"], one["HasChildren"]) for one in every]
    assert shown == [
        ("Finance", False, 0, True),
        ("Finance/Invoices", False, 1, True),
        ("Finance/Invoices/Old", True, 2, False),
    ]
    page = await ann.get(f"{NAVIGATION}/GetFoldersForCurrentUser?searchText=old&skip=0&take=20")
    assert [one["Key"] for one in page["PageItems"]] == [row["Key"]]
    assert page["Count"] == 1
    nothing = await ann.get(f"{NAVIGATION}/GetFoldersForCurrentUser?folderTypes=Personal")
    assert nothing == {"PageItems": [], "Count": 0}
    assert (await ann.get("/api/Folders/GetAllForCurrentUser?take=1&skip=0"))["Count"] == 1


async def test_pages_have_bounds(api: Api) -> None:
    error = await api.get("/api/Folders/GetAllForCurrentUser?take=1001", 400)
    assert error["errorCode"] == 1009
    await api.get("/api/Folders/GetAllForCurrentUser?skip=-1", 400)


async def test_a_folder_is_shown_with_its_surroundings(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices", "Old")
    path = f"{NAVIGATION}/GetFolderNavigationContextForCurrentUser"
    root = await api.get(path)
    assert ([one["DisplayName"] for one in root["ChildrenPage"]], root["ChildrenCount"]) == (["Finance", "Shared"], 2)
    middle = await api.get(f"{path}?folderId={row['ParentId']}&skip=0&take=5")
    assert [one["DisplayName"] for one in middle["Ancestors"]] == ["Finance"]
    assert [one["DisplayName"] for one in middle["ChildrenPage"]] == ["Old"]
    ann = await someone(api, {"Id": 1}, "Jobs.View")
    await ann.get(f"{path}?folderId={row['Id']}", 403)


async def test_everybody_may_ask_for_their_own_folders(api: Api) -> None:
    caller = await api.only()
    for name in ("GetAllFoldersForCurrentUser", "GetFoldersForCurrentUser", "GetFolderNavigationContextForCurrentUser"):
        await caller.get(f"{NAVIGATION}/{name}")
    assert await caller.get("/api/Folders/GetAllForCurrentUser") == {"PageItems": [], "Count": 0}


async def test_the_users_of_a_folder_are_shown_with_their_roles(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    made = await role(api, "viewer", "Queues.View")
    ann = await user(api, Name="Ann", Surname="Lee")
    await assign(api, ann["Id"], {"Id": row["ParentId"]}, made["Id"])
    assert await members(api, row) == []
    (found,) = await members(await api.only("Assets.Create"), row, inherited=True)
    assert found["UserEntity"]["FullName"] == "Ann Lee"
    assert found["UserEntity"]["IsInherited"]
    assert found["Roles"][0] | {"InheritedFromFolder": None} == {
        "Id": made["Id"],
        "Name": "viewer",
        "RoleType": "Folder",
        "Origin": "Inherited",
        "InheritedFromFolder": None,
    }


async def test_assigning_again_replaces_the_roles(api: Api) -> None:
    row = await folder(api, "Finance")
    one, two = await role(api, "one", "Queues.View"), await role(api, "two", "Jobs.View")
    ann = await user(api)
    await assign(await api.only("Units.Edit"), ann["Id"], row, one["Id"])
    await assign(api, ann["Id"], row, two["Id"])
    (found,) = await members(api, row)
    assert [held["Name"] for held in found["Roles"]] == ["two"]


async def test_a_role_of_the_tenant_cannot_be_held_in_a_folder(api: Api) -> None:
    row, ann = await folder(api, "Finance"), await user(api)
    made = await role(api, "people", "Users.View")
    assert (await assign(api, ann["Id"], row, made["Id"], status=400))["errorCode"] == 1009
    await assign(api, 999, row, status=404)
    await assign(api, ann["Id"], {"Id": 999}, status=404)


async def test_who_leaves_a_folder_has_no_roles_there(api: Api) -> None:
    row = await folder(api, "Finance")
    ann = await someone(api, row, "Queues.View")
    number = await id_of(api, "ann")
    caller = await api.only("Units.Edit")
    await caller.post(f"Folders({row['Id']})/{NS}.RemoveUserFromFolder", 204, userId=number)
    error = await ann.get("QueueDefinitions", 400)
    assert error["errorCode"] == 1100
    await caller.post(f"Folders({row['Id']})/{NS}.RemoveUserFromFolder", 404, userId=number)


async def test_a_user_is_taken_out_of_a_folder_by_its_key(api: Api) -> None:
    row, ann = await folder(api, "Finance"), await user(api)
    await assign(api, ann["Id"], row)
    caller = await api.only("Units.Edit")
    await caller.post(f"Folders({row['Id']})/{NS}.RemoveUserFromFolderByKey", 204, userKey=ann["Key"])
    assert await members(api, row) == []


async def test_all_roles_of_a_user_are_shown(api: Api) -> None:
    row = await folder(api, "Finance")
    made, people = await role(api, "viewer", "Queues.View"), await role(api, "people", "Users.View")
    ann = await user(api, RolesList=["people"])
    await assign(api, ann["Id"], row, made["Id"])
    path = f"Folders/{NS}.GetAllRolesForUser(username='ann',skip=0,take=10)"
    shown = await (await api.only("Units.View")).get(path)
    assert ([one["Id"] for one in shown["TenantRoles"]], shown["Count"]) == ([people["Id"]], 1)
    assert shown["PageItems"][0]["Folder"]["FullyQualifiedName"] == "Finance"
    assert shown["PageItems"][0]["Roles"][0]["Name"] == "viewer"
    narrow = await (await api.only("SubFolders.View")).get(f"{NAVIGATION}/GetAllRolesForUser?username=ann&type=User")
    assert narrow["Count"] == 1
    await api.get(f"{NAVIGATION}/GetAllRolesForUser?username=nobody", 404)
