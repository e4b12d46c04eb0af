"""Features at the launch gate, each with whether it is on. Source: RQ-020."""

from __future__ import annotations

from goodstanding.apps.obligations.models import Feature
from goodstanding.apps.obligations.values import FeatureRecord


def features() -> tuple[FeatureRecord, ...]:
    """List every feature, in order of its name."""
    return tuple(feature_record(row) for row in Feature.objects.order_by("code"))


def feature_record(row: Feature, /) -> FeatureRecord:
    """Freeze a feature."""
    return FeatureRecord(
        code=row.code,
        title=row.title,
        answers=dict(row.answers),
        is_flagged=row.is_flagged,
        assessed_by=row.assessed_by_id,
        assessed_at=row.assessed_at,
        report_ref=row.report_ref,
        report_sha256=row.report_sha256,
        approved_by=row.approved_by_id,
        approved_at=row.approved_at,
        switched_on_at=row.switched_on_at,
    )
