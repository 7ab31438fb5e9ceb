"""Jobs are kept for as long as their process says."""

import json

from tests.api import Api
from tests.buckets.words import bucket, fetch, paths
from tests.jobs.words import api_trigger, running, suspend


async def test_a_job_that_has_ended_is_forgotten_after_a_month(api: Api) -> None:
    bot, command, job = await running(api)
    made = await api.post("Attachments", 201, Name="report.txt", JobKey=job["Key"])
    await bot.report(command, "Successful")
    await api.pass_time(days=29)
    await api.get(f"Jobs({job['Id']})")
    await api.pass_time(days=2)
    await api.get(f"Jobs({job['Id']})", 404)
    await api.get(f"Attachments({made['Id']})", 404)


async def test_a_job_that_waits_forever_is_forgotten_after_half_a_year(api: Api) -> None:
    bot, command, job = await running(api)
    await suspend(bot, command, api_trigger())
    await api.pass_time(days=179)
    await api.get(f"Jobs({job['Id']})")
    await api.pass_time(days=2)
    await api.get(f"Jobs({job['Id']})", 404)


async def test_jobs_are_written_down_in_a_bucket_before_they_are_forgotten(api: Api) -> None:
    bot, command, job = await running(api)
    made = await bucket(api)
    (release,) = (await api.get("Releases"))["value"]
    await api.put(f"ReleaseRetention({release['Id']})", Action="Archive", Period=10, BucketId=made["Id"])
    await bot.report(command, "Successful", outputArguments='{"total": 3}')
    await api.pass_time(days=9)
    assert await paths(api, made) == []
    await api.pass_time(days=2)
    await api.get(f"Jobs({job['Id']})", 404)
    (path,) = await paths(api, made)
    (line,) = (await fetch(api, made, path)).text.splitlines()
    kept = json.loads(line)
    assert (kept["Key"], kept["State"], kept["OutputArguments"]) == (job["Key"], "Successful", '{"total": 3}')


async def test_jobs_stay_while_their_bucket_takes_nothing(api: Api) -> None:
    bot, command, job = await running(api)
    made = await bucket(api, Options="ReadOnly")
    (release,) = (await api.get("Releases"))["value"]
    await api.put(f"ReleaseRetention({release['Id']})", Action="Archive", Period=10, BucketId=made["Id"])
    await bot.report(command, "Successful")
    await api.pass_time(days=20)
    assert (await api.get(f"Jobs({job['Id']})"))["State"] == "Successful"
