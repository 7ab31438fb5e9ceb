"""Items come in a CSV file."""

from typing import Any

import pytest

from tests.api import Api
from tests.queues.words import item, references

FILE = """Reference,Priority,Deadline,Postpone,Customer,Amount
A,high,2030-02-01,,Acme,5
B,,2030/02/01 10:30,2030 01 02 08:00:00,Bolt,7
"""


async def upload(api: Api, queue: int, text: str | bytes, status: int = 200, **form: Any) -> Any:
    content = text.encode() if isinstance(text, str) else text
    path, files = f"QueueDefinitions({queue})/Podium.UploadItems", {"file": ("items.csv", content, "text/csv")}
    return await api.call("POST", path, status, files=files, data=form or None)


async def test_every_row_is_an_item_and_further_columns_are_its_content(api: Api) -> None:
    key = await api.queue()
    sender = await api.only("Queues.View", "Transactions.Create")
    assert (await upload(sender, key, FILE))["Success"] is True
    first, second = [await item(api, {"Id": number}) for number in (1, 2)]
    assert (first["Reference"], first["Priority"], first["DueDate"]) == ("A", "High", "2030-02-01T00:00:00Z")
    assert (first["SpecificContent"], first["DeferDate"]) == ({"Customer": "Acme", "Amount": "5"}, None)
    assert (second["Priority"], second["DueDate"]) == ("Normal", "2030-02-01T10:30:00Z")
    assert second["DeferDate"] == "2030-01-02T08:00:00Z"


BAD = "Reference,Priority,Deadline\nA,,\nB,urgent,\nC,,tomorrow\nD,,,more\nE,Low,\n"


@pytest.mark.parametrize(("commit", "kept"), [("ProcessAllIndependently", ["A", "E"]), ("AllOrNothing", [])])
async def test_each_bad_row_is_reported(api: Api, commit: str, kept: list[str]) -> None:
    answer = await upload(api, await api.queue(), BAD, commitType=commit)
    assert [one["Ordinal"] for one in answer["FailedItems"]] == [1, 2, 3]
    assert "urgent" in answer["FailedItems"][0]["ErrorMessage"]
    assert await references(api) == kept


async def test_there_are_no_more_rows_than_a_file_may_have(api: Api) -> None:
    error = await upload(api, await api.queue(), "Reference\n" + "A\n" * 15_001, 400)
    assert error["message"] == ("The maximum number of rows allowed is 15000. You are trying to upload 15001 records.")


async def test_what_is_no_such_file_is_refused(api: Api) -> None:
    assert (await upload(api, await api.queue(), b"Reference\n\xff\xfe", 400))["errorCode"] == 1009


async def test_without_a_file_nothing_is_added(api: Api) -> None:
    error = await api.post(f"QueueDefinitions({await api.queue()})/Podium.UploadItems", 400)
    assert "file" in error["message"]
