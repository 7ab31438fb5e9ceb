"""The vendor's robot for Python, unmodified, runs what the vendor's command has published."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.clients.environments import AGENT, ROBOT, SDK
from tests.clients.projects import Command, write
from tests.clients.words import FOLDER, NS, became, lines, process, staff, start
from tests.servers import checked, until

pytestmark = pytest.mark.clients
SAMPLES = '''"""Entry points of one package."""

import logging
import time
from dataclasses import dataclass


@dataclass
class Text:
    text: str = ""


def echo(given: Text) -> Text:
    print(f"echo of {len(given.text)} characters")
    logging.error("nobody listens")
    return given


def fail(given: Text) -> Text:
    raise ValueError("there is no such invoice")


def wait(given: Text) -> Text:
    time.sleep(600)
    return given
'''
ENTRIES = ("echo", "fail", "wait")
GRAPHS = '''"""Agents that wait: for a person, for another job, and for a moment."""

from datetime import UTC, datetime, timedelta

from langgraph.graph import END, START, StateGraph
from langgraph.types import interrupt
from typing_extensions import TypedDict
from uipath.platform.common import InvokeProcess, WaitUntil


class Question(TypedDict):
    question: str


class Answer(TypedDict):
    answer: str


class State(Question, Answer): ...


def of(step):
    builder = StateGraph(State, input_schema=Question, output_schema=Answer)
    builder.add_node("step", step)
    builder.add_edge(START, "step")
    builder.add_edge("step", END)
    return builder.compile()


def ask_person(state: Question) -> Answer:
    return {"answer": interrupt(state["question"])}


def ask_job(state: Question) -> Answer:
    wanted = InvokeProcess(
        name="echo", input_arguments={"text": state["question"]}, process_folder_path="Shared"
    )
    return {"answer": interrupt(wanted)["text"]}


def ask_clock(state: Question) -> Answer:
    interrupt(WaitUntil(resume_time=datetime.now(UTC) + timedelta(seconds=1)))
    return {"answer": state["question"]}


person = of(ask_person)
job = of(ask_job)
moment = of(ask_clock)
'''
AGENTS = ("person", "job", "moment")
LARGE = "x" * 20_000


@pytest.fixture(scope="session")
def processes(http: httpx.Client, settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The processes of two published packages, by their entry points."""
    staff(http, socket.gethostname(), "clerk", FOLDER)
    folder = tmp_path_factory.mktemp("projects")
    functions = {entry: f"main.py:{entry}" for entry in ENTRIES}
    write(folder / "samples", {"main.py": SAMPLES, "uipath.json": json.dumps({"functions": functions})}, *SDK.packages)
    Command(SDK, folder / "samples", settings).publish()
    graphs = {"dependencies": ["."], "graphs": {name: f"./graphs.py:{name}" for name in AGENTS}}
    write(folder / "agents", {"graphs.py": GRAPHS, "langgraph.json": json.dumps(graphs)}, *AGENT.packages)
    Command(AGENT, folder / "agents", settings).publish()
    known = {"samples": ENTRIES, "agents": AGENTS}
    return {entry: process(http, package, entry) for package, entries in known.items() for entry in entries}


@pytest.fixture(scope="module", autouse=True)
def robot(
    processes: dict[str, Any], settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    place = tmp_path_factory.mktemp("robot")
    path = f"{ROBOT.bin}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **settings, "UIPATH_ROBOT_USERNAME": "clerk", "PATH": path}
    with (place / "log").open("w") as log:
        process = subprocess.Popen([ROBOT.bin / "uipath-robot"], cwd=place, env=environment, stdout=log, stderr=log)
        yield
        process.terminate()
        process.wait(30)


def test_a_job_ends_successful_with_its_output_and_its_log(http: httpx.Client, processes: dict[str, Any]) -> None:
    job = became(http, start(http, processes["echo"], InputArguments='{"text": "hello"}'))
    assert (job["State"], json.loads(job["OutputArguments"])) == ("Successful", {"text": "hello"})
    logged = until(lambda: lines(http, job))
    said = {line["Message"]: line["Level"] for line in logged}
    assert (said["echo of 5 characters"], said["nobody listens"]) == ("Info", "Error")


def test_a_job_that_fails_says_why(http: httpx.Client, processes: dict[str, Any]) -> None:
    job = became(http, start(http, processes["fail"]))
    assert job["State"] == "Faulted"
    assert "there is no such invoice" in job["Info"]
    assert "there is no such invoice" in job["JobError"]["Detail"]


def test_a_job_that_is_stopped_ends_stopped(http: httpx.Client, processes: dict[str, Any]) -> None:
    job = start(http, processes["wait"])
    became(http, job, "Running")
    checked(http.post(f"/odata/Jobs({job['Id']})/{NS}.StopJob", json={"strategy": "SoftStop"}), 200)
    assert became(http, job)["State"] == "Stopped"


def test_large_input_and_output_arrive(http: httpx.Client, processes: dict[str, Any]) -> None:
    attachment = checked(http.post("/odata/Attachments", json={"Name": "input.json"}), 201)
    access = attachment["BlobFileAccess"]
    assert httpx.put(access["Uri"], content=json.dumps({"text": LARGE})).status_code == 201
    job = became(http, start(http, processes["echo"], InputFile=attachment["Id"]))
    assert (job["State"], job["OutputArguments"]) == ("Successful", None)
    output = checked(http.get(f"/odata/Attachments({job['OutputFile']})"), 200)
    assert httpx.get(output["BlobFileAccess"]["Uri"]).json() == {"text": LARGE}


def test_an_agent_waits_for_an_answer_and_goes_on(http: httpx.Client, processes: dict[str, Any]) -> None:
    job = start(http, processes["person"], InputArguments='{"question": "which?"}')
    became(http, job, "Suspended")
    (trigger,) = checked(http.get(f"/odata/JobTriggers?$filter=JobId eq {job['Id']}"), 200)["value"]
    checked(http.post(f"/api/JobTriggers/DeliverPayload/{trigger['ItemKey']}", json={"payload": "that one"}), 202)
    ended = became(http, job)
    assert (ended["State"], json.loads(ended["OutputArguments"])) == ("Successful", {"answer": "that one"})


def test_an_agent_waits_for_another_job_and_goes_on_with_its_output(
    http: httpx.Client, processes: dict[str, Any]
) -> None:
    job = became(http, start(http, processes["job"], InputArguments='{"question": "heard?"}'))
    assert (job["State"], json.loads(job["OutputArguments"])) == ("Successful", {"answer": "heard?"})


def test_an_agent_waits_for_a_moment_and_goes_on(http: httpx.Client, processes: dict[str, Any]) -> None:
    job = start(http, processes["moment"], InputArguments='{"question": "now?"}')
    ended = became(http, job)
    assert (ended["State"], json.loads(ended["OutputArguments"])) == ("Successful", {"answer": "now?"})
    (trigger,) = checked(http.get(f"/odata/JobTriggers?$filter=JobId eq {job['Id']}"), 200)["value"]
    assert (trigger["TriggerType"], trigger["Status"]) == ("Timer", "Fired")
