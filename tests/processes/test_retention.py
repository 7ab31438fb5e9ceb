"""How long jobs are kept is said with a process or afterwards."""

from typing import Any

import pytest

from tests.api import Api
from tests.processes.words import NS, deployed, nupkg, release, upload

USUAL = {"Action": "Delete", "Period": 30, "BucketId": None}


async def retention(api: Api, row: Any) -> Any:
    found = await api.get(f"ReleaseRetention({row['Id']})")
    assert found["ReleaseId"] == row["Id"]
    return {name: found[name] for name in USUAL}


async def test_jobs_are_kept_for_thirty_days_unless_a_process_says_otherwise(api: Api) -> None:
    row = await deployed(api)
    assert await retention(api, row) == USUAL
    body = {"ProcessKey": "Invoices", "ProcessVersion": "1.0.0", "RetentionAction": "Delete", "RetentionPeriod": 7}
    stale = {"StaleRetentionAction": "Delete", "StaleRetentionPeriod": 90, "StaleRetentionBucketId": None}
    other = await api.post(f"Releases/{NS}.CreateRelease", 201, **{"Name": "Other", **body, **stale})
    assert (await retention(api, other))["Period"] == 7
    listed = (await (await api.only("Processes.View")).get("ReleaseRetention"))["value"]
    assert {one["ReleaseId"] for one in listed} == {row["Id"], other["Id"]}


async def test_it_is_changed_and_reset(api: Api) -> None:
    row = await deployed(api)
    path = f"ReleaseRetention({row['Id']})"
    editor = await api.only("Processes.Edit")
    assert await editor.put(path, ReleaseId=row["Id"], Action="None", Period=0) == {}
    assert (await retention(api, row))["Action"] == "None"
    await editor.put(path, Action="Archive", Period=90, BucketId=5)
    await editor.put(path, Action="None", Period=0, Type="Stale")
    assert await retention(api, row) == {"Action": "Archive", "Period": 90, "BucketId": 5}
    await editor.delete(path)
    assert await retention(await api.only("Processes.View"), row) == USUAL


@pytest.mark.parametrize(
    "body",
    [
        {"Action": "Delete", "Period": 0},
        {"Action": "Delete", "Period": 181},
        {"Action": "Archive", "Period": 30},
        {"Action": "Delete", "Period": 30, "BucketId": 5},
    ],
)
async def test_what_makes_no_sense_is_refused(api: Api, body: dict[str, Any]) -> None:
    row = await deployed(api)
    assert (await api.put(f"ReleaseRetention({row['Id']})", 400, **body))["errorCode"] == 1009


async def test_it_goes_with_its_process(api: Api) -> None:
    row = await deployed(api)
    await api.delete(f"Releases({row['Id']})")
    await api.get(f"ReleaseRetention({row['Id']})", 404)


async def test_a_process_with_senseless_retention_is_not_made(api: Api) -> None:
    await upload(api, nupkg())
    assert (await release(api, 400, RetentionAction="Delete", RetentionPeriod=500))["errorCode"] == 1009
    assert (await api.get("Releases"))["value"] == []
