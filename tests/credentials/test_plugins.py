"""A package of a third party adds a type of store."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.domains.credentials.types import store_types
from tests.api import Api
from tests.assets.words import credential, read, robot
from tests.credentials.words import store

EXAMPLE = Path(__file__).parents[2] / "examples" / "credential-store"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example as pip would install it."""
    metadata = tmp_path / "podium_folder_store-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: podium-folder-store\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[podium.credential_stores]\nfolder = podium_folder_store:FOLDER\n")
    for place in (tmp_path, EXAMPLE):
        monkeypatch.syspath_prepend(str(place))
    store_types.cache_clear()
    yield
    store_types.cache_clear()
    sys.modules.pop("podium_folder_store", None)


@pytest.mark.usefixtures("installed")
async def test_an_installed_package_adds_a_type(api: Api, tmp_path: Path) -> None:
    viewer = await api.only("Assets.View")
    own = await robot(api, viewer)
    (tmp_path / "Login").write_text("from-a-file\n")
    made = await store(api, "Folder", Path=str(tmp_path))
    await credential(api, password="", CredentialStoreId=made["Id"])
    assert (await read(viewer, "Login", own.key))["CredentialPassword"] == "from-a-file"
    assert (await store(api, "Folder", "None", status=500, Path="/no/such/folder"))["errorCode"] == 2303
