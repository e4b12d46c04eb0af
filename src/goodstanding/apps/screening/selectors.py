"""What may be asked of screening."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec
from django.db.models import Sum

from goodstanding.apps.integrity.ports import ReadImages
from goodstanding.apps.review.sight import Hidden
from goodstanding.apps.screening.errors import EvaluationUnknown
from goodstanding.apps.screening.models import EvaluationRecord, HitCount, HitKind, ImageReading, ImageScreening, Withheld
from goodstanding.apps.screening.records import EvaluationView, Hits, ImageNote, ImageRecord, WithheldView


def evaluation(ref: str, /, *, hidden: Hidden | None = None) -> EvaluationView:
    """Return one evaluation.

    Args:
        hidden: What does not exist for whoever asks; see review.sight.

    Raises:
        EvaluationUnknown: No evaluation has this reference, or it is hidden.
    """
    rows = EvaluationRecord.objects.filter(ref=ref)
    if hidden is not None:
        rows = rows.exclude(ref__in=hidden.evaluations).exclude(content_ref__in=hidden.contents)
    row = rows.first()
    if row is None:
        raise EvaluationUnknown(f"No evaluation has the reference “{ref}”.", hint="References look like E-… .")
    return _view(row)


def evaluations_of_event(source: str, event_id: str, /) -> tuple[EvaluationView, ...]:
    """Return the evaluations of one event, oldest first: the live pack's, and those of shadow packs."""
    rows = EvaluationRecord.objects.filter(event_source=source, event_id=event_id).order_by("id")
    return tuple(_view(row) for row in rows)


def withheld_of(account_ref: str, /, *, limit: int = 50) -> tuple[WithheldView, ...]:
    """Return what an account published that was kept back for want of an identity or of service, latest first."""
    rows = Withheld.objects.filter(account_ref=account_ref).order_by("-at", "-id")[:limit]
    return tuple(_withheld(row) for row in rows)


def withheld(
    *,
    accounts: Collection[str] | None = None,
    ended: bool = False,
    hidden: Hidden | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[WithheldView, ...]:
    """List publications kept back because their account may not be served, latest first. Source: PA21:8.1, RQ-024.

    Args:
        accounts: Only theirs; of any when None.
        ended: Those let through since, instead of those kept back.
        hidden: What does not exist for whoever asks; see review.sight.
    """
    rows = Withheld.objects.filter(released_at__isnull=not ended)
    if accounts is not None:
        rows = rows.filter(account_ref__in=accounts)
    if hidden is not None:
        rows = rows.exclude(content_ref__in=hidden.contents)
    return tuple(_withheld(row) for row in rows.order_by("-at", "-id")[offset : offset + limit])


def _withheld(row: Withheld) -> WithheldView:
    return WithheldView(
        account_ref=row.account_ref,
        event_source=row.event_source,
        event_id=row.event_id,
        content_ref=row.content_ref,
        reason=row.reason,
        decision_ref=row.decision_ref,
        at=row.at,
        released_at=row.released_at,
    )


def find_image(sha256: str, /) -> ImageRecord | None:
    """Return the latest reading of an image, or None."""
    row = ImageReading.objects.filter(sha256=sha256).order_by("-id").first()
    if row is None:
        return None
    return ImageRecord(
        sha256=row.sha256,
        model=row.model,
        model_sha256=row.model_sha256,
        refused=row.refused,
        width=row.width,
        height=row.height,
        phash=row.phash,
        thumbnail=bytes(row.thumbnail),
    )


def images_of_event(source: str, event_id: str, /) -> tuple[ImageNote, ...]:
    """Return the images of an event once they were read or given up, in the event's order."""
    row = ImageScreening.objects.filter(event_source=source, event_id=event_id).first()
    return tuple(ImageNote(image["url"], image["sha256"], image["refused"]) for image in row.images) if row else ()


def images_read_after(number: int, /, *, limit: int) -> tuple[ReadImages, ...]:
    """Return what images said, in the order their events were judged with them; see ``integrity.ports.ImageTexts``.

    A number is given while the judgment holds the record's head, so that none comes to light after a larger one.
    """
    rows = list(ImageScreening.objects.filter(id__gt=number).exclude(evaluation_ref="").order_by("id")[:limit])
    judged = EvaluationRecord.objects.filter(ref__in=[row.evaluation_ref for row in rows])
    texts = {ref: _image_text(bytes(document)) for ref, document in judged.values_list("ref", "document")}
    return tuple(
        ReadImages(
            number=row.pk,
            content_ref=row.content_ref,
            event_source=row.event_source,
            event_id=row.event_id,
            evaluation_ref=row.evaluation_ref,
            text=texts.get(row.evaluation_ref, ""),
        )
        for row in rows
    )


def image_text(evaluation_ref: str, /) -> str:
    """Return what the images of a judged event said together; empty where they said nothing or the judgment is gone."""
    found = EvaluationRecord.objects.filter(ref=evaluation_ref).values_list("document", flat=True).first()
    return _image_text(bytes(found)) if found is not None else ""


def _image_text(document: bytes) -> str:
    images = msgspec.json.decode(document).get("images")
    text = images.get("text") if isinstance(images, dict) else None
    return text if isinstance(text, str) else ""


def hits_of_rules(*, since: date) -> dict[str, Hits]:
    """Return how often each rule held since a day, by id, whatever the version of the pack."""
    rows = HitCount.objects.filter(kind=HitKind.RULE, day__gte=since).values_list("name")
    return {name: Hits(acted, recorded) for name, acted, recorded in rows.annotate(Sum("acted"), Sum("recorded"))}


def hits_of_entries(banks: Iterable[str], /, *, since: date) -> dict[tuple[str, str], Hits]:
    """Return how often the entries of some banks were seen since a day, by bank and key; the key is empty for a whole bank."""
    rows = HitCount.objects.filter(kind=HitKind.BANK, name__in=list(banks), day__gte=since).values_list("name", "entry")
    return {(name, key): Hits(acted, recorded) for name, key, acted, recorded in rows.annotate(Sum("acted"), Sum("recorded"))}


def _view(row: EvaluationRecord) -> EvaluationView:
    return EvaluationView(
        ref=row.ref,
        event_source=row.event_source,
        event_id=row.event_id,
        account_ref=row.account_ref,
        content_ref=row.content_ref,
        pack_digest=row.pack_digest,
        pack_name=row.pack_name,
        day=row.day,
        document=bytes(row.document),
        evaluation=bytes(row.evaluation),
        degraded=row.degraded,
        suggestion=row.suggestion,
        created_at=row.created_at,
    )
