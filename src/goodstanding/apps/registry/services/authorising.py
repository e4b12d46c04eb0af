"""A letter by which an organization authorizes its account: handed in sealed, looked at by a person, and only then a factor.

Source: PA21:8.1, RQ-021
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import WayRefused
from goodstanding.apps.registry.models import Application, AuthorisationLetter, FactorKind, LetterState
from goodstanding.apps.registry.reading.ways import letter_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.applying import check_application
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.registry.services.proving import LETTER, letter_index_of, replace_letter, take_application
from goodstanding.apps.registry.services.verifying import note_factor
from goodstanding.apps.registry.ways_records import LetterRecord

SEEN = ("names_organization", "bears_seal", "authorizes_account")
"""What a person must have found in a letter to accept it."""
_SETTLED = say("letter_settled", "这份授权书已经处理完毕。", "This letter was decided.")


def hand_in_letter(application_ref: str, /, *, name: str, content: bytes, actor: Actor, at: datetime) -> LetterRecord:
    """Keep a letter, sealed; a person looks at it once the application is handed in. It takes the place of one that waits.

    Raises:
        ApplicationUnknown: No application has this reference.
        WayRefused: The applicant is no organization, or the application has gone on.
        DocumentRefused: The file is empty, larger than 10 MB, or neither PNG nor JPEG nor PDF.
    """
    with immediate():
        row = take_application(application_ref)
        document = hand_in_document(row.ref, kind=LETTER, name=name, content=content, actor=actor, at=at)
        waiting = AuthorisationLetter.objects.filter(application=row, state=LetterState.WAITING).first()
        if waiting is not None and waiting.document_sha256 == document.sha256:
            return letter_record(waiting)
        replace_letter(row, note="", at=at)
        made = AuthorisationLetter.objects.create(
            ref=new_ref("AL"),
            application=row,
            document_ref=document.ref,
            document_sha256=document.sha256,
            value_index=letter_index_of(row.organization_name, row.uscc, document.sha256),
            handed_in_at=at,
        )
        _record(made, "identity:letter_handed_in", {"sha256": document.sha256}, actor, at)
        check_application(row.ref, at=at)
        made.refresh_from_db()
        return letter_record(made)


def decide_letter(
    ref: str, /, *, outcome: str, seen: Collection[str], reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> LetterRecord:
    """Accept a letter, which then counts as a factor, or refuse it; the applicant reads why.

    Args:
        outcome: ``accept`` or ``refuse``.
        seen: What was found in it, of ``SEEN``; accepting needs all of them.

    Raises:
        WayRefused: There is none, it was decided, no reason is given, or something was not found and it is to be accepted.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        Application.objects.select_for_update(of=("self",)).filter(letters__ref=ref).first()  # in the order every step locks
        row = AuthorisationLetter.objects.select_for_update(of=("self",)).select_related("application").filter(ref=ref).first()
        if row is None or row.state != LetterState.WAITING or not row.case_ref:
            raise WayRefused(_SETTLED)
        if outcome not in {"accept", "refuse"} or not reasons.strip():
            raise WayRefused(say("letter_reason", "请选择采信或不采信，并写明理由。", "Accept it or not, and say why."))
        if outcome == "accept" and not set(SEEN) <= set(seen):
            zh = "采信授权书前须逐项核对：单位与代码、公章、授权事项。"
            en = "To accept it, tick each: organization and code, seal, what it authorizes."
            raise WayRefused(say("letter_unseen", zh, en))
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.state = LetterState.ACCEPTED if outcome == "accept" else LetterState.REFUSED
        row.seen, row.reasons = [one for one in SEEN if one in set(seen)], reasons.strip()
        row.decided_by, row.decided_at = f"{actor.kind}:{actor.ref}", at
        row.save()
        _note(row, actor, at)
        _record(row, f"identity:letter_{row.state}", {"seen": row.seen, "case": row.case_ref}, actor, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        check_application(row.application.ref, at=at)
        return letter_record(row)


def _note(row: AuthorisationLetter, actor: Actor, at: datetime) -> None:
    note_factor(
        row.application,
        kind=FactorKind.AUTHORISATION_LETTER,
        value_index=row.value_index,
        passed=row.state == LetterState.ACCEPTED,
        provider=f"{actor.kind}:{actor.ref}",
        provider_ref=row.ref,
        evidence_sha256=row.document_sha256,
        actor=actor,
        at=at,
    )


def _record(row: AuthorisationLetter, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"letter": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="application", subject_ref=row.application.ref, payload=whole, at=at)
