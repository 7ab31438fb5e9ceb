"""Files may lie in an object store: the same promises, kept by a real one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from podium.app import Podium, Settings, build, started
from podium.kernel.stores import Bucket
from tests.api import Api, Clock
from tests.databases import MASTER_KEY
from tests.object_stores import s3_server
from tests.processes.words import NS, nupkg, upload

pytestmark = pytest.mark.slow
LARGE = 20_000_000


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with s3_server(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield "s3://podium/files"


async def read(bucket: Bucket, name: str) -> bytes:
    return b"".join([chunk async for chunk in bucket.read(name)])


async def test_files_of_any_size_are_kept_read_and_removed(address: str, tmp_path: Path) -> None:
    bucket, file = Bucket(address), tmp_path / "file"
    for content in (b"", b"small", bytes(range(256)) * (LARGE // 256)):
        file.write_bytes(content)
        bucket.put("ab12", file)
        assert (bucket.size("ab12"), await read(bucket, "ab12") == content) == (len(content), True)
    for _ in range(2):
        bucket.delete("ab12")
    assert bucket.size("ab12") is None


@pytest.fixture
async def podium(database_url: str, clock: Clock, address: str) -> AsyncIterator[Podium]:
    made = build(Settings(database_url, MASTER_KEY, address, any_organization=True), clock)
    async with started(made, engine=False):
        yield made


async def test_packages_are_published_fetched_and_swept(api: Api) -> None:
    await upload(api, nupkg())
    await api.pass_time(hours=50)
    assert await api.get(f"Processes/{NS}.DownloadPackage(key='Invoices:1.0.0')") == nupkg()
    store, (row,) = api.podium.db.blobs.store, await api.podium.db.pool.fetch("SELECT hash, size FROM blobs")
    assert store.size(row["hash"]) == row["size"] == len(nupkg())
    await api.delete("Processes('Invoices:1.0.0')")
    await api.pass_time(hours=2)
    assert store.size(row["hash"]) is None
