"""Users: made, shown, changed and deleted."""

import pytest

from tests.api import Api
from tests.identity.words import NS, PASSWORD, me, role, sign_in, signed_in, user


async def test_a_user_is_made_with_roles_and_signs_in(api: Api) -> None:
    caller = await api.only("Users.Create")
    made = await user(caller, Name="Ann", Surname="Lee", Password=PASSWORD, RolesList=["Tenant Administrator"])
    assert (made["FullName"], made["RolesList"], made["Password"]) == ("Ann Lee", ["Tenant Administrator"], None)
    ann = await signed_in(api, "ann")
    assert (await me(ann))["TenancyName"] == "Default"
    await ann.get("Users")


async def test_roles_may_be_named_by_their_ids(api: Api) -> None:
    made = await role(api, "people", "Users.View")
    ann = await user(api, UserRoles=[{"RoleId": made["Id"]}, {"RoleName": "Tenant Administrator"}])
    assert ann["RolesList"] == ["Tenant Administrator", "people"]
    shown = await api.get(f"Users({ann['Id']})", expand="UserRoles,OrganizationUnits")
    assert [one["RoleName"] for one in shown["UserRoles"]] == ["Tenant Administrator", "people"]
    assert shown["OrganizationUnits"] == []


async def test_users_are_listed_with_their_permission(api: Api) -> None:
    caller = await api.only("Users.View")
    listed = await caller.get("Users", filter="UserName eq 'admin'", select="UserName,RolesList", expand="UserRoles")
    assert listed["value"][0]["RolesList"] == ["Administrator"]
    await (await api.only("Users.Edit")).get("Users", 403)


async def test_whoever_is_signed_in_reads_one_user(api: Api) -> None:
    assert (await (await api.only()).get("Users(1)"))["UserName"] == "admin"
    await api.get("Users(999)", 404)


async def test_names_are_used_once(api: Api) -> None:
    await user(api)
    error = await api.post("Users", 409, UserName="ANN")
    assert error["errorCode"] == 1001


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"Name": "x"}, 400, 1000),
        ({"UserName": "bob", "RolesList": ["no such role"]}, 404, 1002),
        ({"UserName": "bob", "RolesList": ["Automation User"]}, 400, 1009),
        ({"UserName": "bob", "Password": "short1"}, 400, 1405),
        ({"UserName": "bob", "Password": "no digits here"}, 400, 1405),
        ({"UserName": "bob", "Nonsense": 1}, 400, 0),
    ],
)
async def test_what_makes_no_user_is_refused(api: Api, body: dict[str, object], status: int, code: int) -> None:
    error = await api.post("Users", status, **body)
    assert error["errorCode"] == code


async def test_a_user_is_changed(api: Api) -> None:
    ann = await user(api, EmailAddress="ann@example.org")
    caller = await api.only("Users.Edit")
    await caller.put(f"Users({ann['Id']})", UserName="ann", Name="Anna", RolesList=["Tenant Administrator"])
    shown = await api.get(f"Users({ann['Id']})")
    assert (shown["Name"], shown["RolesList"]) == ("Anna", ["Tenant Administrator"])
    assert shown["LastModifierUserId"] is not None


async def test_a_user_keeps_its_name(api: Api) -> None:
    ann = await user(api)
    assert (await api.put(f"Users({ann['Id']})", 400, UserName="anna"))["errorCode"] == 1414
    assert (await api.patch(f"Users({ann['Id']})", 400, UserName="anna"))["errorCode"] == 1414


async def test_who_may_edit_robots_changes_nothing_else_of_a_user(api: Api) -> None:
    ann = await user(api, Name="Ann")
    caller = await api.only("Robots.Edit")
    robot = {"UserName": "corp\\ann", "Password": "secret"}
    await caller.put(f"Users({ann['Id']})", UserName="ann", Name="Eve", UnattendedRobot=robot)
    shown = await api.get(f"Users({ann['Id']})")
    assert (shown["Name"], shown["UnattendedRobot"]["Password"]) == ("Ann", "*****")
    error = await caller.put(f"Users({ann['Id']})", 400, UserName="ann", RolesList=["Administrator"])
    assert error["errorCode"] == 1407


async def test_users_change_themselves_a_little(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    await ann.patch(f"Users({made['Id']})", Surname="Lee")
    assert (await me(ann))["Surname"] == "Lee"
    for path, change in ((made["Id"], {"IsActive": True}), (1, {"Name": "Eve"})):
        error = await ann.patch(f"Users({path})", 400, **change)
        assert error["errorCode"] == 1407


async def test_roles_are_assigned_and_toggled(api: Api) -> None:
    ann = await user(api)
    made = await role(api, "people", "Users.View")
    path = f"Users({ann['Id']})/{NS}"
    assert await (await api.only("Users.Create")).post(f"{path}.AssignRoles", roleIds=[made["Id"]]) == {}
    await (await api.only("Users.Edit")).post(f"{path}.ToggleRole", role="Tenant Administrator", toggle=True)
    await api.post(f"{path}.ToggleRole", role="people", toggle=False)
    assert (await api.get(f"Users({ann['Id']})"))["RolesList"] == ["Tenant Administrator"]
    await api.post(f"{path}.ToggleRole", 404, role="nobody's", toggle=True)


async def test_a_role_taken_away_opens_nothing_any_more(api: Api) -> None:
    made = await user(api, Password=PASSWORD, RolesList=["Tenant Administrator"])
    ann = await signed_in(api, "ann")
    await ann.get("Users")
    await api.post(f"Users({made['Id']})/{NS}.AssignRoles", roleIds=[])
    await ann.get("Users", 403)


async def test_the_first_administrator_stays(api: Api) -> None:
    path = f"Users(1)/{NS}"
    for answer in (
        await api.call("DELETE", "Users(1)", 400),
        await api.post(f"{path}.SetActive", 400, active=False),
        await api.post(f"{path}.AssignRoles", 400, roleIds=[]),
    ):
        assert answer["errorCode"] == 1407


async def test_who_is_switched_off_is_out_at_once(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    caller = await api.only("Users.Edit")
    await caller.post(f"Users({made['Id']})/{NS}.SetActive", active=False)
    await ann.get("Users(1)", 401)
    assert (await sign_in(api, "ann", status=400))["errorCode"] == 1000
    await caller.post(f"Users({made['Id']})/{NS}.SetActive", active=True)
    await ann.get("Users(1)", 401)
    await sign_in(api, "ann")


async def test_who_was_deleted_is_told_so_with_the_right_password_only(api: Api) -> None:
    made = await user(api, Password=PASSWORD, RolesList=["Tenant Administrator"])
    ann = await signed_in(api, "ann")
    await (await api.only("Users.Delete")).delete(f"Users({made['Id']})")
    await ann.get("Users(1)", 401)
    assert (await sign_in(api, "ann", status=400))["errorCode"] == 1400
    assert (await sign_in(api, "ann", "wrong", status=400))["errorCode"] == 1000
    await user(api, Password=PASSWORD)
    await sign_in(api, "ann")


async def test_users_are_answered_in_their_language(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    await ann.post(f"Users/{NS}.ChangeCulture", culture="de")
    caller = await api.only("Users.Edit")
    await caller.post(f"Users({made['Id']})/{NS}.ChangeUserCulture", culture="de-DE")
    await caller.post(f"Users({made['Id']})/{NS}.ChangeUserCulture", 400, culture="no language")
    await (await api.only()).post(f"Users/{NS}.ChangeCulture", culture="en")


async def test_everybody_may_ask_who_they_are(api: Api) -> None:
    await api.nobody().get(f"Users/{NS}.GetCurrentUser", 204)
    caller = await api.only("Queues.View", "Users.View")
    held = await (await api.only()).get(f"Users/{NS}.GetCurrentPermissions")
    assert held["Permissions"] == []
    assert (await caller.get(f"Users/{NS}.GetCurrentPermissions"))["Permissions"] == ["Queues.View", "Users.View"]


async def test_what_a_user_is_entitled_to_is_told(api: Api) -> None:
    caller = await api.only("Users.View")
    told = await caller.get("/api/Users/GetPrivileges?userId=1")
    assert told["roles"] == ["Administrator"]


async def test_every_member_of_any_version_is_taken(api: Api) -> None:
    """What clients send back is what they were given, by this or another version."""
    ann = await api.get(f"Users({(await user(api))['Id']})")
    body = {name: value for name, value in ann.items() if not name.startswith("@")}
    more = {"ExplicitMayHaveUserSession": True, "RestrictToPersonalWorkspace": False, "UpdatePolicy": {"Type": "None"}}
    subscription = {"NotificationSubscription": {"Queues": True, "Webhooks": False}}
    await api.call("PUT", f"Users({ann['Id']})", json=body | more | subscription)


async def test_whose_robots_are_at_work_is_told(api: Api) -> None:
    ann = await user(api)
    caller = await api.only("Users.View")
    told = await caller.get(f"Users/{NS}.Validate(userIds=[1,{ann['Id']}])")
    assert told["value"] == {"1": False, str(ann["Id"]): False}
    await caller.get(f"Users/{NS}.Validate(userIds=[999])", 404)
    assert (await caller.get(f"Users/{NS}.Validate(userIds=[])"))["value"] == {}
