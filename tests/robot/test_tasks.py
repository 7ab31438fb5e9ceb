"""Tasks of Robot Framework run as jobs."""

from textwrap import dedent

import pytest

from podium.robot.service import Robot
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import package

pytestmark = [pytest.mark.robot, pytest.mark.clients]

TASKS = dedent("""
    *** Tasks ***
    Greet
        Log    Hello ${name}
        Should Be Equal As Integers    ${count + 1}    3
    Count
        Log    too many    WARN
        Should Be True    ${count} < 3
""")


async def test_tasks_find_their_arguments_as_variables(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(package({"tasks.robot": TASKS}), inputArguments='{"name": "Bob", "count": 2}')
    await server.ended(job)
    assert (job.states, job.output) == (["Running", "Successful"], {"passed": 2})
    await server.said("Hello Bob")
    await server.said("too many")


async def test_a_task_that_fails_faults_the_job_and_says_which(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(package({"tasks.robot": TASKS}), inputArguments='{"name": "Bob", "count": 4}')
    await server.ended(job)
    assert (job.error["code"], job.error["title"]) == ("PYTHON.TasksFailed", "Greet: 5 != 3")
    assert "Count: '4 < 3' should be true." in job.error["detail"]
