"""What is read for several texts in one pass is, for each of them, what is read for it alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.joint import SEAM, Joint
from goodstanding.core.text.normalise import normalise, normalise_each
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.patterns import LiteralSet, PatternSet
from goodstanding.core.text.readings import EVERY
from goodstanding.core.text.tables import tables
from tests.core.text.test_disguised_phrases_properties import PHRASES, PIECES
from tests.core.text.test_normalise_properties import texts

TORN = (
    "网(wa",
    "ng)",
    "w e i",
    " x i n",
    "a。",
    "b",
    "中-",
    "文",
    "微，",
    "信，",
    "ع",
    "\u0301",
    "乾",
    "坤",
    "http：",
    "//",
    SEAM,
    f"{SEAM}(tái)",
)
"""Halves that would be joined if nothing stood between them."""
several = st.lists(st.one_of(texts, st.sampled_from(TORN)), max_size=6)
disguised = st.lists(st.lists(st.sampled_from((*PIECES, *PHRASES, *TORN)), max_size=12).map("".join), max_size=5)
BANK = DisguisedPhrases((*PHRASES, f"加{SEAM}微信", "转出号"), allowed=[EVERY] * (len(PHRASES) + 2))


def parts_of(normal: Normalised, /) -> tuple[object, ...]:
    """Return everything a normal form says."""
    codes = None if normal.codes is None else normal.codes.tolist()
    return normal.original, normal.text, normal.starts.tolist(), normal.ends.tolist(), codes


def test_the_seam_concerns_no_stage() -> None:
    table, code = tables(), ord(SEAM)

    assert (0, ord("x"), code) == (table.flags[code], table.kinds[code], table.folds[code])


@settings(max_examples=600, deadline=None)
@given(several)
@example(list(TORN))
@example(["wеchаt СССР", "СССР", "и СССР", "СССР"])
@example(["銆嬨€傚", "è€", "å¾®ä¿¡", "Â€"])
@example(["(网wang)", "网(wang)", "((网wang)"])
def test_each_text_has_the_normal_form_it_has_alone(written: list[str]) -> None:
    together = normalise_each(written)

    assert [parts_of(normalise(text)) for text in written] == [parts_of(normal) for normal in together]


def test_what_reaches_over_a_seam_is_in_no_text() -> None:
    joint = Joint(["ab", "cde", ""])

    found = joint.by_text([(0, 2, 7), (1, 4, 7), (2, 3, 7), (3, 6, 7), (5, 6, 8), (6, 7, 7)])

    assert {0: [(0, 2, 7)], 1: [(0, 3, 7), (2, 3, 8)]} == found


@settings(max_examples=400, deadline=None)
@given(st.one_of(disguised, several))
@example(["加", "微信", "加微", "信"])
@example(["jia wei", "xin", "车专出", "号", "薇❤", "加薇❤", "信微加", "sdfl", "1", "0"])
def test_each_text_has_the_disguised_phrases_it_has_alone(written: list[str]) -> None:
    normals = [normalise(text) for text in written]

    together = BANK.find_each(normals)

    assert [BANK.find(normal) for normal in normals] == together


def test_a_text_beyond_the_limit_of_candidates_is_read_as_it_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodstanding.core.text.disguised_phrases.MOST_CANDIDATES", 3)
    normals = [normalise(text) for text in ("信微加 " * 4 + "加薇信 " * 4, "信加微", "加危信")]

    together = BANK.find_each(normals)

    assert [BANK.find(normal) for normal in normals] == together


@settings(max_examples=200, deadline=None)
@given(several)
def test_each_text_has_the_literals_it_has_alone(written: list[str]) -> None:
    literals = LiteralSet(("a", "ab", "微信", "b中", SEAM, f"a{SEAM}b", "\ufffd", "", "文微"))

    together = literals.find_each(written)

    assert [literals.find(text) for text in written] == together


@settings(max_examples=200, deadline=None)
@given(several)
def test_each_text_has_the_matches_it_has_alone(written: list[str]) -> None:
    patterns = PatternSet((r"a.?b", r"^网", r"微.{0,9}信", r"\bx", r"$", r"(?i)W", r"文\z"))
    data = [normalise(text).text.encode() for text in written]

    together = patterns.first_matches_each(data)

    assert [patterns.first_matches(one) for one in data] == together
