"""Combined phrases: the sum, the window, excuses, overlaps, and what holds of any text."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.signals.base import Signal, SignalError
from goodstanding.core.signals.combined_phrases import CombinedPhrases
from goodstanding.core.signals.declared import SampleBank, SampleEntry
from goodstanding.core.signals.reasons import in_english
from tests.core.signals.conformance import SignalConformance, assert_sound, read, signal_of

WEIGHTS = {"甲乙": 0.3, "丙丁": 0.5, "戊己": 0.2, "庚辛壬": 0.9, "辛壬": 0.4}
EXCUSES = ("警示", "提醒")


class TestCombinedPhrases(SignalConformance):
    kind = CombinedPhrases


def combined(**options: object) -> Signal:
    banks = {
        "b": SampleBank("b", "phrases", tuple(SampleEntry(*item) for item in WEIGHTS.items())),
        "e": SampleBank("e", "phrases", tuple(SampleEntry(word) for word in EXCUSES)),
    }
    return signal_of(CombinedPhrases, {"bank": "b", **options}, banks)


def test_the_score_is_what_independent_hints_come_to() -> None:
    reading = read(combined(), {"body": "甲乙与丙丁"})

    assert math.isclose(1 - 0.7 * 0.5, reading.score)
    assert 2 == reading.count


@pytest.mark.parametrize("weight", [0.05, 0.15, 0.45, 0.55, 0.95, 1.0])
def test_a_phrase_alone_comes_to_its_weight_exactly(weight: float) -> None:
    signal = signal_of(
        CombinedPhrases, {"bank": "b", "min_distinct": 1}, {"b": SampleBank("b", "phrases", (SampleEntry("甲乙", weight),))}
    )

    assert weight == read(signal, {"body": "甲乙"}).score


def test_a_repeated_phrase_counts_once_and_shows_each_place() -> None:
    reading = read(combined(), {"body": "甲乙甲乙丙丁"})

    assert math.isclose(0.65, reading.score)
    assert ["甲乙", "甲乙", "丙丁"] == [span.text for span in reading.spans]


def test_phrases_farther_apart_than_the_window_do_not_add_up() -> None:
    signal = combined(window=10)

    assert not read(signal, {"body": "甲乙" + "零" * 7 + "丙丁"}).hit
    assert read(signal, {"body": "甲乙" + "零" * 6 + "丙丁"}).hit


def test_the_best_window_is_shown_and_no_other() -> None:
    reading = read(combined(window=10), {"body": "甲乙戊己" + "零" * 20 + "丙丁庚辛壬"})

    assert ["丙丁", "庚辛壬"] == [span.text for span in reading.spans]
    assert math.isclose(0.95, reading.score)


def test_fields_do_not_add_up() -> None:
    assert not read(combined(), {"title": "甲乙", "body": "丙丁"}).hit


def test_fewer_phrases_than_asked_for_are_nothing() -> None:
    assert not read(combined(), {"body": "庚辛壬"}).hit
    assert math.isclose(0.9, read(combined(min_distinct=1), {"body": "庚辛壬"}).score)
    assert not read(combined(min_distinct=3), {"body": "甲乙丙丁"}).hit


def test_a_phrase_within_a_longer_one_does_not_count() -> None:
    assert 1 == read(combined(min_distinct=1), {"body": "庚辛壬"}).count


def test_of_two_that_overlap_the_heavier_counts() -> None:
    entries = (SampleEntry("甲乙", 0.3), SampleEntry("乙丙", 0.6))
    signal = signal_of(CombinedPhrases, {"bank": "b", "min_distinct": 1}, {"b": SampleBank("b", "phrases", entries)})

    assert ["乙丙"] == [span.text for span in read(signal, {"body": "甲乙丙"}).spans]


@pytest.mark.parametrize(("text", "left"), [("警示:甲乙丙丁", 0.5), ("甲乙丙丁,警示", 0.5), ("提醒警示警示甲乙丙丁", 0.25)])
def test_each_distinct_excuse_lessens_the_score(text: str, left: float) -> None:
    assert math.isclose(0.65 * left, read(combined(excuses=["e"]), {"body": text}).score)


def test_an_excuse_far_away_excuses_nothing() -> None:
    assert math.isclose(0.65, read(combined(excuses=["e"], window=10), {"body": "警示" + "零" * 30 + "甲乙丙丁"}).score)


def test_a_full_excuse_leaves_nothing() -> None:
    assert not read(combined(excuses=["e"], excuse_factor=0), {"body": "警示甲乙丙丁"}).hit


def test_the_reason_names_the_phrases_and_the_sum_in_both_languages() -> None:
    why = read(combined(excuses=["e"]), {"body": "甲乙丙丁,警示"}).spans[0].why

    assert "“甲乙”与邻近用语合计 0.33(因“警示”减轻):甲乙、丙丁" == why
    assert "“甲乙” with the phrases near it comes to 0.33 (less for “警示”): 甲乙、丙丁" == in_english(why)


def test_disguise_is_seen_through_and_shown_as_sent() -> None:
    assert ["甲·乙", "丙丁"] == [span.text for span in read(combined(), {"body": "甲·乙 丙丁"}).spans]


def test_of_a_phrase_in_two_banks_the_heavier_entry_counts() -> None:
    banks = {name: SampleBank(name, "phrases", (SampleEntry("甲乙", weight),)) for name, weight in (("a", 0.3), ("b", 0.6))}
    signal = signal_of(CombinedPhrases, {"banks": ["a", "b"], "min_distinct": 1}, banks)

    assert math.isclose(0.6, read(signal, {"body": "甲乙"}).score)


def test_a_heavy_phrase_counts_less_in_disguise_and_says_how_it_reads() -> None:
    entries = (SampleEntry("收购公众号", 0.5), SampleEntry("长期", 0.3))
    signal = signal_of(CombinedPhrases, {"bank": "b", "min_distinct": 1}, {"b": SampleBank("b", "phrases", entries)})

    reading = read(signal, {"body": "长期收gou工仲号"})

    assert math.isclose(1 - 0.7 * 0.6, reading.score)
    assert ["长期", "收gou工仲号"] == [span.text for span in reading.spans]
    assert "“收gou工仲号→收购公众号”与邻近用语合计 0.58:长期、收gou工仲号→收购公众号" == reading.spans[1].why


def test_a_light_phrase_counts_only_as_it_is_written() -> None:
    banks = {"b": SampleBank("b", "phrases", (SampleEntry("收购公众号", 0.4),))}
    signal = signal_of(CombinedPhrases, {"bank": "b", "min_distinct": 1}, banks)

    assert not read(signal, {"body": "收gou工仲号"}).hit


@pytest.mark.parametrize(("text", "score"), [("收gou工仲号", 0.4), ("收购公众号", 0.0), ("甲乙收gou工仲号", 0.58)])
def test_an_ordinary_phrase_may_count_in_disguise_alone(text: str, score: float) -> None:
    banks = {
        "b": SampleBank("b", "phrases", (SampleEntry("甲乙", 0.3),)),
        "h": SampleBank("h", "phrases", (SampleEntry("收购公众号", 0.5),)),
    }
    signal = signal_of(CombinedPhrases, {"bank": "b", "disguised": ["h"], "min_distinct": 1}, banks)

    assert math.isclose(score, read(signal, {"body": text}).score)


def with_expressions(pattern: str, weight: float) -> Signal:
    banks = {
        "b": SampleBank("b", "phrases", (SampleEntry("甲乙", 0.3),)),
        "x": SampleBank("x", "expressions", (SampleEntry(pattern, weight),)),
    }
    return signal_of(CombinedPhrases, {"bank": "b", "expressions": ["x"], "min_distinct": 1}, banks)


def test_an_expression_is_added_up_with_phrases() -> None:
    reading = read(with_expressions(r"\d+元", 0.5), {"body": "甲乙50元"})

    assert math.isclose(0.65, reading.score)
    assert ["甲乙", "50元"] == [span.text for span in reading.spans]
    assert "“50元”与邻近用语合计 0.65:甲乙、50元" == reading.spans[1].why


@pytest.mark.parametrize(("weight", "kept"), [(0.2, "甲乙"), (0.5, "甲乙50元")])
def test_where_an_expression_overlaps_a_phrase_the_heavier_counts(weight: float, kept: str) -> None:
    assert [kept] == [span.text for span in read(with_expressions(r"甲乙\d+元", weight), {"body": "甲乙50元"}).spans]


def test_an_expression_within_a_phrase_does_not_count() -> None:
    reading = read(with_expressions("乙", 0.9), {"body": "甲乙"})

    assert math.isclose(0.3, reading.score)


@pytest.mark.parametrize(
    ("option", "named"),
    [
        ({"window": 1}, "window"),
        ({"excuses": ["x"]}, "“x”"),
        ({"excuse_factor": 2}, "excuse_factor"),
        ({"min_distinct": 0}, "min_"),
    ],
)
def test_a_faulty_declaration_says_what_is_wrong(option: dict[str, object], named: str) -> None:
    with pytest.raises(SignalError) as refused:
        combined(**option)

    assert named in refused.value.message


PIECES = st.lists(st.sampled_from([*WEIGHTS, *EXCUSES, "零", "零零零零零", " "]), max_size=30)


def _simply(text: str, window: int) -> float:
    """Say what a window-by-window search finds, for texts in which no phrase overlaps another."""
    hits = sorted((at, at + len(word), word) for word in WEIGHTS for at in range(len(text)) if text.startswith(word, at))
    whole = [hit for hit in hits if not any(other[0] <= hit[0] and hit[1] <= other[1] and other != hit for other in hits)]
    best = 0.0
    for start, _, _ in whole:
        inside = {word for first, last, word in whole if first >= start and last <= start + window}
        if len(inside) >= 2:
            best = max(best, 1 - math.prod(1 - WEIGHTS[word] for word in inside))
    return best


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(PIECES)
def test_no_window_does_better(pieces: list[str]) -> None:
    text = "".join(pieces)

    assert math.isclose(_simply(text.replace(" ", ""), 12), read(combined(window=12), {"body": text.replace(" ", "")}).score)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(PIECES, st.sampled_from(list(WEIGHTS)))
def test_one_more_phrase_at_the_end_never_lessens_the_score(pieces: list[str], more: str) -> None:
    text = "".join(pieces)
    signal = combined(window=2000)

    assert read(signal, {"body": f"{text}零{more}"}).score >= read(signal, {"body": text}).score - 1e-12


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(PIECES)
def test_excuses_only_lessen_and_evidence_stays_sound(pieces: list[str]) -> None:
    fields = {"body": "".join(pieces)}

    excused, plain = read(combined(excuses=["e"]), fields), read(combined(), fields)

    assert excused.score <= plain.score + 1e-12
    assert_sound(excused, fields)


def test_a_phrase_repeated_many_times_takes_linear_time() -> None:
    signal = combined(excuses=["e"])
    took = []
    for times in (20_000, 100_000):
        began = time.process_time()
        read(signal, {"body": "甲乙丙丁警示" * times})
        took.append(time.process_time() - began)

    assert took[1] < took[0] * 15
