"""Jobs are kept for as long as their process says."""

from tests.api import Api
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
