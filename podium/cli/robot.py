"""``podium robot``: runs our robot, or checks whether it could run."""

import asyncio
import os
import sys
from dataclasses import asdict

from podium.cli.options import RobotOptions
from podium.cli.problems import Problem
from podium.kernel.logs import log_to_stderr
from podium.robot.check import check as checked
from podium.robot.errors import AlreadyRunning, Refused
from podium.robot.service import run as serve
from podium.robot.settings import Settings
from podium.robot.surroundings import conceal
from podium.robot.unit import unit as unit_of


def run(options: RobotOptions) -> int:
    log_to_stderr(os.environ.get("PODIUM_LOG", "INFO"))
    conceal()
    try:
        asyncio.run(serve(_settings(options)))
    except (AlreadyRunning, Refused) as problem:
        raise Problem(str(problem)) from problem
    return 0


def check(options: RobotOptions) -> int:
    """Print each thing a robot needs and what to do where it is missing."""
    results = asyncio.run(checked(_settings(options)))
    for result in results:
        verdict, advice = ("ok  ", "") if result.passed else ("BAD ", f"  {result.advice}")
        print(f"{verdict} {result.name}: {result.found}{advice}")
    sys.stdout.flush()
    return 0 if all(result.passed for result in results) else 1


def unit(user: str) -> int:
    """Print a unit file for systemd."""
    print(unit_of(user), end="")
    return 0


def _settings(options: RobotOptions) -> Settings:
    try:
        return Settings.from_environment(os.environ, **asdict(options))
    except ValueError as problem:
        raise Problem(f"{problem}.") from problem
