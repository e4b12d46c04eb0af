"""Who may issue a draft: each source has its gate, and what takes two people has a second one."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.enforcement import ladder, selectors
from goodstanding.apps.enforcement.drafts import draft_sha256, is_fixed_by_law, second_person_reasons
from goodstanding.apps.enforcement.errors import (
    DraftIncomplete,
    MeasureTooHeavy,
    PartyToDecision,
    ProposalChanged,
    ProposalUnknown,
    SourceMismatch,
)
from goodstanding.apps.enforcement.measures import IRREVERSIBLE_MEASURES
from goodstanding.apps.enforcement.models import Proposal, ProposalStatus
from goodstanding.apps.enforcement.values import DecisionDraft
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import APPEALS_DECIDE, DECISIONS_APPROVE
from goodstanding.apps.obligations.reading.offices import require_officer
from goodstanding.apps.review import services as review


def approved_proposal(draft: DecisionDraft, /, *, actor: Actor) -> Proposal | None:
    """Return the approved proposal a draft says it was issued from, after making sure that it is that one.

    Raises:
        ProposalUnknown: There is no such proposal.
        ProposalChanged: It was not approved by this actor, was used before, or was about another draft.
    """
    if not draft.proposal_ref:
        return None
    row = Proposal.objects.select_for_update(of=("self",)).filter(ref=draft.proposal_ref).first()
    if row is None:
        raise ProposalUnknown(f"There is no proposal “{draft.proposal_ref}”.")
    is_fresh = row.status == ProposalStatus.APPROVED and not row.decision_ref and row.decided_by_id == actor.user_id
    if not is_fresh or row.draft_sha256 != draft_sha256(draft):
        raise ProposalChanged(
            f"The proposal {row.ref} was not approved for this draft by you.", hint="Approve it as it was proposed."
        )
    return row


def check_speaker(
    draft: DecisionDraft, /, *, actor: Actor, expected_version: int | None, proposal: Proposal | None, at: datetime
) -> None:
    """Make sure that the actor speaks for the source, and holds the case where a person decides one.

    Raises:
        SourceMismatch: The actor cannot speak for the source.
        PartyToDecision: The actor took part in what the appeal is against.
        ReviewError: The case is not held by the actor, or changed.
    """
    if draft.source == "machine":
        if actor.kind != "machine":
            raise SourceMismatch("Only automatic screening speaks as a machine.", hint="Use the source staff.")
        return
    if actor.user_id is None:
        raise SourceMismatch("A person decides, and none is signed in.", hint="Sign in.")
    if draft.source == "appeal":
        _check_panel(draft, actor.user_id)
        return
    if draft.source == "court" and DECISIONS_APPROVE not in identity.permissions_of(actor.user_id):
        raise SourceMismatch(f"Carrying out a court order takes the permission {DECISIONS_APPROVE}.")
    if proposal is None:
        review.require_lease(draft.case_ref, expected_version=expected_version, actor=actor, at=at)


def _check_panel(draft: DecisionDraft, user_id: int) -> None:
    if not draft.supersedes:
        raise DraftIncomplete("A decision on appeal names the decision it replaces.")
    if APPEALS_DECIDE not in identity.permissions_of(user_id):
        raise SourceMismatch(f"Deciding an appeal takes the permission {APPEALS_DECIDE}.")
    how = selectors.took_part_in(draft.supersedes).get(user_id)
    if how is not None:
        raise PartyToDecision(
            f"You {how} what this appeal is about.", hint="Leave the appeal to somebody who took no part.", clause="PA21:20.2"
        )


def reasons_for_second_person(draft: DecisionDraft, /, *, at: datetime) -> tuple[str, ...]:
    """Say why a second person is needed, after refusing what nobody may impose.

    Raises:
        OfficerMissing: An irreversible measure is asked for while nobody holds the office of content safety.
        MeasureTooHeavy: A measure is heavier than the ladder's maximum.
        DraftIncomplete: A measure outside the ladder has no exception reason.
    """
    if any(measure.code in IRREVERSIBLE_MEASURES for measure in draft.measures):
        require_officer(at=at)
    outside = (
        draft.source == "staff" and draft.verdict == "violation" and not is_fixed_by_law(draft) and _leaves_ladder(draft, at=at)
    )
    return second_person_reasons(draft, outside_ladder=outside)


def _leaves_ladder(draft: DecisionDraft, *, at: datetime) -> bool:
    proposed = selectors.proposed_measures(draft.label, draft.severity, draft.account_ref, at=at)
    if proposed.maximum:
        for measure in draft.measures:
            if ladder.is_above(measure, proposed.maximum):
                raise MeasureTooHeavy(
                    f"The measure {measure.code} is heavier than {proposed.maximum}, the most there is for this violation.",
                    hint="Choose a lighter measure, or another severity with its reasons.",
                    clause="PA21:19.2",
                )
    outside = selectors.outside_ladder(proposed, draft.measures, at=at)
    if outside and not draft.exception_reason.strip():
        raise DraftIncomplete(
            f"The ladder does not propose {', '.join(measure.code for measure in outside)} here.",
            hint="Give an exception_reason and propose it to a second person, or keep to the ladder.",
            clause="PA21:19.2",
        )
    return bool(outside)
