"""One attempt at a job, from the command that starts it to its last word."""

import asyncio
import logging
from pathlib import Path
from uuid import uuid4

from podium.robot import outcome, screen
from podium.robot.errors import Interrupted, NotPrepared, Refused, Unavailable
from podium.robot.launch import Launch
from podium.robot.ledger import Ended, Record, Suspended
from podium.robot.logs import LogPump
from podium.robot.outcome import State
from podium.robot.preparation import Tools, prepare
from podium.robot.process import Process
from podium.robot.protocol import Beat, Command
from podium.robot.reading import content_of
from podium.robot.tail import Tail
from podium.robot.waiting import first_of, patiently, unless
from podium.robot.worker import Kit

log = logging.getLogger(__name__)


class Job:
    """Runs in a task of its own; ``stop`` and ``lose`` may come from outside at any time.

    ``moved`` is set when the server has taken note of it, and so has no more reason to repeat the command.
    """

    def __init__(self, command: Command, tools: Tools, moved: asyncio.Event) -> None:
        self.moved = moved
        self.command, self.data, self.tools = command, command.data, tools
        self.pace, self.limits = tools.settings.pace, tools.settings.limits
        self.place = tools.workplace(command.data.key)
        self.trace_id = command.data.trace_id or str(uuid4())
        self.state, self.lost = State.PENDING, False
        self.stopping, self.killing = asyncio.Event(), asyncio.Event()
        self.why_stopped: str | None = None
        self.overdue = False
        self.kit: Kit | None = None

    def beat(self) -> Beat:
        key, process_key = self.data.key, self.data.process_key
        return Beat(self.command.robot_key, key, process_key, self.state, fence=self.data.podium_fence)

    def stop(self, *, kill: bool = False, why: str | None = None) -> None:
        """End the job: at once, or after the time of grace."""
        if self.state is State.RUNNING:
            self.state = State.STOPPING
        self.why_stopped = self.why_stopped or why
        self.stopping.set()
        if kill:
            self.killing.set()

    def lose(self) -> None:
        """Kill the job and say nothing more of it: it is this robot's no longer."""
        self.lost = True
        self.stop(kill=True)

    async def run(self) -> Record | None:
        """Live from preparation to the end; None when nothing must be said of it."""
        record: Record | None
        try:
            record = await self._live()
        except Interrupted:
            record = self._stopped()
        except NotPrepared as error:
            record = self._failed("JOB_PREPARATION_FAILED", "The job could not be prepared", str(error))
        except Exception as error:
            log.exception("job %s: the robot failed", self.data.key)
            record = self._failed("ROBOT_FAILED", "The robot failed", repr(error))
        finally:
            await asyncio.to_thread(self.place.remove)
        return None if self.lost else record

    async def _live(self) -> Record | None:
        longest = self.pace.retry
        ready = await unless(
            self.stopping, patiently(lambda: prepare(self.command, self.trace_id, self.tools), longest)
        )
        try:
            await unless(self.stopping, patiently(self._announce, longest))
        except Refused as error:
            log.warning("job %s is not ours to run: %s", self.data.key, error)
            return None
        self.kit = ready.kit
        exit_code = await self._execute(ready)
        record = await asyncio.to_thread(self._judge, exit_code, Path(ready.work["console"]))
        if isinstance(record, Ended) and record.report.job_state == State.FAULTED and not self.lost:
            await self._show_screen()
        return record

    async def _show_screen(self) -> None:
        """Send a picture of what the job has left on the screen; that there is none is no matter."""
        try:
            seen = await screen.picture()
            if seen is not None:
                await self.tools.server.screenshot(self.command.robot_key, self.data.key, seen)
        except (OSError, Refused, Unavailable) as error:
            log.warning("job %s: no picture of the screen: %s", self.data.key, error)

    async def _announce(self) -> None:
        """Say that the job runs. It does not start before the server has agreed: another robot may have it by now."""
        spans = {"parent_span_id": self.data.parent_span_id, "root_span_id": self.data.root_span_id}
        report = outcome.report(self.command, State.RUNNING, robot_state="Busy", trace_id=self.trace_id, **spans)
        await self.tools.server.report(report)
        self.state = State.RUNNING
        self.moved.set()

    async def _execute(self, ready: Launch) -> int:
        ended = asyncio.Event()
        pump = LogPump(self.command, self.tools.settings.machine, Tail(self.place.log), self.tools.logs)
        pumping = asyncio.create_task(pump.run(ended, self.pace.logs))
        try:
            async with ready.process(self.tools.workers) as process:
                return await self._watch(process)
        finally:
            ended.set()
            if self.lost:
                pumping.cancel()
            await asyncio.wait([pumping])

    async def _watch(self, process: Process) -> int:
        await first_of(process.wait(), self.stopping.wait(), timeout=self.limits.run_time)
        self.overdue = not (process.ended or self.stopping.is_set())
        if not process.ended:
            await process.stop(self.pace.grace, self.killing)
        return await process.wait()

    def _judge(self, exit_code: int, console: Path) -> Record:
        if self.overdue:
            why = f"It was stopped after the {self.limits.run_time} seconds that a job may take here."
            return self._failed("RUN_TIME_EXCEEDED", "The job took too long", why)
        if exit_code != 0 and self.stopping.is_set():
            return self._stopped()
        result = outcome.read_result(self.place.result, exit_code, console)
        if result.status == "suspended":
            return Suspended(outcome.suspension(self.command, result), content_of(self.place.state) or b"")
        return Ended(outcome.final_report(self.command, result))

    def _stopped(self) -> Record:
        return Ended(outcome.report(self.command, State.STOPPED, info=self.why_stopped))

    def _failed(self, code: str, title: str, detail: str) -> Record:
        return Ended(outcome.faulted(self.command, outcome.robot_error(code, title, detail)))
