"""A test is skipped for want of something, never for no reason."""

import pytest

from tools.skips import NEEDS, Need

pytest_plugins = ["pytester"]


@pytest.fixture
def poor_machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without a fax, which no package brings, and without a modem, which one does."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setitem(NEEDS, "fax", Need(lambda: False))
    monkeypatch.setitem(NEEDS, "modem", Need(lambda: False, ("modem",)))
    return monkeypatch


def run(pytester: pytest.Pytester, reason: str) -> pytest.ExitCode | int:
    pytester.makepyfile(f"import pytest\n\n@pytest.mark.skip(reason={reason!r})\ndef test_it(): ...")
    return pytester.runpytest_inprocess("-p", "tools.skips", "-p", "no:randomly").ret


@pytest.mark.usefixtures("poor_machine")
@pytest.mark.parametrize(("reason", "code"), [("needs fax", 0), ("needs modem", 0), ("needs time", 1), ("later", 1)])
def test_only_a_want_of_the_machine_excuses_a_skip(pytester: pytest.Pytester, reason: str, code: int) -> None:
    assert run(pytester, reason) == code


@pytest.mark.parametrize(("reason", "code"), [("needs fax", 0), ("needs modem", 1)])
def test_in_ci_nothing_is_wanting_that_a_package_brings(
    pytester: pytest.Pytester, poor_machine: pytest.MonkeyPatch, reason: str, code: int
) -> None:
    poor_machine.setenv("CI", "1")
    assert run(pytester, reason) == code
