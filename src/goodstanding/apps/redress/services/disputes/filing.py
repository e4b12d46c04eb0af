"""Disputing a declared original, and answering: both sides see the same frozen comparison and each other's words.

Source: PA21:14.2, RQ-064
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from goodstanding.apps.common.calendar import due
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import compare_pair
from goodstanding.apps.originality.services.challenges import open_dispute, settle_dispute
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute_record
from goodstanding.apps.redress.disputing import PANEL_KINDS, Step
from goodstanding.apps.redress.errors import DisputeMoved, DisputeRefused
from goodstanding.apps.redress.models import Dispute, DisputeState
from goodstanding.apps.redress.services.disputes.door import lock_dispute, open_case, perform, require_side, tell_side
from goodstanding.apps.redress.services.disputes.panels import open_panel
from goodstanding.apps.registry.matters import desk
from goodstanding.apps.registry.numbers import number

SHORTEST, LONGEST = 10, 5000
"""Characters of a statement."""


def file_dispute(content_ref: str, /, *, earlier_ref: str, claim: str, actor: Actor, at: datetime) -> DisputeRecord:
    """Dispute a declared original as the author of an earlier work; the comparison of both is frozen with it.

    Args:
        content_ref: The content that shows the badge.
        earlier_ref: The claimant's own content it is said to be made of.
        claim: What is claimed, 10–5,000 characters; the other side reads it.
        actor: A person who may act for the account of the earlier content.

    Raises:
        DisputeRefused: The content shows no badge, both are one account's, the statement is missing, or a dispute is open.
        NotParty: The actor does not act for the account of the earlier content.
        OriginalUnknown: One of the texts is not on file.
    """
    said = _statement(claim)
    original, earlier = originality.original_of(content_ref), ingest.find_content(earlier_ref)
    if original is None or not original.has_badge:
        raise DisputeRefused("That content shows no badge of originality.", hint="There is nothing to dispute.")
    if earlier is None or earlier.account_ref == original.account_ref:
        raise DisputeRefused("The earlier work is another account's content here.", hint="Name a content of your account.")
    person = require_side(earlier.account_ref, actor)
    pair = compare_pair(content_ref, earlier_ref)
    with immediate():
        enforcement.hold_subject(original.account_ref, content_ref)
        row = Dispute(
            ref=new_ref("DP"),
            content_ref=content_ref,
            account_ref=original.account_ref,
            earlier_ref=earlier_ref,
            claimant_ref=earlier.account_ref,
            claimant_id=person,
            claim=said,
            kind=pair.match.kind,
            evidence=pair.evidence,
            evidence_sha256=pair.sha256,
            filed_at=at,
            answer_due_at=due(at, number("dispute_answer_working_days"), "working_days"),
        )
        try:
            with transaction.atomic():
                perform(row, Step.FILE, reason=say.step(Step.FILE), actor=actor, at=at)
        except IntegrityError as fault:
            raise DisputeRefused("Your dispute about this content is open.", hint="Follow that one.") from fault
        open_dispute(content_ref, dispute_ref=row.ref, actor=actor, at=at)
        tell_side(row.account_ref, row, say.filed(row.ref, said), deadline=row.answer_due_at, at=at)
        return dispute_record(row)


def answer_dispute(ref: str, /, *, answer: str, actor: Actor, at: datetime) -> DisputeRecord:
    """Answer a dispute as the declarer; then peers or a person judge.

    Raises:
        DisputeUnknown: No dispute has that reference.
        NotParty: The actor does not act for the declarer.
        DisputeMoved: It was answered, or the time to answer is over.
        DisputeRefused: The statement is too short or too long.
    """
    said = _statement(answer)
    with immediate():
        row = lock_dispute(ref)
        person = require_side(row.account_ref, actor)
        if row.state != DisputeState.ANSWERING or row.answered_at or at > row.answer_due_at:
            raise DisputeMoved(f"The dispute {ref} waits for no answer.", hint="Look at it as it stands now.")
        row.answer, row.answered_by_id, row.answered_at = said, person, at
        perform(row, Step.ANSWER, reason=say.step(Step.ANSWER), actor=actor, at=at)
        tell_side(row.claimant_ref, row, say.answered(said), at=at)
        _bring(row, actor=actor, at=at)
        return dispute_record(row)


def pass_unanswered(*, at: datetime, limit: int = 200) -> int:
    """Bring the disputes nobody answered in time before peers or a person; say how many."""
    late = Dispute.objects.filter(state=DisputeState.ANSWERING, answered_at=None, answer_due_at__lt=at)
    return sum(_pass(ref, at) for ref in list(late.order_by("answer_due_at", "id").values_list("ref", flat=True)[:limit]))


def withdraw_dispute(ref: str, /, *, reason: str = "", actor: Actor, at: datetime) -> DisputeRecord:
    """Withdraw a dispute as the claimant; the declaration stands.

    Raises:
        DisputeUnknown: No dispute has that reference.
        NotParty: The actor does not act for the claimant.
        DisputeMoved: It ended already.
    """
    with immediate():
        row = lock_dispute(ref)
        require_side(row.claimant_ref, actor)
        row.reasons = reason.strip()[:LONGEST] or say.step(Step.WITHDRAW)
        perform(row, Step.WITHDRAW, reason=row.reasons, actor=actor, at=at)
        settle_dispute(row.ref, outcome="upheld", reasons=row.reasons, actor=actor, at=at)
        if row.case_ref:
            desk().close_matter(row.case_ref, outcome="withdrawn", note="", actor=actor, at=at)
        told = (say.read_reason(row.reasons, language) for language in ("zh", "en"))
        tell_side(row.account_ref, row, say.ended("withdrawn", *told), at=at)
        return dispute_record(row)


def _bring(row: Dispute, *, actor: Actor, at: datetime) -> None:
    """Let peers judge a rewriting where enough can be asked, else a person."""
    if row.kind in PANEL_KINDS and open_panel(row, actor=actor, at=at):
        return
    row.case_ref = open_case(row, actor=actor, at=at)
    reason = say.no_panel() if row.kind in PANEL_KINDS else say.step(Step.EXAMINE)
    perform(row, Step.EXAMINE, reason=reason, actor=actor, at=at)


def _pass(ref: str, at: datetime) -> int:
    with immediate():
        row = lock_dispute(ref)
        if row.state != DisputeState.ANSWERING or row.answered_at or row.answer_due_at >= at:
            return 0
        perform(row, Step.LAPSE, reason=say.step(Step.LAPSE), actor=SYSTEM, at=at)
        _bring(row, actor=SYSTEM, at=at)
        return 1


def _statement(text: str) -> str:
    said = text.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise DisputeRefused(f"A statement has {SHORTEST} to {LONGEST:,} characters.", hint="Say what the other side is to know.")
    return said
