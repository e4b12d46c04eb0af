"""What an author may be shown of a check: passages, joined where they overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.screening.services.checking import Place, places_of
from goodstanding.core.engine.evaluation import Violation
from goodstanding.core.signals.base import Span

TEXT = "本号诚意转让，长期收公众号，价格面议。"
EDGES = st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))), max_size=8)


def violation(*places: tuple[int, int]) -> Violation:
    spans = tuple(Span("body", start, end, TEXT[start:end], "some-bank", "命中词库“some-bank”:密语") for start, end in places)
    return Violation("r.one", "PA21:18(8)", "account_trading", 0.9, spans, ("PA21:18(8)",), "serious", "trading", "review")


def test_passages_that_overlap_or_touch_are_one():
    found = places_of(violation((7, 10), (9, 13), (13, 15), (17, 19)))

    assert (Place("body", 7, 15, TEXT[7:15]), Place("body", 17, 19, TEXT[17:19])) == found


@given(EDGES)
def test_passages_cover_what_the_spans_cover_and_nothing_else(edges: list[tuple[int, int]]):
    spans = [(start, end) for start, end in edges if start < end]

    found = places_of(violation(*spans))

    assert {at for start, end in spans for at in range(start, end)} == {at for one in found for at in range(one.start, one.end)}
    assert [] == [one for one in found if one.text != TEXT[one.start : one.end]]
