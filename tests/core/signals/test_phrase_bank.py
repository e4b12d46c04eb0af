"""Phrase banks: weights, expiry, edges and sharing."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.core.signals.base import Document, SignalError
from goodstanding.core.signals.declared import SampleBank, SampleDeclaration, SampleEntry
from goodstanding.core.signals.phrase_bank import PhraseBank
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
