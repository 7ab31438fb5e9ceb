"""The robot itself: known to its server, listening to it, ending in good order."""

import asyncio
import logging
import signal
import time
from contextlib import suppress

from podium.robot.errors import Interrupted, LeaseLost, Refused, Unauthorized, Unavailable
from podium.robot.home import arrange, only_robot_in
from podium.robot.isolation import hindrance
from podium.robot.job import Job
from podium.robot.lane import Lane
from podium.robot.ledger import Record, tell
from podium.robot.logs import Batch
from podium.robot.preparation import Tools
from podium.robot.server import Server
from podium.robot.settings import Settings
from podium.robot.slots import Slots
from podium.robot.store import Store
from podium.robot.updating import Update
from podium.robot.waiting import first_of, patiently, unless

log = logging.getLogger(__name__)

AT_ONCE_SECONDS = 1
RETIRE: int | None = getattr(signal, "SIGUSR1", None)


async def run(settings: Settings) -> None:
    """Be a robot until a signal comes. Refused: the server wants none like this. AlreadyRunning: one is here."""
    if problem := await hindrance(settings):
        raise Refused(f"Jobs cannot run under accounts of their own: {problem}")
    with only_robot_in(settings.home):
        async with Server(settings) as server:
            robot = Robot(settings, server)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                with suppress(NotImplementedError):  # Windows has no handlers of this kind
                    loop.add_signal_handler(number, robot.stop)
            if RETIRE is not None:
                loop.add_signal_handler(RETIRE, robot.retire)
            await robot.run()


class Robot:
    """One machine's work for one server."""

    def __init__(self, settings: Settings, server: Server) -> None:
        self.server, self.pace, home = server, settings.pace, settings.home
        arrange(home, for_accounts=bool(settings.accounts))
        self.logs: Lane[Batch] = Lane(Store(home / "logs", Batch), self._send_logs, self.pace.retry)
        self.results: Lane[Record] = Lane(Store(home / "results", Record), self._tell, self.pace.retry)
        self.tools = Tools.of(settings, server, self.logs)
        self.slots = Slots(self.tools, self.results)
        self.known, self.update = False, Update()
        self.stopping, self.hurrying = asyncio.Event(), asyncio.Event()
        self.retiring, self.retired = asyncio.Event(), asyncio.Event()

    def retire(self) -> None:
        """Take no more jobs, and end when the last one has: a newer robot can take this one's place then."""
        self.retiring.set()

    def stop(self) -> None:
        """Take no more jobs and let the running ones end; when said again, kill them."""
        if self.stopping.is_set():
            self.hurrying.set()
        self.stopping.set()

    async def run(self) -> None:
        """Work until told to stop."""
        with suppress(Interrupted):
            await unless(self.stopping, patiently(self._introduce, self.pace.retry))
            await self._work()
        with suppress(Unavailable, Refused):
            await self.server.disconnect()

    async def _introduce(self) -> None:
        try:
            await self.server.connect()
        except Unauthorized as error:
            raise Refused(str(error)) from error
        self.known = True

    async def _work(self) -> None:
        await asyncio.to_thread(self.tools.packages.prune)
        await self.slots.recover()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work()) for work in (self.results.run, self.logs.run, self._listen)]
            await first_of(self.stopping.wait(), self._last_job())
            await self.slots.drain(self.pace.grace, self.hurrying)
            await self.tools.workers.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_told(), self.pace.farewell)
            for task in tasks:
                task.cancel()

    async def _last_job(self) -> None:
        """The server was told to send no more, and what it had sent before has ended."""
        await self.retired.wait()
        await self.slots.idle.wait()

    async def _all_told(self) -> None:
        await self.results.clear.wait()
        await self.logs.clear.wait()

    async def _listen(self) -> None:
        """What a robot before us could not tell comes first: else the server may offer jobs that have ended."""
        await self.results.clear.wait()
        while True:
            await patiently(self._ask, self.pace.retry)

    async def _ask(self) -> None:
        try:
            await self._hear()
        except LeaseLost:
            await self._find_lost_jobs()
        except Refused as error:
            raise Unavailable(str(error)) from error

    async def _hear(self) -> None:
        """Ask for commands once and obey them; while jobs run the question is repeated often enough to be a beat."""
        if not self.known:
            await self.server.connect()
            self.known = True
        self.slots.moved.clear()
        beats, asked, retiring = self.slots.beats(), time.monotonic(), self.retiring.is_set()
        wait = self.pace.beat if beats else self.pace.wait
        try:
            commands, wanted = await self.server.heartbeat(beats, 0 if retiring else wait, retiring=retiring)
        except Unauthorized:
            self.known = False
            raise
        news = [self.slots.obey(command) for command in commands]
        if self.update.is_ready_for(wanted):
            self.retire()
        if retiring:
            self.retired.set()
        if not any(news) and time.monotonic() - asked < AT_ONCE_SECONDS:
            await first_of(self.slots.moved.wait(), timeout=self.pace.repeat if commands else self.pace.poll)

    async def _find_lost_jobs(self) -> None:
        """One of the jobs is not ours any more: ask for each by itself."""
        lost = [job for job in self.slots.living() if await self._is_lost(job)]
        if not lost:
            raise Unavailable("The server takes the sign of life of each job, but not of all together.")
        for job in lost:
            log.warning("job %s is not ours any more", job.data.key)
            job.lose()

    async def _is_lost(self, job: Job) -> bool:
        try:
            await self.server.heartbeat([job.beat()], wait=0)
        except LeaseLost:
            return True
        return False

    async def _tell(self, record: Record) -> bool:
        return await tell(self.server, record)

    async def _send_logs(self, batch: Batch) -> bool:
        try:
            await self.server.logs(batch.robot_key, batch.lines)
        except Unauthorized as error:
            # Their robot is gone from the server; waiting would hold up the logs of all others.
            raise Refused(str(error)) from error
        return True
