"""Packages are read as they were made, and refused when they were made to do harm."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from podium.domains.processes.errors import InvalidPackageDetails, InvalidPackageVersion, PathTooLong
from podium.domains.processes.nupkg.package import Contents, read_package
from tests.processes.words import nupkg, nuspec, zipped

STUDIO = {
    "name": "Invoices",
    "main": "Main.xaml",
    "targetFramework": "Windows",
    "runtimeOptions": {"isAttended": True, "requiresUserInteraction": True},
    "designOptions": {"outputType": "Process"},
    "entryPoints": [
        {
            "filePath": "Main.xaml",
            "uniqueId": "6f9619ff-8b86-d011-b42d-00c04fc964ff",
            "input": [{"name": "in_Amount", "type": "System.Int32", "required": True, "hasDefault": False}],
            "output": [{"name": "out_Done", "type": "System.Boolean"}],
        },
        {
            "filePath": "Flows\\Other.xaml",
            "uniqueId": "6f9619ff-8b86-d011-b42d-00c04fc964fe",
            "input": [],
            "output": [],
        },
    ],
}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_bytes(content: bytes) -> Contents:
        path = tmp_path / "package.nupkg"
        path.write_bytes(content)
        return read_package(path)

    return read_bytes


def package(files: dict[str, Any], name: str = "Invoices", version: str = "1.0.0", more: str = "") -> bytes:
    texts = {
        path: content if isinstance(content, str | bytes) else json.dumps(content) for path, content in files.items()
    }
    return zipped({f"{name}.nuspec": nuspec(name, version, more), **texts})


def test_a_package_of_studio_is_understood(read: Any) -> None:
    told = read(package({"lib/net6.0-windows7.0/project.json": STUDIO, "lib/net6.0-windows7.0/Invoices.dll": b""}))
    project = told.project
    assert (project.kind, project.framework, told.is_compiled) == ("Process", "Windows", True)
    assert (project.is_attended, project.requires_user_interaction, project.several_entry_points) == (True, True, True)
    assert [point.path for point in project.entry_points] == ["Main.xaml", "Flows\\Other.xaml"]
    assert json.loads(project.main.input)[0]["name"] == "in_Amount"


def test_an_old_package_of_studio_begins_with_its_main_file(read: Any) -> None:
    old = {"main": "Start.xaml", "arguments": {"input": [{"name": "a"}], "output": []}}
    project = read(package({"lib/net45/project.json": old})).project
    assert (project.kind, project.framework, project.several_entry_points) == ("Process", "Legacy", False)
    assert (project.main.path, project.main.input) == ("Start.xaml", '[{"name":"a"}]')


def test_the_descriptor_says_where_the_documents_are(read: Any) -> None:
    files = {"operate.json": "content/meta/o.json", "entry-points.json": "content/meta/e.json"}
    project = read(
        package(
            {
                "content/package-descriptor.json": {"files": files},
                "content/meta/o.json": {"main": "b", "contentType": "Tests", "targetFramework": "Portable"},
                "content/meta/e.json": {"entryPoints": [{"filePath": "a"}, {"filePath": "b"}]},
            }
        )
    ).project
    assert (project.kind, project.main.path) == ("TestAutomationProcess", "b")


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"content/pyproject.toml": ""}, "main"),
        ({"content/main.py": ""}, "main"),
        ({"lib/net45/Main.xaml": ""}, "Main.xaml"),
        ({"lib/net45/Some.dll": b""}, None),
    ],
)
def test_a_package_without_a_project_begins_with_what_is_there(read: Any, files: dict[str, Any], entry: str) -> None:
    main = read(package(files)).project.main
    assert (main and main.path) == entry


def test_an_entry_point_without_an_id_keeps_the_same_one(read: Any) -> None:
    ids = [read(package({"content/main.py": ""}, version=v)).project.main.unique_id for v in ("1.0.0", "2.0.0")]
    assert ids[0] == ids[1]


def test_the_nuspec_names_dependencies_for_all_frameworks_and_for_some(read: Any) -> None:
    more = """<dependencies><dependency id="A" version="1.0"/>
        <group targetFramework="net6.0"><dependency id="B" version="[2.0,3.0)"/></group></dependencies>"""
    found = read(package({}, more=more)).nuspec.dependencies
    assert [(one.id, one.range, one.framework) for one in found] == [("A", "1.0", ""), ("B", "[2.0,3.0)", "net6.0")]


def test_long_texts_are_cut(read: Any) -> None:
    notes = read(package({}, more=f"<releaseNotes>{'x' * 40_000}</releaseNotes>")).nuspec.release_notes
    assert len(notes) == 35_000


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><package><metadata><id>&a;</id><version>1</version></metadata></package>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no zip at all", "no readable archive"),
        (b"", "no readable archive"),
        (nupkg()[:-30], "no readable archive"),
        (zipped({"readme.txt": "x"}), "exactly one .nuspec"),
        (zipped({"a.nuspec": nuspec("a", "1"), "b.nuspec": nuspec("b", "1")}), "exactly one .nuspec"),
        (zipped({"a.nuspec": "<package"}), "no XML"),
        (zipped({"a.nuspec": "<package/>"}), "no metadata"),
        (zipped({"a.nuspec": BOMB}), "document type"),
        (zipped({"a.nuspec": BOMB.encode("utf-16")}), "document type"),
        (zipped({"a.nuspec": "<a>" * 40 + "</a>" * 40}), "nested too deeply"),
        (zipped({"a.nuspec": b" " * 5_000_000}), "larger than"),
        (package({}, name="e vil"), "no id of a package"),
        (package({}, name="a" * 101), "no id of a package"),
        (package({"../../etc/passwd": "x"}), "a path that is not accepted"),
        (package({"/etc/passwd": "x"}), "a path that is not accepted"),
        (package({"content/..%2f..%2fx": "x"}), "a path that is not accepted"),
        (package({"content/a\\b": "x"}), "a path that is not accepted"),
        (package({"C:/x": "x"}), "a path that is not accepted"),
        (package({"content/a": "x", "content/A": "y"}), "a path that is not accepted"),
        (package({"content/operate.json": "{"}), "cannot be read"),
        (package({"content/operate.json": {"main": 5}}), "cannot be read"),
        (package({"content/entry-points.json": {"entryPoints": [{"filePath": "a\0b"}]}}), "no path of an entry point"),
    ],
)
def test_a_harmful_or_broken_package_is_refused(read: Any, content: bytes, why: str) -> None:
    with pytest.raises(InvalidPackageDetails) as refused:
        read(content)
    assert why in refused.value.details


def test_a_package_that_would_fill_the_disk_is_refused(read: Any) -> None:
    with pytest.raises(InvalidPackageDetails) as refused:
        read(package({"content/zeros": b"\0" * 110_000_000}))
    assert "far more than it is" in refused.value.details


def test_a_link_in_a_package_is_refused(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "linked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.nuspec", nuspec("a", "1"))
        link = zipfile.ZipInfo("content/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InvalidPackageDetails, match="Invalid package details"):
        read(path.read_bytes())


@pytest.mark.slow
def test_more_files_than_any_package_has_are_refused(read: Any) -> None:
    with pytest.raises(InvalidPackageDetails) as refused:
        read(zipped({f"content/{n}": "" for n in range(50_001)}))
    assert "more than 50000 files" in refused.value.details


def test_a_directory_that_claims_to_be_huge_is_not_read(read: Any) -> None:
    huge = b"\0" * 20_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(huge), 0, 0)
    with pytest.raises(InvalidPackageDetails) as refused:
        read(huge + end)
    assert "directory is too large" in refused.value.details


def test_a_version_that_is_none_is_refused(read: Any) -> None:
    with pytest.raises(InvalidPackageVersion):
        read(package({}, version="1.0a"))


def test_a_path_too_long_for_file_systems_is_refused(read: Any) -> None:
    with pytest.raises(PathTooLong):
        read(package({f"content/{'d/' * 150}x": "x"}))
