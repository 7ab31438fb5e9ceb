"""A directory becomes a package that a feed takes and a robot runs."""

import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from podium.robot.errors import NotPrepared
from podium.robot.pack import pack
from podium.robot.service import Robot
from podium.robot.signature import input_schema
from tests.robot.orchestrator import Orchestrator

PROJECT = """
[project]
name = "greeter"
version = "1.2.3"
description = "Says hello & more"
authors = [{name = "Ann"}]
[tool.podium]
main = "main:greet"
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    directory = tmp_path / "greeter"
    (directory / "__pycache__").mkdir(parents=True)
    (directory / "__pycache__" / "main.pyc").write_text("")
    (directory / ".env").write_text("SECRET=1")
    (directory / "LICENSE").write_text("")
    (directory / "pyproject.toml").write_text(PROJECT)
    (directory / "main.py").write_text("def greet(name: str, times: int = 1): return {'text': name * times}")
    return directory


def read(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_says_who_it_is(directory: Path, tmp_path: Path) -> None:
    made = pack(directory, tmp_path / "out")
    parts = read(made)
    assert made.name == "greeter.1.2.3.nupkg"
    nuspec = {
        element.tag.rpartition("}")[2]: element.text for element in ElementTree.fromstring(parts["greeter.nuspec"])[0]
    }
    assert (nuspec["id"], nuspec["version"], nuspec["authors"]) == ("greeter", "1.2.3", "Ann")
    assert nuspec["description"] == "Says hello & more"
    targets = [relation.get("Target") for relation in ElementTree.fromstring(parts["_rels/.rels"])]
    assert all(str(target).lstrip("/") in parts for target in targets)


def test_every_part_has_a_type(directory: Path, tmp_path: Path) -> None:
    parts = read(pack(directory, tmp_path))
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    extensions = {element.get("Extension") for element in types}
    names = {element.get("PartName") for element in types}
    without = [
        f"/{name}" for name in parts if Path(name).suffix[1:] not in extensions and name != "[Content_Types].xml"
    ]
    assert set(without) <= names


def test_only_what_belongs_to_it_is_packed(directory: Path, tmp_path: Path) -> None:
    content = [name for name in read(pack(directory, tmp_path)) if name.startswith("content/")]
    own = ["content/LICENSE", "content/main.py", "content/pyproject.toml"]
    assert sorted(content) == sorted([*own, "content/entry-points.json", "content/operate.json"])


def test_the_same_files_give_the_same_bytes(directory: Path, tmp_path: Path) -> None:
    first, second = pack(directory, tmp_path / "a"), pack(directory, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()


def test_the_entry_point_tells_its_arguments(directory: Path, tmp_path: Path) -> None:
    described = json.loads(read(pack(directory, tmp_path))["content/entry-points.json"])
    schema = described["entryPoints"][0]["input"]
    assert schema["properties"] == {"name": {"type": "string"}, "times": {"type": "integer"}}
    assert schema["required"] == ["name"]


@pytest.mark.parametrize(
    ("signature", "properties", "required"),
    [
        ("a, b: bool = True", {"a": {}, "b": {"type": "boolean"}}, ["a"]),
        ("*, a: float, b: list[str] = ()", {"a": {"type": "number"}, "b": {"type": "array"}}, ["a"]),
        ("a: str | None = None", {"a": {"type": ["string", "null"]}}, []),
        (
            "a: int = None, *, b: bool = None",
            {"a": {"type": ["integer", "null"]}, "b": {"type": ["boolean", "null"]}},
            [],
        ),
        ("given: dict", None, None),
        ("order: Order", None, None),
        ("", {}, []),
    ],
)
def test_arguments_are_read_from_the_source(tmp_path: Path, signature: str, properties: Any, required: Any) -> None:
    (tmp_path / "main.py").write_text(f"def main({signature}): pass")
    schema = input_schema(tmp_path, "main:main")
    assert (schema["type"], schema.get("properties"), schema.get("required")) == ("object", properties, required)


@pytest.mark.parametrize(
    ("project", "error"),
    [
        ("", ValueError),
        ('[project]\nname = "x"', ValueError),
        ('[project]\nname = "../x"\nversion = "1"', ValueError),
        ('[project]\nname = "x"\nversion = "1"', NotPrepared),
    ],
)
def test_what_could_not_be_run_is_not_packed(tmp_path: Path, project: str, error: type[Exception]) -> None:
    (tmp_path / "pyproject.toml").write_text(project)
    with pytest.raises(error):
        pack(tmp_path, tmp_path / "out")


@pytest.mark.robot
async def test_a_packed_directory_runs(server: Orchestrator, robot: Robot, directory: Path, tmp_path: Path) -> None:
    job = await server.start(pack(directory, tmp_path).read_bytes(), inputArguments='{"name": "ho", "times": 2}')
    await server.ended(job)
    assert job.output == {"text": "hoho"}
