"""What holds for every entity set, whatever it is about: lists, places, bodies."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from podium.app import CATALOG
from podium.kernel.entity import Entity, Field, Json
from podium.odata.catalog import Folder, Operation
from podium.odata.page import MOST
from podium.odata.results import result_of
from tests.api import Api
from tests.tenants.words import administrator, host
from tests.world import LISTS, OF_THE_HOST, World, world

NOWHERE = 999_999
SETS = [operation for operation in LISTS if operation.path.count("/") == 2]
KEYED = [operation for operation in CATALOG.operations if operation.is_odata and operation.path.endswith("({key})")]
LITERALS: dict[Any, str] = {
    str: "'x'",
    int: "1",
    float: "1.5",
    bool: "true",
    datetime: "2030-01-01T00:00:00Z",
    UUID: "00000000-0000-4000-8000-000000000001",
    bytes: "binary'AAAA'",
}
STAYING = frozenset({"QueueItems"})
"""Sets whose rows stay, marked as deleted."""
Wrong = dict[str, Any]
"""What was not as it should be, by what was asked."""


def rows_of(operation: Operation) -> type[Entity]:
    entity = result_of(operation).rows
    assert entity is not None
    return entity


def comparable(operation: Operation) -> list[Field]:
    return [field for field in rows_of(operation).fields.values() if field.comparable]


def literal(field: Field) -> str:
    if issubclass(field.kind, StrEnum):
        return f"'{next(iter(field.kind)).value}'"
    return LITERALS[field.kind]


async def asked(world: World, operation: Operation, status: int, **options: str) -> Wrong:
    """Nothing, if a list answers with this status."""
    found, body = await world.list(operation, **options)
    code = body["errorCode"] if found == 400 else None
    right = found == status and (status == 200 or code == 1000)
    return {} if right else {f"{operation.path} {options}": (found, body)}


async def test_a_page_is_as_long_as_it_was_asked_to_be(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        for top, most in (("0", 0), ("1", 1), (str(MOST * 5), MOST)):
            status, rows = await here.list(operation, top=top)
            if status != 200 or len(rows) > most:
                wrong[f"{operation.path} {top}"] = status, rows
    assert wrong == {}


@pytest.mark.parametrize(
    "options",
    [
        {"top": "-1"},
        {"top": "many"},
        {"skip": "-1"},
        {"count": "perhaps"},
        {"filter": "Nonsense eq 1"},
        {"filter": "Id eq"},
        {"orderby": "Nonsense"},
        {"select": "Nonsense"},
        {"expand": "Nonsense"},
        {"nonsense": "1"},
    ],
    ids=str,
)
async def test_what_makes_no_sense_is_refused(api: Api, options: dict[str, str]) -> None:
    here, wrong = World(api, api), Wrong()
    for operation in LISTS:
        if operation.set_name not in OF_THE_HOST:
            wrong |= await asked(here, operation, 400, **options)
    assert wrong == {}


async def test_lists_are_counted_when_asked(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        answer = (await here.reader(operation).http.get(operation.path, params={"$count": "true"})).json()
        if answer.get("@odata.count") != len(answer["value"]):
            wrong[operation.path] = answer
        wrong |= await asked(here, operation, 200, count="true", skip="0")
    assert wrong == {}


async def test_one_row_is_shown_as_it_is_asked_for(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation, key in await keyed(here):
        if operation.method == "GET" and operation.entity:
            ways = list(operation.entity.navigations)
            params = {"$select": "Id", **({"$expand": ",".join(ways)} if ways else {})}
            row = await api.call("GET", placed(operation, key), params=params)
            if {name for name in row if "@" not in name} != {"Id", *ways}:
                wrong[operation.path] = row
    assert wrong == {}


async def test_each_member_can_be_selected_alone(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        for name in rows_of(operation).fields:
            status, rows = await here.list(operation, select=name, top="1")
            if status != 200 or any({member for member in row if "@" not in member} != {name} for row in rows):
                wrong[f"{operation.path} {name}"] = status, rows
    assert wrong == {}


async def test_each_way_to_other_rows_can_be_followed(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        for name in rows_of(operation).navigations:
            status, rows = await here.list(operation, expand=name, top="1")
            if status != 200 or any(name not in row for row in rows):
                wrong[f"{operation.path} {name}"] = status, rows
    assert wrong == {}


async def test_rows_can_be_ordered_by_whatever_can_be_compared(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        for field in comparable(operation):
            wrong |= await asked(here, operation, 200, orderby=field.name, top="2")
            wrong |= await asked(here, operation, 200, orderby=f"{field.name} desc", top="2")
    assert wrong == {}


async def test_rows_can_be_filtered_by_whatever_can_be_compared(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation in LISTS:
        for field in comparable(operation):
            value = literal(field)
            text = f"{field.name} eq {value} or {field.name} ne {value} or {field.name} eq null"
            wrong |= await asked(here, operation, 200, filter=text, top="2")
    assert wrong == {}


async def test_rows_cannot_be_ordered_by_what_cannot_be_compared(api: Api) -> None:
    here, wrong = World(api, api), Wrong()
    for operation in LISTS:
        for field in rows_of(operation).fields.values():
            if not field.comparable and operation.set_name not in OF_THE_HOST:
                wrong |= await asked(here, operation, 400, orderby=field.name)
    assert wrong == {}


async def test_a_folder_that_is_not_there_has_no_rows(api: Api) -> None:
    elsewhere = Api(api.podium, api.clock, api.caller, api.recorder, NOWHERE)
    wrong = Wrong()
    for operation in LISTS:
        if operation.folder is not Folder.NONE:
            error = (await elsewhere.http.get(operation.path)).json()
            if error.get("errorCode") != 1100:
                wrong[operation.path] = error
    assert wrong == {}


async def test_what_works_in_a_folder_asks_for_one(api: Api) -> None:
    nowhere = Api(api.podium, api.clock, api.caller, api.recorder, folder=None)
    wrong = Wrong()
    for operation in LISTS:
        if operation.folder is Folder.REQUIRED:
            error = (await nowhere.http.get(operation.path)).json()
            if error.get("errorCode") != 1101:
                wrong[operation.path] = error
    assert wrong == {}


async def test_another_tenant_sees_none_of_it(api: Api) -> None:
    here = await world(api)
    stranger = await in_a_folder(await administrator(api))
    wrong = Wrong()
    for operation in LISTS:
        if operation.set_name in OF_THE_HOST:
            continue
        _, own = await here.list(operation)
        seen = (await stranger.http.get(operation.path)).json()
        if {row.get("Id") for row in seen.get("value", [])} & {row.get("Id") for row in own} - {0, None}:
            wrong[operation.path] = seen
    assert wrong == {}


async def test_another_tenant_finds_changes_and_deletes_none_of_it(api: Api) -> None:
    here = await world(api)
    stranger = await in_a_folder(await administrator(api))
    wrong = Wrong()
    for operation, key in await keyed(here):
        body = await sample(here, operation, key)
        answer = await stranger.http.request(operation.method, placed(operation, key), json=body)
        if answer.status_code != 404:
            wrong[f"{operation.method} {operation.path}"] = answer.status_code, answer.text
    assert wrong == {}


async def in_a_folder(stranger: Api) -> Api:
    """The administrator of a new tenant, in the tenant's first folder."""
    (folder, *_) = (await stranger.get("Folders"))["value"]
    return Api(stranger.podium, stranger.clock, stranger.caller, stranger.recorder, folder["Id"])


def placed(operation: Operation, key: Any) -> str:
    return operation.path.replace("{key}", str(key))


async def keyed(here: World) -> list[tuple[Operation, Any]]:
    """What can be done to single rows, each with the key of one."""
    found = []
    for listing in SETS:
        _, rows = await here.list(listing)
        keys = [row["Id"] for row in rows if row.get("Id")]
        if keys and listing.set_name not in OF_THE_HOST:
            found += [(one, keys[-1]) for one in KEYED if one.set_name == listing.set_name]
    return found


async def sample(here: World, operation: Operation, key: Any) -> Any:
    """A body that changes nothing."""
    if operation.method not in ("PUT", "PATCH"):
        return None
    row = (await here.reader(operation).http.get(placed(operation, key))).json()
    return {name: value for name, value in row.items() if "@" not in name}


def changed(before: Any, after: Any) -> set[str]:
    """The members that are not as they were, but for those that tell of each change."""
    return {name for name in before if before[name] != after[name] and "Modif" not in name and name != "RowVersion"}


async def test_an_empty_patch_changes_nothing(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation, key in await keyed(here):
        if operation.method == "PATCH":
            before = await sample(here, operation, key)
            answer = await here.api.http.patch(placed(operation, key), json={})
            after = await sample(here, operation, key)
            moved = changed(before, after)
            if answer.status_code != 200 or moved:
                wrong[operation.path] = answer.status_code, answer.text, moved
    assert wrong == {}


async def test_a_row_may_be_put_back_as_it_was_shown(api: Api) -> None:
    here, wrong = await world(api), Wrong()
    for operation, key in await keyed(here):
        if operation.method == "PUT":
            before = await sample(here, operation, key)
            answer = await api.http.put(placed(operation, key), json=before)
            api.recorder.record(answer, api.caller.permissions)
            after = await sample(here, operation, key)
            moved = changed(before, after)
            if answer.status_code not in (200, 204) or moved:
                wrong[operation.path] = answer.status_code, answer.text, moved
    assert wrong == {}


async def test_what_was_deleted_is_not_there_to_be_deleted_again(api: Api) -> None:
    """What is in use cannot be deleted; that it is refused has tests of its own."""
    here, wrong, deleted = await world(api), Wrong(), set()
    for operation, key in reversed(await keyed(here)):
        if operation.method == "DELETE":
            first, second = [(await here.api.http.delete(placed(operation, key))).status_code for _ in range(2)]
            if first == 204:
                deleted.add(operation.set_name)
            again = 409 if operation.set_name in STAYING else 404
            if (first, second) not in ((204, again), (409, 409)):
                wrong[operation.path] = first, second
    assert wrong == {}
    assert {"Assets", "Calendars", "QueueDefinitions", "Roles"} <= deleted


def bodies() -> Iterator[tuple[Operation, type[Entity], list[Field]]]:
    """Operations that make or change rows, with the fields that a body may set."""
    for operation in CATALOG.operations:
        entity = operation.entity
        if entity and operation.path == f"/odata/{operation.set_name}" and operation.method == "POST":
            known = {**entity.fields, **entity.unseen}
            yield operation, entity, [field for field in known.values() if field.wire.writable]


def misfit(field: Field) -> Any:
    """Something that is no value of the field."""
    if field.kind is Json:
        return None if field.of is None else "nonsense"
    return {"nonsense": True} if field.kind is str else "nonsense"


async def refused(here: World, operation: Operation, body: Any, member: str, code: int = 1000) -> Wrong:
    """Nothing, if a body is refused because of a member."""
    answer = await here.reader(operation).http.request(operation.method, placed(operation, 1), json=body)
    error = answer.json()
    blamed = str((error.get("details") or {}).get("members"))
    right = answer.status_code == 400 and error["errorCode"] == code and member in blamed
    return {} if right else {f"{operation.method} {operation.path} {body}": (answer.status_code, error)}


async def test_a_member_that_nobody_knows_is_refused(api: Api) -> None:
    here, wrong = World(api, await host(api)), Wrong()
    for operation, _, _ in bodies():
        wrong |= await refused(here, operation, {"Nonsense": 1}, "Nonsense", 0)
    assert wrong == {}


async def test_a_value_of_another_type_is_refused(api: Api) -> None:
    here, wrong = World(api, await host(api)), Wrong()
    for operation, _, fields in bodies():
        for field in fields:
            if misfit(field) is not None:
                wrong |= await refused(here, operation, {field.name: misfit(field)}, field.name)
    assert wrong == {}


async def test_a_text_that_is_too_long_is_refused(api: Api) -> None:
    here, wrong = World(api, await host(api)), Wrong()
    for operation, _, fields in bodies():
        for field in fields:
            if field.length:
                wrong |= await refused(here, operation, {field.name: "x" * (field.length + 1)}, field.name)
    assert wrong == {}


async def test_a_number_out_of_bounds_is_refused(api: Api) -> None:
    here, wrong = World(api, await host(api)), Wrong()
    for operation, _, fields in bodies():
        for field in fields:
            if field.wire.lowest is not None and field.wire.highest is not None:
                for value in (field.wire.lowest - 1, field.wire.highest + 1):
                    wrong |= await refused(here, operation, {field.name: value}, field.name)
    assert wrong == {}


async def test_what_is_needed_is_asked_for(api: Api) -> None:
    here, wrong = World(api, await host(api)), Wrong()
    for operation, _, fields in bodies():
        needed = [field.name for field in fields if field.wire.required]
        for name in needed:
            wrong |= await refused(here, operation, {name: None}, name)
    assert wrong == {}


@pytest.mark.parametrize("path", ["Jobs", "QueueDefinitions", "QueueItems", "Releases"])
async def test_a_list_may_ask_for_permissions_in_the_folder(api: Api, path: str) -> None:
    viewer = await api.only("Jobs.View", "Queues.View", "Transactions.View", "Processes.View")
    for asked in ("mandatoryPermissions=Jobs.View&mandatoryPermissions=Queues.View", "atLeastOnePermissions=Jobs.View"):
        await viewer.call("GET", f"{path}?{asked}")
    for asked in ("mandatoryPermissions=Jobs.View,Jobs.Create", "atLeastOnePermissions=Jobs.Create"):
        await viewer.call("GET", f"{path}?{asked}", 403)
