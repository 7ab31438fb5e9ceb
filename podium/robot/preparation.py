"""Getting a job ready: its package, its Python, its input, its place."""

import asyncio
from dataclasses import dataclass
from typing import Self

from podium.robot import launch
from podium.robot.accounts import Accounts
from podium.robot.environments import Environments
from podium.robot.errors import NotPrepared, Refused
from podium.robot.lane import Lane
from podium.robot.launch import Launch
from podium.robot.logs import Batch
from podium.robot.packages import Packages
from podium.robot.protocol import Command, JobData
from podium.robot.server import Server
from podium.robot.settings import Settings
from podium.robot.worker import Workers
from podium.robot.workplace import Workplace


@dataclass(frozen=True)
class Tools:
    """What all jobs of a robot share."""

    settings: Settings
    server: Server
    packages: Packages
    accounts: Accounts
    environments: Environments
    workers: Workers
    logs: Lane[Batch]

    @classmethod
    def of(cls, settings: Settings, server: Server, logs: Lane[Batch]) -> Self:
        home, accounts = settings.home, Accounts(settings.accounts)
        workers = Workers(home, accounts, settings.warm)
        packages = Packages(home / "packages", server)
        return cls(settings, server, packages, accounts, Environments(home, accounts), workers, logs)

    def workplace(self, job_key: str) -> Workplace:
        return Workplace(self.settings.home / "jobs" / job_key)


async def prepare(command: Command, trace_id: str, tools: Tools) -> Launch:
    """Bring a job to where it only has to be started. Unavailable: what is done so far is kept for the next try."""
    data, place = command.data, tools.workplace(command.data.key)
    package = await tools.packages.fetch(data)
    environment = await tools.environments.prepare(package, data.key)
    try:
        arguments, state = await _arguments(data, tools.server), await _state(data, tools.server)
    except Refused as error:
        raise NotPrepared(f"The input cannot be fetched: {error}") from error
    await asyncio.to_thread(place.furnish, package, data, arguments, state)
    variables = {
        **launch.of_place(tools.settings, environment, place),
        **launch.of_robot(tools.settings, command.robot_key, await tools.server.token()),
        **launch.of_job(data, trace_id),
    }
    chosen = dict(launch.assignments(data.environment_variables or ""))
    kit, work = launch.kit_of(environment, package.manifest), launch.work_of(data, package.manifest, environment, place)
    return Launch(kit, place, work, variables, chosen, tools.settings.limits)


async def _arguments(data: JobData, server: Server) -> bytes:
    if data.input_file:
        return await server.input_file(data.key)
    return (data.input_arguments or "{}").encode()


async def _state(data: JobData, server: Server) -> bytes | None:
    if not data.resumes or data.persistence_id is None:
        return None
    return await server.saved_state(data.persistence_id, data.resume_version or 0)
