"""A claim costs the database the same however many items wait."""

from typing import Any

import msgspec
import pytest

from podium.domains.queues.queries.items import next_items
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from tests.api import Api
from tests.queues.words import bulk

pytestmark = pytest.mark.slow
FEW, MANY = 10, 30_000


async def fill(api: Api, queue: str, count: int) -> None:
    await api.queue(queue)
    for start in range(0, count, 5000):
        await bulk(api, *({"Reference": f"{start + n}"} for n in range(min(5000, count - start))), queue=queue)


async def pages(api: Api, queue: int, reference: str | None = None) -> int:
    """The pages that the statement of a claim reads."""

    async def explained(ctx: Context) -> list[Any]:
        claim = next_items(ctx, queue, reference, None, None)
        sql, arguments = claim.shape.take, (*claim.arguments, [], 1)
        await ctx.unit.run(sql, arguments, locks=True)
        explain = sql._replace(text=f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql.text}")
        return await ctx.unit.run(explain, arguments, locks=True)

    ((answer,),) = await api.podium.db.alone(Place(Caller("test"), tenant_id=1, folder_id=1), explained)
    plan = msgspec.json.decode(answer)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


async def test_a_claim_reads_as_many_pages_with_many_items_as_with_few(api: Api) -> None:
    await fill(api, "Few", FEW)
    await fill(api, "Many", MANY)
    await api.podium.db.pool.execute("VACUUM ANALYZE queue_items")
    assert await pages(api, 2) == await pages(api, 1)


async def test_a_claim_by_reference_looks_at_no_other_items(api: Api) -> None:
    await fill(api, "Many", MANY)
    await api.podium.db.pool.execute("VACUUM ANALYZE queue_items")
    assert await pages(api, 1, reference=f"{MANY - 1}") < 10
