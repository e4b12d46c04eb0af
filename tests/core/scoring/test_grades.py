"""Grades: the same inputs give the same grade, every input's part is shown, and what is missing is not zero."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.scoring.grades import GradeTable, Inputs, grade, obligations_of, problems_of, read_table

BODY: dict[str, Any] = {
    "window_days": 90,
    "weights": {"quality": 500, "reach": 200, "credit": 300},
    "quality_zero_permille": 50,
    "reach_points": [[0, 1000], [10_000, 850], [100_000, 600], [1_000_000, 300]],
    "from": {"a": 800, "b": 550},
    "obligations": {
        "a": {"verification_months": 12, "prepublication_check": "optional", "second_look_permille": 0},
        "b": {"verification_months": 6, "prepublication_check": "optional", "second_look_permille": 0},
        "c": {"verification_months": 3, "prepublication_check": "required", "second_look_permille": 100},
    },
}
TABLE: GradeTable = read_table("t", BODY)
KNOWN = st.builds(Inputs, st.integers(0, 1000), st.integers(0, 10**8), st.integers(0, 1000))
ANY = st.builds(Inputs, st.none() | st.integers(0, 1000), st.none() | st.integers(0, 10**8), st.none() | st.integers(0, 1000))


@given(ANY)
def test_rq016_two_runs_on_the_same_inputs_give_the_same_grade(inputs: Inputs) -> None:
    assert grade(inputs, TABLE) == grade(inputs, TABLE)


@given(ANY)
def test_rq016_contributions_add_up_to_the_points(inputs: Inputs) -> None:
    found = grade(inputs, TABLE)

    assert (found.points or 0) == sum(one.adds for one in found.contributions)
    assert ["quality", "reach", "credit"] == [one.input for one in found.contributions]


def test_rq016_missing_input_is_not_zero() -> None:
    missing, zero = grade(Inputs(quality=0, reach=100), TABLE), grade(Inputs(quality=0, reach=100, credit=0), TABLE)

    assert (("credit",), 1000, "a") == (missing.missing, missing.points, missing.grade)
    assert ((), 700, "b") == (zero.missing, zero.points, zero.grade)


def test_weight_of_what_is_missing_is_spread_in_proportion() -> None:
    found = grade(Inputs(quality=0, reach=100), TABLE)

    assert {"quality": 714, "reach": 286, "credit": 0} == {one.input: one.counted for one in found.contributions}


@pytest.mark.parametrize("inputs", [Inputs(), Inputs(quality=0), Inputs(reach=5), Inputs(credit=1000)])
def test_one_input_alone_gives_no_grade(inputs: Inputs) -> None:
    found = grade(inputs, TABLE)

    assert ("", None) == (found.grade, found.points)
    assert TABLE.obligations["b"] == obligations_of(found.grade, TABLE)


@given(KNOWN, st.integers(0, 1000))
def test_grade_never_rises_with_more_violations(inputs: Inputs, worse: int) -> None:
    more = Inputs(max(inputs.quality or 0, worse), inputs.reach, inputs.credit)

    assert (grade(more, TABLE).points or 0) <= (grade(inputs, TABLE).points or 0)


@given(KNOWN, st.integers(0, 10**8))
def test_more_is_asked_of_who_reaches_further(inputs: Inputs, followers: int) -> None:
    further = Inputs(inputs.quality, max(inputs.reach or 0, followers), inputs.credit)

    assert (grade(further, TABLE).points or 0) <= (grade(inputs, TABLE).points or 0)


@pytest.mark.parametrize(("points", "letter"), [((0, 0, 1000), "a"), ((20, 0, 700), "b"), ((50, 10**7, 400), "c")])
def test_grade_follows_the_published_points(points: tuple[int, int, int], letter: str) -> None:
    assert letter == grade(Inputs(*points), TABLE).grade


def test_table_that_can_be_used_has_no_problems() -> None:
    assert () == problems_of(BODY)


@pytest.mark.parametrize(
    "change",
    [
        {"window_days": 0},
        {"window_days": True},
        {"weights": {"quality": 500, "reach": 500, "credit": 1}},
        {"weights": {"quality": 1000, "reach": 0, "credit": 0}},
        {"weights": {"quality": 500, "reach": 500}},
        {"quality_zero_permille": 0},
        {"reach_points": []},
        {"reach_points": [[10, 5]]},
        {"reach_points": [[0, 5], [0, 6]]},
        {"reach_points": [[0, 1001]]},
        {"from": {"a": 500, "b": 500}},
        {"from": {"a": 500}},
        {"obligations": {"a": BODY["obligations"]["a"]}},
        {"obligations": BODY["obligations"] | {"c": {"verification_months": 3}}},
        {"obligations": BODY["obligations"] | {"c": BODY["obligations"]["c"] | {"prepublication_check": "maybe"}}},
        {"obligations": BODY["obligations"] | {"c": BODY["obligations"]["c"] | {"second_look_permille": 1001}}},
        {"more": 1},
    ],
)
def test_table_that_cannot_be_used_is_refused_in_a_sentence(change: dict[str, Any]) -> None:
    (problem,) = problems_of(BODY | change)

    assert problem.endswith(".")


def test_what_is_no_table_is_refused() -> None:
    assert ("A table is an object.",) == problems_of([1])
