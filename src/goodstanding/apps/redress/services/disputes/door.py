"""The one door through which a dispute moves: a step of the flow, written down with its reason, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.disputing import OPEN, Step, next_state
from goodstanding.apps.redress.errors import DisputeMoved, DisputeUnknown, NotParty
from goodstanding.apps.redress.models import Dispute, DisputeStep
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.matters import Matter, desk
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

KIND = "dispute"
QUEUE = "copyright"
CLAUSE = "PA21:14.2"
_CHANGING = (
    "answer",
    "answered_by",
    "answered_at",
    "state",
    "version",
    "case_ref",
    "decision_ref",
    "reasons",
    "ended_at",
)


def perform(row: Dispute, step: Step, /, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take one step: move the dispute, save it, write the step down and log it.

    Raises:
        DisputeMoved: The step is not open where the dispute stands.
    """
    former = row.state if row.pk else ""
    following = next_state(former, step)
    if following is None:
        raise DisputeMoved(
            f"The dispute {row.ref} is {former}; the step “{step}” is not open there.", hint="Look at it as it stands now."
        )
    row.state, row.ended_at = str(following), None if following in OPEN else at
    if not row.pk:
        row.save()
    else:
        row.version += 1
        row.save(update_fields=_CHANGING)
    DisputeStep.objects.create(
        dispute=row,
        position=DisputeStep.objects.filter(dispute=row).count() + 1,
        step=str(step),
        from_state=former,
        to_state=row.state,
        actor_kind=actor.kind,
        actor_ref=actor.ref,
        at=at,
        reason=reason,
    )
    audit.record(
        f"dispute:{step}",
        actor=actor,
        subject_kind="dispute",
        subject_ref=row.ref,
        payload={
            "state": row.state,
            "content": row.content_ref,
            "evidence_sha256": row.evidence_sha256,
            "case": row.case_ref,
            "decision": row.decision_ref,
        },
        at=at,
    )


def lock_dispute(ref: str, /) -> Dispute:
    """Lock what a dispute is about, the log, then the dispute: the order in which decisions take them.

    Raises:
        DisputeUnknown: No dispute has that reference.
    """
    found = Dispute.objects.filter(ref=ref).values_list("account_ref", "content_ref").first()
    if found is None:
        raise DisputeUnknown(f"There is no dispute “{ref}”.", hint="Check the reference.")
    enforcement.hold_subject(*found)
    return Dispute.objects.select_for_update(of=("self",)).get(ref=ref)


def require_side(account_ref: str, actor: Actor, /) -> int:
    """Make sure that somebody acts for a side; return the person.

    Raises:
        NotParty: They do not.
    """
    if actor.user_id is None or not registry.may_act_for(actor.user_id, account_ref):
        raise NotParty(f"You do not act for the account {account_ref}.")
    return actor.user_id


def open_case(row: Dispute, /, *, actor: Actor, at: datetime) -> str:
    """Bring a dispute before a person; whoever is a side or was asked to judge stays out."""
    excluded = {user: "a side" for ref in (row.account_ref, row.claimant_ref) for user in registry.members_of(ref)}
    excluded |= dict.fromkeys(row.seats.values_list("juror_id", flat=True), "on the panel")
    matter = Matter(
        kind=KIND,
        ref=row.ref,
        account_ref=row.account_ref,
        summary=say.summary(row.ref, row.kind),
        sha256=row.evidence_sha256,
        queue=QUEUE,
        severity="moderate",
        excluded=excluded,
    )
    return desk().open_matter(matter, actor=actor, at=at)


def tell_side(
    account_ref: str, row: Dispute, said: Sequence[Sentence], /, *, deadline: datetime | None = None, at: datetime
) -> None:
    """Tell a side news: the first sentence is the heading."""
    account = registry.find_account(account_ref)
    heading, *paragraphs = said
    news = News(heading, paragraphs or [heading], CLAUSE, deadline, f"/portal/disputes/{row.ref}/")
    tell_account(account_ref, name=account.name if account else account_ref, news=news, at=at)
