"""Organization units, as clients of old times know them."""

from tests.api import Api
from tests.folders.words import NS, assign, members
from tests.identity.words import user


async def test_a_unit_is_a_folder(api: Api) -> None:
    made = await (await api.only("Units.Create")).post("OrganizationUnits", 201, DisplayName="Finance")
    caller = await api.only("Units.View")
    assert await caller.get(f"OrganizationUnits({made['Id']})") == made | {"@odata.context": ANYTHING}
    listed = await caller.get("OrganizationUnits", top=1, skip=1, count="true")
    assert [row["DisplayName"] for row in listed["value"]] == ["Finance"]
    assert (await caller.get(f"Folders({made['Id']})"))["ProvisionType"] == "Manual"


class Anything:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


ANYTHING = Anything()


async def test_a_unit_is_renamed_and_deleted(api: Api) -> None:
    made = await api.post("OrganizationUnits", 201, DisplayName="Finance")
    renamed = await (await api.only("Units.Edit")).put(f"OrganizationUnits({made['Id']})", DisplayName="Money")
    assert renamed["DisplayName"] == "Money"
    await (await api.only("Units.Delete")).delete(f"OrganizationUnits({made['Id']})")
    await api.get(f"OrganizationUnits({made['Id']})", 404)
    assert (await api.put(f"OrganizationUnits({made['Id']})", 400, DisplayName="X"))["errorCode"] == 1102


async def test_users_are_put_into_a_unit_and_taken_out(api: Api) -> None:
    ann = await user(api)
    caller = await api.only("Users.Edit")
    await caller.post(f"OrganizationUnits(1)/{NS}.SetUsers", 204, addedUserIds=[ann["Id"]], removedUserIds=[])
    viewer = await api.only("Units.View", "Users.View")
    ids = await viewer.get(f"OrganizationUnits/{NS}.GetUserIdsForUnit(key=1)")
    assert ids["value"] == [ann["Id"]]
    users = await viewer.get(f"OrganizationUnits/{NS}.GetUsersForUnit(key=1)", top=1)
    assert users["value"][0]["UserName"] == "ann"
    await caller.post(f"OrganizationUnits(1)/{NS}.SetUsers", 204, addedUserIds=[], removedUserIds=[ann["Id"]])
    assert await members(api, {"Id": 1}) == []


async def test_a_unit_with_users_stays(api: Api) -> None:
    await assign(api, 1, {"Id": 1})
    assert (await api.call("DELETE", "OrganizationUnits(1)", 409))["errorCode"] == 1012


async def test_a_user_is_put_into_a_unit(api: Api) -> None:
    ann = await user(api, OrganizationUnits=[{"Id": 1, "DisplayName": "Shared"}])
    shown = await api.get(f"Users({ann['Id']})", expand="OrganizationUnits")
    assert shown["OrganizationUnits"] == [{"Id": 1, "DisplayName": "Shared"}]
    caller = await api.only("Users.Edit")
    path = f"Users({ann['Id']})/{NS}.ToggleOrganizationUnit"
    await caller.post(path, organizationUnitId=1, toggle=False)
    assert await members(api, {"Id": 1}) == []
    await caller.post(path, organizationUnitId=1, toggle=True)


async def test_an_unknown_unit_takes_nobody(api: Api) -> None:
    ann = await user(api)
    for answer in (
        await api.post(f"Users({ann['Id']})/{NS}.ToggleOrganizationUnit", 400, organizationUnitId=99, toggle=True),
        await api.post(f"OrganizationUnits(99)/{NS}.SetUsers", 400, addedUserIds=[], removedUserIds=[]),
    ):
        assert answer["errorCode"] == 1102
