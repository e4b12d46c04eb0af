"""The registry, what it refuses, and the page written from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.declared import SampleDeclaration, SamplePlace
from goodstanding.core.signals.reasons import in_english, reason
from goodstanding.core.signals.reference import signal_reference
from goodstanding.core.signals.registry import SIGNAL_KINDS, build_signals

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "signals.md"


def test_every_kind_is_registered_under_its_own_name() -> None:
    assert list(SIGNAL_KINDS) == [kind.kind for kind in SIGNAL_KINDS.values()]
    assert len(SIGNAL_KINDS) == 14


def test_an_unknown_kind_is_named_with_its_place_and_the_nearest() -> None:
    declared = SampleDeclaration("deals", "phrase_bnak", {}, SamplePlace("signals.yaml", 12))

    with pytest.raises(SignalError) as refused:
        build_signals({"deals": declared}, {}, at=date(2026, 1, 1))

    assert "signals.yaml:12" in refused.value.message
    assert refused.value.hint == "Did you mean “phrase_bank”?"


def test_the_reference_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == signal_reference()


@pytest.mark.parametrize(("channel", "english"), [("微信", "WeChat"), ("QQ", "QQ")])
def test_a_channel_is_named_in_english_too(channel: str, english: str) -> None:
    assert f"looks like a {english} contact" == in_english(reason("handle", channel=channel))


@pytest.mark.parametrize("detail", ["甲", "a{b}", "”:"])
def test_a_reason_can_be_read_in_english(detail: str) -> None:
    assert f"phrase of bank “b”: {detail}" == in_english(reason("phrase", bank="b", phrase=detail))


def test_a_foreign_reason_stays_as_it_is() -> None:
    assert "anything" == in_english("anything")
