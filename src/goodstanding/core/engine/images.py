"""What was read from an event's images, as rules and signals see it, and where in which image a span lies.

All images of an event make one text, ``image_text``: the lines of each image, then what its codes say. A span found there is
given back as one of the image itself: field ``image:<sha256>``, offsets in that image's own text, and the box of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.signals.base import Reading, Span

FIELD = "image_text"
"""The text field all images of an event make together."""
PREFIX = "image:"
"""What the name of a span's field begins with where it lies in an image; the image's SHA-256 follows."""

Box = tuple[int, int, int, int]


class ImageLine(NamedTuple):
    """A line of text in an image, or what a code in it says.

    Args:
        box: Left, top, width and height in pixels.
    """

    text: str
    box: Box


class ImageText(NamedTuple):
    """What was read from one image.

    Args:
        phash: 256-bit perceptual hash in hex; empty where the image was not read.
    """

    sha256: str
    phash: str
    lines: Sequence[ImageLine]
    codes: Sequence[ImageLine]


def image_input(images: Iterable[ImageText], /) -> dict[str, Any]:
    """Return the part ``images`` of the engine's input document: text, codes, hashes, and where each line stands."""
    text: list[str] = []
    items: list[dict[str, Any]] = []
    codes: list[str] = []
    hashes: list[str] = []
    at = 0
    for image in images:
        begun, lines = at, []
        for line in (*image.lines, *image.codes):
            lines.append([at - begun, at - begun + len(line.text), *line.box])
            text.append(line.text)
            at += len(line.text) + 1
        items.append({"sha256": image.sha256, "start": begun, "end": max(begun, at - 1), "lines": lines})
        codes.extend(code.text for code in image.codes)
        if image.phash:
            hashes.append(f"{image.sha256}:{image.phash}")
    return {"text": "\n".join(text), "qr": codes, "hashes": hashes, "items": items}


def placed(evaluation: Evaluation, images: Any, /) -> Evaluation:
    """Return the evaluation with every span of ``image_text`` given back to its image.

    Args:
        images: The document's part ``images``, as `image_input` made it; anything else changes nothing.
    """
    items = images.get("items") if isinstance(images, dict) else None
    if not isinstance(items, list):
        return evaluation
    return msgspec.structs.replace(
        evaluation,
        readings={name: _reading(reading, items) for name, reading in evaluation.readings.items()},
        violations=tuple(_violation(violation, items) for violation in evaluation.violations),
    )


def _reading(reading: Reading, items: Sequence[Mapping[str, Any]]) -> Reading:
    return msgspec.structs.replace(reading, spans=_spans(reading.spans, items))


def _violation(violation: Violation, items: Sequence[Mapping[str, Any]]) -> Violation:
    return msgspec.structs.replace(violation, spans=_spans(violation.spans, items))


def _spans(spans: Sequence[Span], items: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(span, items) if span.field == FIELD else span for span in spans)


def _span(span: Span, items: Sequence[Mapping[str, Any]]) -> Span:
    """Give a span to the image it begins in; what goes on into the next image is cut off."""
    for item in items:
        if item["start"] <= span.start < item["end"]:
            start, end = span.start - item["start"], min(span.end, item["end"]) - item["start"]
            box = _around([line[2:] for line in item["lines"] if line[0] < end and line[1] > start])
            text = span.text[: end - start]
            return Span(f"{PREFIX}{item['sha256']}", start, end, text, span.signal, span.why, box or msgspec.UNSET)
    return span


def _around(boxes: Sequence[Sequence[int]]) -> Box | None:
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[0] + box[2] for box in boxes) - left, max(box[1] + box[3] for box in boxes) - top
