"""The commands explain themselves."""

from collections.abc import Iterator

import pytest
from cyclopts import App

from podium.cli import app


def commands(group: App) -> Iterator[App]:
    for name in group:
        if not name.startswith("-"):
            yield group[name]
            yield from commands(group[name])


@pytest.mark.parametrize("command", list(commands(app)), ids=lambda command: " ".join(command.name))
def test_a_command_says_what_it_is_for_and_what_each_parameter_means(command: App) -> None:
    assert command.help
    if command.default_command is not None:
        asked = command.assemble_argument_collection(parse_docstring=True)
        assert [one.name for one in asked if one.show and not one.parameter.help] == []
