"""The tree of folders: making, renaming, moving and deleting."""

import pytest

from tests.api import Api
from tests.folders.words import NS, assign, deep, folder, move, paths


async def test_a_folder_knows_its_path(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    assert (row["FullyQualifiedName"], row["ProvisionType"]) == ("Finance/Invoices", "Automatic")
    assert row["ParentKey"] is not None


async def test_a_folder_is_found_by_its_key(api: Api) -> None:
    row = await folder(await api.only("Units.Create"), "Finance")
    caller = await api.only("Units.View")
    found = await caller.get(f"Folders/{NS}.GetByKey(identifier={row['Key']})")
    assert found["Id"] == row["Id"]
    await caller.get(f"Folders/{NS}.GetByKey(identifier=00000000-0000-0000-0000-000000000001)", 404)


async def test_two_folders_beside_each_other_have_two_names(api: Api) -> None:
    await deep(api, "Finance", "Invoices")
    error = await api.post("Folders", 409, DisplayName="FINANCE")
    assert error["errorCode"] == 1001
    await folder(api, "Invoices")


async def test_the_tree_has_seven_levels(api: Api) -> None:
    row = await deep(api, *"ABCDEFG")
    error = await api.post("Folders", 400, DisplayName="H", ParentId=row["Id"])
    assert error["errorCode"] == 1009


@pytest.mark.parametrize("name", ["a/b", " ", ""])
async def test_some_names_are_refused(api: Api, name: str) -> None:
    await api.post("Folders", 400, DisplayName=name)


async def test_who_renames_a_folder_renames_the_paths_below(api: Api) -> None:
    await deep(api, "Finance", "Invoices", "Old")
    row = (await api.get("Folders", filter="DisplayName eq 'Finance'"))["value"][0]
    caller = await api.only("Units.Edit")
    changed = await caller.put(f"Folders({row['Id']})", DisplayName="Money", Description="All of it")
    assert (changed["FullyQualifiedName"], changed["Description"]) == ("Money", "All of it")
    assert await paths(api) == ["Money", "Money/Invoices", "Money/Invoices/Old", "Shared"]


async def test_a_name_and_a_description_can_be_patched(api: Api) -> None:
    row = await folder(api, "Finance")
    caller = await api.only("Units.Edit")
    path = f"/api/Folders/PatchNameDescription?key={row['Key']}"
    assert await caller.patch(path, name="Money", description=None) == {}
    assert await paths(api) == ["Money", "Shared"]


async def test_editing_a_folder_does_not_move_it(api: Api) -> None:
    row, other = await folder(api, "Finance"), await folder(api, "Money")
    await api.put(f"Folders({row['Id']})", 400, DisplayName="Finance", ParentId=other["Id"])
    await api.put(f"Folders({row['Id']})", 400, DisplayName="Finance", FeedType="FolderHierarchy")


async def test_a_folder_moves_with_those_below_it(api: Api) -> None:
    row, target = await deep(api, "Finance", "Invoices"), await folder(api, "Archive")
    await folder(api, "Old", row["Id"])
    caller = await api.only("Units.Delete", "Units.Create", "Units.Edit")
    await move(caller, row, target)
    assert await paths(api) == ["Archive", "Archive/Invoices", "Archive/Invoices/Old", "Finance", "Shared"]
    await move(caller, row)
    assert "Invoices/Old" in await paths(api)


async def test_a_folder_cannot_move_where_it_does_not_fit(api: Api) -> None:
    top = await folder(api, "Finance")
    below = await folder(api, "Invoices", top["Id"])
    assert (await move(api, top, below, 400))["errorCode"] == 1009
    low = await deep(api, *"ABCDEF")
    assert (await move(api, top, low, 400))["errorCode"] == 1009
    own = await folder(api, "Own", FeedType="FolderHierarchy")
    assert (await move(api, top, own, 400))["errorCode"] == 1009


async def test_only_folders_at_the_root_have_a_feed_of_their_own(api: Api) -> None:
    own = await folder(api, "Own", FeedType="FolderHierarchy")
    assert (await folder(api, "Below", own["Id"]))["FeedType"] == "FolderHierarchy"
    plain = await folder(api, "Plain", FeedType="Undefined")
    assert plain["FeedType"] == "Processes"
    await api.post("Folders", 400, DisplayName="X", ParentId=plain["Id"], FeedType="FolderHierarchy")


async def test_empty_folders_are_deleted_with_those_below(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    await (await api.only("Units.Delete")).delete(f"Folders({row['ParentId']})")
    assert await paths(api) == ["Shared"]


async def test_a_folder_is_deleted_by_its_key(api: Api) -> None:
    row = await folder(api, "Finance")
    await (await api.only("Units.Delete")).delete(f"/api/Folders/DeleteByKey?key={row['Key']}")
    await api.get(f"Folders({row['Id']})", 404)


async def test_a_folder_with_users_below_it_stays(api: Api) -> None:
    row = await deep(api, "Finance", "Invoices")
    user = (await api.get("Users"))["value"][0]["Id"]
    await assign(api, user, row)
    error = await api.call("DELETE", f"Folders({row['ParentId']})", 409)
    assert error["errorCode"] == 1012


async def test_the_names_of_clients_are_taken(api: Api) -> None:
    """As one real client writes it, with members in other cases and of other versions."""
    made = await api.post("Folders", 201, displayName="x", ProvisionType="Manual", parentkey=None)
    assert made["ProvisionType"] == "Manual"
