"""Rows as clients write and read them: every type, nulls and defaults, PUT and PATCH, annotations."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.odata.park import FOLDER, NS

CONTEXT = "http://park/odata/$metadata#"


async def made(park: httpx.AsyncClient, **members: Any) -> Any:
    answer = await park.post("/odata/Tickets", json={"Name": "Ann", **members})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def refused(park: httpx.AsyncClient, **members: Any) -> Any:
    answer = await park.post("/odata/Tickets", json={"Name": "Ann", **members})
    assert answer.status_code == 400, answer.text
    return answer.json()


async def test_a_new_row_has_an_address_and_defaults(park: httpx.AsyncClient) -> None:
    answer = await park.post("/odata/Tickets", json={"Name": "Ann"})
    assert (answer.status_code, answer.headers["location"]) == (201, "http://park/odata/Tickets(1)")
    assert answer.json() == {
        "@odata.context": f"{CONTEXT}Tickets/$entity",
        "Id": 1,
        "OrganizationUnitId": FOLDER,
        "CreationTime": "2030-01-01T09:00:00.25Z",
        "Name": "Ann",
        "Remark": None,
        "Fare": "Adult",
        "Key": "00000000-0000-0000-0000-000000000001",
        "Rides": 0,
        "Points": None,
        "Price": None,
        "Paid": False,
        "ValidUntil": None,
        "Extras": None,
        "Size": None,
        "Place": "",
        "Notice": None,
        "RowVersion": "AAAAAAAAAAE=",
    }


@pytest.mark.parametrize(
    ("member", "sent", "shown"),
    [
        ("Fare", "Child", "Child"),
        ("Fare", "senior", "Senior"),
        ("Fare", 0, "Child"),
        ("Fare", "2", "Senior"),
        ("Key", "0123456789ABCDEF0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef"),
        ("Points", 2**63 - 1, 2**63 - 1),
        ("Points", str(-(2**63)), -(2**63)),
        ("Price", 3, 3.0),
        ("Price", "1.5", 1.5),
        ("Price", 1e300, 1e300),
        ("Paid", "true", True),
        ("ValidUntil", "2030-06-01T12:00:00+02:00", "2030-06-01T10:00:00Z"),
        ("ValidUntil", "2030-06-01T12:00:00.1230000Z", "2030-06-01T12:00:00.123Z"),
        ("ValidUntil", "2030-06-01T12:00:00", "2030-06-01T12:00:00Z"),
        ("Remark", "ünïcödé \U0001f600", "ünïcödé \U0001f600"),
        ("Remark", "", ""),
        (
            "Extras",
            {"kEY": [1, {"b": None}], "x@odata.type": "#Int64"},
            {"kEY": [1, {"b": None}], "x@odata.type": "#Int64"},
        ),
        ("Size", {"width": 3}, {"Width": 3, "Height": 1, "Measured": None}),
    ],
    ids=str,
)
async def test_a_value_is_taken_in_every_form_and_shown_in_one(
    park: httpx.AsyncClient, member: str, sent: Any, shown: Any
) -> None:
    row = await made(park, **{member: sent})
    assert row[member] == shown
    assert (await park.get(f"/odata/Tickets({row['Id']})")).json()[member] == shown


MISFITS: dict[str, list[Any]] = {
    "Fare": ["Baby", 3, "3", -1, "", None, [], True],
    "Key": ["x", "", 1, None],
    "Rides": [-1, 11, 1.5, "many", None, 2**63],
    "Points": [2**63, -(2**63) - 1, "1.5", "", True, {}],
    "Price": ["dear", [], "NaN", "Infinity"],
    "Paid": ["yes", 2, None, ""],
    "ValidUntil": ["tomorrow", "2030-02-30T00:00:00Z", "", 5],
    "Size": [{}, [], "big", {"Width": "x"}],
    "Name": [None, "", "  ", "x" * 21, 5, {}],
    "Remark": ["nul \x00 byte"],
}


@pytest.mark.parametrize(("member", "sent"), [(name, value) for name in MISFITS for value in MISFITS[name]], ids=str)
async def test_a_value_that_does_not_fit_is_refused_by_name(park: httpx.AsyncClient, member: str, sent: Any) -> None:
    error = await refused(park, **{member: sent})
    assert error["errorCode"] in (0, 1000)
    assert member in str(error["details"])


async def test_what_clients_may_not_set_is_passed_over(park: httpx.AsyncClient) -> None:
    row = await made(park, Id=77, Place="A1", CreationTime="2000-01-01T00:00:00Z", RowVersion="AAAAAAAAAAk=")
    assert (row["Id"], row["Place"], row["CreationTime"][:4]) == (1, "", "2030")


async def test_members_of_other_versions_and_annotations_are_passed_over(park: httpx.AsyncClient) -> None:
    more = {"Tags": [1], "@odata.type": f"#{NS}.TicketDto", "Fare@odata.type": "#String", "@odata.context": "x"}
    assert (await made(park, **more))["Name"] == "Ann"


async def test_what_is_hidden_is_not_known(park: httpx.AsyncClient) -> None:
    error = await refused(park, Secret="x")
    assert (error["errorCode"], error["message"], error["details"]) == (
        0,
        "ticketDto must not be null",
        {"members": ["Secret"]},
    )


async def test_what_is_only_sent_reaches_the_command_and_is_not_shown(park: httpx.AsyncClient) -> None:
    row = await made(park)
    changed = (await park.patch(f"/odata/Tickets({row['Id']})", json={"Seat": "B2"})).json()
    assert changed["Place"] == "B2"
    assert "Seat" not in changed


async def test_a_put_sets_everything_and_a_patch_what_it_names(park: httpx.AsyncClient) -> None:
    row = await made(park, Remark="old", Rides=3, Notice="n")
    path = f"/odata/Tickets({row['Id']})"
    patched = (await park.patch(path, json={"Rides": 4})).json()
    assert (patched["Remark"], patched["Rides"], patched["Notice"]) == ("old", 4, "n")
    replaced = (await park.put(path, json={"Name": "Bob"})).json()
    assert (replaced["Name"], replaced["Remark"], replaced["Rides"], replaced["Notice"]) == ("Bob", None, 0, None)


async def test_a_patch_of_null_empties_what_may_be_empty(park: httpx.AsyncClient) -> None:
    row = await made(park, Remark="old", Rides=3)
    path = f"/odata/Tickets({row['Id']})"
    assert (await park.patch(path, json={"Remark": None})).json()["Remark"] is None
    assert (await park.patch(path, json={"Rides": None})).status_code == 400


async def test_the_version_of_a_row_grows_with_each_change(park: httpx.AsyncClient) -> None:
    row = await made(park)
    versions = [
        (await park.patch(f"/odata/Tickets({row['Id']})", json={"Rides": rides})).json()["RowVersion"]
        for rides in (1, 2)
    ]
    assert [int.from_bytes(base64.b64decode(version), "big") for version in versions] == [2, 3]
    assert all(len(base64.b64decode(version)) == 8 for version in versions)


async def test_a_deleted_row_is_gone(park: httpx.AsyncClient) -> None:
    row = await made(park)
    answers = [await park.delete(f"/odata/Tickets({row['Id']})") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 404]
    assert answers[0].content == b""


async def test_rows_of_lists_say_which_type_extends_theirs(park: httpx.AsyncClient) -> None:
    await made(park)
    listed = (await park.get("/odata/Tickets")).json()
    assert listed["@odata.context"] == f"{CONTEXT}Tickets/{NS}.LongTicketDto"
    assert next(iter(listed["value"][0].items())) == ("@odata.type", f"#{NS}.LongTicketDto")
    csdl = (await park.get("/odata/$metadata")).text
    assert f'Name="LongTicketDto" BaseType="{NS}.TicketDto"' in csdl


async def test_a_context_tells_which_members_were_selected(park: httpx.AsyncClient) -> None:
    row = await made(park)
    listed = (await park.get("/odata/Tickets", params={"$select": "price,Name"})).json()
    assert listed["@odata.context"] == f"{CONTEXT}Tickets/{NS}.LongTicketDto(Name,Price)"
    one = (await park.get(f"/odata/Tickets({row['Id']})", params={"$select": "Name"})).json()
    assert one == {"@odata.context": f"{CONTEXT}Tickets(Name)/$entity", "Name": "Ann"}


async def test_a_body_may_come_in_pieces(park: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b'{"Na', b'me":', b'"Ann"}'):
            yield piece

    answer = await park.post("/odata/Tickets", content=pieces(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["Name"]) == (201, "Ann")


@pytest.mark.parametrize(
    "body",
    [
        b"{'Name': 'Ann', 'Paid': True, 'Remark': None}",
        b'{"name":"Ann","PAID":true}',
        b'\xef\xbb\xbf{"Name":"Ann","Paid":true}',
    ],
)
async def test_json_is_taken_as_careless_tools_write_it(park: httpx.AsyncClient, body: bytes) -> None:
    answer = await park.post("/odata/Tickets", content=body, headers={"content-type": "text/plain"})
    assert (answer.status_code, answer.json().get("Name"), answer.json().get("Paid")) == (201, "Ann", True)
