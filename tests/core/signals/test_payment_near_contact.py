"""An offer near a contact: whose offers count, how near, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from goodstanding.core.signals.base import Document, SignalError
from goodstanding.core.signals.declared import SampleBank, SampleDeclaration, SampleEntry
from goodstanding.core.signals.payment_near_contact import PaymentNearContact
from goodstanding.core.signals.registry import build_signals
from tests.core.signals.conformance import DAY, read, signal_of

BANKS = {
    "deals": SampleBank("deals", "expressions", (SampleEntry(r"转让.{0,4}号"),)),
    "words": SampleBank("words", "phrases", (SampleEntry("出老号"),)),
    "bomb": SampleBank("bomb", "expressions", (SampleEntry("(?:.{0,25}收){0,40}购"),)),
}
CONTACT = "加v信:demo_88888"


def hit(options: Mapping[str, Any], body: str) -> bool:
    """Read one body with these options."""
    return read(signal_of(PaymentNearContact, options, BANKS), {"body": body}).hit


def test_phrases_and_expressions_of_banks_are_offers() -> None:
    options = {"banks": ["deals", "words"], "words": False}

    spans = read(signal_of(PaymentNearContact, options, BANKS), {"body": f"转让样例号,出老号,{CONTACT}"}).spans

    assert ["转让样例号", "出老号"] == [span.text for span in spans]


def test_built_in_words_can_be_left_out() -> None:
    assert hit({}, f"佣金日结 {CONTACT}")
    assert not hit({"words": False, "bank": "deals"}, f"佣金日结 {CONTACT}")


@pytest.mark.parametrize(
    ("order", "first", "second"), [("any", True, True), ("offer_first", True, False), ("contact_first", False, True)]
)
def test_the_order_can_be_asked_for(order: str, first: bool, second: bool) -> None:
    options = {"order": order}

    assert first == hit(options, f"佣金日结 {CONTACT}")
    assert second == hit(options, f"{CONTACT} 佣金日结")


def test_the_nearest_contact_counts_among_many() -> None:
    body = f"{CONTACT}。{'花' * 100}。佣金 {CONTACT}"

    (span,) = read(signal_of(PaymentNearContact, {"distance": 5}), {"body": body}).spans

    assert body.index("佣金") == span.start


def test_links_can_be_left_out_as_anchors() -> None:
    assert hit({"anchors": ["contacts", "links"]}, "50元一套 https://demo.com/a 下单")
    assert not hit({"anchors": ["contacts"]}, "50元一套 https://demo.com/a 下单")
    assert not hit({"anchors": ["throw_away_links"]}, "50元一套 https://demo.com/a 下单")
    assert hit({"anchors": ["throw_away_links"]}, "50元一套 demo-shop88.top 下单")


@pytest.mark.parametrize("price", ["九十九元", "99元", "¥99", "几百块钱"])
def test_a_price_may_be_written_in_chinese(price: str) -> None:
    assert hit({}, f"{price} {CONTACT}")


def test_an_anchor_nobody_knows_is_refused() -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(PaymentNearContact, {"anchors": ["pigeons"]})

    assert "pigeons" in refused.value.message


def test_an_expression_that_explodes_is_refused_with_its_bank() -> None:
    with pytest.raises(SignalError) as refused:
        signal_of(PaymentNearContact, {"bank": "bomb"}, BANKS)

    assert "signals.yaml:7" in refused.value.message
    assert "“bomb”" in refused.value.message


def test_an_offer_of_a_bank_wakes_the_signal() -> None:
    declared = SampleDeclaration("near", "payment_near_contact", {"bank": "deals", "words": False})
    signal = build_signals({"near": declared}, BANKS, at=DAY)["near"]

    assert signal.watch is not None
    assert {"near"} == signal.watch.awake(Document({"body": "转让样例号"}, {}))
    assert set() == signal.watch.awake(Document({"body": "春天来了"}, {}))
