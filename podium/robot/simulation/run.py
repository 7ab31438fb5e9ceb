"""A whole simulation: the crew is hired, the robots come, work for a while, and go."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from podium.robot.simulation.crew import Crew
from podium.robot.simulation.load import LOAD, MINUTE, Tally
from podium.robot.simulation.robots import Place, SimulatedRobot

DOORS = 16
"""Robots that come, or go, at the same time."""
Progress = Callable[[str, float, float], None]
"""Told what is going on, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Plan:
    """How many robots work for how long, and where."""

    url: str
    user: str
    password: str
    tenant: str
    robots: int
    minutes: float


def simulate(plan: Plan, tallies: Mapping[str, Tally], tell: Progress) -> None:
    """Fill the tallies. Unavailable: no server is there. Refused: it does not want such robots."""
    crew = Crew(plan.url, plan.user, plan.password, plan.tenant)
    place = crew.place()
    for number in crew.hire(place, plan.robots):
        tell("robots are hired", number, plan.robots)
    keys = crew.keys(place)[: plan.robots]
    asyncio.run(_run(plan, place, keys, tallies, tell))


async def _run(plan: Plan, place: Place, keys: list[str], tallies: Mapping[str, Tally], tell: Progress) -> None:
    robots = [SimulatedRobot(place, number, key, tallies) for number, key in enumerate(keys, 1)]
    await _each("robots come", robots, SimulatedRobot.start, tell)
    showing = asyncio.create_task(_show(plan.minutes, tell))
    try:
        await asyncio.gather(*(robot.work(plan.minutes * MINUTE) for robot in robots))
    finally:
        showing.cancel()
    await _each("robots go", robots, SimulatedRobot.stop, tell)


async def _each(
    what: str,
    robots: list[SimulatedRobot],
    step: Callable[[SimulatedRobot], Coroutine[Any, Any, None]],
    tell: Progress,
) -> None:
    doors, done = asyncio.Semaphore(DOORS), 0

    async def through(robot: SimulatedRobot) -> None:
        nonlocal done
        async with doors:
            await step(robot)
        done += 1
        tell(what, done, len(robots))

    await asyncio.gather(*(through(robot) for robot in robots))


async def _show(minutes: float, tell: Progress) -> None:
    seconds = round(minutes * MINUTE)
    for second in range(seconds):
        tell("robots work", second, seconds)
        await asyncio.sleep(1)


def empty_tallies() -> dict[str, Tally]:
    return {kind: Tally() for kind in LOAD}
