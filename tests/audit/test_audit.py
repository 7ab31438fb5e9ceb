"""The audit log: who did what to which thing, and what it was like before and after."""

import csv
import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from podium.app import SETUP
from podium.domains.audit import chain
from tests.api import Api
from tests.folders.words import folder
from tests.identity.words import NS, PASSWORD, role, signed_in, user


async def entries(api: Api, **options: Any) -> list[Any]:
    return list((await api.get("AuditLogs", **options))["value"])


async def last(api: Api, condition: str = "") -> Any:
    found = await entries(api, top=1, expand="Entities", **({"filter": condition} if condition else {}))
    return found[0]


def data(entry: Any) -> Any:
    return json.loads(entry["Entities"][0]["CustomData"])


async def test_what_is_made_changed_and_removed_is_noted(api: Api) -> None:
    row = await folder(api, "Finance")
    made = await last(api)
    assert (made["Component"], made["Action"], made["DisplayName"]) == ("Folders", "Create", "Finance")
    assert (made["UserName"], made["UserType"], made["EntityId"]) == ("admin", "User", row["Id"])
    assert data(made)["After"]["DisplayName"] == "Finance"
    await api.put(f"Folders({row['Id']})", DisplayName="Money")
    changed = data(await last(api))
    assert (changed["Before"]["DisplayName"], changed["After"]["DisplayName"]) == ("Finance", "Money")
    assert "Description" not in changed["After"]
    await api.delete(f"Folders({row['Id']})")
    assert (await last(api))["OperationText"] == "User admin deleted Folders: Money"


async def test_what_was_refused_is_not_noted(api: Api) -> None:
    before = len(await entries(api))
    await api.post("Folders", 400, DisplayName="a/b")
    await api.post("Roles", 409, Name="Administrator", Permissions=[])
    assert len(await entries(api)) == before


async def test_what_was_written_on_the_way_is_noted_as_well(api: Api) -> None:
    """Changes that a query made the unit of work write before its end."""
    made = await user(api, Name="Ann")
    await api.put(f"Users({made['Id']})", UserName="ann", Name="Anna", RolesList=["Tenant Administrator"])
    entry = await last(api, "Component eq 'Users' and Action eq 'Update'")
    assert data(entry)["Before"] == {"Name": "Ann"} | {"LastModificationTime": None, "LastModifierUserId": None}
    assigned = await last(api, "Component eq 'Users' and Action eq 'Assign'")
    assert assigned["EntityId"] == made["Id"]


async def test_secrets_are_never_told(api: Api) -> None:
    robot = {"UserName": "corp\\ann", "Password": "robots secret"}
    made = await user(api, Password=PASSWORD, UnattendedRobot=robot)
    await api.patch(f"Users({made['Id']})", Password="another secret 1")
    text = json.dumps(await entries(api, expand="Entities"))
    for secret in (PASSWORD, "another secret 1", "robots secret", "argon2", "hash", "token"):
        assert secret not in text.lower()
    assert (await last(api))["Action"] in ("ChangePassword", "Update")


async def test_permissions_of_roles_are_told(api: Api) -> None:
    made = await role(api, "viewer", "Queues.View")
    permissions = [{"Name": "Jobs.View", "IsGranted": True}]
    await api.put(f"Roles({made['Id']})", Name="viewer", Permissions=permissions)
    assert data(await last(api)) == {"Before": {"Granted": ["Queues.View"]}, "After": {"Granted": ["Jobs.View"]}}


async def test_signing_in_changes_nothing(api: Api) -> None:
    await user(api, Password=PASSWORD)
    before = len(await entries(api))
    await signed_in(api, "ann")
    assert len(await entries(api)) == before


async def test_entries_are_asked_for(api: Api) -> None:
    await user(api)
    caller = await api.only("Audit.View")
    condition = "UserName eq 'admin' and Component eq 'Users' and ExecutionTime ge datetime'2020-01-01T00:00:00'"
    found = await caller.get("AuditLogs", filter=condition, orderby="ExecutionTime desc", count="true", top=5, skip=0)
    assert [(one["Action"], one["DisplayName"]) for one in found["value"]] == [("Create", "ann")]
    one = await caller.get(f"AuditLogs({found['value'][0]['Id']})", expand="Entities")
    path = f"AuditLogs/{NS}.GetAuditLogDetails(auditLogId={one['Id']})"
    assert (await caller.get(path))["value"] == one["Entities"]
    await caller.get(path.replace(str(one["Id"]), "99999"), 404)
    await (await api.only("Users.View")).get("AuditLogs", 403)


async def test_only_the_entities_belong_to_an_entry(api: Api) -> None:
    await user(api)
    number = (await last(api))["Id"]
    for path in ("AuditLogs", f"AuditLogs({number})", f"AuditLogs/{NS}.GetAuditLogDetails(auditLogId={number})"):
        assert (await api.get(path, 400, expand="User"))["errorCode"] == 1050


async def test_entries_of_testing_are_apart(api: Api) -> None:
    await user(api)
    headers = {"x-uipath-auditedservice": "TestAutomation"}
    assert (await api.call("GET", "AuditLogs", headers=headers))["value"] == []
    await api.call("GET", "AuditLogs", 400, headers={"x-uipath-auditedservice": "Nonsense"})


async def test_entries_are_written_down_as_a_table(api: Api) -> None:
    await user(api, "=cmd()")
    caller = await api.only("Audit.View")
    path = f"AuditLogs/{NS}.Reports"
    text = (await caller.get(path, filter="UserName eq 'admin'", top=1)).decode("utf-8-sig")
    head, line = text.splitlines()[:2]
    assert head.startswith("Time,Component,User,Action")
    assert ",Users,admin,Create,User admin created Users: =cmd()" in line


async def test_the_portal_shows_entries_in_pages(api: Api) -> None:
    caller = await api.only("Audit.View")
    await user(api)
    await folder(api, "Finance")
    page = await caller.get("/portal_/api/auditLog/00000000-0000-0000-0000-000000000001?top=1&skip=1")
    (entry,) = page["results"]
    assert (entry["category"], entry["action"], entry["userName"]) == ("Users", "Create", "admin")
    assert (json.loads(entry["auditLogDetails"])["After"]["UserName"], page["totalCount"] >= 2) == ("ann", True)


async def test_an_entry_tells_from_where_something_was_done(api: Api) -> None:
    path = f"AuditLogs/{NS}.Reports"
    await user(api)
    text = (await api.get(path, filter="DisplayName eq 'ann'")).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(one["User"], one["Address"]) for one in rows] == [("admin", "127.0.0.1")]


async def test_who_is_gone_is_said_to_be(api: Api) -> None:
    made = await user(api, Password=PASSWORD, RolesList=["Tenant Administrator"])
    ann = await signed_in(api, "ann")
    await role(ann, "people", "Users.View")
    await api.delete(f"Users({made['Id']})")
    entry = await last(api, "UserName eq 'ann'")
    assert (entry["UserIsDeleted"], (await last(api))["UserIsDeleted"]) == (True, False)


async def test_tenants_have_logs_of_their_own(api: Api) -> None:
    from tests.tenants.words import administrator

    acme = await administrator(api)
    assert all(one["UserName"] in ("admin", "setup") for one in await entries(acme))
    names = {one["DisplayName"] for one in await entries(acme)}
    await folder(api, "Finance")
    assert names == {one["DisplayName"] for one in await entries(acme)}


async def verdicts(api: Api, *marks: chain.Mark) -> dict[int, chain.Verdict]:
    found = await api.podium.db.alone(SETUP, partial(chain.verify, marks=marks))
    return {one.tenant_id: one for one in found}


async def sealed(api: Api, *names: str) -> chain.Mark:
    """Some entries, sealed; gives the mark of the chain."""
    for name in names:
        await folder(api, name)
    await api.pass_time(minutes=2)
    found = (await verdicts(api))[1]
    assert (found.fault, found.open) == ("", 0)
    return chain.mark(found.mark)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE audit_logs SET user_name = 'eve' WHERE link = 3 AND tenant_id = 1", "is not as it was written"),
        ("UPDATE audit_logs SET link = NULL, seal = NULL WHERE link = 2 AND tenant_id = 1", "Link 2 is missing"),
        ("DELETE FROM audit_logs WHERE link = 2 AND tenant_id = 1", "Link 2 is missing"),
        ("DELETE FROM audit_logs WHERE link > 4 AND tenant_id = 1", "links are missing"),
    ],
)
async def test_what_is_changed_afterwards_is_found(api: Api, damage: str, fault: str) -> None:
    await sealed(api, "a", "b", "c", "d", "e")
    await api.podium.db.pool.execute(damage)
    assert fault in (await verdicts(api))[1].fault


async def test_a_chain_that_is_cut_short_is_found_by_a_mark_that_was_kept(api: Api) -> None:
    await sealed(api, "a")
    kept = await sealed(api, "b")
    cut = "DELETE FROM audit_logs WHERE link = $1 AND tenant_id = 1"
    await api.podium.db.pool.execute(cut, kept.links)
    last = "(SELECT seal FROM audit_logs WHERE link = links - 1 AND audit_logs.tenant_id = audit_chains.tenant_id)"
    await api.podium.db.pool.execute(f"UPDATE audit_chains SET links = links - 1, last = {last} WHERE tenant_id = 1")
    assert (await verdicts(api))[1].fault == ""
    assert "have been there" in (await verdicts(api, kept))[1].fault
    assert "when it was marked" in (await verdicts(api, replace(kept, links=1)))[1].fault


async def test_entries_that_are_not_sealed_yet_are_told_of(api: Api) -> None:
    kept = await sealed(api, "a")
    await folder(api, "b")
    found = (await verdicts(api, kept))[1]
    assert (found.links, found.open, found.fault) == (kept.links, 1, "")


async def test_new_entries_go_on_with_the_chain(api: Api) -> None:
    kept = await sealed(api, "a")
    await sealed(api, "b")
    assert {one.fault for one in (await verdicts(api, kept)).values()} == {""}
