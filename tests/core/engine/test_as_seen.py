"""Signals read a text that an override turns around in the order it is seen in as well, and point at what was sent."""

from __future__ import annotations

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.policy.model import Bank, BankEntry, SignalSpec
from goodstanding.core.signals.registry import build_signals
from tests.core.engine.samples import DAY, WORDS, document, pack, rule

BODY = "写给各位：\u202e号众公售出\u202c，需要的来"


def evaluated(body: str) -> Evaluation:
    entries = (BankEntry("出售公众号", readings=()),)
    bank = Bank("words", "phrases", WORDS, "owner", "source", "C1", DAY, entries)
    spec = SignalSpec("trade", "phrase_bank", {"bank": "words"})
    signals = build_signals({"trade": spec}, {"words": bank}, at=DAY)
    return compile_pack(pack(rule("signal.trade.hit"), signals=("trade",)), at=DAY, signals=signals).evaluate(
        document({"content.body": body})
    )


def test_a_phrase_written_backwards_under_an_override_is_found_where_it_was_sent() -> None:
    reading = evaluated(BODY).readings["trade"]

    assert ["号众公售出"] == [span.text for span in reading.spans]
    assert [(BODY.index("号"), BODY.index("出") + 1)] == [(span.start, span.end) for span in reading.spans]


def test_what_was_sent_in_order_is_still_found_under_an_override() -> None:
    reading = evaluated("写给各位：\u202e出售公众号\u202c").readings["trade"]

    assert ["出售公众号"] == [span.text for span in reading.spans]


def test_a_phrase_outside_the_override_is_told_once() -> None:
    reading = evaluated("出售公众号，\u202e来的要需\u202c").readings["trade"]

    assert 1 == len(reading.spans)
    assert 1 == reading.count


def test_backwards_without_an_override_is_not_read() -> None:
    assert {} == dict(evaluated("号众公售出").readings)
