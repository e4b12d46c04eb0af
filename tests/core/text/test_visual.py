"""Text turned around by a right-to-left override is read as it is shown, and every place leads back to what was sent."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.text.visual import visual_order

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n"
MIXED = st.text(alphabet=st.sampled_from("加微信群ab12()" + CONTROLS), max_size=60)


def seen(text: str) -> str:
    order = visual_order(text)
    return "".join(letter for letter in (order.text if order else text) if letter not in CONTROLS)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("\u202e群信微\u202c", "微信群"),
        ("你好\u202e群信微加", "你好加微信群"),
        ("\u202e信微加\n第二段", "加微信第二段"),
        ("\u202e群\u202d微信\u202c加\u202c", "加微信群"),
        ("\u202e群\u202e信微\u202c加\u202c", "加微信群"),
        ("\u202e群\u2066微信\u2069加\u202c", "加微信群"),
        ("\u2066\u202e信微\u2069加群", "微信加群"),
        ("\u202e(群)信微\u202c", "微信(群)"),
        ("\u202d微信\u202c", "微信"),
        ("\u202eشكرا\u202c", "اركش"),
    ],
)
def test_a_text_reads_as_it_is_shown(sent: str, shown: str) -> None:
    assert shown == seen(sent)


def test_a_span_leads_back_to_what_was_sent() -> None:
    sent = "你好\u202e群信微加\u202c再见"
    order = visual_order(sent)
    assert order is not None

    at = order.text.index("微信")
    start, end = order.sent_span(at, at + 2)

    assert "信微" == sent[start:end]


@given(MIXED)
def test_every_character_is_seen_once(sent: str) -> None:
    order = visual_order(sent)

    assert order is None or sorted(order.places) == list(range(len(sent)))


@given(MIXED.filter(lambda text: "\u202e" not in text))
def test_without_an_override_nothing_is_turned_around(sent: str) -> None:
    assert visual_order(sent) is None


@pytest.mark.parametrize("piece", ["\u202e", "\u202e\u202d", "\u202e微\u2066", "\u202e微信\u202c", "\u2069\u202e\u202c\n"])
def test_no_depth_is_catastrophic(piece: str) -> None:
    began = time.process_time()
    visual_order(piece * 100_000)

    assert time.process_time() - began < 3.0
