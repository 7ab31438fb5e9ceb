"""What a job's process left behind, read as the job's last word."""

import signal
from datetime import UTC, datetime
from enum import StrEnum
from os import SEEK_END
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec import DecodeError, Struct, json

from podium.robot.protocol import Command, JobError, Report, SuspendedJob
from podium.robot.reading import content_of, opened
from podium.robot.tail import Tail

MAX_DETAIL = 8000
TAIL_BYTES = 16_000


class State(StrEnum):
    PENDING = "Pending"
    RUNNING = "Running"
    STOPPING = "Stopping"
    SUCCESSFUL = "Successful"
    FAULTED = "Faulted"
    STOPPED = "Stopped"


class Result(Struct, rename="camel"):
    """The file in which a job says how it ended."""

    status: str = "successful"
    output: Any = None
    error: dict[str, Any] | None = None
    resume: Any = None
    resume_triggers: list[Any] | None = None


def read_result(path: Path, exit_code: int, console: Path) -> Result:
    """Read what the job says; where it says nothing, or could not, its exit code and last words speak."""
    content = content_of(path)
    if content is not None:
        try:
            result = json.decode(content, type=Result)
        except DecodeError as error:
            return _silent(f"The result cannot be read: {error}", console)
        if exit_code == 0 or result.error:
            return result
    if exit_code == 0:
        return Result(output={})
    return _silent(_ending(exit_code), console)


def report(command: Command, state: State, **more: Any) -> Report:
    data = command.data
    return Report(
        robot_key=command.robot_key,
        job_state=state,
        job_key=data.key,
        process_key=data.process_key,
        fence=data.podium_fence,
        **more,
    )


def final_report(command: Command, result: Result) -> Report:
    """Say Successful or Faulted."""
    if result.status == "faulted" or result.error:
        return faulted(command, _error(result.error or {}))
    output = json.encode({} if result.output is None else result.output).decode()
    return report(command, State.SUCCESSFUL, output_arguments=output)


def faulted(command: Command, error: JobError) -> Report:
    return report(command, State.FAULTED, error=error)


def robot_error(code: str, title: str, detail: str) -> JobError:
    """An error for which the job's own code is not to blame."""
    return JobError(f"PYTHON.{code}", title, "SYSTEM", detail[-MAX_DETAIL:])


def suspension(command: Command, result: Result) -> SuspendedJob:
    data = command.data
    return SuspendedJob(
        robot_key=command.robot_key,
        job_id=data.key,
        suspend_time=datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        persistence_instance_id=data.persistence_id or str(uuid4()),
        resume_version=data.resume_version or 0,
        resume_triggers=result.resume_triggers or ([result.resume] if result.resume else []),
        sub_state="faulted" if result.error else None,
        error=_error(result.error) if result.error else None,
        fence=data.podium_fence,
    )


def _error(error: dict[str, Any]) -> JobError:
    return JobError(
        code=str(error.get("code") or "PYTHON.AGENT_EXECUTION_FAILED"),
        title=str(error.get("title") or "The job failed"),
        category="USER" if str(error.get("category", "")).upper() == "USER" else "SYSTEM",
        detail=str(error.get("detail") or "")[-MAX_DETAIL:],
    )


def _silent(title: str, console: Path) -> Result:
    error = {"code": "PYTHON.AGENT_EXECUTION_FAILED", "title": title, "category": "SYSTEM"}
    return Result("faulted", error={**error, "detail": last_words(console) or title})


def _ending(exit_code: int) -> str:
    if exit_code < 0:
        return f"The process was ended by {signal.Signals(-exit_code).name}"
    return f"The process ended with exit code {exit_code}"


def last_words(console: Path) -> str:
    """The end of what a process said, without the marks of our own records."""
    file = opened(console)
    if file is None:
        return ""
    tail = Tail(console)
    with file:
        tail.position = max(0, file.seek(0, SEEK_END) - TAIL_BYTES)
    return "\n".join(entry.message for entry in tail.read(to_end=True) or ())[-MAX_DETAIL:]
