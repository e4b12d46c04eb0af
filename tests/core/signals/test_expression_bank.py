"""Expression banks: RE2's meaning, refusals, and the form that is read."""

from __future__ import annotations

import pytest

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.declared import SampleBank, SampleEntry
from goodstanding.core.signals.expression_bank import ExpressionBank
from tests.core.signals.conformance import SignalConformance, read, signal_of


class TestExpressionBank(SignalConformance):
    kind = ExpressionBank


def bank(*patterns: str) -> dict[str, SampleBank]:
    return {"b": SampleBank("b", "expressions", tuple(SampleEntry(pattern) for pattern in patterns))}


@pytest.mark.parametrize("pattern", ["(?=x)", "a*", "(", "^"])
def test_an_expression_that_says_nothing_or_is_not_re2_is_refused(pattern: str) -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(ExpressionBank, {"bank": "b"}, bank(pattern))

    assert "signals.yaml:7" in refused.value.message
    assert "“b”" in refused.value.message


def test_spans_count_code_points_not_bytes() -> None:
    signal = signal_of(ExpressionBank, {"bank": "b", "form": "original"}, bank(r"\d+元"))

    reading = read(signal, {"body": "中文\U0001f600 50元,再来30元"})

    assert [(4, 7, "50元"), (10, 13, "30元")] == [(span.start, span.end, span.text) for span in reading.spans]


def test_the_original_form_sees_the_text_as_sent() -> None:
    signal = signal_of(ExpressionBank, {"bank": "b", "form": "original"}, bank("Ａ"))

    assert read(signal, {"body": "Ａ"}).hit
