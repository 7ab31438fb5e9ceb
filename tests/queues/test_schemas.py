"""Queues say what their items must look like; who sends something else is told where it is wrong."""

from typing import Any

import pytest

from tests.api import Api
from tests.queues.words import bulk, in_progress, item

SCHEMA = '{"type": "object", "properties": {"lines": {"items": {"type": "number"}}}, "required": ["lines"]}'


async def test_content_that_does_not_match_is_refused_and_its_place_told(api: Api) -> None:
    await api.queue(SpecificDataJsonSchema=SCHEMA)
    await api.add(SpecificContent={"lines": [1, 2]})
    error = await api.add(status=400, SpecificContent={"lines": [1, "two"]})
    assert "$.lines[1]" in error["message"]
    assert "two" not in error["message"]
    assert (await api.add(status=400))["errorCode"] == 1009
    answer = await bulk(api, {"SpecificContent": {"lines": []}}, {"SpecificContent": {}})
    assert [failed["ErrorCode"] for failed in answer["FailedItems"]] == ["QueueItemSchemaViolationException"]


@pytest.mark.parametrize(
    ("schema", "result"),
    [("OutputDataJsonSchema", {"Output": {"lines": ["x"]}}), ("AnalyticsDataJsonSchema", {"Analytics": {}})],
)
async def test_a_success_that_does_not_match_is_a_failure(api: Api, schema: str, result: dict[str, Any]) -> None:
    await api.queue(**{schema: SCHEMA}, MaxNumberOfRetries=1, AcceptAutomaticallyRetry=True)
    taken = await in_progress(api)
    await api.finish(taken, IsSuccessful=True, **result)
    now = await item(api, taken)
    assert (now["Status"], now["ProcessingExceptionType"]) == ("Failed", "BusinessException")
    assert " at $" in now["ProcessingException"]["Reason"]


async def test_where_a_time_is_promised_items_are_urgent_and_due(api: Api) -> None:
    await api.queue(SlaInMinutes=60, RiskSlaInMinutes=45)
    added = await api.add(Priority="Low")
    assert (added["Priority"], added["DueDate"], added["RiskSlaDate"]) == (
        "High",
        "2030-01-01T10:00:00Z",
        "2030-01-01T09:45:00Z",
    )


async def test_annotations_of_typed_clients_are_no_content(api: Api) -> None:
    await api.queue()
    added = await api.add(SpecificContent={"Count@odata.type": "#Int64", "Count": 3})
    assert added["SpecificContent"] == {"Count": 3}


async def test_what_is_too_large_never_reaches_the_database(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await api.queue()
    await api.add()
    monkeypatch.setattr(api.podium.db, "pool", None)
    for wrong in ({"SpecificContent": {"text": "x" * 1_048_576}}, {"Reference": "R" * 129}, {"Progress": "x" * 32_769}):
        error = await api.add(status=400, **wrong)
        assert next(iter(wrong)) in error["message"]


LARGE = "x" * 1_048_577


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("SpecificContent", {"SpecificContent": {"text": LARGE}}),
        ("Output", {"IsSuccessful": True, "Output": {"text": LARGE}}),
        ("Analytics", {"IsSuccessful": True, "Analytics": {"text": LARGE}}),
        ("Progress", {"IsSuccessful": True, "Progress": "x" * 32_769}),
        ("ProcessingException.Reason", {"ProcessingException": {"Reason": "x" * 32_769}}),
        ("ProcessingException.Details", {"ProcessingException": {"Details": LARGE}}),
    ],
)
async def test_a_result_that_is_too_large_is_refused(api: Api, place: str, wrong: dict[str, Any]) -> None:
    await api.queue()
    taken = await in_progress(api)
    error = await api.finish(taken, 400, **wrong)
    assert (error["errorCode"], f"'{place}'" in error["message"]) == (1009, True)
    assert (await item(api, taken))["Status"] == "InProgress"


async def test_an_edit_that_is_too_large_or_does_not_match_is_refused(api: Api) -> None:
    await api.queue(SpecificDataJsonSchema=SCHEMA)
    added = await api.add(SpecificContent={"lines": []})
    for wrong, told in (({"lines": [], "text": LARGE}, "bytes at most"), ({"lines": [True]}, "$.lines[0]")):
        assert told in (await api.patch(f"QueueItems({added['Id']})", 400, SpecificContent=wrong))["message"]
    assert (await item(api, added))["SpecificContent"] == {"lines": []}
