"""What tests of jobs look at besides answers."""

from typing import Any

import pytest

from podium.kernel.statements import Sql
from podium.kernel.unit import Unit


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first words of the statements that were run."""
    found: list[str] = []
    run = Unit.run

    async def watched(unit: Unit, sql: Sql, arguments: Any, locks: bool) -> list[Any]:
        found.append(sql.text.split()[0])
        return await run(unit, sql, arguments, locks)

    monkeypatch.setattr(Unit, "run", watched)
    return found
