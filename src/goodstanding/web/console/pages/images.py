"""The images of an item: the text read from each, and where in it the rules saw something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from goodstanding.apps.review.values import CaseFile
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.errors import EvaluationUnknown
from goodstanding.apps.screening.records import EvaluationView
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.engine.images import PREFIX
from goodstanding.web.console.shapes import ImageShown, Mark, Seen, TextField

FIELD = "image"
"""What a passage's field is called where it lies in an image, whichever one."""


def image_texts(document: Mapping[str, Any], /) -> dict[str, str]:
    """Return the text read from each image of an evaluated event, by the name its spans use."""
    images = document.get("images")
    if not isinstance(images, Mapping):
        return {}
    text = images["text"]
    return {f"{PREFIX}{item['sha256']}": text[item["start"] : item["end"]] for item in images["items"]}


def images_shown(
    record: EvaluationView,
    evaluation: Evaluation,
    texts: Mapping[str, str],
    marks: Mapping[str, tuple[Mark, ...]],
) -> tuple[ImageShown, ...]:
    """Return the images of an event with their places numbered like the passages, and those that were not read.

    Args:
        texts: All text fields in the order they are numbered.
    """
    offsets, offset = {}, 0
    for name in texts:
        offsets[name] = offset
        offset += len(marks.get(name, ()))
    read = [
        _shown(name.removeprefix(PREFIX), TextField(FIELD, text, marks.get(name, ()), offsets[name]), _boxes(evaluation, name))
        for name, text in texts.items()
        if name.startswith(PREFIX)
    ]
    notes = screening.images_of_event(record.event_source, record.event_id)
    return (*read, *(ImageShown(note.sha256, note.refused) for note in notes if note.refused))


def image_of_case(file: CaseFile, sha256: str, /) -> bytes:
    """Return the small copy of an image an evaluation of the case read; empty where it has none such."""
    for piece in file.evidence:
        if piece.kind == "evaluation" and f"{PREFIX}{sha256}" in _texts_of_evaluation(piece.ref):
            found = screening.find_image(sha256)
            return found.thumbnail if found else b""
    return b""


def _texts_of_evaluation(ref: str) -> dict[str, str]:
    try:
        return image_texts(msgspec.json.decode(screening.evaluation(ref).document))
    except EvaluationUnknown:
        return {}


def _boxes(evaluation: Evaluation, name: str) -> dict[tuple[int, int], Sequence[int]]:
    spans = (span for violation in evaluation.violations for span in violation.spans)
    return {(span.start, span.end): span.box for span in spans if span.field == name and isinstance(span.box, tuple)}


def _shown(sha256: str, text: TextField, boxes: Mapping[tuple[int, int], Sequence[int]]) -> ImageShown:
    found = screening.find_image(sha256)
    return ImageShown(
        sha256=sha256,
        refused="",
        width=found.width if found else 0,
        height=found.height if found else 0,
        has_copy=bool(found and found.thumbnail),
        text=text,
        places=tuple(_places(text, boxes)),
        model=found.model if found else "",
    )


def _places(text: TextField, boxes: Mapping[tuple[int, int], Sequence[int]]) -> Iterable[Seen]:
    """Return each box once, under the number of its first passage: a line may hold many."""
    shown: set[tuple[int, ...]] = set()
    for number, mark in enumerate(text.marks, start=text.offset + 1):
        box = boxes.get((mark.start, mark.end))
        if box is not None and tuple(box) not in shown:
            shown.add(tuple(box))
            yield Seen(number, *box)
