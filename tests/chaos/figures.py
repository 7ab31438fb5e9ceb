"""A pytest plugin that sums up what runs did and who died: ``-p tests.chaos.figures``."""

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Sum up what was done and who died."""
    total = Counter[str]()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            total.update(dict(report.user_properties))
    if total:
        terminalreporter.write_line("chaos: " + ", ".join(f"{number} {what}" for what, number in total.items()))
