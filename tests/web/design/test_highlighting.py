"""Marked texts: nothing lost, nothing invented, whatever the marks."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.web.design.highlighting import Piece, pieces


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
        assert [max(0, mark.start) <= place < mark.end for place in range(len(text))] == [number in found for found in covered]


def test_overlapping_marks_share_a_piece():
    found = pieces("出售公众号", [Mark(0, 4), Mark(2, 5)])

    assert (
        Piece("出售", (1,), first=True),
        Piece("公众", (1, 2), first=True),
        Piece("号", (2,), first=False),
    ) == found
