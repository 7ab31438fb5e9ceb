"""Jobs under accounts of their own: they reach what is theirs, and nothing of the robot or of each other."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from podium.robot.accounts import Account, read_accounts
from podium.robot.check import Check, check
from podium.robot.errors import Refused
from podium.robot.isolation import hindrance
from podium.robot.service import Robot, run
from podium.robot.settings import Limits, Settings
from tests.robot.conftest import Made, Working
from tests.robot.orchestrator import Orchestrator
from tests.robot.samples import package, plain
from tools.skips import NEEDS

FIRST = 60600 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
ACCOUNTS = read_accounts(f"{FIRST}-{FIRST + 5}")
"""Of this test process alone: a robot ends all that runs under its accounts."""
Library = Callable[..., str]
PYTHONS = (sys.executable, "/usr/bin/python3")


def reachable(python: str) -> bool:
    """Whether every account may start it."""
    try:
        return subprocess.run([python, "-c", ""], cwd="/", check=False, **ACCOUNTS[0].of_process).returncode == 0
    except OSError:
        return False


@pytest.fixture
def python(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python for jobs that lies open to all accounts."""
    for name in ("linux", "root"):
        if not NEEDS[name].here():
            pytest.skip(f"needs {name}")
    found = next(filter(reachable, PYTHONS), None)
    if found is None:
        pytest.skip("needs open python")
    monkeypatch.setattr(sys, "executable", found)


@pytest.fixture
def home(python: None) -> Iterator[Path]:
    """A place for the robot that accounts may pass through, as those of tests are not."""
    with TemporaryDirectory(prefix="podium-robot-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory) / "home"


@pytest.fixture
def open_library(library: Library) -> Iterator[Library]:
    """The same as ``library``, for all accounts to read."""
    with TemporaryDirectory(prefix="podium-wheels-") as directory:
        Path(directory).chmod(0o755)

        def made(name: str, *more: str) -> str:
            wheel = Path(library(name, *more).partition("file://")[2])
            (Path(directory) / wheel.name).write_bytes(wheel.read_bytes())
            return f"{name} @ file://{directory}/{wheel.name}"

        yield made


@pytest.fixture
async def robot(working: Working, home: Path) -> AsyncIterator[Robot]:
    async with working(home=home, accounts=ACCOUNTS) as robot:
        yield robot


WHO = plain("""
    import os, pathlib, tempfile

    def main():
        pathlib.Path("mine").write_text("here")
        (pathlib.Path.home() / "mine").write_text("at home")
        with tempfile.NamedTemporaryFile(dir="/tmp", delete=False) as left:
            left.write(b"left behind")
        return {
            "uid": os.getuid(), "groups": os.getgroups(), "user": os.environ["USER"], "home": os.environ["HOME"],
            "temp": tempfile.gettempdir(), "mask": oct(os.umask(0)), "mode": oct(os.stat("mine").st_mode & 0o777),
            "left": left.name,
        }
""")
PRY = plain("""
    import os, pathlib

    def main(paths):
        found = {}
        for path in map(pathlib.Path, paths):
            try:
                found[str(path)] = sorted(os.listdir(path)) if path.is_dir() else path.read_text()
            except PermissionError:
                found[str(path)] = "refused"
        return found
""")
WAITER = plain("import os, time\ndef main():\n print(os.getcwd())\n time.sleep(60)")
PROJECT = '[project]\nname = "x"\nversion = "1"\ndependencies = ["{needs}"]'
COMMAND = "import os, sys\ndef main(): sys.exit(f'as {os.getuid()}')"
CONCEAL = "from podium.robot.surroundings import conceal; conceal(); print('done', flush=True); input()"
CHANGE = """
import os, wares

def main():
    try:
        open(wares.__file__, "a")
    except PermissionError:
        return {"answer": wares.ANSWER, "owner": os.stat(wares.__file__).st_uid}
"""
LINKS = plain("""
    import os, pathlib

    def main(secret):
        runtime = pathlib.Path(os.environ["TMPDIR"])
        os.symlink(secret, runtime / "output.json")
        (runtime / "execution.log").unlink()
        os.symlink(secret, runtime / "execution.log")
        os._exit(0)
""")


@pytest.mark.robot
async def test_a_job_has_an_account_a_home_and_a_directory_for_its_files(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(WHO)
    await server.ended(job)
    seen = job.output
    assert seen["uid"] in {account.uid for account in ACCOUNTS}
    assert (seen["user"], seen["groups"], seen["mask"], seen["mode"]) == (str(seen["uid"]), [], "0o77", "0o600")
    assert seen["home"].startswith(str(robot.tools.settings.home))
    assert seen["temp"].startswith(str(robot.tools.settings.home))


@pytest.mark.robot
async def test_nothing_of_a_job_stays_where_everybody_may_write(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(WHO)
    await server.ended(job)
    await robot.slots.idle.wait()
    assert not Path(job.output["left"]).exists()


@pytest.mark.robot
async def test_a_job_reads_nothing_of_the_robot_or_of_other_jobs(
    server: Orchestrator, robot: Robot, home: Path
) -> None:
    other = await server.start(WAITER)
    await server.until(server.messages)
    content = Path(server.messages()[0])
    secret = home.parent / "secret"
    secret.write_text("of the robot")
    secret.chmod(0o600)
    paths = [home, home / "results", home / "logs", home / "jobs", home / "packages", secret, content]
    paths += [content.parent / "runtime" / "input.json", Path(f"/proc/{os.getpid()}/environ")]
    pried = await server.start(PRY, inputArguments=json.dumps({"paths": [str(path) for path in paths]}))
    await server.until(lambda: pried.ended)
    assert set(pried.output.values()) == {"refused"}
    await server.stop(other, stopStrategy="Kill")
    await server.ended(other)


@pytest.mark.robot
async def test_a_job_cannot_make_the_robot_read_for_it(server: Orchestrator, robot: Robot, home: Path) -> None:
    secret = home.parent / "secret"
    secret.write_text('{"status": "successful", "output": {"told": "secret"}}\n')
    secret.chmod(0o600)
    job = await server.start(LINKS, inputArguments=f'{{"secret": "{secret}"}}')
    await server.ended(job)
    assert (job.states, job.output, server.messages()) == (["Running", "Successful"], {}, [])


@pytest.mark.robot
async def test_what_a_job_has_started_ends_with_it_even_without_a_trace(server: Orchestrator, robot: Robot) -> None:
    code = """
    import os, subprocess

    def main():
        if os.fork() == 0:
            os.setsid()
            os.environ.clear()
            child = subprocess.Popen(["sleep", "60"], env={}, start_new_session=True)
            os._exit(0)
        os.wait()
    """
    job = await server.start(plain(code))
    await server.ended(job)
    await robot.slots.idle.wait()
    waiting = {worker.process.pid for worker in robot.tools.workers.waiting}
    assert {pid for account in ACCOUNTS for pid in processes_of(account)} == waiting


@pytest.mark.robot
async def test_the_environment_of_a_package_is_made_by_an_account_and_changed_by_none(
    server: Orchestrator, robot: Robot, open_library: Library
) -> None:
    pyproject = PROJECT.format(needs=open_library("wares"))
    job = await server.start(package({"main.py": CHANGE, "pyproject.toml": pyproject}))
    await server.ended(job)
    assert job.output == {"answer": 42, "owner": 0}


@pytest.mark.robot
async def test_projects_of_the_sdk_run_under_an_account(
    server: Orchestrator, robot: Robot, open_library: Library
) -> None:
    pyproject = PROJECT.format(needs=open_library("uipath", COMMAND, "uipath = uipath:main"))
    job = await server.start(package({"uipath.json": "{}", "pyproject.toml": pyproject}), entryPointPath="main")
    await server.ended(job)
    assert (job.error["detail"], job.states[-1]) in {(f"as {account.uid}", "Faulted") for account in ACCOUNTS}


@pytest.mark.robot
@pytest.mark.clients
async def test_tasks_run_under_an_account(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(package({"tasks.robot": "*** Tasks ***\nGreet\n    Log    hello"}))
    await server.ended(job)
    assert (job.states[-1], job.output) == ("Successful", {"passed": 1})


@pytest.mark.robot
async def test_many_jobs_find_accounts_one_after_the_other(server: Orchestrator, robot: Robot) -> None:
    jobs = [await server.start(WHO) for _ in range(2)]
    jobs += [await server.start_version(jobs[0].data["packageId"]) for _ in range(6)]
    await server.ended(*jobs)
    assert {job.states[-1] for job in jobs} == {"Successful"}


@pytest.mark.robot
async def test_a_job_has_no_more_processes_than_its_robot_allows(
    server: Orchestrator, working: Working, home: Path
) -> None:
    code = "import subprocess\ndef main(): return [subprocess.Popen(['sleep', '9']).pid for _ in range(9)]"
    async with working(home=home, accounts=ACCOUNTS, limits=Limits(processes=5)):
        job = await server.start(plain(code))
        await server.ended(job)
    assert job.error["code"] == "PYTHON.BlockingIOError"


@pytest.mark.robot
async def test_what_a_robot_before_has_left_running_is_ended(
    server: Orchestrator, working: Working, home: Path
) -> None:
    left = await asyncio.create_subprocess_exec("sleep", "60", cwd="/", **ACCOUNTS[3].of_process)
    async with working(home=home, accounts=ACCOUNTS):
        assert await left.wait() == -signal.SIGKILL


def test_who_has_no_name_is_known_by_a_number(python: None) -> None:
    code = "from podium.robot.settings import own_name; print(own_name())"
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    words = [sys.executable, "-c", code]
    told = subprocess.run(words, env=environment, cwd="/", capture_output=True, check=True, **ACCOUNTS[0].of_process)
    assert told.stdout.decode().strip() == str(ACCOUNTS[0].uid)


def test_what_a_robot_conceals_is_not_seen_by_others_of_its_user(python: None) -> None:
    words, account = [sys.executable, "-c", CONCEAL], ACCOUNTS[0].of_process
    environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PODIUM_CLIENT_SECRET": "s3cret"}
    with subprocess.Popen(words, env=environment, stdin=-1, stdout=-1, cwd="/", **account) as concealed:
        assert concealed.stdout is not None
        concealed.stdout.readline()
        path = f"/proc/{concealed.pid}/environ"
        seen = subprocess.run(["cat", path], capture_output=True, check=False, **account)
        concealed.kill()
    assert (b"s3cret" in seen.stdout, b"denied" in seen.stderr) == (False, True)


async def test_the_check_says_what_keeps_jobs_from_their_accounts(settings: Made, home: Path) -> None:
    assert "one of 6 accounts" in isolation(await check(settings(home=home, accounts=ACCOUNTS))).found
    home.parent.chmod(0o700)
    found = isolation(await check(settings(home=home, accounts=ACCOUNTS)))
    assert (found.passed, "denied" in found.found, "PODIUM_ROBOT_HOME" in found.advice) == (False, True, True)


async def test_a_robot_that_cannot_keep_jobs_apart_does_not_start(settings: Made, home: Path) -> None:
    home.parent.chmod(0o700)
    with pytest.raises(Refused, match="accounts of their own"):
        await run(settings(home=home, accounts=ACCOUNTS))


async def test_without_accounts_the_check_says_what_jobs_can_read(settings: Made) -> None:
    found = isolation(await check(settings()))
    assert (found.passed, "PODIUM_ROBOT_ACCOUNTS" in found.found) == (True, True)
    assert await hindrance(settings()) is None


@pytest.mark.parametrize(
    ("text", "problem"), [("root", "root"), ("0", "root"), ("60600,60600", "twice"), ("no such one", "no account")]
)
def test_an_account_that_is_none_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_accounts(text)


def test_there_are_accounts_enough_for_all_that_may_run() -> None:
    known = {"PODIUM_URL": "http://h", "PODIUM_MACHINE_KEY": "k", "PODIUM_ROBOT_SLOTS": "2"}
    assert Settings.from_environment({**known, "PODIUM_ROBOT_ACCOUNTS": "60600-60603"}).accounts[0].uid == 60600
    with pytest.raises(ValueError, match="accounts must be 4"):
        Settings.from_environment({**known, "PODIUM_ROBOT_ACCOUNTS": "60600-60602"})


def isolation(checks: list[Check]) -> Check:
    return next(check for check in checks if check.name == "isolation")


def processes_of(account: Account) -> set[int]:
    """Those that live; a zombie waits only to be noticed."""
    found = {int(path.parent.name): path.read_text() for path in Path("/proc").glob("[0-9]*/status")}
    return {pid for pid, said in found.items() if f"Uid:\t{account.uid}\t" in said and "State:\tZ" not in said}
