"""Reading the images of an event after it was answered, and judging the event again with what they say.

Each step is durable and may be repeated: a reading is kept per image and reader, the second judgment is written in one
transaction with the note that it was made. A worker that dies leaves nothing half done and does nothing twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

import msgspec
import structlog
from django.db import IntegrityError

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.services.content_book import content_ref_of
from goodstanding.apps.screening.models import EvaluationRecord, ImageReading, ImageScreening
from goodstanding.apps.screening.ports import (
    ImageFindings,
    MediaRefused,
    MediaUnavailable,
    ReaderUnavailable,
    Reading,
    image_reading,
)
from goodstanding.apps.screening.services.consequences import open_cases
from goodstanding.apps.screening.services.evaluating import Screened, judged_again
from goodstanding.apps.screening.services.image_queue import images_of
from goodstanding.apps.screening.services.receiving import record_batch
from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.engine.images import PREFIX, ImageLine, ImageText, image_input
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from goodstanding.core.events.outcome import encode

PATIENT_TRIES = 8
"""Attempts after which media that cannot be fetched are given up and noted."""

_ORDER: tuple[Literal["pass", "review", "hold"], ...] = ("pass", "review", "hold")
_log: Any = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One image of an event: what it is, and what was read from it or why nothing was."""

    url: str
    sha256: str
    refused: str = ""
    reading: ImageReading | None = None

    def noted(self) -> dict[str, str]:
        return {"url": self.url, "sha256": self.sha256, "refused": self.refused}


def read_images(source: str, event_id: str, /, *, attempt: int, at: datetime) -> str:
    """Read the images of an event, judge the event again with them and act on what is new; return the evaluation's reference.

    Args:
        attempt: The number of the try, from 1: later ones give up on media that stay away.

    Raises:
        ReaderUnavailable: Nobody reads images here now.
        MediaUnavailable: An image cannot be fetched now.
    """
    ports = image_reading()
    if ports is None:
        raise ReaderUnavailable("Nobody reads images in this installation.", hint="Set images = true.")
    done = ImageScreening.objects.filter(event_source=source, event_id=event_id).first()
    kept = ingest.stored_event(source, event_id)
    event = decode_event(kept.body.encode(), at=kept.received_at) if kept is not None else None
    if done is not None or not isinstance(event, Event):
        return done.evaluation_ref if done is not None else ""
    seen = [_seen(url, stated, ports, patient=attempt < PATIENT_TRIES, at=at) for url, stated in images_of(event)]
    try:
        with immediate():
            return _judge_again(event, seen, at=at)
    except IntegrityError:
        return ImageScreening.objects.get(event_source=source, event_id=event_id).evaluation_ref


def _seen(url: str, stated: str, ports: Reading, *, patient: bool, at: datetime) -> _Seen:
    """Return what an image says: from a reading kept, else fetched and read now."""
    kept = ImageReading.objects.filter(sha256=stated).order_by("-id").first() if stated else None
    if kept is not None:
        return _Seen(url, stated, kept.refused, kept)
    try:
        data = ports.source.fetch(url, sha256=stated)
    except MediaRefused as refusal:
        return _Seen(url, stated, refusal.reason)
    except MediaUnavailable:
        if patient:
            raise
        return _Seen(url, stated, "unavailable")
    sha256 = hashlib.sha256(data).hexdigest()
    kept = ImageReading.objects.filter(sha256=sha256).order_by("-id").first()
    reading = kept or _keep(sha256, ports.reader.read(data), at=at)
    return _Seen(url, sha256, reading.refused, reading)


def _keep(sha256: str, found: ImageFindings, *, at: datetime) -> ImageReading:
    values = {
        "model": found.model,
        "refused": found.refused,
        "width": found.width,
        "height": found.height,
        "phash": found.phash,
        "lines": [[line.text, list(line.box), line.score] for line in found.lines],
        "codes": [[code.text, list(code.box), code.score] for code in found.codes],
        "thumbnail": found.thumbnail,
        "read_at": at,
    }
    with immediate():
        return ImageReading.objects.get_or_create(sha256=sha256, model_sha256=found.model_sha256, defaults=values)[0]


def _judge_again(event: Event, seen: Sequence[_Seen], *, at: datetime) -> str:
    """Write the second judgment, its consequences and the note that it was made; all or nothing."""
    texts = [_text(image.sha256, image.reading) for image in seen if image.reading is not None and not image.refused]
    item = _judged(event, texts, at=at) if texts else None
    ImageScreening.objects.create(
        event_source=event.source,
        event_id=event.id,
        content_ref=content_ref_of(event),
        images=[image.noted() for image in seen],
        evaluation_ref=item.ref if item else "",
        screened_at=at,
    )
    _log.info("images read", event_id=event.id, images=len(seen), refused=sum(bool(image.refused) for image in seen))
    return item.ref if item else ""


def _judged(event: Event, texts: Sequence[ImageText], *, at: datetime) -> Screened:
    first = EvaluationRecord.objects.filter(event_source=event.source, event_id=event.id).order_by("id").first()
    item = judged_again(event, bytes(first.document) if first else b"", images=image_input(texts), at=at)
    before = _rules(bytes(first.evaluation)) if first else frozenset()
    if item.evaluation is not None:
        news = _only_new(item.evaluation, before)
        acting = replace(item, evaluation=news)
        open_cases([acting], at=at)
        item.case = acting.case
    record_batch("images:screened", [item], stored=[encode(item.outcome()).decode()], triage=None, actor=SYSTEM, at=at)
    return item


def _text(sha256: str, reading: ImageReading) -> ImageText:
    return ImageText(sha256, reading.phash, _lines(reading.lines), _lines(reading.codes))


def _lines(kept: Iterable[Any]) -> list[ImageLine]:
    return [ImageLine(text, (box[0], box[1], box[2], box[3])) for text, box, _ in kept]


def _rules(evaluation: bytes) -> frozenset[str]:
    return frozenset(violation["rule"] for violation in msgspec.json.decode(evaluation)["violations"])


def _only_new(evaluation: Evaluation, before: frozenset[str]) -> Evaluation:
    """Return the evaluation with what the images brought: violations of rules that did not hold before, or seen in an image."""
    new = tuple(violation for violation in evaluation.violations if violation.rule not in before or _is_in_image(violation))
    gravest = max((_ORDER.index(violation.suggestion) for violation in new), default=0)
    suggestion = _ORDER[min(gravest, 1) if evaluation.degraded else gravest]
    return msgspec.structs.replace(evaluation, violations=new, suggestion=suggestion)


def _is_in_image(violation: Violation) -> bool:
    return any(span.field.startswith(PREFIX) for span in violation.spans)
