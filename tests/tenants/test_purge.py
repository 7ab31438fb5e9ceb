"""Of a tenant that was deleted nothing is left, in whatever table it was."""

import pytest

from podium.kernel.entity import METADATA
from tests.api import Api
from tests.identity.words import user
from tests.tenants.words import host
from tests.world import furnish

TENANT = 1
OF_THE_INSTALLATION = frozenset(
    {"blobs", "ended_tokens", "engine_leases", "host_licenses", "installation", "removed_queues", "signing_keys"}
    | {"tenants"}
)
"""Tables whose rows are nobody's: the files and endings among them go when nothing needs them any more."""


async def count(api: Api, condition: str, *arguments: int) -> int:
    return int(await api.podium.db.pool.fetchval(f"SELECT count(*) FROM {condition}", *arguments))


async def test_every_table_says_whose_its_rows_are() -> None:
    silent = {
        table.name
        for table in METADATA.sorted_tables
        if "tenant_id" not in table.c and not table.info["record"].part_of
    }
    assert silent == OF_THE_INSTALLATION


@pytest.mark.slow
async def test_nothing_is_left_of_a_deleted_tenant(api: Api) -> None:
    await furnish(api)
    await user(api, "lee", Password="open sesame 1", EmailAddress="ann@example.test")
    await api.queue("Unique", EnforceUniqueReference=True)
    await api.add("Unique", Reference="R1")
    await api.take()
    parts = [table.name for table in METADATA.sorted_tables if table.info["record"].part_of]
    assert await count(api, "queue_used_references") == 1
    await (await host(api)).delete(f"Tenants({TENANT})")
    await api.pass_time(hours=1)
    named = [table.name for table in METADATA.sorted_tables if "tenant_id" in table.c]
    left = {name: await count(api, f"{name} WHERE tenant_id = $1", TENANT) for name in named}
    left |= {name: await count(api, name) for name in parts}
    assert {name: rows for name, rows in left.items() if rows} == {}
    assert await count(api, "tenants WHERE id = $1", TENANT) == 0
