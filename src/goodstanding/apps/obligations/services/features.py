"""The launch gate: a feature is answered for, assessed, approved by another person, and only then switched on.

Source: PA21:7.3, RQ-020
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import LaunchRefused, RecordUnfit, RecordUnknown, SamePerson
from goodstanding.apps.obligations.models import Feature
from goodstanding.apps.obligations.reading.features import feature_record
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import QUESTIONS, FeatureRecord
from goodstanding.apps.registry.services.documents import hand_in_document

CLAUSE = "PA21:7.3"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")


def answer_for_feature(code: str, /, *, title: str, answers: Mapping[str, bool], actor: Actor, at: datetime) -> FeatureRecord:
    """Answer the questionnaire for a feature; answering again takes its report and approval away.

    Raises:
        RecordUnfit: Code or title is unfit, a question is left out, or no person answers.
        LaunchRefused: It is switched on; switch it off first.
    """
    require_keeper(actor)
    if not _CODE.fullmatch(code) or not title.strip() or set(answers) != set(QUESTIONS) or actor.user_id is None:
        raise RecordUnfit("A person names a feature and answers every question about it.", clause=CLAUSE)
    with immediate():
        audit.hold_log()
        row = Feature.objects.select_for_update(of=("self",)).filter(code=code).first() or Feature(code=code)
        if row.switched_on_at is not None:
            raise LaunchRefused(f"The feature {code} is on.", hint="Switch it off before it is assessed anew.", clause=CLAUSE)
        row.title, row.answers = title.strip(), {name: bool(answers[name]) for name in QUESTIONS}
        row.is_flagged = any(row.answers.values())
        row.assessed_by_id, row.assessed_at = actor.user_id, at
        row.report_ref = row.report_sha256 = ""
        row.approved_by_id, row.approved_at = None, None
        row.save()
        _record("feature:answered", row, actor, at)
        return feature_record(row)


def attach_report(code: str, /, *, file_name: str, content: bytes, actor: Actor, at: datetime) -> FeatureRecord:
    """Attach the assessment report of a feature, sealed. Another report takes the approval of the former away.

    Raises:
        RecordUnknown: There is no such feature.
        DocumentRefused: The file is empty, too large, or neither PNG nor JPEG nor PDF.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = _row(code)
        if row.switched_on_at is not None:
            raise LaunchRefused(f"The feature {code} is on.", hint="Switch it off before it is assessed anew.", clause=CLAUSE)
        file = hand_in_document(f"feature:{code}", kind="assessment_report", name=file_name, content=content, actor=actor, at=at)
        row.report_ref, row.report_sha256 = file.ref, file.sha256
        row.approved_by_id, row.approved_at = None, None
        row.save()
        _record("feature:report_attached", row, actor, at)
        return feature_record(row)


def approve_feature(code: str, /, *, actor: Actor, at: datetime) -> FeatureRecord:
    """Approve a feature on its report; not by who answered for it.

    Raises:
        RecordUnknown: There is no such feature.
        LaunchRefused: It is flagged and has no report.
        SamePerson: The actor answered for it.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = _row(code)
        _require_report(row)
        if actor.user_id is None or actor.user_id == row.assessed_by_id:
            raise SamePerson("Whoever answered for a feature cannot approve it.", hint="Ask a colleague.", clause=CLAUSE)
        row.approved_by_id, row.approved_at = actor.user_id, at
        row.save(update_fields=["approved_by", "approved_at"])
        _record("feature:approved", row, actor, at)
        return feature_record(row)


def switch_feature_on(code: str, /, *, actor: Actor, at: datetime) -> FeatureRecord:
    """Switch a feature on.

    Raises:
        RecordUnknown: Nobody answered the questionnaire for it.
        LaunchRefused: It is flagged, and its report is missing or not approved.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = _row(code)
        _require_report(row)
        if row.is_flagged and row.approved_at is None:
            raise LaunchRefused(f"The assessment of {code} is not approved.", hint="Let a colleague approve it.", clause=CLAUSE)
        row.switched_on_at, row.switched_by = row.switched_on_at or at, f"{actor.kind}:{actor.ref}"
        row.save(update_fields=["switched_on_at", "switched_by"])
        _record("feature:switched_on", row, actor, at)
        return feature_record(row)


def switch_feature_off(code: str, /, *, actor: Actor, at: datetime) -> FeatureRecord:
    """Switch a feature off; that needs nobody's leave.

    Raises:
        RecordUnknown: There is no such feature.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = _row(code)
        row.switched_on_at, row.switched_by = None, f"{actor.kind}:{actor.ref}"
        row.save(update_fields=["switched_on_at", "switched_by"])
        _record("feature:switched_off", row, actor, at)
        return feature_record(row)


def _require_report(row: Feature) -> None:
    if row.is_flagged and not row.report_sha256:
        raise LaunchRefused(
            f"The feature {row.code} reaches the public or mobilises it, and has no assessment report.",
            hint="Attach the report of the security assessment first.",
            clause=CLAUSE,
        )


def _row(code: str) -> Feature:
    row = Feature.objects.select_for_update(of=("self",)).filter(code=code).first()
    if row is None:
        raise RecordUnknown(f"Nobody answered the questionnaire for the feature {code}.")
    return row


def _record(action: str, row: Feature, actor: Actor, at: datetime) -> None:
    payload = {"answers": row.answers, "flagged": row.is_flagged, "report": row.report_sha256}
    audit.record(action, actor=actor, subject_kind="feature", subject_ref=row.code, payload=payload, at=at)
