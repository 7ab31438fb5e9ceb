"""What a job prints and logs becomes lines with a level and a time."""

from datetime import datetime
from pathlib import Path

import pytest

from podium.robot.service import Robot
from podium.robot.tail import Entry, Tail
from tests.robot.orchestrator import ROBOT_KEY, Orchestrator
from tests.robot.samples import plain


@pytest.mark.robot
async def test_each_line_arrives_with_its_level_and_where_it_comes_from(server: Orchestrator, robot: Robot) -> None:
    code = """
    import logging, subprocess, sys, warnings

    def main():
        print("printed\\nin two lines")
        print("to stderr", file=sys.stderr)
        logging.getLogger("a").warning("careful")
        logging.error("one entry\\nof two lines")
        logging.critical("over")
        logging.debug("unseen")
        subprocess.run(["echo", "by a child"])
        print("no end", end="")
    """
    job = await server.start(plain(code), folderId=101)
    await server.said("no end")
    assert [(line["level"], line["message"]) for line in server.log] == [
        ("Info", "printed"),
        ("Info", "in two lines"),
        ("Warn", "to stderr"),
        ("Warn", "careful"),
        ("Error", "one entry\nof two lines"),
        ("Fatal", "over"),
        ("Info", "by a child"),
        ("Info", "no end"),
    ]
    line = server.log[0]
    assert (line["jobId"], line["organizationUnitId"], line["machineName"]) == (job.key, 101, "host7")
    assert (line["processName"], line["processVersion"], line["robotName"]) == ("demo", "1.0.0", "bot")
    assert server.named("SubmitLogs")[0].headers["authorization"] == f"UiRobot {ROBOT_KEY}"
    times = [datetime.fromisoformat(line["timeStamp"]) for line in server.log]
    assert all(time.tzinfo for time in times)


@pytest.mark.robot
async def test_lines_arrive_while_the_job_runs(server: Orchestrator, robot: Robot) -> None:
    job = await server.start(plain("import time\ndef main(): print('early'); time.sleep(60)"))
    await server.said("early")
    assert job.states == ["Running"]


class Log:
    """A file that grows, and who reads it."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.tail = path, Tail(path)
        path.write_text(text)

    def add(self, text: str) -> None:
        with self.path.open("a") as file:
            file.write(text)

    def read(self, *, to_end: bool = False) -> list[Entry]:
        entries = []
        while (more := self.tail.read(to_end=to_end)) is not None:
            entries += more
        return entries

    def messages(self, *, to_end: bool = False) -> list[str]:
        return [entry.message for entry in self.read(to_end=to_end)]


def test_lines_of_the_sdk_carry_their_level_on(tmp_path: Path) -> None:
    lines = "[2026-11-22 12:22:42,214][ERROR] failed\nTraceback\n[2026-11-22 12:22:42,215][WARNING] careful\n"
    entries = Log(tmp_path / "log", lines).read()
    assert [(e.level, e.message) for e in entries] == [("Error", "failed"), ("Error", "Traceback"), ("Warn", "careful")]
    local = datetime.fromisoformat("2026-11-22 12:22:42.214").astimezone()
    assert datetime.fromisoformat(entries[0].time) == local


def test_a_line_is_read_once_it_is_whole(tmp_path: Path) -> None:
    log = Log(tmp_path / "log", "one\ntw")
    assert log.messages() == ["one"]
    log.add("o\n\nthree")
    assert log.messages() == ["two"]
    assert log.messages(to_end=True) == ["three"]


def test_a_line_without_end_does_not_grow_for_ever(tmp_path: Path) -> None:
    messages = Log(tmp_path / "log", "x" * 3_000_000).messages(to_end=True)
    assert len(messages) == 3
    assert {len(message) for message in messages} == {32_000}


def test_what_only_looks_like_a_record_is_a_line(tmp_path: Path) -> None:
    assert Log(tmp_path / "log", "\x1enonsense\n").messages() == ["\x1enonsense"]
