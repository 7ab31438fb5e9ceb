"""A robot is known to its server, hears of jobs at once, and says that they live."""

import base64
from dataclasses import replace

import pytest

from podium.robot.errors import Refused
from podium.robot.service import Robot, run
from tests.robot.answers import LICENSE
from tests.robot.conftest import QUICK, Made, Working
from tests.robot.orchestrator import ROBOT_KEY, Orchestrator
from tests.robot.samples import plain

pytestmark = pytest.mark.robot

NOTHING = plain("def main(): pass")
SLEEPER = plain("import time\ndef main(): print('asleep'); time.sleep(60)")


async def test_a_robot_with_a_client_learns_its_key_and_comes_and_goes(server: Orchestrator, working: Working) -> None:
    async with working(client_id="c", client_secret="secret", user="dom\\bot"):
        job = await server.start(NOTHING)
        await server.ended(job)
    names = [call.name for call in server.calls]
    assert names[:4] == ["token", "getsharedconnectiondata", "startservice", "heartbeatv2"]
    assert names[-1] == "stopservice"
    assert server.named("token")[0].body["scope"] == "OrchestratorApiUserAccess"
    assert server.named("token")[0].path == "/identity/connect/token"
    download = server.named("DownloadPackage")[0]
    assert download.headers["authorization"] == "Bearer token1"


async def test_every_call_says_which_machine_it_comes_from(server: Orchestrator, working: Working) -> None:
    async with working(machine="Größe", user="dom\\bot"):
        await server.until(lambda: server.named("heartbeatv2"))
    headers = server.named("heartbeatv2")[0].headers
    assert headers["x-robot-license"] == LICENSE
    assert base64.b64decode(headers["x-robot-machine-encoded"]).decode() == "Größe"
    assert base64.b64decode(headers["x-robot-service-username-encoded"]).decode() == "dom\\bot"
    assert "authorization" not in headers


async def test_an_attended_robot_begins_and_ends_a_session(server: Orchestrator, working: Working) -> None:
    async with working(client_id="c", client_secret="secret", user="dom\\bot", attended=True):
        await server.until(lambda: server.named("heartbeatv2"))
    assert server.named("BeginSession")[0].body == {"userName": "dom\\bot"}
    assert server.named("EndSession")[0].body == {"robotKey": ROBOT_KEY}


async def test_a_token_is_renewed_before_it_ends(server: Orchestrator, working: Working) -> None:
    server.token_lifetime = 0
    async with working(client_id="c", client_secret="secret"):
        await server.ended(await server.start(NOTHING))
    assert len(server.named("token")) > 1
    assert server.named("DownloadPackage")[0].headers["authorization"] != "Bearer token1"


async def test_a_wrong_secret_ends_the_robot_with_a_reason(settings: Made) -> None:
    with pytest.raises(Refused, match="client id and secret"):
        await run(settings(client_id="c", client_secret="wrong"))


async def test_a_job_is_heard_of_while_the_question_waits(server: Orchestrator, working: Working) -> None:
    async with working(pace=replace(QUICK, wait=60, poll=60)):
        await server.until(lambda: server.named("heartbeatv2"))
        await server.ended(await server.start(NOTHING))
    assert server.named("heartbeatv2")[0].query == {"wait": "60"}


async def test_a_server_that_does_not_wait_is_asked_from_time_to_time(server: Orchestrator, working: Working) -> None:
    server.waits = False
    async with working(pace=replace(QUICK, poll=0.2)):
        await server.until(lambda: server.named("heartbeatv2"))
        job = await server.start(NOTHING)
        await server.ended(job)
    assert job.states == ["Running", "Successful"]
    assert len(server.named("heartbeatv2")) < 10


async def test_a_running_job_gives_signs_of_life(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(SLEEPER, podiumFence=7)
    await server.until(lambda: any(beat["jobState"] == "Running" for beat in server.beats()))
    beat = server.beats()[-1]
    assert (beat["jobKey"], beat["robotKey"], beat["processKey"]) == (job.key, ROBOT_KEY, job.data["processKey"])
    assert (beat["robotState"], beat["fence"]) == ("Busy", 7)


async def test_as_many_jobs_run_as_there_are_slots(server: Orchestrator, working: Working) -> None:
    async with working(slots=2):
        first, second, third = [await server.start(SLEEPER) for _ in range(3)]
        await server.until(lambda: server.messages().count("asleep") == 2)
        assert third.states == []
        await server.stop(first)
        await server.until(lambda: server.messages().count("asleep") == 3)
    assert [job.states[-1] for job in (first, second, third)] == ["Stopped"] * 3


async def test_a_command_that_is_still_listed_does_not_run_its_job_twice(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(NOTHING)
    server.stale = job.commands()
    await server.ended(job)
    asked = len(server.named("heartbeatv2"))
    server.waits = False
    await server.until(lambda: len(server.named("heartbeatv2")) > asked + 1)
    assert job.states == ["Running", "Successful"]


async def test_a_command_that_makes_no_sense_keeps_no_other_from_being_obeyed(
    server: Orchestrator, robot: Robot
) -> None:
    server.stale = [{"robotKey": ROBOT_KEY}, {"data": {"type": "Dance"}}]
    job = await server.start(NOTHING)
    await server.ended(job)
    assert job.states == ["Running", "Successful"]


async def test_a_job_taken_back_before_it_runs_does_not_run(server: Orchestrator, robot: Robot) -> None:
    server.failures["SubmitJobState"] = [409]
    job = await server.start(plain("def main(): print('ran')"), podiumFence=3)
    await server.until(lambda: server.named("SubmitJobState"))
    job.lost = True
    await server.start(plain("def main(): print('other')"))
    await server.said("other")
    assert server.named("SubmitJobState")[0].body[0]["fence"] == 3
    assert job.reports == []
    assert "ran" not in server.messages()


async def test_a_job_whose_lease_is_lost_is_killed_and_spoken_of_no_more(server: Orchestrator, robot: Robot) -> None:
    kept, job = await server.start(SLEEPER), await server.start(SLEEPER, podiumFence=3)
    await server.until(lambda: server.messages().count("asleep") == 2)
    job.lost = True
    await server.until(lambda: robot.slots.jobs.keys() == {kept.key})
    assert job.states == ["Running"]
    assert kept.states == ["Running"]
    assert {r["fence"] for call in server.named("SubmitJobState") for r in call.body if r["jobKey"] == job.key} == {3}
