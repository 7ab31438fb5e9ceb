"""``podium up``: the database, the first start, the server processes, and their end."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from podium import __version__
from podium.app import Settings, build, first_start, started
from podium.cli.data import DataDirectory, keys_told
from podium.cli.databases import own_database
from podium.cli.options import Options
from podium.cli.problems import Problem
from podium.cli.workers import Workers
from podium.domains.folders.setup import Wishes
from podium.domains.identity.builtin import ADMIN
from podium.kernel.logs import log_to_stderr
from podium.kernel.schema import upgrade
from podium.kernel.suited import Unsuited, check
from podium.migrations import script_from

BACKLOG = 2048


class Stopped(Exception):
    """Somebody asked the server to end."""


def run(options: Options) -> int:
    """Serve until SIGINT or SIGTERM."""
    log_to_stderr(os.environ.get("PODIUM_LOG", "WARNING"))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with ExitStack() as held:
        try:
            _serve(options, held)
        except Stopped:
            _say("Podium is stopping.")
    return 0


def _serve(options: Options, held: ExitStack) -> None:
    directory = DataDirectory(options.data)
    listener = held.enter_context(_listener(options.host, options.port))
    url = held.enter_context(own_database(directory))
    settings = settings_of(directory, url)
    wishes = _wishes(options, directory)
    password = asyncio.run(_prepare(settings, wishes))
    workers = held.enter_context(Workers(settings, listener, options.workers))
    workers.wait_until_ready()
    address = f"http://{_shown(options.host)}:{listener.getsockname()[1]}"
    _welcome(address, directory, password)
    if options.demo:
        from podium.cli.demo import demo  # noqa: PLC0415 - it needs the robot's code, which a server does not

        held.enter_context(demo(address, directory.path, ADMIN, wishes.admin_password))
    workers.watch(reload=options.reload)


def settings_of(directory: DataDirectory, url: str) -> Settings:
    return Settings(
        url,
        directory.master_key(),
        files=os.environ.get("PODIUM_FILES") or str(directory.files),
        key_file=str(directory.key_file or ""),
        any_organization=os.environ.get("PODIUM_ANY_ORG") == "1",
    )


def upgraded(data: Path) -> bool:
    """Bring the schema to the newest revision; False when it was."""
    with own_database(DataDirectory(data)) as url:
        return asyncio.run(_upgrade(url))


async def _upgrade(url: str) -> bool:
    try:
        return await upgrade(url, script_from)
    except OSError as problem:
        raise Problem(f"The database cannot be reached: {problem}.") from problem


async def _prepare(settings: Settings, wishes: Wishes) -> str | None:
    await _upgrade(settings.database_url)
    await _check(settings.database_url)
    podium = build(settings)
    async with started(podium, engine=False):
        with keys_told():
            return await first_start(podium.db, wishes)


async def _check(url: str) -> None:
    try:
        await check(url)
    except Unsuited as problem:
        raise Problem(f"This database was changed by another hand; restore a backup. {problem}.") from problem


def _wishes(options: Options, directory: DataDirectory) -> Wishes:
    said = os.environ.get
    password = said("PODIUM_ADMIN_PASSWORD", "")
    return Wishes(
        organization=options.org,
        admin_password=password or (directory.demo_password() if options.demo else ""),
        client_id=said("PODIUM_CLIENT_ID", ""),
        client_secret=said("PODIUM_CLIENT_SECRET", ""),
    )


@contextmanager
def _listener(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            raise Problem(f"{host}:{port} cannot be used ({problem.strerror}); choose another --port.") from problem
        listener.listen(BACKLOG)
        yield listener


def _shown(host: str) -> str:
    return {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104


def _welcome(address: str, directory: DataDirectory, password: str | None) -> None:
    _say(f"Podium {__version__} serves at {address}")
    _say(f"  data      {directory.path}")
    if password:
        _say(f"  sign in   {ADMIN} / {password}   (shown this once: note it down)")
    else:
        _say(f"  sign in   {ADMIN}")


def _say(line: str) -> None:
    print(line, flush=True, file=sys.stdout)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
