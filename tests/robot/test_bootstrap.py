"""A function gets its arguments in the form it asks for, and its result becomes the output."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from podium.robot import bootstrap

FILE = Path(bootstrap.__file__)
CLIENT = FILE.parent / "inside" / "podium_job.py"


def run(folder: Path, code: str, target: str = "main:main", **arguments: Any) -> dict[str, Any]:
    """Run a main.py in a Python of its own."""
    (folder / "main.py").write_text(dedent(code))
    (folder / "input.json").write_text(json.dumps(arguments))
    places = {"folder": str(folder), "runtime": str(folder), "console": str(folder / "console")}
    order = {**places, "variables": dict(os.environ), "limits": {}, "words": None, "target": target}
    subprocess.run([sys.executable, str(FILE)], input=f"{json.dumps(order)}\n".encode(), timeout=20, check=False)
    return dict(json.loads((folder / "output.json").read_text()))


DATACLASS = """
from dataclasses import dataclass

@dataclass
class Order:
    number: int
    rush: bool = False

def main(order: Order) -> Order:
    return Order(order.number + 1, order.rush)
"""


@pytest.mark.parametrize(
    ("code", "arguments", "output"),
    [
        ("def main(): pass", {}, {}),
        ("def main(a, b=2): return {'sum': a + b}", {"a": 1}, {"sum": 3}),
        ("def main(**all): return all", {"a": 1}, {"a": 1}),
        ("def main(given: dict): return given", {"a": 1}, {"a": 1}),
        ("def main(given: 'dict[str, int]'): return given", {"a": 1}, {"a": 1}),
        ("def main(given): return {'it': given}", {"given": 1}, {"it": 1}),
        ("async def main(a): return {'a': a}", {"a": 1}, {"a": 1}),
        ("def main(): return 5", {}, {"output": 5}),
        ("import datetime\ndef main(): return {'day': datetime.date(2030, 1, 2)}", {}, {"day": "2030-01-02"}),
        (DATACLASS, {"number": 1}, {"number": 2, "rush": False}),
        ("import sys\ndef main(): sys.exit(0)", {}, {}),
    ],
)
def test_arguments_and_results(tmp_path: Path, code: str, arguments: dict[str, Any], output: Any) -> None:
    assert run(tmp_path, code, **arguments) == {"status": "successful", "output": output}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("def main(): raise KeyError('x')", "PYTHON.KeyError"),
        ("def main(a): pass", "PYTHON.TypeError"),
        ("import nothing_here", "PYTHON.ModuleNotFoundError"),
        ("def main(:", "PYTHON.SyntaxError"),
        ("other = 1", "PYTHON.AttributeError"),
        ("import sys\ndef main(): sys.exit('no')", "PYTHON.SystemExit"),
    ],
)
def test_failures(tmp_path: Path, code: str, error: str) -> None:
    result = run(tmp_path, code)
    assert (result["status"], result["error"]["code"]) == ("faulted", error)


def test_details_are_cut_to_their_end(tmp_path: Path) -> None:
    error = run(tmp_path, "def main(): raise ValueError('x' * 20_000 + 'end')")["error"]
    assert (len(error["detail"]), len(error["title"])) == (8000, 200)
    assert error["detail"].rstrip().endswith("end")


def test_modules_under_src_are_found(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.py").write_text("class Flow:\n    @staticmethod\n    def go(): return {'went': 1}")
    assert run(tmp_path, "", "app:Flow.go")["output"] == {"went": 1}


def test_modules_of_the_robot_do_not_stand_in_for_those_of_the_job(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text("WHOSE = 'mine'")
    assert run(tmp_path, "import settings\ndef main(): return {'whose': settings.WHOSE}")["output"] == {"whose": "mine"}


@pytest.mark.parametrize("file", [FILE, CLIENT])
def test_what_runs_inside_a_job_needs_only_the_standard_library_of_python_3_9(file: Path) -> None:
    tree = ast.parse(file.read_text(), feature_version=(3, 9))
    imports = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imports += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in imports} <= sys.stdlib_module_names
