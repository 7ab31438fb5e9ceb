"""What a tenant may choose about all of its triggers."""

from typing import Any

import pytest

from tests.api import Api
from tests.jobs.words import process
from tests.triggers.test_queue_triggers import add, queue_trigger
from tests.triggers.words import jobs, ready, shown, trigger, until_next


async def choose(api: Api, name: str, value: str) -> None:
    await api.put(f"Settings('{name}')", Name=name, Value=value)


async def enabled_after(api: Api, failures: int, **settings: Any) -> bool:
    """Whether a trigger is still on that could start nothing for so many hours."""
    made = await trigger(api, await process(api), **settings)
    for _ in range(failures):
        await until_next(api, made)
    return bool((await shown(api, made))["Enabled"])


@pytest.mark.parametrize(("count", "days", "enabled"), [("3", "0", False), ("4", "0", True), ("0", "0", True)])
async def test_after_so_many_failures_a_trigger_is_switched_off(api: Api, count: str, days: str, enabled: bool) -> None:
    await choose(api, "Triggers.DisableWhenFailedCount", count)
    await choose(api, "Triggers.DisableWhenFailingSinceDays", days)
    assert await enabled_after(api, 3) is enabled


@pytest.mark.slow
async def test_a_trigger_may_fail_for_longer_than_a_day(api: Api) -> None:
    await choose(api, "Triggers.DisableWhenFailingSinceDays", "2")
    assert await enabled_after(api, 30) is True


async def test_queue_triggers_count_their_own_jobs_where_the_tenant_says_so(api: Api) -> None:
    await choose(api, "Triggers.JobsCountStrategy", "PERTRIGGER")
    key, queue = await ready(api), await api.queue()
    for name in ("First", "Second"):
        await queue_trigger(api, key, queue, name, MaxJobsForActivation=2)
    await queue_trigger(api, key, queue, "Third", MaxJobsForActivation=2, JobsCountStrategy="PerProcess")
    await add(api, 2)
    assert len(await jobs(api)) == 4
