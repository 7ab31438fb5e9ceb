"""The SDK for Python, unmodified."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients.client import Client, Raised
from tests.clients.words import made, queue

pytestmark = pytest.mark.clients


def test_folders_are_found_by_their_path(sdk: Client) -> None:
    assert sdk("folders.retrieve_key", folder_path="Shared")
    assert sdk("folders.retrieve_key", folder_path="Nowhere") is None


def test_assets_are_listed_and_read(sdk: Client, http: httpx.Client) -> None:
    made(http, "Assets", Name="Limit", ValueScope="Global", ValueType="Integer", IntValue=5)
    asset = sdk("assets.retrieve", name="Limit")
    assert (asset["Name"], asset["IntValue"], asset["ValueType"]) == ("Limit", 5, "Integer")
    assert "Limit" in [one["Name"] for one in sdk("assets.list")["items"]]


def test_items_go_through_a_queue(sdk: Client, http: httpx.Client) -> None:
    queue(http, "Invoices")
    sdk("queues.create_item", item={"Name": "Invoices", "Reference": "R1", "SpecificContent": {"Amount": 5}})
    sdk("queues.create_item", item={"Name": "Invoices", "Reference": "R3", "Priority": "High"})
    taken = sdk("queues.create_transaction_item", item={"Name": "Invoices"}, no_robot=True)
    assert taken["Reference"] == "R3"
    sdk("queues.update_progress_of_transaction_item", transaction_key=str(taken["Id"]), progress="half")
    result = {"IsSuccessful": True, "Output": {"Paid": True}}
    sdk("queues.complete_transaction_item", transaction_key=str(taken["Id"]), result=result)
    (item,) = [one for one in sdk("queues.list_items")["value"] if one["Reference"] == "R3"]
    assert (item["Status"], item["Progress"], item["Output"]) == ("Successful", "half", {"Paid": True})


def test_attachments_come_back_as_they_went(sdk: Client, tmp_path: Path) -> None:
    key = sdk("attachments.upload", name="note.txt", content="content of the note")
    assert sdk("attachments.download", key=key, destination_path=str(tmp_path / "note")) == "note.txt"
    assert (tmp_path / "note").read_text() == "content of the note"
    sdk("attachments.delete", key=key)
    with pytest.raises(Raised):
        sdk("attachments.download", key=key, destination_path=str(tmp_path / "again"))


def test_jobs_are_started_found_and_stopped(sdk: Client, idle: Any) -> None:
    job = sdk("processes.invoke", name=idle["Name"], folder_path="Idle", input_arguments={"text": "x" * 20_000})
    found = sdk("jobs.retrieve", job_key=job["Key"], folder_path="Idle")
    assert (found["State"], found["InputArguments"]) == ("Pending", None)
    assert found["InputFile"]
    assert sdk("jobs.exists", job_key=job["Key"], folder_path="Idle")
    assert not sdk("jobs.exists", job_key="00000000-0000-4000-8000-000000000000")
    sdk("jobs.stop", job_keys=[job["Key"]], folder_path="Idle")
    assert sdk("jobs.retrieve", job_key=job["Key"], folder_path="Idle")["State"] == "Stopped"
    again = sdk("jobs.restart", job_key=job["Key"], folder_path="Idle")
    assert again["State"] == "Pending"
    assert again["Key"] in [one["Key"] for one in sdk("jobs.list", folder_path="Idle")["items"]]


def test_files_are_attached_to_jobs(sdk: Client, idle: Any) -> None:
    job = sdk("processes.invoke", name=idle["Name"], folder_path="Idle")
    page = {"name": "page.txt", "content": "text", "category": "Input"}
    key = sdk("jobs.create_attachment", job_key=job["Key"], folder_path="Idle", **page)
    assert sdk("jobs.list_attachments", job_key=job["Key"], folder_path="Idle") == [key]
