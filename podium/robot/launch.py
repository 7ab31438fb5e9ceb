"""How a job's process is started: its command line and its environment variables."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from podium.robot.errors import NotPrepared
from podium.robot.limits import hold
from podium.robot.manifest import Kind, Manifest
from podium.robot.process import MARK, Process
from podium.robot.protocol import JobData
from podium.robot.settings import Limits, Settings
from podium.robot.surroundings import inherited, program, programs_of
from podium.robot.workplace import Workplace

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Launch:
    """A job that is ready to begin."""

    words: list[str]
    folder: Path
    variables: dict[str, str]
    console: Path
    """Where the process's own output goes."""
    limits: Limits

    async def start(self) -> Process:
        """Begin. NotPrepared: the package does not bring the program it is to be run with."""
        try:
            process = await Process.start(self.words, self.folder, self.variables, self.console)
        except OSError as error:
            raise NotPrepared(f"{self.words[0]} cannot be started: {error}") from error
        with suppress(ProcessLookupError):  # it has ended already
            hold(process.process.pid, self.limits)
        return process


def command_line(data: JobData, manifest: Manifest, environment: Path, place: Workplace) -> tuple[list[str], Path]:
    """The words that start a job, and the folder to say them in. NotPrepared: the command names no entry point."""
    if manifest.kind is Kind.PLAIN:
        script = str(HERE / "bootstrap.py")
        return [program(environment, "python"), script, str(place.runtime), manifest.target], place.content
    if not data.entry_point_path:
        raise NotPrepared("The command names no entry point.")
    entry = place.content / data.entry_point_path
    name, folder = (entry.name, entry.parent) if entry.is_file() else (data.entry_point_path, place.content)
    rest = ["--resume"] if data.resumes else ["--input-file", str(place.input)]
    return [program(environment, "uipath"), "run", name, *rest], folder


def of_place(environment: Path, place: Workplace) -> dict[str, str]:
    """The machine's variables, turned to the job's own Python and folder."""
    own = inherited()
    return {
        # The SDK would report to its maker's servers.
        "UIPATH_TELEMETRY_ENABLED": "false",
        "UIPATH_TRACING_ENABLED": "false",
        **own,
        "PATH": os.pathsep.join([str(programs_of(environment)), own.get("PATH", "")]),
        "VIRTUAL_ENV": str(environment),
        "PYTHONPATH": str(HERE / "inside"),
        "PYTHONIOENCODING": "utf-8",
        "UIPATH_CONFIG_PATH": str(place.runtime / "uipath.json"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(place.runtime)),
    }


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
    """What a job may know of itself. NotPrepared: the variables of the command make no sense."""
    spans = {"UIPATH_PARENT_SPAN_ID": data.parent_span_id, "UIPATH_ROOT_SPAN_ID": data.root_span_id}
    return {
        "UIPATH_FOLDER_KEY": data.folder_key,
        "UIPATH_FOLDER_PATH": data.fully_qualified_folder_name,
        "UIPATH_PROCESS_UUID": data.process_key,
        "UIPATH_TRACE_ID": trace_id,
        **{name: value for name, value in spans.items() if value},
        **dict(assignments(data.environment_variables or "")),
        MARK: data.key,  # last: by it we find the processes of the job
    }


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Read lines of NAME=value."""
    for line in filter(str.strip, text.splitlines()):
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            raise NotPrepared(f"Not an environment variable: {line!r}")
        yield name.strip(), value
