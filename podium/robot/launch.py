"""How a job's process is started: what it is to do, and its environment variables."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.robot.accounts import Account
from podium.robot.errors import NotPrepared
from podium.robot.limits import of_system
from podium.robot.manifest import TASKS, Kind, Manifest
from podium.robot.process import MARK, Process
from podium.robot.protocol import JobData
from podium.robot.settings import Limits, Settings
from podium.robot.surroundings import of_python, program
from podium.robot.worker import Kit, Worker, Workers
from podium.robot.workplace import Workplace

CLIENT, FRAMEWORK = "podium_job", "robot"


@dataclass(frozen=True)
class Launch:
    """A job that is ready to begin."""

    kit: Kit
    place: Workplace
    work: dict[str, Any]
    """What is to be done, as ``bootstrap`` understands it."""
    variables: dict[str, str]
    chosen: dict[str, str]
    """Variables that the command sets, which come before all others."""
    limits: Limits

    @asynccontextmanager
    async def process(self, workers: Workers) -> AsyncIterator[Process]:
        """Begin; nothing of the job runs any more at the end. NotPrepared: there is no process to be had."""
        try:
            worker = await workers.take(self.kit, self.chosen)
        except OSError as error:
            raise NotPrepared(f"Its Python cannot be started: {error}") from error
        try:
            process = await self._begin(worker)
            try:
                yield process
            finally:
                await process.kill()
        finally:
            await workers.release(worker)

    async def _begin(self, worker: Worker) -> Process:
        await asyncio.to_thread(self.place.hand_over, worker.account)
        marked = {MARK: self.variables[MARK]}  # last: by it we find the processes of the job
        variables = {**self.variables, **of_account(worker.account, self.place), **self.chosen, **marked}
        try:
            return await worker.begin({**self.work, "variables": variables, "limits": of_system(self.limits)})
        except OSError as error:
            raise NotPrepared(f"Its process has ended before it began: {error}") from error


def kit_of(environment: Path, manifest: Manifest) -> Kit:
    """What may be loaded before a job of the package is known: what has no effect, and what the package allows."""
    if manifest.kind is Kind.UIPATH:
        return Kit(environment, None)
    return Kit(environment, (CLIENT, *([FRAMEWORK] if manifest.target.endswith(TASKS) else []), *manifest.warm))


def work_of(data: JobData, manifest: Manifest, environment: Path, place: Workplace) -> dict[str, Any]:
    """Say what is to be run, and where. NotPrepared: the command names no entry point."""
    if manifest.kind is Kind.PLAIN:
        return _work(place, place.content, target=manifest.target)
    if not data.entry_point_path:
        raise NotPrepared("The command names no entry point.")
    entry = place.content / data.entry_point_path
    name, folder = (entry.name, entry.parent) if entry.is_file() else (data.entry_point_path, place.content)
    rest = ["--resume"] if data.resumes else ["--input-file", str(place.input)]
    return _work(place, folder, words=[program(environment, "uipath"), "run", name, *rest])


def _work(place: Workplace, folder: Path, words: list[str] | None = None, target: str = "") -> dict[str, Any]:
    console = place.console(Kind.UIPATH if words else Kind.PLAIN)
    known = {"folder": str(folder), "runtime": str(place.runtime), "console": str(console)}
    return {**known, "words": words, "target": target}


def of_place(settings: Settings, environment: Path, place: Workplace) -> dict[str, str]:
    """The machine's variables, turned to the job's own Python and folder."""
    return {
        # The SDK would report to its maker's servers.
        "UIPATH_TELEMETRY_ENABLED": "false",
        "UIPATH_TRACING_ENABLED": "false",
        **of_python(settings.home, environment),
        "UIPATH_CONFIG_PATH": str(place.runtime / "uipath.json"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place.runtime)),
    }


def of_account(account: Account | None, place: Workplace) -> dict[str, str]:
    """Who a job is, where that is not the robot itself."""
    return {"HOME": str(place.home), "USER": account.name, "LOGNAME": account.name} if account else {}


def of_robot(settings: Settings, robot_key: str, token: str | None) -> dict[str, str]:
    """What a job needs to call the server: by our own client or by the SDK."""
    return {
        "PODIUM_URL": settings.api,
        "PODIUM_ROBOT_KEY": robot_key,
        "UIPATH_URL": settings.tenant_url,
        "UIPATH_ROBOT_KEY": robot_key,
        **({"UIPATH_ACCESS_TOKEN": token} if token else {}),
    }


def of_job(data: JobData, trace_id: str) -> dict[str, str]:
    """What a job may know of itself."""
    spans = {"UIPATH_PARENT_SPAN_ID": data.parent_span_id, "UIPATH_ROOT_SPAN_ID": data.root_span_id}
    return {
        "UIPATH_FOLDER_KEY": data.folder_key,
        "UIPATH_FOLDER_PATH": data.fully_qualified_folder_name,
        "UIPATH_PROCESS_UUID": data.process_key,
        "UIPATH_TRACE_ID": trace_id,
        **{name: value for name, value in spans.items() if value},
        MARK: data.key,
    }


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Read lines of NAME=value. NotPrepared: one makes no sense."""
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            raise NotPrepared(f"Not an environment variable: {line!r}")
        yield name.strip(), value
