"""Files go into jobs and come out of them, at addresses that are signed."""

from tests.api import Api
from tests.jobs.words import attachment, path, put, running


async def test_an_attachment_is_put_and_fetched(api: Api) -> None:
    made = await attachment(await api.only("Jobs.Create"))
    seen = await (await api.only("Jobs.View")).get(f"Attachments({made['Id']})")
    access = seen["BlobFileAccess"]
    assert (access["Verb"], access["RequiresAuth"], access["Headers"]) == ("GET", False, {"Keys": [], "Values": []})
    assert await api.nobody().call("GET", path(access["Uri"])) == b"hello"


async def test_part_of_an_attachment_is_fetched(api: Api) -> None:
    made = await attachment(api, b"0123456789")
    uri = (await api.get(f"Attachments({made['Id']})"))["BlobFileAccess"]["Uri"]
    assert await api.nobody().call("GET", path(uri), 206, headers={"range": "bytes=2-4"}) == b"234"


async def test_an_address_ends(api: Api) -> None:
    made = await attachment(api)
    uri = (await api.get(f"Attachments({made['Id']})"))["BlobFileAccess"]["Uri"]
    await api.pass_time(hours=3)
    await api.nobody().call("GET", path(uri), 403)


async def test_an_address_to_read_is_none_to_write(api: Api) -> None:
    made = await attachment(api)
    uri = (await api.get(f"Attachments({made['Id']})"))["BlobFileAccess"]["Uri"]
    await api.nobody().call("PUT", path(uri), 403, content=b"other")
    await api.nobody().call("GET", path(uri)[:-2], 403)


async def test_an_attachment_is_deleted(api: Api) -> None:
    made = await attachment(api)
    await (await api.only("Jobs.Delete")).delete(f"Attachments({made['Id']})")
    await api.get(f"Attachments({made['Id']})", 404)


async def test_a_robot_fetches_the_large_input_of_its_job(api: Api) -> None:
    made = await attachment(api, b'{"name":"bob"}')
    bot, command, job = await running(api, InputFile=made["Id"])
    assert command["data"]["inputFile"] == made["Id"] == job["InputFile"]
    access = await bot.service.call("GET", "GetInputFileAccess", params={"jobKey": job["Key"]})
    assert (access["id"], access["blobFileAccess"]["verb"]) == (made["Id"], "GET")
    assert await bot.service.call("GET", path(access["blobFileAccess"]["uri"])) == b'{"name":"bob"}'


async def test_a_robot_leaves_a_large_output(api: Api) -> None:
    bot, command, job = await running(api)
    query = {"jobKey": job["Key"], "fileName": "output.json"}
    access = await bot.service.call("GET", "GetOutputFileAccess", params=query)
    assert access["blobFileAccess"]["headers"] == {"keys": [], "values": []}
    await put(api, {"Uri": access["blobFileAccess"]["uri"]}, b'{"sum":3}')
    await bot.report(command, "Successful", outputFile=access["id"])
    done = await api.get(f"Jobs({job['Id']})")
    uri = (await api.get(f"Attachments({done['OutputFile']})"))["BlobFileAccess"]["Uri"]
    assert await api.nobody().call("GET", path(uri)) == b'{"sum":3}'


async def test_attachments_belong_to_jobs(api: Api) -> None:
    _, _, job = await running(api)
    made = await attachment(api)
    said = {"attachmentId": made["Id"], "jobKey": job["Key"], "category": "report"}
    viewer = await api.only("Jobs.View")
    await viewer.call("POST", "/api/JobAttachments/Post", json=said)
    (linked,) = await viewer.call("GET", f"/api/JobAttachments/GetByJobKey?jobKey={job['Key']}")
    assert (linked["attachmentId"], linked["category"], linked["attachmentName"]) == (
        made["Id"],
        "report",
        "input.json",
    )


async def test_pictures_of_a_job_are_kept(api: Api) -> None:
    bot, command, job = await running(api)
    files = {
        "file": ("shot.png", b"\x89PNG", "image/png"),
        "robotKey": (None, command["robotKey"]),
        "jobKey": (None, job["Key"]),
    }
    await bot.service.call("POST", "UploadScreenshot", 204, files=files)
    viewer = await api.only("ExecutionMedia.View")
    (listed,) = (await viewer.get("ExecutionMedia"))["value"]
    assert (listed["JobId"], listed["Name"]) == (job["Id"], "shot.png")
    assert (await viewer.get(f"ExecutionMedia({listed['Id']})"))["ReleaseName"] == "Invoices"
    archive = await viewer.get(f"ExecutionMedia/DownloadMediaByJobId(jobId={job['Id']})")
    assert archive.startswith(b"PK")
    await (await api.only("ExecutionMedia.Delete")).post("ExecutionMedia/DeleteMediaByJobId", 204, jobId=job["Id"])
    await viewer.get(f"ExecutionMedia/DownloadMediaByJobId(jobId={job['Id']})", 404)


async def test_attachments_go_with_the_jobs_they_start(api: Api) -> None:
    made = await attachment(api)
    _, _, job = await running(api, Attachments=[{"attachmentId": made["Id"], "category": "input"}])
    (linked,) = await api.call("GET", f"/api/JobAttachments/GetByJobKey?jobKey={job['Key']}")
    assert (linked["attachmentId"], linked["category"]) == (made["Id"], "input")
