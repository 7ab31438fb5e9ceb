"""Licences that people and groups are given by name, as the portal shows and takes them."""

import json
from typing import Any

from podium.app import SETUP
from podium.domains.identity.models import GroupMember, User, UserType
from podium.kernel.context import Context
from tests.api import Api
from tests.identity.test_management import HERE
from tests.identity.words import user
from tests.licences.words import limited

PORTAL = "/portal_/api"
ACCOUNTANT = f"{PORTAL}/license/accountant/UserLicense"


async def give(api: Api, *keys: str, codes: tuple[str, ...] = ("ATTUNU",), status: int = 200) -> Any:
    return await api.put(ACCOUNTANT, status, userIds=list(keys), licenseCodes=list(codes), useExternalLicense=False)


async def group_with(api: Api, *members: Any) -> str:
    """A group of a directory to which users belong; gives its key."""

    async def make(ctx: Context) -> str:
        here = ctx.within(1)
        group = await here.add(User(user_name="operators", type=UserType.DIRECTORY_GROUP, domain="example.test"))
        for member in members:
            here.record(GroupMember(group_id=group.id, user_id=member["Id"]))
        return str(group.key)

    return await api.podium.db.alone(SETUP, make)


async def allocated(api: Api, code: str = "ATTUNU") -> Any:
    return next(one for one in await api.get(ACCOUNTANT) if one["code"] == code)


async def test_without_a_licence_any_number_may_be_given(api: Api) -> None:
    viewer = await api.only("License.View")
    assert await allocated(viewer) == {
        "code": "ATTUNU",
        "name": "Attended - Named User",
        "allocated": 0,
        "total": None,
    }
    told = await viewer.get(f"{PORTAL}/license/management/account?accountGlobalId={HERE}")
    assert (told["isUnlimited"], told["productAllocations"]) == (True, [])


async def test_people_are_given_exactly_what_is_said(api: Api) -> None:
    ann = await user(api, "ann", Name="Ann", EmailAddress="ann@example.org")
    caller = await api.only("License.Create")
    await caller.post(f"{ACCOUNTANT}/users", userIds=[ann["Key"]])
    (given,) = await give(caller, ann["Key"], codes=("RPADEVNU", "ATTUNU"))
    assert (given["userId"], given["userBundleCodes"]) == (ann["Key"], ["ATTUNU", "RPADEVNU"])
    viewer = await api.only("License.View")
    for path in ("user/page", "users"):
        page = await viewer.get(f"{ACCOUNTANT}/{path}?top=10&skip=0")
        ((shown),) = page["results"]
        assert (page["totalCount"], shown["name"], shown["userBundleLicenses"]) == (1, "ann", ["ATTUNU", "RPADEVNU"])
    assert (await allocated(viewer))["allocated"] == 1
    await give(caller, ann["Key"], codes=())
    assert (await viewer.get(f"{ACCOUNTANT}/user/page"))["results"][0]["userBundleLicenses"] == []
    await (await api.only("License.Delete")).call("DELETE", ACCOUNTANT, 204, json={"userIds": [ann["Key"]]})
    assert (await viewer.get(f"{ACCOUNTANT}/user/page"))["totalCount"] == 0


async def test_who_was_given_what_is_audited(api: Api) -> None:
    ann = await user(api)
    await give(api, ann["Key"])
    await give(api, ann["Key"], codes=("TSTNU",))
    options: dict[str, Any] = {"filter": "Component eq 'License'", "expand": "Entities", "orderby": "Id desc"}
    last, first = (await api.get("AuditLogs", **options))["value"]
    assert (last["Action"], last["EntityId"], first["Action"]) == ("Update", ann["Id"], "Assign")
    told = json.loads(last["Entities"][0]["CustomData"])
    assert (told["Before"]["Bundles"], told["After"]["Bundles"]) == (["ATTUNU"], ["TSTNU"])


async def test_what_is_not_there_is_not_given(api: Api) -> None:
    ann = await user(api)
    assert "GOLD" in (await give(api, ann["Key"], codes=("GOLD",), status=400))["message"]
    await give(api, HERE, status=404)


async def test_no_more_are_given_than_the_licence_allows(api: Api) -> None:
    ann, bob = await user(api, "ann"), await user(api, "bob")
    await limited(api, ATTUNU=1)
    await give(api, ann["Key"])
    assert (await give(api, bob["Key"], status=409))["errorCode"] == 1904
    assert await allocated(api) == {"code": "ATTUNU", "name": "Attended - Named User", "allocated": 1, "total": 1}
    await give(api, ann["Key"], codes=())
    await give(api, bob["Key"])


async def test_members_hold_what_their_group_holds(api: Api) -> None:
    ann, bob = await user(api, "ann"), await user(api, "bob")
    group = await group_with(api, ann, bob)
    assert (await api.get(f"{ACCOUNTANT}/group/{group}/allocations"))["results"] == []
    given = await api.put(f"{ACCOUNTANT}/group", id=group, ubls=["ATTUNU"], useExternalLicense=False)
    assert (given["groupId"], given["userBundleCodes"]) == (group, ["ATTUNU"])
    viewer = await api.only("License.View", "Users.View")
    told = await viewer.get(f"{ACCOUNTANT}/group/?id={group}")
    assert (told["allocatedUserBundles"], (await allocated(viewer))["allocated"]) == (["ATTUNU"], 2)
    assert [one["name"] for one in (await viewer.get(f"{ACCOUNTANT}/group/page"))["results"]] == ["operators"]
    (shown,) = await viewer.get(f"{PORTAL}/identity/Group/{HERE}/licenses")
    assert shown["userBundleLicenses"] == ["ATTUNU"]
    for path in ("User/users/licenses", "UserPartition/licenses"):
        rows = (await viewer.get(f"{PORTAL}/identity/{path}?partitionGlobalId={HERE}"))["results"]
        held = {one["userName"]: (one["userBundleCodes"], one["inheritedFromGroup"]) for one in rows}
        assert (held["ann"], held["admin"]) == ((["ATTUNU"], True), ([], False))


async def test_a_member_is_left_out_until_its_group_is_given_licences_anew(api: Api) -> None:
    ann, bob = await user(api, "ann"), await user(api, "bob")
    group = await group_with(api, ann, bob)
    await api.put(f"{ACCOUNTANT}/group", id=group, ubls=["ATTUNU"])
    await (await api.only("License.Delete")).delete(f"{ACCOUNTANT}/group/{group}/user/{ann['Key']}")
    members = await api.get(f"{ACCOUNTANT}/group/{group}/allocations")
    assert ([one["name"] for one in members["results"]], (await allocated(api))["allocated"]) == (["bob"], 1)
    await api.put(f"{ACCOUNTANT}/group", id=group, ubls=["ATTUNU"])
    assert (await api.get(f"{ACCOUNTANT}/group/{group}/allocations"))["totalCount"] == 2
    await api.call("DELETE", f"{ACCOUNTANT}/group", 204, json={"id": group})
    assert (await api.get(f"{ACCOUNTANT}/group/page"))["totalCount"] == 0


async def test_who_designs_in_a_browser_takes_a_licence_where_they_are_counted(api: Api) -> None:
    path = "/api/StudioWeb/AcquireLicense"
    caller = await api.only()
    for _ in range(2):
        assert (await caller.post(path))["isSuccess"]
    assert (await allocated(api, "AttendedStudioWeb"))["allocated"] == 1
    await limited(api, AttendedStudioWeb=1)
    assert (await (await api.only()).post(path, 409))["errorCode"] == 1904


async def test_what_is_used_of_each_kind_is_shown_with_its_limit(api: Api) -> None:
    await limited(api, Unattended=5)
    await api.post("Machines", 201, Name="m", Type="Template", UnattendedSlots=2)
    viewer = await api.only("License.View")
    told = await viewer.get(f"{PORTAL}/license/management/account/available?accountGlobalId={HERE}")
    (row,) = told["productAllocations"]
    assert (row["code"], row["allocated"], row["total"]) == ("Unattended", 2, 5)
    assert not (await viewer.get(f"{PORTAL}/license/management/account"))["isUnlimited"]
