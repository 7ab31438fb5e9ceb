"""A package is unpacked only where it belongs, and says how it wants to be run."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from podium.robot import archive
from podium.robot.archive import safe_path, unpack
from podium.robot.errors import NotPrepared
from podium.robot.manifest import Kind, Manifest, read_manifest
from podium.robot.packages import Packages
from podium.robot.server import Server
from podium.robot.settings import Settings
from tests.robot import samples


def test_only_the_content_is_unpacked(tmp_path: Path) -> None:
    unpack(samples.archive({"a.nuspec": "", "content/a/b.txt": "b", "content/": ""}), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == ["a/b.txt"]


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "c:/x", "a\\..\\x"])
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotPrepared, match="leads elsewhere"):
        unpack(samples.archive({"content/good.txt": "", f"content/{name}": ""}), tmp_path / "to")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("content/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(NotPrepared):
        safe_path(link)


@pytest.mark.parametrize("bytes_", [b"", b"no archive", samples.archive({"other/x": ""})])
def test_what_holds_nothing_to_run_is_refused(tmp_path: Path, bytes_: bytes) -> None:
    with pytest.raises(NotPrepared):
        unpack(bytes_, tmp_path)


def test_a_package_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 10)
    with pytest.raises(NotPrepared, match="more than 10 bytes"):
        unpack(samples.archive({"content/x": "x" * 11}), tmp_path)


PROJECT = '[project]\nname = "x"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("files", "manifest"),
    [
        ({"main.py": "def main(): pass"}, Manifest(Kind.PLAIN, "main:main")),
        ({"main.py": "print(1)"}, Manifest(Kind.PLAIN, "main.py")),
        ({"pyproject.toml": '[tool.podium]\nmain = "a:b"'}, Manifest(Kind.PLAIN, "a:b")),
        ({"pyproject.toml": PROJECT + '[project.scripts]\ngo = "a:b"'}, Manifest(Kind.PLAIN, "a:b")),
        (
            {"main.py": "", "pyproject.toml": PROJECT + 'dependencies = ["rich"]\nrequires-python = ">=3.11"'},
            Manifest(Kind.PLAIN, "main.py", ("rich",), ">=3.11"),
        ),
        ({"uipath.json": "{}"}, Manifest(Kind.UIPATH, "", ("uipath",))),
        ({"pyproject.toml": PROJECT + 'dependencies = ["uipath>=2"]'}, Manifest(Kind.UIPATH, "", ("uipath>=2",))),
        (
            {"pyproject.toml": PROJECT + 'dependencies = ["uipath-langchain"]'},
            Manifest(Kind.UIPATH, "", ("uipath-langchain",)),
        ),
        (
            {"pyproject.toml": PROJECT + 'dependencies = ["uipath"]\n[tool.podium]\nmain = "a:b"'},
            Manifest(Kind.PLAIN, "a:b", ("uipath",)),
        ),
    ],
)
def test_how_a_package_is_run(tmp_path: Path, files: dict[str, str], manifest: Manifest) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert read_manifest(tmp_path) == manifest


@pytest.mark.parametrize("files", [{}, {"main.py": "def ("}, {"pyproject.toml": "[[["}])
def test_a_package_that_cannot_be_run_says_why(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(NotPrepared):
        read_manifest(tmp_path)


async def test_what_no_job_has_used_for_long_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / "packages" / "old", tmp_path / "packages" / "new"
    for folder in (old, new):
        (folder / "content").mkdir(parents=True)
    os.utime(old, (0, 0))
    async with Server(Settings(url="http://h", machine_key="k")) as server:
        Packages(tmp_path / "packages", server).prune()
    assert (old.exists(), new.exists()) == (False, True)
