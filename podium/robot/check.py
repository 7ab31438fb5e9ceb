"""Whether a robot could work here, and what to do where it could not."""

import shutil
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path

import httpx

from podium import __version__
from podium.robot.environments import find_uv
from podium.robot.errors import Refused, Unavailable
from podium.robot.isolation import hindrance
from podium.robot.server import Server
from podium.robot.settings import Settings
from podium.robot.updating import installed

MAX_SKEW_SECONDS = 60
MIN_FREE_BYTES = 500 * 1024**2


@dataclass(frozen=True)
class Check:
    """What was looked at, whether it is well, what was found, and else what to do."""

    name: str
    passed: bool
    found: str
    advice: str = ""


async def check(settings: Settings, clock: Callable[[], float] = time.time) -> list[Check]:
    """Look at everything a robot needs, changing nothing but a trial file and the directories it would lie in."""
    checks = [check async for check in _server(settings, clock)]
    return [*checks, _installer(), _disk(settings.home), await _isolation(settings)]


async def _server(settings: Settings, clock: Callable[[], float]) -> AsyncIterator[Check]:
    """A server out of reach leaves the other questions to it unasked."""
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            answer = await http.get(settings.origin)
    except httpx.TransportError as error:
        advice = "Is the server running, and does the address name its host and port? Look at proxies and firewalls."
        yield Check("server", False, f"{settings.origin}: {error!r}", advice)
        return
    yield Check("server", True, f"{settings.origin} answers")
    yield _clock(answer, clock())
    async for check in _machine(settings):
        yield check


def _clock(answer: httpx.Response, now: float) -> Check:
    date = answer.headers.get("date")
    if date is None:
        return Check("clock", True, "the server does not tell its time")
    skew = now - parsedate_to_datetime(date).timestamp()
    found = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the server"
    advice = "Let both machines follow a time server: tokens and log times depend on it."
    return Check("clock", abs(skew) <= MAX_SKEW_SECONDS, found, advice)


async def _machine(settings: Settings) -> AsyncIterator[Check]:
    """What the server says to this machine; asked as one who retires, it gives no jobs."""
    by_client = f"Check the client id and secret of the machine {settings.machine!r}, or make a new secret."
    advice = by_client if settings.client_id else "Copy the machine key once more from the machine's page."
    try:
        async with Server(replace(settings, attended=False)) as server:
            await server.connect()
            wanted = (await server.heartbeat([], wait=0, retiring=True)).target_version
    except (Unavailable, Refused) as error:
        yield Check("credentials", False, str(error), advice)
        return
    yield Check("credentials", True, f"the server knows this machine as {settings.machine}")
    yield _version(wanted)


def _version(wanted: str | None) -> Check:
    found, here = f"this is {__version__}", installed()
    if wanted in (None, here):
        return Check("version", True, found)
    advice = f"Install version {wanted} in the Python of the robot, which then changes over by itself."
    return Check("version", False, f"{found}, and the server wants {wanted}", advice)


def _installer() -> Check:
    if uv := find_uv():
        return Check("installer", True, uv)
    advice = "Install uv (pip install uv), or the venv package of your system's Python."
    return Check("installer", find_spec("ensurepip") is not None, "no uv; venv and pip instead", advice)


def _disk(home: Path) -> Check:
    trial = home / "trial"
    try:
        home.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"\0")
        trial.unlink()
    except OSError as error:
        return Check("disk", False, str(error), f"Let this user write to {home}, or set another PODIUM_ROBOT_HOME.")
    free = shutil.disk_usage(home).free
    advice = f"Make room where {home} lies: environments of jobs need it."
    return Check("disk", free >= MIN_FREE_BYTES, f"{free / 1024**3:.1f} GB free in {home}", advice)


async def _isolation(settings: Settings) -> Check:
    name = "isolation"
    if not settings.accounts:
        advice = "to keep them apart, run it as root with PODIUM_ROBOT_ACCOUNTS=60600-60615"
        return Check(name, True, f"jobs run like the robot, and can read its files and one another's; {advice}")
    if problem := await hindrance(settings):
        advice = "Run it as root, from a Python and with a PODIUM_ROBOT_HOME that every account may reach."
        return Check(name, False, problem, advice)
    return Check(name, True, f"each job has one of {len(settings.accounts)} accounts to itself")
