"""The parser against the test cases of the standard."""

import pytest

from podium.odata.expression.mistakes import BadQuery, Mistake
from tests.odata.grammar import OUT_OF_SCOPE, READERS_OF_RULES, Case, cases, left_out

CASES = [case for case in cases() if not left_out(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.text[:60]}")
def test_a_case_is_read_or_refused_as_the_standard_says(case: Case) -> None:
    read = READERS_OF_RULES[case.rule]
    if case.valid:
        read(case.text)
    else:
        with pytest.raises((Mistake, BadQuery)):
            read(case.text)


def test_every_rule_is_read_or_left_out_for_a_reason() -> None:
    assert {case.rule for case in cases()} == READERS_OF_RULES.keys() | OUT_OF_SCOPE.keys()
