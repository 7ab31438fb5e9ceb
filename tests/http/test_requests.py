"""What every address has in common: prefixes, headers, envelopes, sizes, languages."""

import base64
from collections.abc import AsyncIterator

import pytest

from podium.app import Podium
from podium.http.answers import language
from tests.api import Api

ADD = "/odata/Queues/UiPathODataSvc.AddQueueItem"


@pytest.mark.parametrize(
    "prefix", ["", "/acme/Default", "/acme/Default/orchestrator_", "/orchestrator_", "//acme//Default"]
)
async def test_the_api_answers_under_every_prefix(api: Api, prefix: str) -> None:
    await api.queue()
    found = await api.call("GET", f"{prefix}/odata/QueueDefinitions")
    assert found["@odata.context"].endswith("/odata/$metadata#QueueDefinitions")
    assert [queue["Name"] for queue in found["value"]] == ["Invoices"]


async def test_paths_and_members_are_known_in_any_case(api: Api) -> None:
    await api.queue()
    await api.call("POST", ADD.upper(), 201, json={"ITEMDATA": {"name": "invoices", "PRIORITY": "high"}})
    (item,) = (await api.get("/ODATA/queueitems"))["value"]
    assert item["Priority"] == "High"


@pytest.mark.parametrize("twice", ["$top=1&$top=2", "$top=1&$Top=2", "$filter=Id eq @a&@a=1&@a=2"])
async def test_an_option_is_given_once(api: Api, twice: str) -> None:
    error = await api.call("GET", f"/odata/QueueDefinitions?{twice}", 400)
    assert error["errorCode"] == 1000
    assert twice.rpartition("&")[2].partition("=")[0] in error["message"]


@pytest.mark.parametrize("types", ["folderTypes=Personal&folderTypes=Standard", "folderTypes=Personal,Standard"])
async def test_a_list_of_values_may_come_one_by_one_or_with_commas(api: Api, types: str) -> None:
    found = await api.call("GET", f"/api/FoldersNavigation/GetFoldersForCurrentUser?{types}")
    assert [folder["DisplayName"] for folder in found["PageItems"]] == ["Shared"]


async def test_every_answer_says_which_api_it_speaks(api: Api) -> None:
    for path in ("/odata/QueueDefinitions", "/odata/Nothing", "/odata/QueueDefinitions(77)"):
        answer = await api.http.get(path)
        assert answer.headers["api-supported-versions"] == "17.0"
        assert answer.headers["x-correlation-id"].startswith("00-")


async def test_a_trace_goes_on_from_the_caller(api: Api) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer = await api.http.get("/odata/Nothing", headers={"traceparent": parent})
    assert answer.json()["traceId"].split("-")[1] == parent.split("-")[1]


async def test_an_error_has_the_known_envelope(api: Api) -> None:
    error = await api.get("QueueDefinitions(77)", 404)
    assert error["errorCode"] == 1002
    assert error["resourceIds"] is None
    assert {"message", "traceId"} < error.keys()


async def test_an_error_is_told_in_the_language_of_the_caller(api: Api) -> None:
    await api.queue()
    answer = await api.http.post(
        "/odata/QueueDefinitions", json={"Name": "Invoices"}, headers={"accept-language": "de-DE,en;q=0.5"}
    )
    assert answer.status_code == 409
    assert answer.json()["message"] == "Der Name Invoices wird bereits verwendet."


async def test_an_error_is_told_in_the_language_that_the_caller_has_chosen(api: Api) -> None:
    viewer = await api.only("Queues.View")
    await viewer.post("Users/ChangeCulture", culture="de-DE")
    assert (await viewer.get("QueueDefinitions(77)", 404))["message"].endswith("ist nicht vorhanden.")
    error = await viewer.call("GET", "QueueDefinitions(77)", 404, headers={"accept-language": "en"})
    assert error["message"].endswith("does not exist.")


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [("", "en"), ("de", "de"), ("fr,de;q=0.3,en;q=0.2", "de"), ("en;q=0.1,de;q=0.9", "de"), ("xx;q=y", "en")],
)
def test_the_language_is_the_first_we_speak(wish: str, chosen: str) -> None:
    assert language({"accept-language": wish}) == chosen


async def test_nobody_is_told_to_sign_in(api: Api) -> None:
    error = await api.nobody().get("QueueDefinitions", 401)
    assert (error["unAuthorizedRequest"], error["__abp"], error["errorCode"]) == (True, True, 0)


@pytest.mark.parametrize("credential", ["Bearer nonsense", "Bearer", "Basic YTpi", "UiRobot x", "Bearer a.b.c"])
async def test_a_bad_credential_is_refused_and_not_taken_for_none(api: Api, credential: str) -> None:
    answer = await api.http.get("/odata/QueueDefinitions", headers={"authorization": credential})
    assert answer.status_code == 401


async def test_the_scheme_of_a_credential_is_known_in_any_case(api: Api) -> None:
    answer = await api.http.get("/odata/QueueDefinitions", headers={"authorization": f"bearer {api.caller.token}"})
    assert answer.status_code == 200


async def test_who_lacks_a_permission_is_told_which(api: Api) -> None:
    error = await (await api.only("Queues.View")).post("QueueDefinitions", 403, Name="A")
    assert "Queues.Create" in error["error"]["details"]


async def test_a_folder_is_wanted_where_things_live_in_folders(api: Api) -> None:
    roving = Api(api.podium, api.clock, api.caller, api.recorder, folder=None)
    assert (await roving.get("QueueDefinitions", 400))["errorCode"] == 1101
    queue = await api.queue()
    assert (await roving.get(f"QueueDefinitions({queue})"))["Name"] == "Invoices"


@pytest.mark.parametrize(
    "header",
    [
        {"x-uipath-organizationunitid": "4711"},
        {"x-uipath-organizationunitid": "x"},
        {"x-uipath-folderkey": "nonsense"},
        {"x-uipath-folderpath": "Nowhere"},
    ],
)
async def test_an_unknown_folder_is_refused(api: Api, header: dict[str, str]) -> None:
    roving = Api(api.podium, api.clock, api.caller, api.recorder, folder=None)
    answer = await roving.http.get("/odata/QueueDefinitions", headers=header)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, 1100)


@pytest.mark.parametrize(
    "header",
    [
        {"x-uipath-folderpath": "shared"},
        {"x-uipath-folderpath-encoded": base64.b64encode("Shared".encode("utf-16-le")).decode()},
        {"x-uipath-folderpath-encoded": "Shared"},
        {"x-uipath-folderpath": "Shared", "x-uipath-organizationunitid": "4711"},
    ],
)
async def test_a_folder_is_named_in_several_ways(api: Api, header: dict[str, str]) -> None:
    roving = Api(api.podium, api.clock, api.caller, api.recorder, folder=None)
    answer = await roving.http.get("/odata/QueueDefinitions", headers=header)
    assert answer.status_code == 200, answer.text


BAD_BODIES = [
    (b'{"itemData": {"Name": "Invoices"', "JSON"),
    (b"[1, 2]", "object"),
    (b'{"itemData": {"Name": "Invoices", "Priority": "Urgent"}}', "Priority"),
    (b'{"itemData": {"Name": 5}}', "Name"),
    (b'{"itemData": {"Name": "Invoices", "DueDate": "tomorrow"}}', "DueDate"),
    (b'{"itemData": {"Name": "Invoices", "SpecificContent": [1]}}', "SpecificContent"),
    (b'{"itemData": {"Name": "Invoices", "Reference": "a\\u0000b"}}', "Reference"),
    (b'{"itemData": "Invoices"}', "itemData"),
    (b"\xff\xfe", "JSON"),
]


@pytest.mark.parametrize(("body", "place"), BAD_BODIES)
async def test_a_bad_body_is_refused_and_its_place_named(api: Api, body: bytes, place: str) -> None:
    await api.queue()
    error = await api.call("POST", ADD, 400, content=body, headers={"content-type": "application/json"})
    assert error["errorCode"] == 1000
    assert place.lower() in str(error).lower()
    assert (await api.get("QueueItems"))["value"] == []


@pytest.mark.parametrize("body", [b"{}", b""])
async def test_a_parameter_that_is_missing_is_named(api: Api, body: bytes) -> None:
    error = await api.call("POST", ADD, 400, content=body, headers={"content-type": "application/json"})
    assert (error["errorCode"], error["message"]) == (1014, "Parameter itemData is missing.")


async def test_an_unknown_member_is_refused_as_the_known_server_does(api: Api) -> None:
    await api.queue()
    error = await api.add(status=400, Colour="red")
    assert (error["errorCode"], error["message"]) == (0, "itemData must not be null")
    assert "Colour" in str(error["details"])
    error = await api.post("QueueDefinitions", 400, Name="B", Colour="red")
    assert error["message"] == "queueDefinitionDto must not be null"


async def test_a_python_dictionary_is_taken_for_json(api: Api) -> None:
    await api.queue()
    body = str({"itemData": {"Name": "Invoices", "SpecificContent": {"Ok": True}}}).encode()
    item = await api.call("POST", ADD, 201, content=body, headers={"content-type": "application/json"})
    assert item["SpecificContent"] == {"Ok": True}


async def test_nothing_is_taken_from_who_must_sign_in_first(api: Api) -> None:
    sent = []

    async def body() -> AsyncIterator[bytes]:
        sent.append(1)
        yield b"{}"

    answer = await api.nobody().http.post("/odata/QueueDefinitions", content=body())
    assert (answer.status_code, sent) == (401, [])


async def test_a_body_over_the_limit_is_refused(api: Api) -> None:
    answer = await api.http.post(ADD, content=b" " * 30_000_001)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path", ["/odata/Nothing", "/api/Nothing/Here", "/identity/nothing", "/tasks/x", "/swagger/x", "/odata/Jobs('"]
)
async def test_an_unknown_address_is_an_error_in_json(api: Api, path: str) -> None:
    answer = await api.http.get(path)
    assert answer.status_code == 404
    assert answer.json()["errorCode"] == 1002


@pytest.mark.parametrize("key", ["0", "-1", "99999999999999999999", "'x'", "abc", ""])
async def test_a_key_that_names_nothing_is_never_our_fault(api: Api, key: str) -> None:
    answer = await api.http.get(f"/odata/QueueDefinitions({key})")
    assert answer.status_code in (400, 404) or not key


async def test_another_tenant_or_organization_is_refused(api: Api, podium: Podium) -> None:
    assert (await api.http.get("/acme/Elsewhere/odata/QueueDefinitions")).status_code == 403


async def test_a_browser_may_call_from_anywhere(api: Api) -> None:
    origin = {"origin": "http://localhost:8104", "access-control-request-headers": "authorization"}
    asked = await api.http.options("/identity_/connect/token", headers=origin)
    assert (asked.status_code, asked.headers["access-control-allow-headers"]) == (204, "authorization")
    answer = await api.http.get("/odata/QueueDefinitions", headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_who_comes_with_a_browser_is_led_to_the_pages_of_the_api(api: Api) -> None:
    answer = await api.nobody().http.get("/", follow_redirects=True)
    assert answer.status_code == 200
    assert "text/html" in answer.headers["content-type"]


async def test_health_is_told_to_anyone(api: Api) -> None:
    assert (await api.nobody().http.get("/health/live")).json() == {"status": "live"}
    ready = await api.nobody().http.get("/health/ready")
    assert ready.json()["checks"]["database"] is True
