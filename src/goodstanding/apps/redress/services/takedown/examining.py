"""What a person decides about a notice of infringement: to act on it and forward it, and what becomes of it later.

Every decision holds the notice's case; what takes the content down or leaves it down is a decision like any other.
Source: CIV20:1195.2, CIV20:1196.2, RQ-065
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.errors import NoticeMoved, NoticeRefused
from goodstanding.apps.redress.models import CopyrightNotice, CounterStatement, NoticeProof, NoticeState, ProofKind, ProofState
from goodstanding.apps.redress.services.takedown.door import lock_notice, perform
from goodstanding.apps.redress.services.takedown.filing import completion_due, notice_sha256, open_case
from goodstanding.apps.redress.services.takedown.telling import (
    account_language,
    forward_notice,
    tell_account,
    tell_account_over,
    tell_sender,
)
from goodstanding.apps.redress.takedown import DOWN, PARTS, Step, extended_end
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import forwarded_files, takedown_view
from goodstanding.apps.registry.matters import desk
from goodstanding.apps.registry.numbers import number

CLAUSES = ("PA21:14.2", "CIV20:1195.2")
FOLLOW_UP_DAYS = 180
"""Days after which a person asks what came of a suit or complaint."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A decision being made: on what, why, by whom, when."""

    row: CopyrightNotice
    reasons: str
    missing: tuple[str, ...]
    case_version: int | None
    actor: Actor
    at: datetime


def decide_notice(
    ref: str,
    /,
    *,
    outcome: str,
    reasons: str,
    missing: Sequence[str] = (),
    case_version: int | None,
    actor: Actor,
    at: datetime,
) -> TakedownView:
    """Decide what waits for a person about a notice.

    Args:
        outcome: Of a complete notice ``act``, ``send_back`` or ``refuse``; of a proof ``accept_proof`` or ``refuse_proof``; while
            the content is down ``wrongful`` or ``leave``; of one before a court ``confirm`` or ``give_back``.
        reasons: Why; both parties read it.
        missing: What is missing, for ``send_back``; codes of ``takedown.PARTS``.

    Raises:
        NoticeMoved: The outcome is not open where the notice stands.
        NoticeRefused: No reasons are given, or nothing is named as missing.
        ReviewError: The person may not decide it now.
    """
    if not reasons.strip():
        raise NoticeRefused("A decision has reasons.", hint="Say why; the parties read it.", clause="PA21:20.2")
    with immediate():
        row = lock_notice(ref)
        carry_out = _OUTCOMES.get(outcome)
        if carry_out is None or outcome not in open_outcomes(row):
            raise NoticeMoved(f"The notice {ref} is {row.state}; “{outcome}” is not open there.", hint="Look at it again.")
        choice = _Choice(row, reasons.strip(), tuple(missing), case_version, actor, at)
        if outcome != "act":
            desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
            desk().close_matter(row.case_ref, outcome=outcome, note=choice.reasons, actor=actor, at=at)
        row.reasons = choice.reasons
        carry_out(choice)
        return takedown_view(row)


def open_outcomes(row: CopyrightNotice, /) -> tuple[str, ...]:
    """List what a person may decide about a notice where it stands."""
    if row.state == NoticeState.EXAMINATION:
        return ("act", "send_back", "refuse")
    if row.state == NoticeState.PROCEEDINGS:
        return ("confirm", "give_back", "wrongful")
    if row.state in DOWN:
        pending = NoticeProof.objects.filter(notice=row, state=ProofState.PENDING).exists()
        return ("accept_proof", "refuse_proof", "wrongful") if pending else ("leave", "wrongful")
    return ()


def outcomes_of(ref: str, /) -> tuple[str, ...]:
    """List what a person may decide about a notice now."""
    row = CopyrightNotice.objects.filter(ref=ref).first()
    return open_outcomes(row) if row is not None else ()


def _act(choice: _Choice) -> None:
    """Take the content down and forward the notice, in one transaction on the day it is complete."""
    row, at = choice.row, choice.at
    decision = enforcement.decide(_draft(choice), actor=choice.actor, expected_version=choice.case_version, at=at)
    row.decision_ref, row.acted_at = decision.ref, at
    perform(row, Step.ACT, reason=choice.reasons, actor=choice.actor, at=at)
    forward_notice(row, at=at)
    tell_sender(row, say.sender_acted(row), at=at)


def _draft(choice: _Choice) -> DecisionDraft:
    row = choice.row
    language = account_language(row.account_ref)
    content = ingest.content(row.content_ref)
    evidence = [
        Evidence("copyright_notice", row.ref, notice_sha256(row), say.evidence_notice(row, language)),
        Evidence("snapshot", row.content_ref, content.latest_sha256, content.title or content.body[:80]),
    ]
    evidence += [
        Evidence("document", file.ref, file.sha256, say.file_kind(file.kind, language)) for file in forwarded_files(row.ref)
    ]
    return DecisionDraft(
        source="staff",
        verdict="precaution",
        case_ref=row.case_ref,
        account_ref=row.account_ref,
        content_ref=row.content_ref,
        clauses=tuple(ref for ref in CLAUSES if policies.find_clause(ref) is not None),
        facts=say.facts(row, content.title, choice.reasons, language),
        evidence=tuple(evidence),
        measures=(MeasureDraft("remove_content"),),
        found_by="report",
        advice=say.advice(row, language, days=number("counter_window_days")),
        language=language,
    )


def _send_back(choice: _Choice) -> None:
    row = choice.row
    unknown = [part for part in choice.missing if part not in PARTS]
    if unknown or not choice.missing:
        raise NoticeRefused("A notice is returned with what is missing.", hint=f"Name some of {', '.join(PARTS)}.")
    row.missing, row.case_ref = [part for part in PARTS if part in choice.missing], ""
    row.due_at = completion_due(choice.at)
    perform(row, Step.SEND_BACK, reason=choice.reasons, actor=choice.actor, at=choice.at)
    tell_sender(row, say.sender_incomplete(row), at=choice.at)


def _refuse(choice: _Choice) -> None:
    perform(choice.row, Step.REFUSE, reason=choice.reasons, actor=choice.actor, at=choice.at)
    tell_sender(choice.row, say.sender_refused(choice.row), at=choice.at)


def _accept_proof(choice: _Choice) -> None:
    row, at = choice.row, choice.at
    proof = _settle_proof(row, ProofState.ACCEPTED, at)
    if proof.kind == ProofKind.PROCEEDINGS:
        perform(row, Step.PROCEED, reason=choice.reasons, actor=choice.actor, at=at)
        _follow_up(choice)
        tell_account(row, say.account_proceedings(row), at=at)
    else:
        counter = CounterStatement.objects.get(notice=row)
        if counter.forwarded_at is None or row.window_ends_at is None:
            raise NoticeMoved(f"No window runs about {row.ref}.", hint="A window runs once a counter-statement is forwarded.")
        row.window_ends_at = extended_end(
            counter.forwarded_at, row.window_ends_at, working_days=number("counter_window_most_working_days")
        )
        row.is_extended = True
        perform(row, Step.EXTEND, reason=choice.reasons, actor=choice.actor, at=at)
        tell_account(row, say.account_extended(row), deadline=row.window_ends_at, at=at)
    tell_sender(row, say.sender_proof(row, proof.kind, is_accepted=True), deadline=row.window_ends_at, at=at)


def _refuse_proof(choice: _Choice) -> None:
    row = choice.row
    proof = _settle_proof(row, ProofState.REFUSED, choice.at)
    perform(row, Step.REFUSE_PROOF, reason=choice.reasons, actor=choice.actor, at=choice.at)
    tell_sender(row, say.sender_proof(row, proof.kind, is_accepted=False), deadline=row.window_ends_at, at=choice.at)


def _leave(choice: _Choice) -> None:
    """Leave things as they are: the window decides."""
    choice.row.save(update_fields=["reasons"])
    tell_account(choice.row, say.account_left(choice.row), deadline=choice.row.window_ends_at, at=choice.at)


def _wrongful(choice: _Choice) -> None:
    row, at = choice.row, choice.at
    NoticeProof.objects.filter(notice=row, state=ProofState.PENDING).update(state=ProofState.REFUSED, decided_at=at)
    perform(row, Step.FIND_WRONGFUL, reason=choice.reasons, actor=choice.actor, at=at)
    enforcement.end_measures(row.decision_ref, actor=choice.actor, at=at)
    tell_account_over(row, at=at)
    tell_sender(row, say.sender_wrongful(row), at=at)


def _confirm(choice: _Choice) -> None:
    perform(choice.row, Step.CONFIRM, reason=choice.reasons, actor=choice.actor, at=choice.at)
    tell_account(choice.row, say.account_confirmed(choice.row), at=choice.at)
    tell_sender(choice.row, say.sender_confirmed(choice.row), at=choice.at)


def _give_back(choice: _Choice) -> None:
    row, at = choice.row, choice.at
    perform(row, Step.GIVE_BACK, reason=choice.reasons, actor=choice.actor, at=at)
    enforcement.end_measures(row.decision_ref, actor=choice.actor, at=at)
    tell_account_over(row, at=at)
    tell_sender(row, say.sender_restored(row), at=at)


def _follow_up(choice: _Choice) -> None:
    row = choice.row
    row.due_at = choice.at + timedelta(days=FOLLOW_UP_DAYS)
    row.case_ref = open_case(row, due_at=row.due_at, actor=choice.actor, at=choice.at)
    row.save(update_fields=["case_ref", "due_at"])


def _settle_proof(row: CopyrightNotice, state: ProofState, at: datetime) -> NoticeProof:
    proof = NoticeProof.objects.select_for_update().get(notice=row, state=ProofState.PENDING)
    proof.state, proof.decided_at = state, at
    proof.save(update_fields=["state", "decided_at"])
    return proof


_OUTCOMES: dict[str, Callable[[_Choice], None]] = {
    "act": _act,
    "send_back": _send_back,
    "refuse": _refuse,
    "accept_proof": _accept_proof,
    "refuse_proof": _refuse_proof,
    "leave": _leave,
    "wrongful": _wrongful,
    "confirm": _confirm,
    "give_back": _give_back,
}
