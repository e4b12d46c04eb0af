"""Marked texts: nothing lost, nothing invented, whatever the marks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.web.design.highlighting import pieces


@dataclass(frozen=True)
class Mark:
    start: int
    end: int


MARKS = st.lists(st.builds(Mark, st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


@given(st.text(max_size=50), MARKS)
def test_pieces_join_to_the_text(text: str, marks: list[Mark]):
    assert text == "".join(piece.text for piece in pieces(text, marks))


@given(st.text(max_size=50), MARKS)
def test_every_marked_code_point_carries_its_mark(text: str, marks: list[Mark]):
    covered = [set(piece.marks) for piece in pieces(text, marks) for _ in piece.text]

    for number, mark in enumerate(marks, start=1):
        assert all(number in covered[place] for place in range(max(0, mark.start), min(mark.end, len(text))))


@given(st.text("出售公众号 abc❤", max_size=50), MARKS)
def test_nothing_else_is_marked_in_plain_text(text: str, marks: list[Mark]):
    covered = [set(piece.marks) for piece in pieces(text, marks) for _ in piece.text]

    for number, mark in enumerate(marks, start=1):
        assert [max(0, mark.start) <= place < mark.end for place in range(len(text))] == [number in found for found in covered]


@given(st.text(max_size=50), MARKS)
def test_every_mark_begins_once(text: str, marks: list[Mark]):
    begun = [number for piece in pieces(text, marks) for number in piece.begins]

    assert [number for number, mark in enumerate(marks, start=1) if max(0, mark.start) < min(mark.end, len(text))] == sorted(
        begun
    )


def test_overlapping_marks_share_a_piece():
    found = pieces("出售公众号", [Mark(0, 4), Mark(2, 5)])

    assert [("出售", (1,), (1,)), ("公众", (1, 2), (2,)), ("号", (2,), ())] == [
        (one.text, one.marks, one.begins) for one in found
    ]


def test_mark_inside_another_leads_to_the_closest_reason():
    found = pieces("长期收公众号", [Mark(0, 6), Mark(3, 6)])

    assert [("长期收", 1), ("公众号", 2)] == [(one.text, one.lead) for one in found]


def test_marks_that_begin_together_are_both_numbered():
    (both, _) = pieces("公众号转让", [Mark(0, 3), Mark(0, 5)])

    assert (1, 2) == both.begins


@pytest.mark.parametrize("text", ["售❤\ufe0f号", "售👩\u200d⚕\ufe0f号", "售👍🏽号", "售e\u0301号"])
def test_mark_takes_in_what_hangs_on_its_last_character(text: str):
    (_, marked, rest) = pieces(text, [Mark(1, 2)])

    assert (text[1:-1], "号") == (marked.text, rest.text)
