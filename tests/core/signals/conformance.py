"""What every kind of signal owes its readers. A signal's test class inherits this and names its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.signals.base import Cost, Document, Example, Reading, Signal, SignalError
from goodstanding.core.signals.declared import SampleBank, SampleDeclaration, SamplePlace
from goodstanding.core.signals.kind import Kind
from goodstanding.core.signals.registry import SIGNAL_KINDS, build_signals

DAY = date(2026, 11, 23)
ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)
SEEDS = (
    "加v信:abc_12345",
    "www_demo9_com",
    "收购公众号",
    "转载自网络",
    "1380013",
    "官方",
    "\ud800",
    "\x00",
    " I ",
    "| ",
    "元",
    "。",
    "e\u0301",
)
TEXTS = st.one_of(ANY_TEXT, st.lists(st.one_of(st.sampled_from(SEEDS), ANY_TEXT), max_size=6).map("".join))
FIELD_NAMES = ("title", "body", "name", "bio")


def signal_of(
    kind: type[Kind], options: Mapping[str, Any] | None = None, banks: Mapping[str, SampleBank] | None = None
) -> Signal:
    """Build one signal of a kind, by default from its own example declaration."""
    declared = SampleDeclaration(
        "demo", kind.kind, kind.example_options if options is None else options, SamplePlace("signals.yaml", 7)
    )
    return build_signals({"demo": declared}, kind.example_banks if banks is None else banks, at=DAY, models=kind.example_models)[
        "demo"
    ]


def read(signal: Signal, fields: Mapping[str, str], facts: Mapping[str, Any] | None = None) -> Reading:
    """Read a fresh document."""
    return signal.read(Document(fields, facts or {}))


def facts_of(kind: type[Kind]) -> Mapping[str, Any]:
    """Return facts under which the kind can be read: those of its first example that declares any."""
    return next((example.facts for example in kind.examples if example.facts), {})


class SignalConformance:
    """Inherited by the test class of each kind; set ``kind``."""

    kind: type[Kind]

    def test_declares_itself(self) -> None:
        signal = signal_of(self.kind)

        assert self.kind is SIGNAL_KINDS[self.kind.kind]
        assert signal.name == "demo"
        assert isinstance(self.kind.cost, Cost)
        assert (self.kind.__doc__ or "").strip()
        assert all(note.endswith(".") for note in self.kind.option_notes.values())

    def test_reads_only_documented_options(self) -> None:
        assert set(self.kind.example_options) <= set(self.kind.option_notes)

    def test_has_examples_of_both_sides(self) -> None:
        assert {True, False} == {example.hit for example in self.kind.examples}

    def test_examples_hold(self) -> None:
        signal = signal_of(self.kind)

        for example in self.kind.examples:
            reading = read(signal, example.fields, example.facts)
            assert example.hit == reading.hit, (example, reading)
            if example.spans:
                assert example.spans == tuple(span.text for span in reading.spans)

    def test_declares_every_input_it_reads(self) -> None:
        signal = signal_of(self.kind)

        for example in self.kind.examples:
            assert set(example.fields) & set(signal.fields) or not signal.fields
            assert set(signal.facts) <= set(example.facts)

    def test_a_hit_on_text_shows_where(self) -> None:
        signal = signal_of(self.kind)

        for example in self.kind.examples:
            reading = read(signal, example.fields, example.facts)
            assert reading.hit == (reading.count > 0)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    @given(st.dictionaries(st.sampled_from(FIELD_NAMES), TEXTS, max_size=4))
    def test_is_total_and_sound_on_any_text(self, fields: dict[str, str]) -> None:
        signal = _built(self.kind)
        facts = facts_of(self.kind)

        reading = read(signal, fields, facts)

        assert_sound(reading, fields)
        assert reading == read(signal, fields, facts)

    def test_an_unknown_option_is_named_with_its_place(self) -> None:
        with pytest.raises(SignalError) as refused:
            signal_of(self.kind, {**self.kind.example_options, "no_such_option": 1})

        assert "signals.yaml:7" in refused.value.message
        assert "no_such_option" in refused.value.message

    def test_a_missing_bank_is_named_with_its_place(self) -> None:
        if not self.kind.example_banks:
            return

        with pytest.raises(SignalError) as refused:
            signal_of(self.kind, banks={})

        assert "signals.yaml:7" in refused.value.message
        assert "bank" in refused.value.message


_BUILT: dict[type[Kind], Signal] = {}


def _built(kind: type[Kind]) -> Signal:
    if kind not in _BUILT:
        _BUILT[kind] = signal_of(kind)
    return _BUILT[kind]


def assert_sound(reading: Reading, fields: Mapping[str, str]) -> None:
    """Check that a reading's score is in range and that each span is exactly what stands in its field."""
    assert 0.0 <= reading.score <= 1.0
    assert reading.count >= 0
    for span in reading.spans:
        if span.field.startswith("image:"):
            assert (0, 0, "") == (span.start, span.end, span.text)  # the image as a whole
            continue
        assert 0 <= span.start < span.end <= len(fields[span.field])
        assert fields[span.field][span.start : span.end] == span.text
        assert reading.signal == span.signal
        assert span.why


__all__ = ["Example", "SignalConformance", "assert_sound", "read", "signal_of"]
