"""Waits for one job and is its process, inside the job's own Python: standard library and Python 3.9 only.

``bootstrap.py MODULE...`` imports the modules, which a job will want, and reads its order: a line of JSON on standard
input. It takes on the order's ``variables``, ``folder``, ``limits`` and ``console``. With ``words`` it becomes that
program. Else it reads input.json in ``runtime``, calls ``target`` (``module:function``, or a file to run as a script,
or as tasks of Robot Framework) and writes output.json; what is printed or logged becomes records on standard output.
Without an order, because the robot has gone, it ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import importlib
import inspect
import io
import json
import logging
import os
import runpy
import subprocess
import sys
import threading
import time
import traceback
import typing
from pathlib import Path

HERE = os.path.dirname(os.path.abspath(__file__))
MAX_DETAIL = 8000
MAX_TITLE = 200
NOT_STARTED = 127
LEVELS = {logging.DEBUG: "Debug", logging.INFO: "Info", logging.WARNING: "Warn", logging.ERROR: "Error"}


class Records:
    """Writes log records to the standard output of the process, each with one system call."""

    def __init__(self) -> None:
        self.output = os.dup(1)

    def write(self, level: str, message: str) -> None:
        seconds = time.time()
        when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{int(seconds % 1 * 1e6):06d}+00:00"
        line = json.dumps({"time": when, "level": level, "message": message})
        os.write(self.output, f"\x1e{line}\n".encode())


class Printed(io.TextIOBase):
    """A stream that makes a record of each line printed to it."""

    encoding = "utf-8"

    def __init__(self, records: Records, level: str, raw: typing.TextIO) -> None:
        self.records, self.level, self.raw = records, level, raw
        self.buffer = raw.buffer
        self.rest = ""
        self.lock = threading.RLock()

    def write(self, text: str) -> int:
        with self.lock:
            *lines, self.rest = (self.rest + text).split("\n")
        for line in filter(str.strip, lines):
            self.records.write(self.level, line)
        return len(text)

    def finish(self) -> None:
        """Take what has no line end yet for a line."""
        if self.rest:
            self.write("\n")

    def fileno(self) -> int:
        return self.raw.fileno()

    def writable(self) -> bool:
        return True

    def reconfigure(self, **_: typing.Any) -> None:
        """Programs ask standard output for an encoding; records have theirs."""


class Logged(logging.Handler):
    """Makes a record of each message of the logging module."""

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        level = LEVELS.get(record.levelno // 10 * 10, "Fatal" if record.levelno > logging.ERROR else "Trace")
        self.records.write(level, self.format(record))


def capture() -> list[Printed]:
    """Turn what is printed and logged from now on into records."""
    records = Records()
    streams = [Printed(records, "Info", sys.stdout), Printed(records, "Warn", sys.stderr)]
    sys.stdout, sys.stderr = streams
    logging.basicConfig(
        format="%(message)s", handlers=[Logged(records)], level=os.environ.get("LOG_LEVEL", "INFO").upper()
    )
    logging.captureWarnings(True)
    return streams


def run(target: str, arguments: dict[str, typing.Any]) -> typing.Any:
    """Run the target and give what it returns; a script returns nothing."""
    if target.endswith(".robot"):
        return run_tasks(target, arguments)
    module, _, name = target.partition(":")
    if not name:
        runpy.run_path(target, run_name="__main__")
        return None
    function = importlib.import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    result = call(function, arguments)
    return asyncio.run(result) if inspect.iscoroutine(result) else result


class TasksFailed(Exception):
    """Not all tasks have passed."""


class Listener:
    """Makes records of what tasks of Robot Framework log, and of how each of them ends."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, records: Records) -> None:
        self.records = records
        self.failures: list[str] = []
        self.passed = 0

    def log_message(self, message: typing.Any) -> None:
        self.records.write(str(message.level).capitalize(), str(message.message))

    def end_test(self, data: typing.Any, result: typing.Any) -> None:
        self.records.write("Info" if result.passed else "Error", f"{result.name}: {result.status}")
        self.passed += result.passed
        if result.failed:
            self.failures.append(f"{result.name}: {result.message}")


def run_tasks(file: str, arguments: dict[str, typing.Any]) -> dict[str, int]:
    """Run tasks with the arguments as their variables; gives how many have passed."""
    robot = importlib.import_module("robot")
    runtime = Path(os.environ["TMPDIR"])
    variables = runtime / "variables.json"
    variables.write_text(json.dumps(arguments), "utf-8")
    listener = Listener(Records())
    output = {"outputdir": str(runtime / "tasks"), "console": "none", "report": "NONE", "log": "NONE"}
    code = robot.run(file, listener=listener, variablefile=[str(variables)], **output)
    if code:
        raise TasksFailed("\n".join(listener.failures) or f"Robot Framework ended with {code}.")
    return {"passed": listener.passed}


def call(function: typing.Any, arguments: dict[str, typing.Any]) -> typing.Any:
    """Give the arguments by name, or all in one to a function with a single dict or dataclass parameter."""
    parameters = list(inspect.signature(function).parameters.values())
    if len(parameters) == 1 and parameters[0].kind is not inspect.Parameter.VAR_KEYWORD:
        kind = typing.get_type_hints(function).get(parameters[0].name)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return function(kind(**arguments))
        if (typing.get_origin(kind) or kind) is dict:
            return function(arguments)
    return function(**arguments)


def as_output(value: typing.Any) -> dict[str, typing.Any]:
    if value is None:
        return {}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return value if isinstance(value, dict) else {"output": value}


def as_error(error: BaseException) -> dict[str, str]:
    """Say what went wrong; the traceback begins where the package's own code does."""
    trace = error.__traceback__
    while trace and trace.tb_next and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    detail = "".join(traceback.format_exception(type(error), error, trace))
    name = type(error).__name__
    title = str(error).strip().split("\n")[0] or name
    return {
        "code": f"PYTHON.{name}",
        "title": title[:MAX_TITLE],
        "category": "USER",
        "detail": detail[-MAX_DETAIL:],
    }


def attempt(target: str, arguments: dict[str, typing.Any]) -> dict[str, typing.Any]:
    """Run the target and say how it went, whatever it raises."""
    try:
        return {"status": "successful", "output": as_output(run(target, arguments))}
    except SystemExit as end:
        if end.code in (None, 0):
            return {"status": "successful", "output": {}}
        return {"status": "faulted", "error": as_error(end)}
    except BaseException as error:
        return {"status": "faulted", "error": as_error(error)}


def main() -> int:
    """Run as the robot asks to; the exit code says whether it went well."""
    sys.path[:] = [path for path in sys.path if path != HERE]  # the robot's modules are no business of a job
    for name in sys.argv[1:]:
        with contextlib.suppress(Exception):  # the job will import it itself, and say what is wrong
            importlib.import_module(name)
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return 0
    order = json.loads(line)
    enter(order)
    return become(order["words"]) if order["words"] else obey(Path(order["runtime"]), order["target"])


def enter(order: dict[str, typing.Any]) -> None:
    """Take on what a job begins with."""
    os.environ.clear()
    os.environ.update(order["variables"])
    os.chdir(order["folder"])
    console = os.open(order["console"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (console, 1), (console, 2)):
        os.dup2(source, target)
    for name, most in order["limits"].items():
        limit(name, most)


def limit(name: str, most: int) -> None:
    """Hold this process, and all that it starts, to a limit of the system."""
    resource = importlib.import_module("resource")  # not every system has it
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def become(words: list[str]) -> int:
    """Be another program from now on."""
    try:
        if os.name == "nt":
            return subprocess.call(words)
        os.execv(words[0], words)
    except OSError as error:
        sys.stderr.write(f"{words[0]} cannot be started: {error}\n")
    return NOT_STARTED


def obey(runtime: Path, target: str) -> int:
    """Call the target with the input, and leave the output."""
    here = os.getcwd()
    sys.path[0:0] = [here, os.path.join(here, "src")]
    sys.argv = [target]
    streams = capture()
    result = attempt(target, json.loads((runtime / "input.json").read_text("utf-8")))
    for stream in streams:
        stream.finish()
    (runtime / "output.json").write_text(json.dumps(result, default=str), "utf-8")
    return 0 if result["status"] == "successful" else 1


if __name__ == "__main__":
    sys.exit(main())
