"""The jobs a robot has at the moment, and the orders it takes for them."""

import asyncio
import logging
from collections import deque

from podium.robot import outcome, tree
from podium.robot.job import Job
from podium.robot.lane import Lane
from podium.robot.ledger import Ended, Record, Taken
from podium.robot.outcome import State
from podium.robot.preparation import Tools
from podium.robot.process import OWNER
from podium.robot.protocol import Beat, Command
from podium.robot.waiting import first_of

log = logging.getLogger(__name__)

SHUT_DOWN = "The robot was shut down while the job ran."
CRASHED = outcome.robot_error(
    "ROBOT_CRASHED", "The robot ended unexpectedly", "The robot was gone before the job had ended."
)


class Slots:
    """Runs at most as many jobs as the settings allow; none a second time for the same command."""

    def __init__(self, tools: Tools, results: Lane[Record]) -> None:
        self.tools, self.results = tools, results
        self.jobs: dict[str, Job] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.done: deque[tuple[object, ...]] = deque(maxlen=1000)
        self.closed = False
        self.idle = asyncio.Event()
        self.idle.set()
        self.moved = asyncio.Event()

    async def recover(self) -> None:
        """End what a robot that was here before has left running, and put on record that it has failed."""
        await tree.kill(f"{OWNER}={self.tools.settings.home}")
        await self.tools.accounts.open()
        for name, record in list(self.results.store.items()):
            if isinstance(record, Taken):
                log.warning("job %s was running when the robot ended", record.report.job_key)
                self.tools.workplace(record.report.job_key).remove()
                self.results.put(name, Ended(record.report))

    def living(self) -> list[Job]:
        return [job for job in self.jobs.values() if not job.lost]

    def beats(self) -> list[Beat]:
        return [job.beat() for job in self.living()]

    def obey(self, command: Command) -> bool:
        """Carry out a command; False when it says nothing new."""
        match command.data.type:
            case "StartProcess":
                return self._start(command)
            case "StopProcess":
                return self._stop(command)
        return False

    async def drain(self, grace: float, hurrying: asyncio.Event) -> None:
        """Take no more jobs. Those that run may end by themselves, then are stopped, then killed."""
        self.closed = True
        await first_of(self.idle.wait(), hurrying.wait(), timeout=grace)
        for job in self.jobs.values():
            job.stop(why=SHUT_DOWN)
        await first_of(self.idle.wait(), hurrying.wait())
        for job in self.jobs.values():
            job.stop(kill=True)
        await self.idle.wait()

    def _start(self, command: Command) -> bool:
        data = command.data
        if self.closed or data.key in self.jobs or data.attempt in self.done or self._untold(data.key):
            return False
        if len(self.jobs) >= self.tools.settings.slots:
            return False
        self.jobs[data.key] = job = Job(command, self.tools, self.moved)
        self.idle.clear()
        task = asyncio.create_task(self._lead(job))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return True

    def _stop(self, command: Command) -> bool:
        data = command.data
        if job := self.jobs.get(data.key):
            kill, news = data.stop_strategy == "Kill", not job.stopping.is_set()
            job.stop(kill=kill)
            return news
        if data.attempt in self.done or self._untold(data.key):
            return False
        self.done.append(data.attempt)
        self.results.put(self._name(data.key), Ended(outcome.report(command, State.STOPPED)))
        return True

    async def _lead(self, job: Job) -> None:
        """Keep the job on record from before its start until its last word is there."""
        key, name = job.data.key, self._name(job.data.key)
        log.info("job %s: %s %s", key, job.data.package_id, job.data.package_version)
        self.results.store.put(name, Taken(outcome.faulted(job.command, CRASHED)))
        record = await job.run()
        self.done.append(job.data.attempt)
        if record is None:
            self.results.store.remove(name)
        else:
            await self.results.put_durably(name, record)
        del self.jobs[key]
        self.moved.set()
        if job.kit and not self.closed:
            await self.tools.workers.keep(job.kit)
        if not self.jobs:
            self.idle.set()

    def _name(self, key: str) -> str:
        return self.results.store.new_name(f"-{key}")

    def _untold(self, key: str) -> bool:
        """A job whose last word still waits for the server must not begin again here."""
        return any(name.endswith(key) for name in self.results.store.names())
