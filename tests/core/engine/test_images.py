"""A span found in the text of images is given back to the image it lies in, with the box of its lines."""

from __future__ import annotations

import msgspec

from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.engine.images import FIELD, ImageLine, ImageText, image_input, placed
from goodstanding.core.signals.base import Reading, Span

FIRST, SECOND = "a" * 64, "b" * 64
IMAGES = image_input(
    [
        ImageText(FIRST, "0" * 64, [ImageLine("示例文字", (1, 2, 30, 10)), ImageLine("第二行", (1, 20, 40, 10))], []),
        ImageText(SECOND, "", [ImageLine("另一张", (5, 5, 50, 50))], [ImageLine("https://demo.example", (60, 60, 9, 9))]),
    ]
)


def _evaluation(*spans: Span) -> Evaluation:
    nothing: dict[str, object] = {}
    violation = Violation("r", "PA21:18(8)", "account_trading", 0.9, spans, ("PA21:18(8)",), "serious", "q", "hold")
    reading = Reading("s", 0.9, spans, len(spans))
    return Evaluation(
        "e", "content.published", "p@1", "d", nothing, (), {"s": reading}, {}, (violation,), (), (), False, "hold", ()
    )


def _span(text: str) -> Span:
    start = IMAGES["text"].index(text)
    return Span(FIELD, start, start + len(text), text, "s", "why")


def test_the_lines_of_all_images_make_one_text() -> None:
    assert "示例文字\n第二行\n另一张\nhttps://demo.example" == IMAGES["text"]


def test_codes_and_hashes_are_facts_of_their_own() -> None:
    assert (["https://demo.example"], [f"{FIRST}:{'0' * 64}"]) == (IMAGES["qr"], IMAGES["hashes"])


def test_a_span_lies_in_its_image_with_the_box_of_its_line() -> None:
    span = placed(_evaluation(_span("另一")), IMAGES).violations[0].spans[0]

    assert (f"image:{SECOND}", 0, 2, "另一", (5, 5, 50, 50)) == (span.field, span.start, span.end, span.text, span.box)


def test_a_span_over_two_lines_has_the_box_around_both() -> None:
    span = placed(_evaluation(_span("文字\n第二")), IMAGES).violations[0].spans[0]

    assert (1, 2, 40, 28) == span.box


def test_a_span_into_the_next_image_is_cut_off() -> None:
    span = placed(_evaluation(_span("二行\n另一")), IMAGES).violations[0].spans[0]

    assert (f"image:{FIRST}", "二行") == (span.field, span.text)


def test_spans_of_text_stay_and_carry_no_box() -> None:
    before = _evaluation(Span("body", 0, 1, "x", "s", "why"))

    after = placed(before, IMAGES)

    assert msgspec.json.encode(before) == msgspec.json.encode(after)
    assert b"box" not in msgspec.json.encode(after)


def test_a_document_with_odd_images_changes_nothing() -> None:
    before = _evaluation(_span("另一"))

    assert all(before == placed(before, odd) for odd in (None, [], {}, {"items": 3}))
