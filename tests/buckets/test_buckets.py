"""Buckets are made, changed, shared and deleted."""

import json
from uuid import uuid4

import pytest

from tests.api import FOLDER, Api
from tests.assets.words import folder, within
from tests.buckets.words import ODATA, ask, bucket, fetch, paths, put


async def test_every_operation_works_with_exactly_its_permission(api: Api) -> None:
    made = await bucket(await api.only("Buckets.Create"), Description="d", Tags=[{"Name": "x"}])
    viewer = await api.only("Buckets.View")
    assert (await viewer.get(f"Buckets({made['Id']})"))["FoldersCount"] == 1
    assert (await viewer.get("Buckets", filter="contains(tolower(Name), tolower('FIL'))"))["@odata.count"] == 1
    found = await viewer.get(f"Buckets/{ODATA}.GetByKey(identifier='{made['Identifier']}')")
    assert (found["Name"], found["CredentialStoreId"], found["Options"]) == ("Files", None, "None")
    body = {"Name": "Renamed", "Identifier": made["Identifier"]}
    assert (await (await api.only("Buckets.Edit")).put(f"Buckets({made['Id']})", 200, **body))["Name"] == "Renamed"
    await put(await api.only("Buckets.View", "BlobFiles.Create"), made, "d/f")
    looker = await api.only("Buckets.View", "BlobFiles.View")
    assert (await paths(looker, made), (await fetch(looker, made, "d/f")).content) == (["/d/f"], b"content")
    await ask(looker, made, "GetFile", path="d/f")
    assert [one["FullPath"] for one in (await ask(looker, made, "GetDirectories"))["value"]] == ["/d"]
    assert (await looker.call("GET", f"/api/Buckets/{made['Id']}/ListFiles"))["items"]
    remover = await api.only("Buckets.View", "BlobFiles.Delete")
    await remover.delete(f"Buckets({made['Id']})/{ODATA}.DeleteFile?path=d/f")
    await (await api.only("Buckets.Delete")).delete(f"Buckets({made['Id']})")


async def test_whoever_is_signed_in_may_ask_across_folders(api: Api) -> None:
    made, other = await bucket(api), await folder(api)
    anyone = await api.only(folder=None)
    assert (await anyone.get(f"Buckets/{ODATA}.GetBucketsAcrossFolders"))["value"] == []
    assert (await anyone.get(f"Buckets/{ODATA}.GetFoldersForBucket(id={made['Id']})"))["TotalFoldersCount"] == 1
    await anyone.post(f"Buckets/{ODATA}.ShareToFolders", 204, BucketIds=[made["Id"]])
    await api.post(f"Buckets/{ODATA}.ShareToFolders", 204, BucketIds=[made["Id"]], ToAddFolderIds=[other])
    there = within(api, other)
    await put(there, made, "f")
    assert await paths(api, made) == ["/f"]
    across = await api.call("GET", f"Buckets/{ODATA}.GetBucketsAcrossFolders?excludeFolderId={FOLDER}")
    assert across["value"] == []


async def test_buckets_of_a_folder_have_different_names(api: Api) -> None:
    made = await bucket(api)
    assert (await bucket(api, "FILES", 409))["errorCode"] == 1001
    assert (await bucket(api, "Other", 409, Identifier=made["Identifier"]))["errorCode"] == 1004
    other = await bucket(api, "Other")
    body = {"Name": "files", "Identifier": other["Identifier"]}
    assert (await api.put(f"Buckets({other['Id']})", 409, **body))["errorCode"] == 1001


async def test_a_bucket_that_is_only_read_from_takes_no_files(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f")
    late = (await ask(api, made, "GetWriteUri", path="g"))["Uri"]
    await api.put(f"Buckets({made['Id']})", Name="Files", Identifier=made["Identifier"], Options="readonly")
    assert (await ask(api, made, "GetWriteUri", 403, path="g"))["errorCode"] == 1017
    assert (await api.delete(f"Buckets({made['Id']})/{ODATA}.DeleteFile?path=f", 403))["errorCode"] == 1017
    assert (await api.nobody().http.put(late, content=b"x")).status_code == 403
    assert (await fetch(api, made, "f")).status_code == 200


async def noted(api: Api, action: str) -> list[str]:
    """What was done to files, by the audit."""
    found = await api.get("AuditLogs", filter=f"Component eq 'Buckets' and Action eq '{action}'", expand="Entities")
    return [json.loads(entity["CustomData"])["FullPath"] for one in found["value"] for entity in one["Entities"]]


async def test_readers_of_a_bucket_are_noted_where_it_says_so(api: Api) -> None:
    quiet, made = await bucket(api), await bucket(api, "Noted", Options="AuditReadAccess, ReadOnly")
    await put(api, quiet, "f")
    await fetch(api, quiet, "f")
    assert (made["Options"], await noted(api, "CreateBlobFileSas")) == ("ReadOnly, AuditReadAccess", [])
    await api.put(f"Buckets({quiet['Id']})", Name="F", Identifier=quiet["Identifier"], Options="AuditReadAccess")
    await fetch(api, quiet, "f")
    assert await noted(api, "CreateBlobFileSas") == ["/f"]


async def test_who_deletes_a_file_is_noted(api: Api) -> None:
    made = await bucket(api)
    await put(api, made, "f")
    await api.delete(f"Buckets({made['Id']})/{ODATA}.DeleteFile?path=f")
    assert await noted(api, "DeleteBlobFile") == ["/f"]


@pytest.mark.parametrize("wrong", [{"Options": "Everything"}, {"StorageProvider": "Elsewhere"}])
async def test_a_bucket_must_make_sense(api: Api, wrong: dict[str, str]) -> None:
    assert (await bucket(api, status=400, Name="A", Identifier=str(uuid4()), **wrong))["errorCode"] == 1000
