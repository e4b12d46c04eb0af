"""Payment words, near duplicates, missing sources and counters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.originality.fingerprint import containment, fingerprint, sample
from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.missing_source import MissingSource
from goodstanding.core.signals.near_duplicate import NearDuplicate
from goodstanding.core.signals.payment_near_contact import PaymentNearContact
from goodstanding.core.signals.window_counter import WindowCounter
from tests.core.signals.conformance import ANY_TEXT, SignalConformance, read, signal_of

LONG = "".join(chr(0x4E00 + (i * i * 7 + i * 131) % 5000) for i in range(600))


class TestPaymentNearContact(SignalConformance):
    kind = PaymentNearContact


class TestNearDuplicate(SignalConformance):
    kind = NearDuplicate


class TestMissingSource(SignalConformance):
    kind = MissingSource


class TestWindowCounter(SignalConformance):
    kind = WindowCounter


def test_a_payment_word_counts_up_to_the_distance() -> None:
    signal = signal_of(PaymentNearContact, {"distance": 10})

    assert read(signal, {"body": "佣金" + "口" * 10 + "13800138000"}).hit
    assert not read(signal, {"body": "佣金" + "口" * 11 + "13800138000"}).hit


def test_a_price_mark_needs_a_number() -> None:
    signal = signal_of(PaymentNearContact)

    assert read(signal, {"body": "99元 13800138000"}).hit
    assert not read(signal, {"body": "公元 13800138000"}).hit


@given(ANY_TEXT)
def test_a_fingerprint_is_ascending_and_small(text: str) -> None:
    hashes = fingerprint(text)

    assert list(hashes) == sorted(set(hashes))
    assert all(0 <= value < 2**32 for value in hashes)


def test_about_one_gram_in_eight_is_sampled() -> None:
    assert 50 <= len(sample(LONG).hashes) <= 105


@given(st.integers(0, 400), st.integers(0, 200))
def test_a_passage_is_contained_wherever_it_stands(start: int, shift: int) -> None:
    passage = LONG[start : start + 200]

    assert containment(fingerprint(passage), frozenset(fingerprint("字" * shift + LONG))) == 1.0


def test_punctuation_and_spaces_do_not_change_a_fingerprint() -> None:
    assert fingerprint("春眠不觉晓处处闻啼鸟夜来风雨声") == fingerprint("春眠不觉晓, 处处闻啼鸟。\n夜来风雨声!")


def test_the_copied_passage_is_shown() -> None:
    signal = signal_of(NearDuplicate, {"threshold": 0.2})
    body = "自家的开头" * 20 + LONG[:200]

    reading = read(signal, {"body": body}, {"recent_fingerprints": [list(fingerprint(LONG))]})

    assert reading.hit
    assert min(span.start for span in reading.spans) >= 90


def test_a_fact_of_another_shape_is_an_error() -> None:
    with pytest.raises(SignalError):
        read(signal_of(NearDuplicate), {"body": LONG}, {"recent_fingerprints": "none"})


@pytest.mark.parametrize(
    ("text", "score"),
    [("来源:互联网", 0.9), ("图片来源于网络,侵删", 0.9), ("【转】好文", 0.8), ("转自示例晚报", 0.5), ("整理自网络", 0.9)],
)
def test_the_worse_the_source_the_higher_the_score(text: str, score: float) -> None:
    assert score == read(signal_of(MissingSource), {"body": text}).score


@pytest.mark.parametrize(
    "text", ["转载请联系授权", "禁止转载", "网络安全的来源可以追溯到", "污染来源:工厂", "收入来源于网络销售业务"]
)
def test_speaking_of_sources_is_no_repost(text: str) -> None:
    assert not read(signal_of(MissingSource), {"body": text}).hit


def test_a_counter_saturates() -> None:
    signal = signal_of(WindowCounter, {"fact": "c", "limit": 10, "saturates_at": 30})

    assert [0.0, 0.5 + 0.5 / 20, 0.75, 1.0, 1.0] == [read(signal, {}, {"c": value}).score for value in (10, 11, 20, 30, 9000)]


def test_a_ratio_needs_its_base() -> None:
    signal = signal_of(WindowCounter, {"fact": "reports", "limit": 0.5, "divided_by": "posts", "min_base": 4})

    assert ("reports", "posts") == signal.facts
    assert read(signal, {}, {"reports": 4, "posts": 4}).hit
    assert not read(signal, {}, {"reports": 3, "posts": 3}).hit


@pytest.mark.parametrize("value", [None, "3", True, float("nan")])
def test_a_counter_that_is_no_number_is_an_error(value: object) -> None:
    with pytest.raises(SignalError):
        read(signal_of(WindowCounter), {}, {"counters.posts_1h": value})


@pytest.mark.parametrize("options", [{"fact": "c"}, {"fact": "c", "limit": 5, "saturates_at": 5}, {"limit": 3}])
def test_a_counter_without_sense_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(SignalError):
        signal_of(WindowCounter, options)
