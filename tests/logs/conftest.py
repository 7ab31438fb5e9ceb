"""Logs look at statements as jobs do."""

from tests.jobs.conftest import asked as asked  # noqa: PLC0414 - a fixture is found by its name
