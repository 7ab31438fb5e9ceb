"""Permission sentences are read for what they ask."""

import pytest

from tools.spec.permissions import ways


@pytest.mark.parametrize(
    ("sentence", "sets"),
    [
        ("authenticated", [set()]),
        ("A.View", [{"A.View"}]),
        ("A.View and B.Edit", [{"A.View", "B.Edit"}]),
        ("(A.View or B.View)", [{"A.View"}, {"B.View"}]),
        ("A.View and (B.View or C.View)", [{"A.View", "B.View"}, {"A.View", "C.View"}]),
        ("A.View or B.View and C.View", [{"A.View"}, {"B.View", "C.View"}]),
        ("A.View or (A.View and B.View)", [{"A.View"}]),
    ],
)
def test_a_sentence_names_the_smallest_sets_that_are_enough(sentence: str, sets: list[set[str]]) -> None:
    assert ways(sentence) == {frozenset(held) for held in sets}


@pytest.mark.parametrize(
    "sentence", ["A.View and", "(A.View", "A.View)", "View", "A.View - sometimes", "A.View B.View"]
)
def test_a_sentence_that_cannot_be_read_is_an_error(sentence: str) -> None:
    with pytest.raises(ValueError, match=r"permission|bracket|expected"):
        ways(sentence)
