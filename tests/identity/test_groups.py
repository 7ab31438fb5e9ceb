"""Groups of our own: made, filled, given roles that their members hold, and deleted."""

from typing import Any

from tests.api import Api
from tests.identity.slapd import directory_server
from tests.identity.test_directory import add, connected, password_grant
from tests.identity.test_management import HERE, ROOT
from tests.identity.words import NS, PASSWORD, role, signed_in, user
from tools.skips import needs

GROUPS = f"{ROOT}/Group"


async def group(api: Api, *members: Any, name: str = "operators") -> Any:
    keys = [member["Key"] for member in members]
    return await api.post(GROUPS, 201, partitionGlobalId=HERE, name=name, directoryUserMemberIDs=keys)


def names(shown: Any) -> list[str]:
    return [one["name"] for one in shown["members"]]


async def test_members_hold_what_their_group_holds(api: Api) -> None:
    made = await user(api, Password=PASSWORD)
    ann, viewers = await signed_in(api, "ann"), await group(api, made)
    await ann.get("Users", 403)
    await role(api, "people", "Users.View")
    (row,) = (await api.get("Users", filter="UserName eq 'operators'"))["value"]
    await api.post(f"Users({row['Id']})/{NS}.AssignRoles", roleIds=[(await role(api, "x", "Users.View"))["Id"]])
    await ann.get("Users")
    path = f"{GROUPS}/{viewers['id']}"
    told = await (await api.only("Users.Edit", "Users.View")).put(path, directoryUserIDsToRemove=[made["Key"]])
    assert names(told) == []
    await ann.get("Users", 403)
    assert names(await api.put(path, name="viewers", directoryUserIDsToAdd=[made["Key"]])) == ["ann"]
    await ann.get("Users")
    await (await api.only("Users.Delete")).call("DELETE", f"{GROUPS}/{HERE}", 204, json={"groupIDs": [viewers["id"]]})
    await ann.get("Users", 403)


async def test_groups_are_listed_with_their_members(api: Api) -> None:
    ann = await user(api, "ann")
    made = await group(await api.only("Users.Create"), ann)
    assert made["members"] is None
    caller = await api.only("Users.View")
    (shown,) = await caller.get(f"{GROUPS}/{HERE}")
    assert (shown["name"], names(shown)) == ("operators", ["ann"])
    assert await caller.get(f"{GROUPS}/{HERE}/{made['id']}") == shown
    assert (await (await api.only()).get(f"{GROUPS}/{HERE}/{made['id']}"))["members"] is None
    error = await api.put(f"{GROUPS}/{made['id']}", 400, directoryUserIDsToAdd=[made["id"]])
    assert "belongs to no group" in error["message"]
    assert (await api.post(GROUPS, 409, name="ann"))["errorCode"] == 1001


async def test_people_and_robots_come_and_go_with_their_accounts(api: Api) -> None:
    key = (await group(api))["id"]
    people = [{"userName": "ann", "type": "user"}]
    made = await api.post(f"{ROOT}/User/BulkCreate", partitionGlobalId=HERE, groupIDs=[key], users=people)
    (ann,) = made["users"]
    robot = await api.post(f"{ROOT}/RobotAccount", 201, name="r2", displayName="R", groupIDsToAdd=[key])
    assert robot["groupIds"] == [key]
    assert names(await api.get(f"{GROUPS}/{HERE}/{key}")) == ["ann", "r2"]
    await api.put(f"{ROOT}/User/{ann['id']}", surname="Lee", groupIDsToRemove=[key])
    gone = await api.put(f"{ROOT}/RobotAccount/{robot['id']}", groupIDsToRemove=[key])
    assert (gone["groupIds"], names(await api.get(f"{GROUPS}/{HERE}/{key}"))) == ([], [])
    assert (await api.get(f"{ROOT}/User/{ann['id']}"))["surname"] == "Lee"


@needs("slapd")
async def test_a_directory_says_nothing_of_our_own_groups(api: Api) -> None:
    with directory_server() as url:
        await connected(api, url)
        await add(api, "operators", "DirectoryGroup")
        alice = await add(api, "alice", "DirectoryUser")
        ours = await group(api, alice, name="ours")
        assert "access_token" in await password_grant(api, "alice", "wonderland")
        shown = {one["name"]: names(one) for one in await api.get(f"{GROUPS}/{HERE}")}
        assert shown == {"operators": ["alice"], "ours": ["alice"]}
        theirs = next(one["id"] for one in await api.get(f"{GROUPS}/{HERE}") if one["name"] == "operators")
        assert "example.test" in (await api.put(f"{GROUPS}/{theirs}", 400, name="mine"))["message"]
        await api.get(f"{GROUPS}/{HERE}/{ours['id']}")
