"""Operations of every shape: how arguments reach them, and how their results are answered."""

from typing import Any

import httpx
import pytest

from tests.odata.park import NS

CONTEXT = "http://park/odata/$metadata#"
ECHO = "Echo(text='it''s',number=5)"


async def told(park: httpx.AsyncClient, path: str, query: dict[str, str] | None = None, status: int = 200) -> Any:
    answer = await park.get(path, params=query)
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


@pytest.mark.parametrize(
    "path",
    [
        f"/odata/Tickets/{NS}.{ECHO}",
        f"/odata/tickets/{ECHO.lower()}",
        f"/odata/Tickets/UiPathODataSvc.{ECHO}",
        f"/acme/Default/orchestrator_//odata/Tickets/{NS}.Echo(number=5,text=%27it%27%27s%27)",
        f"/odata/Tickets/{NS}.Echo(text='it''s',number=5L)/",
    ],
)
async def test_a_function_is_found_however_it_is_called(park: httpx.AsyncClient, path: str) -> None:
    assert (await told(park, path))["value"] == "it's 5 None Child"


async def test_arguments_may_stand_in_the_query(park: httpx.AsyncClient) -> None:
    query = {"TEXT": "'a b'", "number": "7", "day": "2030-01-01T00:00:00Z", "fare": "2"}
    assert await told(park, "/api/Weather/Echo", query) == "a b 7 2030-01-01 00:00:00+00:00 Senior"


@pytest.mark.parametrize(("name", "value"), [("number", "many"), ("day", "x"), ("fare", "Baby"), ("number", "9" * 30)])
async def test_a_bad_argument_is_refused_by_name(park: httpx.AsyncClient, name: str, value: str) -> None:
    error = await told(park, "/api/Weather/Echo", {name: value}, 400)
    assert (error["errorCode"], error["details"]) == (1000, {"members": [name]})


@pytest.mark.parametrize(
    "body",
    [
        {"ride": {"Name": "Loop", "Fare": "Senior", "Content": {"a": [1]}, "Stops": [{"Width": 1}]}, "times": 2},
        {"RIDE": {"name": "Loop", "fare": 2, "content": {"a": [1]}, "stops": [{"width": "1"}]}, "guests": [1, 2]},
    ],
)
async def test_an_action_takes_members_in_any_case(park: httpx.AsyncClient, body: Any) -> None:
    answer = (await park.post(f"/odata/Tickets/{NS}.Ride", json=body)).json()
    assert answer == {
        "@odata.context": f"{CONTEXT}{NS}.RideDto",
        "Name": "Loop",
        "Fare": "Senior",
        "Content": {"a": [1]},
        "Stops": [{"Width": 1, "Height": 1, "Measured": None}],
    }


@pytest.mark.parametrize(
    ("body", "code", "blamed"),
    [
        ({}, 1014, "ride"),
        ({"ride": None}, 1000, "ride"),
        ({"ride": {}}, 1000, "ride.Name"),
        ({"ride": {"Name": "x", "Stops": [{"Width": 1}, {"Width": "w"}]}}, 1000, "ride.Stops[1].Width"),
        ({"ride": {"Name": "x", "Content": [1]}}, 1000, "ride"),
        ({"ride": {"Name": "x"}, "nonsense": 1}, 0, "nonsense"),
        ({"ride": {"Name": "x", "Nonsense": 1}}, 0, "Nonsense"),
        ({"ride": {"Name": "x"}, "guests": [1, "w"]}, 1000, "guests[1]"),
    ],
)
async def test_a_body_that_does_not_fit_is_refused_and_the_place_named(
    park: httpx.AsyncClient, body: Any, code: int, blamed: str
) -> None:
    answer = await park.post(f"/odata/Tickets/{NS}.Ride", json=body)
    assert (answer.status_code, answer.json()["errorCode"], answer.json()["details"]) == (
        400,
        code,
        {"members": [blamed]},
    )


@pytest.mark.parametrize("body", ['{"ride":%s}', '{"guests":%s}', '{"ride":{"Name":"x","Content":{"a":%s}}}', "%s"])
async def test_a_body_nested_too_deep_is_refused(park: httpx.AsyncClient, body: str) -> None:
    sent = body % ("[" * 40_000 + "]" * 40_000)
    answer = await park.post(f"/odata/Tickets/{NS}.Ride", content=sent, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, 1000)


async def test_an_action_without_a_result_answers_an_empty_object_or_nothing(park: httpx.AsyncClient) -> None:
    await park.post("/odata/Tickets", json={"Name": "Ann"})
    punched, forgot = [await park.post(f"/odata/Tickets(1)/{NS}.{name}") for name in ("Punch", "Forget")]
    assert (punched.status_code, punched.json()) == (200, {})
    assert (forgot.status_code, forgot.content) == (204, b"")
    assert (await told(park, "/odata/Tickets(1)"))["Rides"] == 2


async def test_a_result_that_may_be_missing_is_no_content(park: httpx.AsyncClient) -> None:
    assert (await park.get(f"/odata/Tickets/{NS}.Last")).status_code == 204
    await park.post("/odata/Tickets", json={"Name": "Ann"})
    assert (await told(park, f"/odata/Tickets/{NS}.Last"))["@odata.context"] == f"{CONTEXT}Tickets/$entity"


async def test_a_list_of_a_function_takes_the_options_of_lists(park: httpx.AsyncClient) -> None:
    for name, price in (("Ann", 1), ("Bob", 2), ("Cid", 9)):
        await park.post("/odata/Tickets", json={"Name": name, "Price": price})
    path = f"/odata/Tickets/{NS}.Cheap(most=5.5)"
    listed = await told(park, path, {"$orderby": "Name desc", "$select": "Name", "$top": "1", "$count": "true"})
    assert (listed["value"], listed["@odata.count"]) == ([{"Name": "Bob"}], 2)
    assert (
        await told(park, listed["@odata.nextLink"].removeprefix("http://park")) if "@odata.nextLink" in listed else True
    )


@pytest.mark.parametrize(
    ("name", "context", "value"),
    [
        ("Numbers", "Collection(Edm.Int64)", [3, 1, 2]),
        (ECHO, "Edm.String", "it's 5 None Child"),
    ],
)
async def test_plain_values_say_what_they_are(park: httpx.AsyncClient, name: str, context: str, value: Any) -> None:
    answer = await told(park, f"/odata/Tickets/{NS}.{name}")
    assert (answer["@odata.context"], answer["value"]) == (CONTEXT + context, value)


async def test_lists_of_values_are_ordered_cut_and_counted(park: httpx.AsyncClient) -> None:
    query = {"$orderby": "Width desc", "$top": "2", "$select": "Width", "$count": "true"}
    answer = await told(park, f"/odata/Tickets/{NS}.Sizes", query)
    assert answer == {
        "@odata.context": f"{CONTEXT}Collection({NS}.SizeDto)",
        "@odata.count": 3,
        "value": [{"Width": 3}, {"Width": 2}],
    }


async def test_a_single_value_of_a_type_says_which(park: httpx.AsyncClient) -> None:
    answer = await told(park, f"/odata/Tickets/{NS}.Smallest")
    assert answer == {"@odata.context": f"{CONTEXT}{NS}.SizeDto", "Width": 1, "Height": 1, "Measured": None}


async def test_plain_addresses_write_plain_json(park: httpx.AsyncClient) -> None:
    answer = await park.get("/api/Weather/Now")
    assert answer.json() == {"degreesOutside": 21.5, "measuredAt": "2030-01-01T09:00:00.25Z"}
    assert (answer.headers["content-type"], "odata-version" in answer.headers) == (
        "application/json; charset=utf-8",
        False,
    )


async def test_an_answer_of_odata_says_its_version(park: httpx.AsyncClient) -> None:
    answer = await park.get("/odata/Tickets")
    assert answer.headers["odata-version"] == "4.0"
    assert "odata.metadata=minimal" in answer.headers["content-type"]


async def test_an_answer_may_choose_its_status_and_headers(park: httpx.AsyncClient) -> None:
    body = {"degreesOutside": "-3", "measuredAt": "2030-01-01T10:00:00+01:00"}
    answer = await park.post("/api/Weather/Forecast", json=body)
    assert (answer.status_code, answer.headers["retry-after"]) == (202, "5")
    assert answer.json() == {"degreesOutside": -3.0, "measuredAt": "2030-01-01T09:00:00Z"}


async def test_nothing_is_an_empty_object_on_plain_addresses_too(park: httpx.AsyncClient) -> None:
    answer = await park.put("/api/Weather/Reset")
    assert (answer.status_code, answer.json()) == (200, {})


async def test_a_body_can_be_had_as_it_came(park: httpx.AsyncClient) -> None:
    assert (await park.post("/api/Weather/Raw", content=b"x" * 1000)).json() == 1000


async def test_a_form_is_read(park: httpx.AsyncClient) -> None:
    answer = await park.post("/api/Weather/Form", data={"a": "1 & 2", "empty": ""})
    assert answer.json() == {"a": "1 & 2", "empty": ""}


@pytest.mark.parametrize("field", ["file", "uploads[]", "file1"])
async def test_files_are_taken_whatever_their_field_is_called(park: httpx.AsyncClient, field: str) -> None:
    files: Any = [(field, ("ä.txt", "one", "text/plain")), (field, ("b.bin", "two"))]
    answer = await park.post("/api/Weather/Files", files=files, data={"album": "summer"})
    assert answer.json() == ["summer/ä.txt text/plain one", "summer/b.bin application/octet-stream two"]


async def test_a_broken_upload_is_refused(park: httpx.AsyncClient) -> None:
    for kind, body in (("multipart/form-data", b""), ("multipart/form-data; boundary=x", b"--x\r\nContent-")):
        answer = await park.post("/api/Weather/Files", content=body, headers={"content-type": kind})
        assert (answer.status_code, answer.json()["errorCode"]) == (400, 1000)


async def test_a_file_is_sent_with_its_name(park: httpx.AsyncClient) -> None:
    answer = await park.get("/api/Weather/Prices")
    assert (answer.headers["content-type"], answer.text) == ("text/csv", "a,b\n")
    assert answer.headers["content-disposition"] == "attachment; filename=\"prices.csv\"; filename*=UTF-8''prices.csv"


async def test_all_of_it_is_described(park: httpx.AsyncClient) -> None:
    described = await told(park, "/openapi.json")
    ride = described["paths"][f"/odata/Tickets/{NS}.Ride"]["post"]
    members = ride["requestBody"]["content"]["application/json"]["schema"]
    assert (members["required"], set(members["properties"])) == (["ride"], {"ride", "times", "guests"})
    ticket = described["components"]["schemas"]["TicketDto"]["properties"]
    assert (ticket["Seat"]["writeOnly"], ticket["Place"]["readOnly"], ticket["Rides"]["maximum"]) == (True, True, 10)
    assert "Secret" not in ticket
