"""Identity administered: accounts, robots, applications, tokens, sessions, settings, directories."""

from typing import Any

import pytest

from tests.api import Api
from tests.identity.browser import Browser, exchange, token
from tests.identity.words import NS, PASSWORD, role, sign_in, signed_in, user

HERE = "00000000-0000-0000-0000-000000000001"
ROOT = "/identity/api"


@pytest.mark.parametrize("root", ["/identity/api", "/identity_/api", "/default/identity_/api", "/portal_/api/identity"])
async def test_identity_is_administered_at_all_its_addresses(api: Api, root: str) -> None:
    assert (await api.get(f"{root}/Account/Profile"))["userName"] == "admin"


async def test_the_portal_tells_the_tenant_of_its_caller(api: Api) -> None:
    path = "portal_/api/filtering/leftnav/tenantsAndOrganizationInfo"
    told = await (await api.only()).get(f"/{path}")
    assert ([one["name"] for one in told["tenants"]], told["organization"]["name"]) == (["Default"], "default")
    assert await api.get(f"/{told['organization']['id']}/{path}") == told


async def test_accounts_are_made_shown_changed_and_deleted(api: Api) -> None:
    body = {"userName": "ann", "name": "Ann", "surname": "Lee", "email": "a@example.org", "password": PASSWORD}
    made = await (await api.only("Users.Create")).call("POST", f"{ROOT}/User", 201, json=body)
    path = f"{ROOT}/User/{made['id']}"
    await (await api.only("Users.Edit")).put(path, userName="ann", name="Anna")
    caller = await api.only("Users.View")
    assert (await caller.get(path))["name"] == "Anna"
    assert "ann" in [one["userName"] for one in await caller.get(f"{ROOT}/User/users/{HERE}")]
    await (await api.only("Users.Delete")).delete(path)
    await api.get(path, 404)


async def test_accounts_come_in_pages_as_well(api: Api) -> None:
    await user(api, "ann")
    page = await (await api.only("Users.View")).get(f"{ROOT}/UserPartition/users/{HERE}?top=1&skip=1")
    assert (page["totalCount"], [one["userName"] for one in page["results"]]) == (3, ["ann"])


async def test_who_may_come_in_is_told(api: Api) -> None:
    ann = await user(api, "ann", EmailAddress="ann@example.org")
    bob = await user(api, "bob")
    await api.post(f"Users({bob['Id']})/{NS}.SetActive", active=False)
    told = await (await api.only("Users.View")).get(f"/portal_/api/identity/PartitionAccessPolicy/{HERE}")
    known = {one["name"]: (one["objectType"], one["source"], one["identifier"]) for one in told}
    assert (known["ann"], "bob" in known) == (("DirectoryUser", "local", ann["Key"]), False)


async def test_the_profile_tells_of_the_organization(api: Api) -> None:
    path = f"{ROOT}/Account/Profile"
    told = await api.get(path)
    assert (told["partitionName"], told["fullName"], told["isAdmin"]) == ("default", "Administrator", True)
    assert not (await (await api.only("Users.View")).get(path))["isAdmin"]


async def test_accounts_are_made_together_or_not_at_all(api: Api) -> None:
    path = f"{ROOT}/User/BulkCreate"
    made = await api.post(path, users=[{"userName": "ann"}, {"userName": "bob"}])
    assert (made["result"]["succeeded"], len(made["users"])) == (True, 2)
    refused = await api.post(path, users=[{"userName": "cid"}, {"userName": "bob"}])
    assert refused["result"]["errors"] == [
        {"code": "DuplicateUserName", "description": "Username 'bob' is already taken."}
    ]
    keys = [one["id"] for one in made["users"]]
    await api.call("DELETE", f"{ROOT}/User", 204, json={"partitionGlobalId": HERE, "userIds": keys})
    await api.get(f"{ROOT}/User/{keys[0]}", 404)


async def test_passwords_are_changed_by_oneself_and_by_others(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    path = f"{ROOT}/Account/ChangePassword"
    error = await ann.post(path, 400, currentPassword="wrong", newPassword="another one 1")
    assert error["errorCode"] == 1405
    await ann.post(path, currentPassword=PASSWORD, newPassword="another one 1")
    await ann.get("Users(1)", 401)
    body = {"usernameOrEmailAddress": "ann", "currentPassword": "another one 1", "newPassword": "third one 1"}
    await api.nobody().call("POST", path, json=body)
    caller = await api.only("Users.Edit")
    await caller.post(f"{ROOT}/User/{made['Key']}/changepassword", newPassword="fourth one 1")
    await sign_in(api, "ann", "fourth one 1")


async def test_attempts_to_sign_in_are_shown(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    await sign_in(api, "ann", "wrong", 400)
    await sign_in(api, "ann")
    shown = await (await api.only("Users.View")).get(f"{ROOT}/User/{made['Key']}/loginAttempts")
    assert [one["result"] for one in shown] == ["Success", "InvalidCredentials"]
    assert shown[0]["address"] == "127.0.0.1"


async def test_attempts_to_sign_in_are_forgotten_after_three_months(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    await sign_in(api, "ann")
    await api.pass_time(days=91)
    await sign_in(api, "ann")
    (shown,) = await (await api.only("Users.View")).get(f"{ROOT}/User/{made['Key']}/loginAttempts")
    assert shown["result"] == "Success"


async def test_sessions_are_shown_and_ended(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    got = await exchange(api, await Browser(api).sign_in("ann", PASSWORD))
    ann = api.bearing(got["access_token"])
    own = await ann.get(f"{ROOT}/Account/Sessions")
    assert {one["clientId"] for one in own} == {None, "36dea5b8-e8bb-423d-8e7b-c808df8f1c00"}
    (mine,) = [one for one in own if one["clientId"]]
    await ann.delete(f"{ROOT}/Account/Sessions/{mine['id']}")
    await ann.get("Users(1)", 401)
    path = f"{ROOT}/User/{made['Key']}"
    (left,) = await (await api.only("Users.View")).get(f"{path}/Sessions")
    caller = await api.only("Users.Edit")
    await caller.delete(f"{path}/Sessions/{left['id']}")
    await caller.call("DELETE", f"{path}/Sessions/{left['id']}", 404)


async def test_who_is_signed_out_by_others_is_out_everywhere(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann = await signed_in(api, "ann")
    await (await api.only("Users.Edit")).post(f"{ROOT}/User/{made['Key']}/signout")
    await ann.get("Users(1)", 401)


async def test_robots_have_accounts(api: Api) -> None:
    made = await (await api.only("Users.Create")).post(f"{ROOT}/RobotAccount", 201, name="r2", displayName="R 2")
    caller = await api.only("Users.View")
    path = f"{ROOT}/RobotAccount/{HERE}"
    page = await caller.get(f"{path}?top=5&skip=0")
    assert (page["totalCount"], [one["displayName"] for one in page["results"]]) == (1, ["R 2"])
    assert (await caller.get(f"{path}/{made['id']}"))["name"] == "r2"
    await api.put(f"{ROOT}/RobotAccount/{made['id']}", displayName="Robot 2")
    body = {"UserName": "r2", "Type": "DirectoryRobot", "DirectoryIdentifier": made["id"], "Domain": "autogen"}
    added = await api.post("Users", 201, **body, RolesList=["Robot"])
    assert (added["Key"], added["Type"], added["RolesList"]) == (made["id"], "DirectoryRobot", ["Robot"])
    await (await api.only("Users.Delete")).delete(f"{path}/{made['id']}")
    await api.get(f"{path}/{made['id']}", 404)
    others = [(await api.post(f"{ROOT}/RobotAccount", 201, name=name))["id"] for name in ("r3", "r4")]
    await api.call("DELETE", path, 204, json={"robotAccountIDs": others})
    assert (await api.get(path))["totalCount"] == 0
    await api.get(f"{path}/{(await api.get('Users(1)'))['Key']}", 404)


async def register(api: Api, **more: Any) -> Any:
    body = {"name": "Reports", "applicationScopes": ["OR.Users.Read"], **more}
    return await api.post(f"{ROOT}/ExternalClient", 201, **body)


async def ask(api: Api, app: Any, secret: str, status: int = 200) -> Any:
    form = {"grant_type": "client_credentials", "client_id": app["id"], "client_secret": secret}
    return await token(api, status, **form)


async def test_an_application_is_registered_and_given_roles(api: Api) -> None:
    app = await register(await api.only("Users.Create"))
    caller = api.bearing((await ask(api, app, app["secret"]))["access_token"])
    await caller.get("Users", 403)
    (found,) = (await api.get("Users", filter=f"UserName eq '{app['id']}'"))["value"]
    await role(api, "people", "Users.View")
    await api.post(f"Users({found['Id']})/{NS}.ToggleRole", role="people", toggle=True)
    await caller.get("Users")
    shown = await (await api.only("Users.View")).get(f"{ROOT}/ExternalClient/{HERE}/{app['id']}")
    assert (shown["secret"], len(shown["secrets"])) == (None, 1)


async def test_an_application_that_is_deleted_is_out_at_once(api: Api) -> None:
    app = await register(api)
    caller = api.bearing((await ask(api, app, app["secret"]))["access_token"])
    await caller.get("Users", 403)
    await (await api.only("Users.Delete")).delete(f"{ROOT}/ExternalClient/{HERE}/{app['id']}")
    await caller.get("Users", 401)
    await ask(api, app, app["secret"], 400)
    await api.get(f"{ROOT}/ExternalClient/{HERE}/{app['id']}", 404)


async def test_secrets_are_replaced(api: Api) -> None:
    app = await register(api)
    caller = await api.only("Users.Edit")
    wish = {"clientId": app["id"], "description": "second", "expires": "2030-02-01T00:00:00Z"}
    second = await caller.post(f"{ROOT}/ExternalClient/GenerateSecret", 201, **wish)
    await ask(api, app, second["secret"])
    await caller.delete(f"{ROOT}/ExternalClient/{HERE}/secrets/{app['secrets'][0]['id']}" if app["secrets"] else "")
    await ask(api, app, app["secret"], 400)
    await api.pass_time(days=40)
    await ask(api, app, second["secret"], 400)


async def test_an_application_without_a_secret_acts_for_people_only(api: Api) -> None:
    public = {"isConfidential": False, "applicationScopes": [], "userScopes": ["OR.Users.Read"]}
    app = await register(api, **public, redirectUris=["https://app.example/back"])
    assert app["secret"] is None
    wrong: list[dict[str, Any]] = [
        {"isConfidential": False},
        {"userScopes": ["OR.Users"]},
        {"applicationScopes": ["OR.Nonsense"]},
        {"userScopes": ["OR.Users"], "redirectUris": ["nowhere"]},
    ]
    for body in wrong:
        base = {"name": "x", "applicationScopes": ["OR.Users"]}
        await api.call("POST", f"{ROOT}/ExternalClient", 400, json=base | body)
    path = f"{ROOT}/ExternalClient/{HERE}/{app['id']}"
    same = {"name": "Other", **public, "redirectUris": ["https://app.example/back"]}
    assert (await (await api.only("Users.Edit")).call("PUT", path, json=same))["name"] == "Other"
    await api.call("PUT", path, 400, json=same | {"isConfidential": True})
    assert [one["name"] for one in await api.get(f"{ROOT}/ExternalClient/{HERE}")] == ["Other"]
    assert "OR.Queues.Read" in await api.get(f"{ROOT}/ExternalApiResource")


async def test_a_personal_token_opens_what_its_scopes_allow(api: Api) -> None:
    made = await api.post(f"{ROOT}/ReferenceToken", 201, name="laptop", scopes=["OR.Users.Read"])
    tool = api.bearing(made["token"])
    await tool.get("Users")
    await tool.post("Users", 403, UserName="x")
    await tool.post(f"{ROOT}/ReferenceToken", 403, name="more", scopes=["OR.Users"])
    (shown,) = await api.get(f"{ROOT}/ReferenceToken")
    assert (shown["name"], shown["token"]) == ("laptop", None)
    await api.delete(f"{ROOT}/ReferenceToken/{made['id']}")
    await tool.get("Users", 401)


async def test_a_personal_token_ends_by_itself(api: Api) -> None:
    wish = {"name": "short", "scopes": ["OR.Default"], "expires": "2030-01-03T00:00:00Z"}
    tool = api.bearing((await api.post(f"{ROOT}/ReferenceToken", 201, **wish))["token"])
    await tool.get("Users")
    await api.pass_time(days=3)
    await tool.get("Users", 401)


@pytest.mark.parametrize("wish", [{"scopes": ["OR.Nonsense"]}, {"expires": "2020-01-01T00:00:00Z"}])
async def test_some_personal_tokens_are_not_made(api: Api, wish: dict[str, Any]) -> None:
    body = {"name": "x", "scopes": ["OR.Users"]}
    await api.call("POST", f"{ROOT}/ReferenceToken", 400, json=body | wish)


async def test_settings_are_chosen_and_forgotten(api: Api) -> None:
    name = "Auth.Password.DefaultExpirationDays"
    caller = await api.only("Settings.Edit")
    await caller.put(f"{ROOT}/Setting", settings=[{"key": name, "value": "30"}], partitionGlobalId=HERE)
    path = f"{ROOT}/Setting?key={name}"
    viewer = await api.only("Settings.View")
    assert [one["value"] for one in await viewer.get(path)] == ["30"]
    await (await api.only("Settings.Delete")).call("DELETE", f"{ROOT}/Setting", 204, json={"keys": [name]})
    assert [one["value"] for one in await viewer.get(path)] == ["0"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auth.Password.DefaultExpirationDays", "-1"),
        ("Auth.Password.PreviousUseLimit", "11"),
        ("Nonsense", "1"),
        ("Auth.Password.PasswordComplexity", "no json"),
    ],
)
async def test_some_settings_are_refused(api: Api, name: str, value: str) -> None:
    await api.put(f"{ROOT}/Setting", 400, settings=[{"key": name, "value": value}])


async def test_secrets_among_the_settings_are_masked(api: Api) -> None:
    name = "Abp.Net.Mail.Smtp.Password"
    shown = await api.put(f"{ROOT}/Setting", settings=[{"key": name, "value": "hush"}])
    (mask,) = [one["value"] for one in shown if one["key"] == name]
    assert set(mask) == {"•"}
    await api.put(f"{ROOT}/Setting", settings=[{"key": name, "value": mask}])
    stored = await api.podium.db.pool.fetch("SELECT value, sealed FROM settings WHERE name = $1", name)
    assert [(row["value"], b"hush" in row["sealed"]) for row in stored] == [("", False)]


async def test_a_directory_that_does_not_answer_is_not_connected(api: Api) -> None:
    body = {"domain": "example.test", "url": "ldap://127.0.0.1:1", "base": "dc=example"}
    caller = await api.only("Settings.Edit")
    assert (await caller.post(f"{ROOT}/DirectoryConnection", 400, **body))["errorCode"] == 1408
    viewer = await api.only("Settings.View")
    assert await viewer.get(f"{ROOT}/DirectoryConnection/connections/{HERE}") == []
