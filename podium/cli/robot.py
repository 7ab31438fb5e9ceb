"""``podium robot``: runs our robot, or checks whether it could run."""

import asyncio
import os
import sys
from typing import Any

from podium.cli.problems import Problem
from podium.kernel.logs import log_to_stderr
from podium.robot.check import check as checked
from podium.robot.service import run as serve
from podium.robot.settings import Settings


def run(given: dict[str, Any]) -> int:
    log_to_stderr(os.environ.get("PODIUM_LOG", "INFO"))
    asyncio.run(serve(_settings(given)))
    return 0


def check(given: dict[str, Any]) -> int:
    """Print each thing a robot needs and what to do where it is missing."""
    results = asyncio.run(checked(_settings(given)))
    for result in results:
        print(f"{'ok  ' if result.passed else 'BAD '} {result.name}: {result.found}  {result.advice}".rstrip())
    sys.stdout.flush()
    return 0 if all(result.passed for result in results) else 1


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return Settings.from_environment(os.environ, **given)
    except ValueError as problem:
        raise Problem(f"{problem}.") from problem
