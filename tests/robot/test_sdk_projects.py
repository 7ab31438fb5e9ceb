"""Projects of the UiPath SDK run as their own command runs them, and may be suspended and go on elsewhere."""

from collections.abc import Callable

import pytest

from podium.robot.service import Robot
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import package

pytestmark = pytest.mark.robot

SCRIPT = "uipath = uipath:main"
RUNTIME = '''
"""Keeps the contract of the SDK's command: where it reads its input, leaves its result, its log and its state."""

import json, os, pathlib, sys, time

ANSWERS = {
    "ask": {"status": "suspended", "resumeTriggers": [{"triggerType": "Api", "apiResume": {"inboxId": "i1"}}]},
    "fail": {"status": "faulted", "error": {"code": "Agent.Lost", "title": "Lost", "category": "User", "detail": "d"}},
    "fall": {"status": "successful"},
}

def main():
    command, entry, *rest = sys.argv[1:]
    configuration = json.loads(pathlib.Path(os.environ["UIPATH_CONFIG_PATH"]).read_text())
    runtime = pathlib.Path(configuration["runtime"]["dir"])
    state = runtime / "state.db"
    (runtime / "execution.log").write_text(f"[2026-11-22 12:22:42,214][WARNING] {command} {entry}\\n")
    print("a banner")
    if rest == ["--resume"]:
        result = {"status": "successful", "output": {"state": state.read_text(), "fps": configuration["fpsContext"]}}
    else:
        given = json.loads(pathlib.Path(rest[1]).read_text())
        result = ANSWERS.get(entry) or {"status": "successful", "output": given}
        state.write_text(f"state of {given}")
    (runtime / "output.json").write_text(json.dumps(result))
    sys.exit(3 if entry in ("fail", "fall") else 0)
'''


@pytest.fixture
def project(library: Callable[..., str]) -> bytes:
    needs = library("uipath", RUNTIME, SCRIPT)
    pyproject = f'[project]\nname = "agent"\nversion = "1"\ndependencies = ["{needs}"]'
    return package({"uipath.json": '{"functions": {}}', "pyproject.toml": pyproject})


async def test_a_project_runs_by_its_entry_point(server: Orchestrator, robot: Robot, project: bytes) -> None:
    job = await server.start(project, entryPointPath="main", inputArguments='{"name": "bob"}')
    await server.said("run main")
    await server.ended(job)
    assert (job.states, job.output) == (["Running", "Successful"], {"name": "bob"})
    assert [(line["level"], line["message"]) for line in server.log] == [("Warn", "run main")]


async def test_a_project_that_fails_says_why(server: Orchestrator, robot: Robot, project: bytes) -> None:
    job = await server.start(project, entryPointPath="fail")
    await server.ended(job)
    assert job.error == {"code": "Agent.Lost", "title": "Lost", "category": "USER", "detail": "d"}


async def test_a_project_that_falls_faults_with_what_it_printed(
    server: Orchestrator, robot: Robot, project: bytes
) -> None:
    job = await server.start(project, entryPointPath="fall")
    await server.ended(job)
    assert (job.error["title"], job.error["detail"]) == ("The process ended with exit code 3", "a banner")


async def test_a_project_without_an_entry_point_is_not_run(server: Orchestrator, robot: Robot, project: bytes) -> None:
    job = await server.start(project)
    await server.ended(job)
    assert job.states == ["Faulted"]
    assert "entry point" in job.error["detail"]


async def test_an_entry_point_that_is_a_file_runs_where_it_lies(
    server: Orchestrator, robot: Robot, library: Callable[..., str]
) -> None:
    needs = library("uipath", "import os, sys\ndef main(): sys.exit(f'{sys.argv[2]} in {os.getcwd()}')", SCRIPT)
    pyproject = f'[project]\nname = "agent"\nversion = "1"\ndependencies = ["{needs}"]'
    job = await server.start(package({"flows/go.py": "", "pyproject.toml": pyproject}), entryPointPath="flows/go.py")
    await server.ended(job)
    assert job.error["detail"].startswith("go.py in /")
    assert job.error["detail"].endswith("/content/flows")


async def test_a_project_without_the_sdk_faults(
    server: Orchestrator, robot: Robot, library: Callable[..., str]
) -> None:
    pyproject = f'[project]\nname = "agent"\nversion = "1"\ndependencies = ["{library("wares")}"]'
    files = {"uipath.json": "{}", "pyproject.toml": pyproject}
    job = await server.start(package(files), entryPointPath="main")
    await server.ended(job)
    assert "uipath cannot be started" in job.error["detail"]


async def test_a_suspended_job_goes_on_from_its_state(server: Orchestrator, robot: Robot, project: bytes) -> None:
    job = await server.start(project, entryPointPath="ask", inputArguments='{"n": 1}')
    await server.ended(job)
    details, state = server.suspended[0]
    assert job.states == ["Running", "Suspended"]
    assert (details["jobId"], details["resumeVersion"], details["blobType"]) == (job.key, 0, "Embedded")
    assert details["resumeTriggers"] == [{"triggerType": "Api", "apiResume": {"inboxId": "i1"}}]
    assert details["suspendTime"].endswith("Z")
    assert state == b"state of {'n': 1}"
    resumed = await server.start_version(
        job.data["packageId"],
        jobKey=job.key,
        entryPointPath="main",
        persistenceId=details["persistenceInstanceId"],
        resumeVersion=1,
        resumeSource="Api",
        fpsContext='{"a": 1}',
    )
    await server.ended(resumed)
    assert resumed.output == {"state": "state of {'n': 1}", "fps": {"a": 1}}
    assert server.named("GetPersistentJob")[0].query["resumeVersion"] == "1"


@pytest.mark.clients
async def test_the_genuine_sdk_runs(server: Orchestrator, robot: Robot) -> None:
    code = "def main(given: dict) -> dict:\n    print('printed for', given['name'])\n    return {'hi': given['name']}"
    pyproject = (
        '[project]\nname = "hello"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["uipath==2.14.44"]'
    )
    functions = '{"functions": {"main": "main.py:main"}}'
    files = {"main.py": code, "pyproject.toml": pyproject, "uipath.json": functions}
    job = await server.start(package(files), entryPointPath="main", inputArguments='{"name": "bob"}')
    await server.ended(job)
    assert (job.states, job.output) == (["Running", "Successful"], {"hi": "bob"})
    await server.said("printed for bob")
