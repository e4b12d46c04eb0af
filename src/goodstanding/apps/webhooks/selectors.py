"""What may be asked about endpoints and deliveries."""

from __future__ import annotations

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.webhooks.errors import DeliveryUnknown, EndpointUnknown
from goodstanding.apps.webhooks.models import Attempt, Delivery, Endpoint
from goodstanding.apps.webhooks.records import AttemptRecord, DeliveryRecord, EndpointRecord


def endpoint(ref: str, /) -> EndpointRecord:
    """Return one endpoint.

    Raises:
        EndpointUnknown: No endpoint has that reference.
    """
    row = Endpoint.objects.filter(ref=ref).first()
    if row is None:
        raise EndpointUnknown(f"There is no webhook “{ref}”.", hint="Check the reference.")
    return endpoint_record(row)


def endpoints_page(*, after: str = "", limit: int = 50) -> Page[EndpointRecord]:
    """List the endpoints, the newest first, ended ones included.

    Raises:
        PositionUnknown: No endpoint has the reference ``after``.
    """
    return page_of(Endpoint.objects.all(), endpoint_record, field="ref", after=after, limit=limit)


def is_told(topic: str, /) -> bool:
    """Say whether any live endpoint is told of a topic."""
    return any(topic in topics for topics in Endpoint.objects.filter(ended_at=None).values_list("topics", flat=True))


def delivery(ref: str, /) -> DeliveryRecord:
    """Return one delivery with every attempt.

    Raises:
        DeliveryUnknown: No delivery has that reference.
    """
    row = Delivery.objects.filter(ref=ref).select_related("endpoint").prefetch_related("attempts").first()
    if row is None:
        raise DeliveryUnknown(f"There is no delivery “{ref}”.", hint="Check the reference.")
    return delivery_record(row)


def deliveries_page(endpoint_ref: str, /, *, status: str = "", after: str = "", limit: int = 50) -> Page[DeliveryRecord]:
    """List what was sent to an endpoint, the newest first.

    Raises:
        EndpointUnknown: No endpoint has that reference.
        PositionUnknown: No delivery has the reference ``after``.
    """
    rows = Delivery.objects.filter(endpoint__ref=endpoint(endpoint_ref).ref)
    rows = rows.filter(status=status) if status else rows
    rows = rows.select_related("endpoint").prefetch_related("attempts")
    return page_of(rows, delivery_record, field="ref", after=after, limit=limit)


def endpoint_record(row: Endpoint, /) -> EndpointRecord:
    """Freeze an endpoint."""
    return EndpointRecord(
        ref=row.ref,
        url=row.url,
        topics=tuple(row.topics),
        title=row.title,
        created_at=row.created_at,
        rotated_at=row.rotated_at,
        failed_at=row.failed_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )


def delivery_record(row: Delivery, /) -> DeliveryRecord:
    """Freeze a delivery."""
    return DeliveryRecord(
        ref=row.ref,
        endpoint=row.endpoint.ref,
        topic=row.topic,
        key=row.key,
        body=row.body,
        status=row.status,
        created_at=row.created_at,
        queued_at=row.queued_at,
        delivered_at=row.delivered_at,
        attempts=tuple(_attempt(one) for one in sorted(row.attempts.all(), key=lambda one: one.pk)),
    )


def _attempt(row: Attempt) -> AttemptRecord:
    return AttemptRecord(row.at, row.status_code, row.milliseconds, row.error)
