"""Files are kept once, and gone a day after the last row let go of them."""

import hashlib
import os
from pathlib import Path

import pytest

from podium.app import SETUP, Podium
from podium.kernel import blobs
from podium.kernel.context import Context
from podium.kernel.stores import Directory
from tests.api import Clock

FILE = b"content " * 1000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(FILE)
    return path


async def keep(podium: Podium, file: Path) -> str:
    async def work(ctx: Context) -> str:
        return (await blobs.keep(ctx, file)).hash

    return await podium.db.alone(SETUP, work)


def stored(podium: Podium) -> list[str]:
    store = podium.db.blobs.store
    assert isinstance(store, Directory)
    return [path.name for path in store.root.rglob("*") if path.is_file()]


async def sweep(podium: Podium, clock: Clock, **later: float) -> int:
    clock.pass_(**later)
    return await podium.db.alone(SETUP, blobs.sweep)


async def test_a_file_is_known_by_its_content_and_kept_once(podium: Podium, file: Path) -> None:
    first, second = await keep(podium, file), await keep(podium, file)
    assert first == second == hashlib.sha256(FILE).hexdigest()
    assert stored(podium) == [first]


async def test_a_file_that_no_row_refers_to_is_swept_after_a_day(podium: Podium, clock: Clock, file: Path) -> None:
    await keep(podium, file)
    assert await sweep(podium, clock, hours=23) == 0
    assert await sweep(podium, clock, hours=2) == 1
    assert stored(podium) == []


async def test_a_file_that_is_put_again_stays_for_another_day(podium: Podium, clock: Clock, file: Path) -> None:
    await keep(podium, file)
    clock.pass_(hours=23)
    await keep(podium, file)
    assert await sweep(podium, clock, hours=2) == 0
    assert len(stored(podium)) == 1


async def test_a_lost_file_is_stored_again(podium: Podium, file: Path) -> None:
    name = await keep(podium, file)
    podium.db.blobs.store.delete(name)
    await keep(podium, file)
    assert stored(podium) == [name]


async def test_a_write_that_was_interrupted_leaves_nothing_that_counts_as_a_file(tmp_path: Path, file: Path) -> None:
    store = Directory(tmp_path / "files")
    store.put("ab12", file)
    (store.unfinished / "half").write_bytes(FILE[:10])
    assert store.size("half") is None
    assert store.size("ab12") == len(FILE)


async def test_what_interrupted_writes_left_is_removed_after_a_day(tmp_path: Path, file: Path) -> None:
    store = Directory(tmp_path / "files")
    store.put("ab12", file)
    old, new = store.unfinished / "old", store.unfinished / "new"
    for half in (old, new):
        half.write_bytes(b"half")
    os.utime(old, (0, 0))
    store.tidy()
    assert (old.exists(), new.exists()) == (False, True)
