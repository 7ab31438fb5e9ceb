"""Every list of people and places can be asked for a part of it."""

import pytest

from tests.api import Api
from tests.folders.words import NS, assign, folder
from tests.identity.words import role, user

LISTS = {
    f"AuditLogs/{NS}.GetAuditLogDetails(auditLogId={{entry}})": "EntityName",
    "AuditLogs": "Id",
    "Folders": "DisplayName",
    f"Folders/{NS}.GetUsersForFolder(key={{folder}},includeInherited=true)": "Id",
    "OrganizationUnits": "DisplayName",
    f"OrganizationUnits/{NS}.GetUsersForUnit(key={{folder}})": "UserName",
    "Permissions": "Name",
    "PersonalWorkspaces": "Name",
    "Roles": "Name",
    f"Roles/{NS}.GetUsersForRole(key={{role}})": "UserName",
    "Users": "UserName",
}
ONE = [
    "Folders({folder})",
    f"Folders/{NS}.GetByKey(identifier={{key}})",
    "OrganizationUnits({folder})",
    "Roles({role})",
    "Users({user})",
    f"Users/{NS}.GetCurrentUser",
    f"Users/{NS}.GetCurrentUserExtended",
    f"PersonalWorkspaces/{NS}.GetPersonalWorkspace",
]
NUMBERS = [
    f"Roles/{NS}.GetUserIdsForRole(key={{role}})",
    f"OrganizationUnits/{NS}.GetUserIdsForUnit(key={{folder}})",
]


async def places(api: Api) -> dict[str, object]:
    """Something for each list to show, and the numbers that stand in paths."""
    row, made = await folder(api, "Finance"), await role(api, "auditor", "Audit.View")
    viewer = await role(api, "viewer", "Queues.View")
    ann = await user(api, MayHavePersonalWorkspace=True, RolesList=["auditor"])
    await assign(api, ann["Id"], row, viewer["Id"])
    admin = (await api.get("Users", filter="UserName eq 'admin'"))["value"][0]
    await api.patch(f"Users({admin['Id']})", MayHavePersonalWorkspace=True)
    entry = (await api.get("AuditLogs", top=1))["value"][0]["Id"]
    return {"folder": row["Id"], "key": row["Key"], "role": made["Id"], "user": ann["Id"], "entry": entry}


async def test_lists_are_filtered_ordered_cut_and_counted(api: Api) -> None:
    numbers = await places(api)
    for path, name in LISTS.items():
        asked = path.format(**numbers)
        found = await api.get(asked, filter=f"{name} ne null", orderby=f"{name} desc", top=1, count="true", select=name)
        assert found["@odata.count"] >= 1, path
        assert [set(one) for one in found["value"]] == [{name}], path
        rest = await api.get(asked, skip=found["@odata.count"])
        assert rest["value"] == [], path


async def test_of_one_thing_a_part_is_shown(api: Api) -> None:
    numbers = await places(api)
    for path in ONE:
        found = await api.get(path.format(**numbers), select="Id")
        assert {name for name in found if not name.startswith("@")} == {"Id"}, path


@pytest.mark.parametrize("path", NUMBERS)
async def test_lists_of_numbers_are_cut(api: Api, path: str) -> None:
    numbers = await places(api)
    found = await api.get(path.format(**numbers), top=1, skip=0, count="true")
    assert (found["value"], found["@odata.count"]) == ([numbers["user"]], 1)
