"""The pages people read agree with each other and with the code."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME = re.compile(r"[a-z0-9-]+")


def names(requirements: list[str]) -> list[str]:
    return [match.group() for match in map(NAME.match, requirements) if match]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`([\w./]+/[\w./]*\w\.py)`", page.read_text("utf-8"))
    places = (ROOT, ROOT / "podium", ROOT / "podium/domains")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_dependency_has_its_reason() -> None:
    described = re.findall(r"^\| ([a-z0-9-]+) \|", (ROOT / "docs/dependencies.md").read_text("utf-8"), re.MULTILINE)
    assert [name for name in described if name != "package"] == sorted(names(PROJECT["dependencies"]))


def test_every_dependency_is_locked() -> None:
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert set(names(wanted)) <= set(locked)


def test_every_decision_is_listed_once() -> None:
    listed = re.findall(r"\((\d{4}-[a-z-]+\.md)\)", (ROOT / "docs/decisions/index.md").read_text("utf-8"))
    assert listed == sorted(page.name for page in ROOT.glob("docs/decisions/[0-9]*.md"))
