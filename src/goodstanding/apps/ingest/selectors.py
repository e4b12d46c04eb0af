"""What may be asked of ingest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count

from goodstanding.apps.ingest.buckets import read_buckets, window_sums
from goodstanding.apps.ingest.errors import ContentUnknown
from goodstanding.apps.ingest.models import Content, ContentKind, ContentVersion, Retention, StoredEvent
from goodstanding.apps.ingest.records import ContentRecord, ContentVersionRecord, NumberedVersion, StoredEventRecord


def content(ref: str, /, *, hidden: Iterable[str] = ()) -> ContentRecord:
    """Return a content as it stands.

    Args:
        hidden: Contents that do not exist for whoever asks.

    Raises:
        ContentUnknown: No content has this id, or it is hidden.
    """
    row = Content.objects.filter(content_ref=ref).exclude(content_ref__in=hidden).first()
    found = content_record(row) if row else None
    if found is None:
        raise ContentUnknown(f"No content “{ref}” was ever reported.", hint="Check the id.")
    return found


def find_content(ref: str, /) -> ContentRecord | None:
    """Return a content as it stands, or None."""
    row = Content.objects.filter(content_ref=ref).first()
    return content_record(row) if row else None


def contents(refs: Iterable[str], /) -> dict[str, ContentRecord]:
    """Return the contents known among these, by ref."""
    return {row.content_ref: content_record(row) for row in Content.objects.filter(content_ref__in=set(refs))}


def content_versions(ref: str, /) -> tuple[ContentVersionRecord, ...]:
    """Return every version of a content, oldest first."""
    rows = ContentVersion.objects.filter(content_ref=ref).order_by("at", "id")
    return tuple(_version(row) for row in rows)


def content_version(ref: str, sha256: str, /) -> ContentVersionRecord | None:
    """Return the first version of a content with this wording, or None.

    Args:
        sha256: Of the version, or how it begins.
    """
    row = ContentVersion.objects.filter(content_ref=ref, sha256__startswith=sha256).order_by("at", "id").first()
    return _version(row) if row else None


def versions_of(ref: str, /) -> tuple[NumberedVersion, ...]:
    """Return every version of a content with its number, in the order of arrival."""
    return _numbered(ContentVersion.objects.filter(content_ref=ref).order_by("id"))


def versions_after(number: int, /, *, limit: int) -> tuple[NumberedVersion, ...]:
    """Return versions in the order of arrival, beginning after a number."""
    return _numbered(ContentVersion.objects.filter(id__gt=number).order_by("id")[:limit])


def versions_numbered(numbers: Iterable[int], /) -> tuple[NumberedVersion, ...]:
    """Return the versions with these numbers that are there, in order."""
    return _numbered(ContentVersion.objects.filter(id__in=list(numbers)).order_by("id"))


def newest_version() -> int:
    """Return the greatest number any version has; 0 where there is none."""
    return ContentVersion.objects.order_by("-id").values_list("id", flat=True).first() or 0


def counters(account_refs: Iterable[str], /, *, at: datetime) -> dict[str, dict[str, int]]:
    """Return every windowed counter of each account at an instant, in one query: ``document["counters"]``."""
    refs = set(account_refs)
    counts = read_buckets(refs, since=at, until=at)
    return {ref: window_sums(counts, ref, at=at) for ref in refs}


def categories_published(account_ref: str, /, *, since: datetime, until: datetime) -> dict[str, int]:
    """Count what an account published and did not take down, by declared category; posts that name none are left out."""
    rows = Content.objects.filter(account_ref=account_ref, published_at__gte=since, published_at__lte=until)
    rows = rows.filter(kind=ContentKind.CONTENT, withdrawn_at__isnull=True).exclude(category="").order_by()
    return dict(rows.values_list("category").annotate(n=Count("id")))


def posts_published(account_refs: Iterable[str], /, *, since: datetime, until: datetime) -> dict[str, int]:
    """Count the posts accounts published within a time, withdrawn ones included; those with none are left out."""
    rows = Content.objects.filter(account_ref__in=set(account_refs), kind=ContentKind.CONTENT)
    rows = rows.filter(published_at__gte=since, published_at__lte=until).order_by()
    return dict(rows.values_list("account_ref").annotate(n=Count("id")))


def count_of_posts(*, since: datetime, until: datetime) -> int:
    """Count the posts published from an instant until before another, withdrawn ones included."""
    return Content.objects.filter(kind=ContentKind.CONTENT, published_at__gte=since, published_at__lt=until).count()


def posts_after(number: int, /, *, limit: int) -> tuple[tuple[int, ContentRecord], ...]:
    """Return posts in the order they were first kept, beginning after a number, each with its number."""
    rows = Content.objects.filter(id__gt=number, kind=ContentKind.CONTENT).order_by("id")[:limit]
    return tuple((row.pk, content_record(row)) for row in rows)


def stored_event(source: str, event_id: str, /) -> StoredEventRecord | None:
    """Return one event as it was received, or None."""
    row = StoredEvent.objects.filter(source=source, event_id=event_id).first()
    return _event(row) if row else None


def stored_events(keys: Iterable[tuple[str, str]], /) -> dict[tuple[str, str], tuple[str, str]]:
    """Return, for each event known among these ``(source, id)``, its canonical hash and its first outcome (JSON)."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = StoredEvent.objects.filter(
        source__in={source for source, _ in wanted}, event_id__in={event_id for _, event_id in wanted}
    )
    found = rows.values_list("source", "event_id", "body_sha256", "outcome")
    return {(source, event_id): (sha256, outcome) for source, event_id, sha256, outcome in found if (source, event_id) in wanted}


def count_of_events() -> int:
    """Say how many events are stored."""
    return StoredEvent.objects.count()


def content_record(row: Content, /) -> ContentRecord:
    """Turn a row into what other apps are shown."""
    return ContentRecord(
        content_ref=row.content_ref,
        account_ref=row.account_ref,
        kind=row.kind,
        parent_ref=row.parent_ref,
        status=row.status,
        labels=tuple(row.labels),
        decisions=tuple(dict.fromkeys(effect["decision"] for effect in row.effects)),
        title=row.title,
        body=row.body,
        category=row.category,
        published_at=row.published_at,
        latest_sha256=row.latest_sha256,
        held_until=row.held_until,
        withdrawn_at=row.withdrawn_at,
    )


def _numbered(rows: Iterable[ContentVersion]) -> tuple[NumberedVersion, ...]:
    found = list(rows)
    gone = _let_go({row.pk: row.content_ref for row in found})
    known = {
        ref: (account, kind)
        for ref, account, kind in Content.objects.filter(content_ref__in={row.content_ref for row in found}).values_list(
            "content_ref", "account_ref", "kind"
        )
    }
    nobody = ("", "")
    return tuple(
        NumberedVersion(row.pk, *(nobody if row.pk in gone else known.get(row.content_ref, nobody)), _version(row))
        for row in found
    )


def _let_go(versions: Mapping[int, str]) -> frozenset[int]:
    """Return those of these versions, contents by number, whose content was emptied since: evidence and nothing else."""
    emptied = Retention.objects.filter(content_ref__in=set(versions.values()), emptied_at__isnull=False)
    until = dict(emptied.order_by("versions_to").values_list("content_ref", "versions_to"))
    return frozenset(number for number, ref in versions.items() if number <= until.get(ref, 0))


def _version(row: ContentVersion) -> ContentVersionRecord:
    return ContentVersionRecord(row.content_ref, row.sha256, row.title, row.body, row.at, row.event_source, row.event_id)


def _event(row: StoredEvent) -> StoredEventRecord:
    return StoredEventRecord(
        source=row.source,
        event_id=row.event_id,
        type=row.type,
        time=row.time,
        subject=row.subject,
        body=row.body,
        body_sha256=row.body_sha256,
        received_at=row.received_at,
        outcome=row.outcome,
        problems=row.problems,
    )
