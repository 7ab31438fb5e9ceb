"""Whoever has exactly what an operation needs comes in, and only where it is held: for every operation."""

from collections.abc import Iterable

import pytest

from podium.domains.identity.permissions import OF_FOLDER, OF_TENANT, RUNNING
from podium.domains.robots.credentials import OF_MACHINES
from podium.odata.catalog import Folder, Operation
from tests.api import EVERYTHING, FOLDER, Api, Caller
from tests.folders.words import assign, folder
from tests.identity.words import PASSWORD, role, signed_in, user
from tests.robots.words import Service, machine
from tests.tenants.words import administrator
from tests.test_authorisation import GUARDED, PERMITTED, address, limited_token
from tests.world import LISTS, furnish
from tools.spec.permissions import ways

Answers = dict[Operation, tuple[int, int]]
OUT = frozenset({(401, 0), (403, 0)})
ELSEWHERE = frozenset({(403, 0), (400, 1100)})
"""Not allowed in this folder; or there is none for whoever asks."""
NOTHING_THERE = 999999
OF_THE_HOST = ("/odata/HostLicenses", "/odata/Tenants", "/api/Maintenance")
"""Only who administers the host comes in here; the published sentences leave that out."""
OF_A_FEED = "/odata/Processes"
"""Packages need one permission in the feed of the tenant, and another in that of a folder."""


async def answers(api: Api | Service, operations: Iterable[Operation], key: int = NOTHING_THERE) -> Answers:
    """The status and the code with which operations answer."""
    found: Answers = {}
    for operation in operations:
        answer = await api.http.request(operation.method, address(operation, key))
        is_error = answer.status_code >= 400 and "json" in answer.headers["content-type"]
        found[operation] = answer.status_code, answer.json()["errorCode"] if is_error else 0
    return found


def named(found: Answers) -> list[str]:
    return [f"{operation.method} {operation.path}: {answer}" for operation, answer in found.items()]


def turned_away(found: Answers, *where: str) -> list[str]:
    """Who was not let in, but for places where that is right."""
    out = {operation: answer for operation, answer in found.items() if answer in OUT}
    return named({operation: answer for operation, answer in out.items() if not operation.path.startswith(where)})


@pytest.mark.slow
async def test_exactly_what_is_needed_opens_the_door(api: Api) -> None:
    """Each of the ways that a sentence leaves."""
    wrong = []
    for needs in {str(operation.needs) for operation in PERMITTED}:
        asked = [operation for operation in PERMITTED if str(operation.needs) == needs]
        for way in ways(needs):
            found = await answers(await api.only(*way), asked)
            wrong += turned_away(found, *OF_THE_HOST, *([OF_A_FEED] if "FolderPackages" in str(way) else []))
    assert wrong == []


async def test_an_application_with_the_scope_comes_in(api: Api) -> None:
    wrong = []
    for scope in {operation.scope for operation in GUARDED if operation.scope}:
        app = Api(api.podium, api.clock, Caller(await limited_token(api, scope), EVERYTHING), api.recorder)
        wrong += turned_away(await answers(app, [one for one in GUARDED if one.scope == scope]), *OF_THE_HOST)
    assert wrong == []


async def test_what_is_held_in_another_folder_opens_nothing_here(api: Api) -> None:
    ann = await holder_elsewhere(api)
    here = [operation for operation in PERMITTED if not operation.needs.anywhere]
    found = await answers(ann, here, FOLDER)
    assert named({operation: answer for operation, answer in found.items() if answer not in ELSEWHERE}) == []


async def test_lists_across_folders_tell_nothing_of_other_folders(api: Api) -> None:
    await furnish(api)
    ann = await holder_elsewhere(api)
    of_folders = [one for one in LISTS if one.needs.anywhere and one.set_name not in ("Roles", "Folders")]
    of_folders += [one for one in PERMITTED if one.needs.anywhere and "{folderId}" in one.path and one.method == "GET"]
    told = {one.path: (await ann.http.get(address(one, FOLDER))).json().get("value") for one in of_folders}
    assert {path: len(rows) for path, rows in told.items() if rows} == {}


async def holder_elsewhere(api: Api) -> Api:
    """Who may do everything in a folder of its own, and asks for the folder Shared."""
    everything = await role(api, "everything", *sorted(OF_FOLDER - OF_TENANT))
    made = await user(api, "elsewhere", Password=PASSWORD)
    await assign(api, made["Id"], await folder(api, "Elsewhere"), everything["Id"])
    return await signed_in(api, "elsewhere")


async def test_another_tenant_is_closed_and_its_folders_are_nowhere(api: Api) -> None:
    acme = await administrator(api)
    for operation in GUARDED:
        answer = await acme.http.request(operation.method, f"/default/Default/orchestrator_{address(operation)}")
        assert answer.status_code == 403, operation.path
    in_folders = [operation for operation in GUARDED if operation.folder is Folder.REQUIRED]
    found = await answers(acme, in_folders)
    assert named({operation: answer for operation, answer in found.items() if answer != (400, 1100)}) == []


async def test_rows_of_another_tenant_are_not_there(api: Api) -> None:
    await furnish(api)
    acme = await administrator(api)
    del acme.http.headers["x-uipath-organizationunitid"]
    wrong, seen = [], 0
    for listed in LISTS:
        answer = await api.http.get(listed.path)
        key = next((row["Id"] for row in answer.json().get("value", ()) if "Id" in row), None)
        of_one = [one for one in GUARDED if one.path.startswith(f"/odata/{listed.set_name}({{key}})")]
        found = await answers(acme, of_one if key else (), key or 0)
        seen += len(found)
        wrong += named({operation: answer for operation, answer in found.items() if answer[0] < 400})
    assert wrong == []
    assert seen > 50


async def test_a_machine_may_what_robots_may(api: Api) -> None:
    robot = Service(api, (await machine(api))["LicenseKey"], **{"x-uipath-organizationunitid": str(FOLDER)})
    allowed = OF_MACHINES | frozenset(RUNNING)
    found = await answers(robot, GUARDED, FOLDER)
    assert turned_away({one: found[one] for one in GUARDED if one.needs.met(allowed)}, *OF_THE_HOST) == []
    others = {one: found[one] for one in GUARDED if not one.needs.met(allowed)}
    assert named({operation: answer for operation, answer in others.items() if answer != (403, 0)}) == []
