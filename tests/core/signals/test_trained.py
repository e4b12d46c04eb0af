"""Trained models as signals: live and in shadow, and what a pack's model files must be."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.core.learning.sample import SAMPLE, sample_files
from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.declared import SampleDeclaration, SamplePlace
from goodstanding.core.signals.reasons import in_english
from goodstanding.core.signals.registry import build_signals
from goodstanding.core.signals.trained import Trained
from tests.core.signals.conformance import SignalConformance, read, signal_of

OFFER = {"body": "今天风很大。长期收购公众号,价格面议"}


class TestTrained(SignalConformance):
    kind = Trained


def built(options: dict[str, object], models: dict[str, str]) -> object:
    declared = SampleDeclaration("demo", "trained", options, SamplePlace("signals.yaml", 7))
    return build_signals({"demo": declared}, {}, at=date(2026, 11, 23), models=models)


def test_shadow_records_and_counts_for_nothing() -> None:
    signal = signal_of(Trained, {"model": SAMPLE, "class": "offer"})

    reading = read(signal, OFFER)

    assert (False, 0.0, 0) == (reading.hit, reading.score, reading.count)
    assert "试运行" in reading.spans[0].why
    assert "shadow" in in_english(reading.spans[0].why)


def test_a_live_hit_shows_the_telling_passage() -> None:
    reading = read(signal_of(Trained), OFFER)

    assert reading.hit
    assert "收购公众号" == reading.spans[0].text


def test_a_threshold_of_the_declaration_goes_before_the_cards() -> None:
    strict = signal_of(Trained, {"model": SAMPLE, "class": "offer", "mode": "live", "threshold": 0.99})

    assert not read(strict, OFFER).hit


def test_a_missing_model_is_named_with_its_place() -> None:
    with pytest.raises(SignalError) as refused:
        built({"model": "other", "class": "offer"}, sample_files())

    assert "signals.yaml:7" in refused.value.message
    assert "models/other/model.json" in refused.value.message
    assert SAMPLE in refused.value.hint


def test_tampered_weights_are_refused_with_the_place_of_the_signal() -> None:
    files = {path: text.replace("A", "B", 1) if path.endswith(".txt") else text for path, text in sample_files().items()}

    with pytest.raises(SignalError) as refused:
        built({"model": SAMPLE, "class": "offer"}, files)

    assert "signals.yaml:7" in refused.value.message
    assert "digest" in refused.value.message


def test_a_class_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(SignalError, match="offer, ordinary"):
        built({"model": SAMPLE, "class": "fraud"}, sample_files())
