"""Phrase banks: weights, expiry, edges and sharing."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.core.signals.base import Document, SignalError
from goodstanding.core.signals.declared import SampleBank, SampleDeclaration, SampleEntry
from goodstanding.core.signals.phrase_bank import PhraseBank
from goodstanding.core.signals.reasons import in_english
from goodstanding.core.signals.registry import build_signals
from tests.core.signals.conformance import SignalConformance, read, signal_of


class TestPhraseBank(SignalConformance):
    kind = PhraseBank


def bank(*entries: SampleEntry, bank_id: str = "b", kind: str = "phrases") -> dict[str, SampleBank]:
    return {bank_id: SampleBank(bank_id, kind, entries)}


def test_score_is_the_heaviest_phrase() -> None:
    signal = signal_of(PhraseBank, {"bank": "b"}, bank(SampleEntry("甲乙", 0.3), SampleEntry("丙丁", 0.7)))

    assert read(signal, {"body": "甲乙和丙丁"}).score == 0.7
    assert read(signal, {"body": "甲乙和丙丁"}).count == 2


def test_an_entry_past_its_expiry_is_left_out() -> None:
    expiring = bank(SampleEntry("甲乙", expires=date(2026, 11, 23)), SampleEntry("丙丁", expires=date(2026, 11, 24)))
    signal = signal_of(PhraseBank, {"bank": "b"}, expiring)

    assert not read(signal, {"body": "甲乙"}).hit
    assert read(signal, {"body": "丙丁"}).hit


def test_light_entries_can_be_left_out() -> None:
    signal = signal_of(PhraseBank, {"bank": "b", "min_weight": 0.5}, bank(SampleEntry("甲乙", 0.3), SampleEntry("丙丁", 0.7)))

    assert not read(signal, {"body": "甲乙"}).hit


def test_a_contained_phrase_gives_no_span_of_its_own() -> None:
    signal = signal_of(PhraseBank, {"bank": "b"}, bank(SampleEntry("甲乙"), SampleEntry("甲乙丙")))

    assert ["甲乙丙"] == [span.text for span in read(signal, {"body": "见甲乙丙丁"}).spans]


def test_signals_of_one_pack_share_one_pass() -> None:
    declared = {name: SampleDeclaration(name, "phrase_bank", {"bank": name}) for name in ("a", "b")}
    signals = build_signals(
        declared, bank(SampleEntry("甲乙"), bank_id="a") | bank(SampleEntry("丙丁"), bank_id="b"), at=date(2026, 1, 1)
    )
    document = Document({"body": "甲乙丙丁"}, {})

    readings = {name: signal.read(document) for name, signal in signals.items()}

    assert ["甲乙"] == [span.text for span in readings["a"].spans]
    assert ["丙丁"] == [span.text for span in readings["b"].spans]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"bank": "b", "min_weight": "heavy"}, "min_weight"),
        ({"bank": "b", "fields": 3}, "fields"),
        ({}, "no bank"),
        ({"bank": "c"}, "“c”"),
        ({"bank": "b", "feilds": ["body"]}, "feilds"),
    ],
)
def test_a_faulty_declaration_says_what_is_wrong(options: dict[str, object], named: str) -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(PhraseBank, options, bank(SampleEntry("甲乙")))

    assert "signals.yaml:7" in refused.value.message
    assert named in refused.value.message


@pytest.mark.parametrize("entry", [SampleEntry("  "), SampleEntry("甲", weight=1.5), SampleEntry("甲", weight=0.0)])
def test_a_faulty_bank_entry_is_refused(entry: SampleEntry) -> None:
    with pytest.raises(SignalError):
        signal_of(PhraseBank, {"bank": "b"}, bank(entry))


def test_a_bank_of_the_other_kind_is_refused() -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(PhraseBank, {"bank": "b"}, bank(SampleEntry("甲"), kind="expressions"))

    assert "expressions" in refused.value.message


OFFERS = (SampleEntry("加微信", 0.5), SampleEntry("刷单返利", 0.9), SampleEntry("微信", 0.4, readings=("homophone", "emoji")))


@pytest.mark.parametrize(
    ("body", "span", "why", "english"),
    [
        ("资料危信领", "危信", "“危信”读作“微信”(谐音)，命中词库“b”", "“危信” reads as “微信” (by sound): bank “b”"),
        (
            "联系 薇❤ 号",
            "薇❤",
            "“薇❤”读作“微信”(表情或数字谐音)，命中词库“b”",
            "“薇❤” reads as “微信” (emoji or digits by sound): bank “b”",
        ),
        (
            "jia weixin领",
            "jia weixin",
            "“jia weixin”读作“加微信”(拼音)，命中词库“b”",
            "“jia weixin” reads as “加微信” (pinyin): bank “b”",
        ),
        (
            "刷返单利",
            "刷返单利",
            "“刷返单利”读作“刷单返利”(打乱字序)，命中词库“b”",
            "“刷返单利” reads as “刷单返利” (characters shuffled): bank “b”",
        ),
        (
            "刷单返禾刂",
            "刷单返禾刂",
            "“刷单返禾刂”读作“刷单返利”(拆字)，命中词库“b”",
            "“刷单返禾刂” reads as “刷单返利” (characters taken apart): bank “b”",
        ),
        (
            "做sdfl的来",
            "sdfl",
            "“sdfl”读作“刷单返利”(拼音首字母)，命中词库“b”",
            "“sdfl” reads as “刷单返利” (initials of the pinyin): bank “b”",
        ),
    ],
)
def test_a_disguise_is_shown_as_it_is_written_and_how_it_reads(body: str, span: str, why: str, english: str) -> None:
    reading = read(signal_of(PhraseBank, {"bank": "b"}, bank(*OFFERS)), {"body": body})

    assert [(span, why)] == [(seen.text, seen.why) for seen in reading.spans]
    assert english == in_english(reading.spans[0].why)


def test_sentence_frozen_with_half_width_commas_is_still_read_back() -> None:
    assert "“危信” reads as “微信” (by sound): bank “b”" == in_english("“危信”读作“微信”(谐音),命中词库“b”")


def test_a_disguised_phrase_weighs_less() -> None:
    signal = signal_of(PhraseBank, {"bank": "b"}, bank(*OFFERS))

    assert 0.9 == read(signal, {"body": "刷单返利"}).score
    assert 0.9 * 0.8 == read(signal, {"body": "刷丹反利"}).score
    assert 0.9 == read(signal, {"body": "刷丹反利,刷单返利"}).score
    assert 1 == read(signal, {"body": "刷丹反利,刷单返利"}).count


@pytest.mark.parametrize("body", ["增加威信", "他很有威信", "请勿相信加微商的人", "反复刷单曲循环", "微信"])
def test_lawful_words_give_no_disguised_phrase(body: str) -> None:
    reading = read(signal_of(PhraseBank, {"bank": "b"}, bank(*OFFERS)), {"body": body})

    assert [] == [span.why for span in reading.spans if "读作" in span.why]


def test_readings_can_be_turned_off_for_an_entry_and_for_a_signal() -> None:
    never = signal_of(PhraseBank, {"bank": "b"}, bank(SampleEntry("刷单返利", readings=())))
    off = signal_of(PhraseBank, {"bank": "b", "readings": False}, bank(*OFFERS))

    assert not read(never, {"body": "刷丹反利"}).hit
    assert not read(off, {"body": "刷丹反利"}).hit
    assert read(off, {"body": "刷单返利"}).hit


def test_a_disguised_phrase_wakes_its_signal() -> None:
    signal = signal_of(PhraseBank, {"bank": "b"}, bank(*OFFERS))

    assert {"demo"} == signal.watch.awake(Document({"body": "刷丹反利"}, {}))
    assert set() == signal.watch.awake(Document({"body": "刷新单曲"}, {}))


def test_traditional_and_right_to_left_texts_keep_their_offsets() -> None:
    signal = signal_of(PhraseBank, {"bank": "b"}, bank(*OFFERS))
    body = "\u202eشكرا\u202c 誠招(zhāo)刷單\u200b反利😀"

    assert ["刷單\u200b反利"] == [span.text for span in read(signal, {"body": body}).spans]
