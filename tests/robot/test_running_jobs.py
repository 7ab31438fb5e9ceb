"""A job is prepared, run, and its result told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from podium.robot.service import Robot
from tests.robot.conftest import Working
from tests.robot.orchestrator import FOLDER_KEY, ROBOT_KEY, Orchestrator
from tests.robot.samples import package, plain

pytestmark = pytest.mark.robot

GREET = plain("def main(name, polite=False): return {'text': f'Hello {name}'}")


async def test_a_job_runs_and_gives_its_output(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(GREET, inputArguments='{"name": "Bob"}')
    await server.ended(job)
    assert job.states == ["Running", "Successful"]
    assert job.output == {"text": "Hello Bob"}
    assert {(r["robotKey"], r["processKey"]) for r in job.reports} == {(ROBOT_KEY, job.data["processKey"])}
    assert [r["robotState"] for r in job.reports] == ["Busy", "Available"]


async def test_an_exception_faults_the_job_and_its_traceback_begins_in_the_package(
    server: Orchestrator, robot: Robot
) -> None:
    job = await server.start(plain("def main(): raise ValueError('no such bank')"))
    await server.ended(job)
    assert job.states == ["Running", "Faulted"]
    assert (job.error["code"], job.error["title"], job.error["category"]) == (
        "PYTHON.ValueError",
        "no such bank",
        "USER",
    )
    assert "main.py" in job.error["detail"]
    assert "bootstrap" not in job.error["detail"]


async def test_a_process_that_dies_faults_the_job_with_its_last_words(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(plain("import os\ndef main(): print('out of paper'); os.abort()"))
    await server.ended(job)
    assert job.error["title"] == "The process was ended by SIGABRT"
    assert "out of paper" in job.error["detail"]


async def test_a_script_without_a_function_runs_as_it_is(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(plain("if __name__ == '__main__': print('as a script')"))
    await server.ended(job)
    assert (job.states[-1], job.output) == ("Successful", {})
    await server.said("as a script")


async def test_the_job_sees_where_it_runs_and_what_the_command_sets(server: Orchestrator, robot: Robot) -> None:
    code = "import os, sys\ndef main(): return {**os.environ, 'prefix': sys.prefix, 'files': sorted(os.listdir())}"
    job = await server.start(plain(code, **{"data.txt": "x"}), environmentVariables="A=1\nB=x=y", traceId="t1")
    await server.ended(job)
    seen = job.output
    assert (seen["A"], seen["B"], seen["UIPATH_JOB_KEY"]) == ("1", "x=y", job.key)
    assert (seen["UIPATH_FOLDER_KEY"], seen["UIPATH_PROCESS_UUID"]) == (FOLDER_KEY, job.data["processKey"])
    assert (seen["PODIUM_URL"], seen["PODIUM_ROBOT_KEY"]) == (server.url, ROBOT_KEY)
    assert (seen["UIPATH_TRACE_ID"], job.reports[0]["traceId"]) == ("t1", "t1")
    assert seen["prefix"] == seen["VIRTUAL_ENV"]
    assert seen["files"] == ["data.txt", "main.py"]


async def test_secrets_of_the_robot_are_not_given_to_jobs(
    server: Orchestrator, working: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_CLIENT_SECRET", "secret")
    async with working():
        job = await server.start(plain("import os\ndef main(): return dict(os.environ)"))
        await server.ended(job)
    assert "secret" not in job.output.values()


async def test_a_line_that_sets_no_variable_faults_the_job_before_it_runs(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(GREET, environmentVariables="A=1\nnonsense")
    await server.ended(job)
    assert job.states == ["Faulted"]
    assert job.error["code"] == "PYTHON.JOB_PREPARATION_FAILED"
    assert "nonsense" in job.error["detail"]


async def test_a_long_output_goes_as_a_file(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(plain("def main(): return {'text': 'x' * 10_000}"))
    await server.ended(job)
    assert (job.last["outputArguments"], job.last["outputFile"]) == (None, f"file-of-{job.key}")
    assert json.loads(server.files[job.key]) == {"text": "x" * 10_000}
    assert server.named("blob")[-1].headers["x-kind"] == "json"
    assert "x-robot-license" not in server.named("blob")[-1].headers


async def test_a_long_input_comes_as_a_file(server: Orchestrator, robot: Robot) -> None:
    key = "11111111-1111-4111-8111-111111111111"
    server.files[key] = json.dumps({"name": "y" * 20_000}).encode()
    job = await server.start(GREET, jobKey=key, inputFile="some-file")
    await server.ended(job)
    assert len(server.files[key]) > 20_000
    assert job.last["outputFile"] == f"file-of-{key}"


async def test_jobs_with_the_same_package_share_one_environment_and_not_their_files(
    server: Orchestrator, working: Working, tmp_path: Path
) -> None:
    code = "import pathlib, sys\ndef main(n): pathlib.Path('mine').write_text(n); return {'prefix': sys.prefix}"
    server.packages["shared"] = (plain(code), "")
    async with working(slots=3):
        jobs = [await server.start_version("shared", inputArguments=f'{{"n": "{n}"}}') for n in range(3)]
        await server.ended(*jobs)
    assert {job.states[-1] for job in jobs} == {"Successful"}
    assert len({job.output["prefix"] for job in jobs}) == 1
    assert len(server.named("DownloadPackage")) == 1
    assert list((tmp_path / "home" / "jobs").iterdir()) == []


async def test_a_package_published_anew_is_fetched_anew(server: Orchestrator, robot: Robot) -> None:
    server.packages["p"] = (plain("def main(): return {'n': 1}"), '"1"')
    first = await server.start_version("p")
    await server.ended(first)
    again = await server.start_version("p")
    await server.ended(again)
    server.packages["p"] = (plain("def main(): return {'n': 2}"), '"2"')
    anew = await server.start_version("p")
    await server.ended(anew)
    assert [job.output["n"] for job in (first, again, anew)] == [1, 1, 2]


async def test_a_package_that_is_not_there_faults_the_job(server: Orchestrator, robot: Robot) -> None:
    job = await server.start_version("missing", feedId="feed7")
    await server.ended(job)
    assert job.states == ["Faulted"]
    assert "missing does not exist" in job.error["detail"]
    assert server.named("DownloadPackage")[-1].query == {"feedId": "feed7"}


async def test_a_dependency_that_cannot_be_installed_faults_the_job_with_the_reason(
    server: Orchestrator, robot: Robot
) -> None:
    needs = '[project]\nname = "x"\nversion = "1"\ndependencies = ["nothing @ file:///no/such/place"]'
    job = await server.start(package({"main.py": "", "pyproject.toml": needs}))
    await server.ended(job)
    assert job.states == ["Faulted"]
    assert "no/such/place" in job.error["detail"]


async def test_a_dependency_is_installed_and_found(
    server: Orchestrator, robot: Robot, library: Callable[[str], str]
) -> None:
    needs = f'[project]\nname = "x"\nversion = "1"\ndependencies = ["{library("wares")}"]'
    code = "import wares\ndef main(): return {'answer': wares.ANSWER}"
    job = await server.start(package({"main.py": code, "pyproject.toml": needs}))
    await server.ended(job)
    assert job.output == {"answer": 42}


async def test_a_job_works_off_a_queue_and_reads_assets(server: Orchestrator, robot: Robot) -> None:
    code = """
    from podium_job import BusinessError, asset, progress, queue

    def main():
        for item in queue("Invoices"):
            with item:
                progress("looking")
                if item.content["Amount"] > asset("Limit"):
                    raise BusinessError("too much")
                if item.retry_number == 0:
                    raise OSError("bank closed")
                item.output = {"Booked": item.content["Amount"]}
        return {"user": asset("Bank").username}
    """
    server.queue.add({"Number": "A", "Amount": 9})
    server.queue.add({"Number": "B", "Amount": 5})
    job = await server.start(plain(code))
    await server.ended(job)
    assert job.output == {"user": "ann"}
    results = [
        (name, r["IsSuccessful"], r.get("ProcessingException", {}).get("Reason")) for name, r in server.queue.results
    ]
    assert results == [("A", False, "too much"), ("B", False, "bank closed"), ("B", True, None)]
    assert server.queue.results[-1][1]["Output"] == {"Booked": 5}
    assert server.queue.progress == ["looking"] * 3
    taken = server.named("StartTransaction")[0]
    assert taken.headers["authorization"] == f"UiRobot {ROBOT_KEY}"
    assert taken.headers["x-uipath-folderkey"] == FOLDER_KEY
    assert taken.body == {"transactionData": {"Name": "Invoices", "RobotIdentifier": ROBOT_KEY}}


async def test_without_uv_the_standard_tools_do(
    server: Orchestrator, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podium.robot.environments.find_uv", lambda: None)
    job = await server.start(GREET, inputArguments='{"name": "Ann"}')
    await server.ended(job)
    assert job.output == {"text": "Hello Ann"}
