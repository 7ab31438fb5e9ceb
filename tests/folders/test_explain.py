"""Why somebody may do something, or not."""

from typing import Any

from tests.api import Api
from tests.folders.words import NS, assign, deep
from tests.identity.words import role, user


async def explained(api: Api, who: Any, permission: str, row: Any = None) -> Any:
    place = f"&folderId={row['Id']}" if row else ""
    caller = await api.only("Users.View", "Roles.View")
    return await caller.get(f"/api/Users/ExplainPermission?userId={who['Id']}&permission={permission}{place}")


async def test_the_role_that_grants_is_named_with_where_it_is_held(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    viewer, ann = await role(api, "viewer", "Queues.View"), await user(api)
    await assign(api, ann["Id"], {"Id": row["ParentId"]}, viewer["Id"])
    told = await explained(api, ann, "Queues.View", row)
    assert (told["granted"], told["place"], told["missing"]) == (True, "Finance/Invoices", [])
    assert told["because"] == [{"role": "viewer", "heldIn": "Finance", "by": "ann", "counts": True}]


async def test_what_is_missing_is_told(api: Api) -> None:
    ann = await user(api)
    told = await explained(api, ann, "Users.View")
    assert (told["granted"], told["missing"]) == (False, ["No role with Users.View is held in the tenant."])


async def test_a_role_whose_place_is_taken_does_not_count(api: Api) -> None:
    row, viewer = await deep(api, "Finance"), await role(api, "viewer", "Queues.View")
    ann = await user(api, RolesList=["Administrator"])
    assert (await explained(api, ann, "Queues.Edit", row))["granted"]
    await assign(api, ann["Id"], row, viewer["Id"])
    told = await explained(api, ann, "Queues.Edit", row)
    assert (told["granted"], [one["counts"] for one in told["because"]]) == (False, [False])
    assert "roles held in the folder take its place" in told["missing"][0]


async def test_who_is_switched_off_may_nothing(api: Api) -> None:
    ann = await user(api, RolesList=["Administrator"])
    await api.post(f"Users({ann['Id']})/{NS}.SetActive", active=False)
    told = await explained(api, ann, "Users.View")
    assert (told["granted"], told["missing"]) == (False, ["The user is switched off."])


async def test_an_unknown_permission_is_refused(api: Api) -> None:
    await api.get("/api/Users/ExplainPermission?userId=1&permission=Queues.Nonsense", 400)
