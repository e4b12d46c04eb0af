"""What must hold of the readings of any text whatever: sound offsets, the same answer twice, linear time."""

from __future__ import annotations

import time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.ordinary import plausibility
from goodstanding.core.text.pinyin import syllables_of
from goodstanding.core.text.readings import EVERY, Found, How
from goodstanding.core.text.scripts import code_points
from goodstanding.core.text.shuffles import ShuffleIndex, shuffle_parts
from goodstanding.core.text.views import sounds

PHRASES = ("加微信", "微信", "刷单返利", "代开发票", "网络赌博", "收购公众号")
BANK = DisguisedPhrases(PHRASES, allowed=[EVERY] * len(PHRASES))
PIECES = (
    *(
        "薇",
        "危",
        "信",
        "心",
        "❤",
        "➕",
        "加",
        "家",
        "jia",
        "wei",
        "xin",
        " ",
        "'",
        "jiaweixin",
        "sdfl",
        "弓长",
        "彳山兀攵",
        "赌嗜",
    ),
    *(
        "刷",
        "丹",
        "反",
        "禾刂",
        "10",
        "8",
        "v",
        "网络",
        "博",
        "\u200b",
        "臺",
        "(wei)",
        "，",
        "\n",
        "a",
        "e",
        "😀",
        "\ud800",
        "\ue001",
    ),
)
anything = st.text(st.characters(exclude_categories=()), max_size=60)
disguised = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
texts = st.one_of(anything, disguised, st.lists(st.one_of(anything, disguised), max_size=3).map("".join))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_offsets_lie_in_the_text(text: str) -> None:
    normal = normalise(text)

    for one in BANK.find(normal):
        assert 0 <= one.start < one.end <= len(normal.text)
        assert 0 <= one.index < len(BANK)
        first, last = normal.original_span(one.start, one.end)
        assert 0 <= one.first <= first < last <= one.last <= len(text)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_answer_is_the_same_twice_and_in_order(text: str) -> None:
    normal = normalise(text)
    found = BANK.find(normal)

    assert found == BANK.find(normal)
    assert found == sorted(found, key=lambda one: (one.end, one.start, one.index, one.how, one.first, one.last))
    assert len(found) == len(set(found))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_text_reads_as_all_its_normal_form_does(text: str) -> None:
    normal = normalise(text)
    again = normalise(normal.text)

    assert places(BANK.find(again)) <= places(BANK.find(normal))


def places(found: list[Found]) -> set[tuple[int, int, int, How]]:
    """Return what does not depend on the text as it was sent: initials must be in small letters there."""
    return {(one.start, one.end, one.index, one.how) for one in found if one.how is not How.INITIALS}


@settings(max_examples=200, deadline=None)
@given(texts)
def test_more_phrases_never_hide_one(text: str) -> None:
    normal = normalise(text)
    few = DisguisedPhrases(PHRASES[:3], allowed=[EVERY] * 3)

    assert {f for f in few.find(normal) if f.how is not How.SPLIT_GLYPH} <= set(BANK.find(normal))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_nothing_found_is_written_as_the_phrase(text: str) -> None:
    normal = normalise(text)

    assert [] == [f for f in BANK.find(normal) if normal.text[f.start : f.end] == PHRASES[f.index]]


@given(st.text("刷单返利网络赌博加微信开发票", min_size=3, max_size=5), st.text("的一是了我不人在", max_size=10))
def test_every_order_of_a_phrase_is_found(phrase: str, around: str) -> None:
    index = ShuffleIndex([phrase], shuffle_parts([phrase], [0]))

    for order in permutations(phrase):
        text = around + "".join(order) + around
        assert (len(around), len(around) + len(phrase), 0) in set(index.find(text, code_points(text)))


@given(st.lists(st.sampled_from(["jia", "wei", "xin", "gong", "zhong", "hao"]), min_size=1, max_size=6))
def test_syllables_put_together_come_apart_again(syllables: list[str]) -> None:
    run = "".join(syllables)

    assert run == "".join(syllables_of(run))


@given(st.text(max_size=30))
def test_plausibility_is_a_logarithm(text: str) -> None:
    assert plausibility(text) <= 0.0


@given(anything)
def test_sounds_are_one_per_character(text: str) -> None:
    assert len(text) == len(sounds(text))


HOSTILE = ("加薇信", "jia weixin ", "jiaweixin", "彳山兀攵", "刷返单利", "加微信", "sdfl ", "❤", "10", "a'", "危", "𠀀", "a b ")


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear_in_the_text(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (100_000, 500_000))
    BANK.find(normalise(short))

    assert seconds(long) < 12 * max(seconds(short), 0.005)  # five times the text; what is quadratic takes 25 times


def seconds(text: str) -> float:
    normal = normalise(text)
    taken = []
    for _ in range(3):
        start = time.process_time()
        BANK.find(normal)
        taken.append(time.process_time() - start)
    return min(taken)


def test_a_phrase_a_million_times_is_bearable() -> None:
    normal = normalise("加薇信" * 1_000_000)
    start = time.process_time()

    BANK.find(normal)

    assert time.process_time() - start < 30
