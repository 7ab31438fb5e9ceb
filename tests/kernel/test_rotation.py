"""Keys are replaced while secrets are read and written, and the former ones are worth nothing."""

import asyncio
import secrets

import pytest

from podium.app import Podium
from podium.kernel import rotation
from podium.kernel.context import Context
from podium.kernel.rotation import KEEPER, every_key, rotate
from podium.kernel.vault import Vault, master_keys, name_of
from tests.api import Api
from tests.assets.words import credential, read, robot
from tests.databases import MASTER_KEY


def with_new_master(podium: Podium) -> bytes:
    """A newer master key beside the one there was, as a process finds it that reads them again."""
    new = secrets.token_bytes(32)
    podium.db.vault = Vault(MASTER_KEY, lambda: [new, MASTER_KEY])
    return new


async def masters(podium: Podium) -> set[str]:
    async def look(ctx: Context) -> set[str]:
        return {key.master for key in await ctx.all(every_key(ctx))}

    return await podium.db.alone(KEEPER, look)


async def test_keys_are_rotated_under_a_load_of_reads_and_writes(podium: Podium, api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    made = [await credential(api, f"Login {number}", f"pw {number}") for number in range(6)]

    async def write(number: int) -> None:
        for turn in range(8):
            await api.patch(f"Assets({made[number]['Id']})", CredentialPassword=f"pw {number} {turn}")

    async def look(number: int) -> None:
        for _ in range(8):
            got = await read(viewer, f"Login {number}", own.key)
            assert got["CredentialPassword"].startswith(f"pw {number}")

    new = with_new_master(podium)
    loads = [*map(write, range(3)), *map(look, range(6))]
    await asyncio.gather(rotate(podium.db), *loads)
    await podium.db.alone(KEEPER, rotation.finish)
    podium.db.vault = Vault(new)
    for number in range(6):
        expected = f"pw {number} 7" if number < 3 else f"pw {number}"
        assert (await read(viewer, f"Login {number}", own.key))["CredentialPassword"] == expected


async def test_the_former_master_key_opens_nothing(podium: Podium, api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api)
    new = with_new_master(podium)
    await rotate(podium.db)
    assert await masters(podium) == {name_of(new)}
    podium.db.vault = Vault(MASTER_KEY)
    assert (await read(viewer, "Login", own.key, 500))["errorCode"] == 1800
    podium.db.vault = Vault(MASTER_KEY, lambda: master_keys("no key"))
    assert (await read(viewer, "Login", own.key, 500))["errorCode"] == 1801


async def test_a_file_that_holds_no_keys_any_more_is_told_as_such(podium: Podium, api: Api) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    await credential(api)
    podium.db.vault = Vault(secrets.token_bytes(32), lambda: master_keys("no key"))
    error = await read(viewer, "Login", own.key, 500)
    assert (error["errorCode"], "32 bytes" in error["details"]["mend"]) == (1801, True)


async def retired(podium: Podium) -> int:
    return int(await podium.db.pool.fetchval("SELECT count(*) FROM data_keys WHERE retired IS NOT NULL"))


async def test_retired_keys_seal_nothing_and_are_forgotten_a_day_later(podium: Podium, api: Api) -> None:
    await credential(api)
    assert await rotate(podium.db) > 0
    assert await podium.db.alone(KEEPER, rotation.reseal) == 0
    await api.pass_time(hours=23)
    assert await retired(podium) == 2
    await api.pass_time(hours=2)
    assert await retired(podium) == 0


async def test_a_rotation_is_no_change_that_anybody_made(podium: Podium, api: Api) -> None:
    await credential(api)
    before = await podium.db.pool.fetchval("SELECT count(*) FROM audit_logs")
    await rotate(podium.db)
    assert await podium.db.pool.fetchval("SELECT count(*) FROM audit_logs") == before


@pytest.mark.parametrize("size", [1, 3])
async def test_many_secrets_are_sealed_anew_batch_by_batch(
    podium: Podium, api: Api, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(rotation, "BATCH", size)
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    for number in range(4):
        await credential(api, f"Login {number}", f"pw {number}")
    await rotate(podium.db)
    assert (await read(viewer, "Login 3", own.key))["CredentialPassword"] == "pw 3"
