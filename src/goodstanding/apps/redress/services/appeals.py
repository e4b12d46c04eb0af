"""Filing and withdrawing an appeal. What was filed is stored, with its receipt and due date, before anybody is told anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_noop

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.drafts import sha256_of
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices import services as notices
from goodstanding.apps.redress import clocks
from goodstanding.apps.redress.attachments import Checked, check_attachments
from goodstanding.apps.redress.errors import AppealSettled, AppealUnknown, GroundsIncomplete, NotAppellant
from goodstanding.apps.redress.grounds import opened_grounds, quoted_grounds, sealed_grounds
from goodstanding.apps.redress.models import Appeal, AppealOutcome, Ground, Stage
from goodstanding.apps.redress.selectors import appeal_view
from goodstanding.apps.redress.services.stages import advance, advance_to, begin, keep_attachments, words
from goodstanding.apps.redress.standing import Allowed, Party, Refused, may_appeal
from goodstanding.apps.redress.values import AppealView, NewAttachment, NewGround
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import services as review
from goodstanding.apps.review.values import APPEAL_QUEUE, URGENT_APPEAL_QUEUE, NewEvidence, NewSource

MOST_GROUNDS = 10
LONGEST_GROUND = 5000


def file_appeal(
    decision_ref: str,
    /,
    *,
    grounds: Sequence[NewGround],
    attachments: Sequence[NewAttachment] = (),
    language: str = "zh-hans",
    actor: Actor,
    at: datetime,
) -> AppealView | Refused:
    """Store an appeal, give it a receipt and a due date, and bring it before somebody who took no part.

    Args:
        grounds: 1–10 reasons.
        language: Language the answer is written in.
        actor: A person who may act for the account.

    Returns:
        The appeal, or why it cannot be filed.

    Raises:
        DecisionUnknown: No decision has that reference.
        GroundsIncomplete: There is no ground, or one without words.
        AttachmentRefused: A file cannot be taken.
    """
    _check_grounds(grounds)
    files = check_attachments(attachments)
    with immediate():
        audit.hold_log()
        decision = enforcement.decision(decision_ref)
        standing = may_appeal(decision, _party(decision, actor, grounds), at=at)
        if isinstance(standing, Refused):
            return standing
        row = _store(decision, grounds, files, language=language, actor=actor, at=at)
        begin(row, words(language, gettext_noop("Filed; the receipt and the due date were given at once.")), actor=actor, at=at)
        advance(row, words(language, gettext_noop("In time, and by somebody who may act for the account.")), actor=actor, at=at)
        keep_attachments(row, files, at=at)
        _record("appeal:filed", row, {"decision": decision_ref, "urgent": row.urgent, "files": len(files)}, actor=actor, at=at)
        _confirm(row, at=at)
        return appeal_view(row)


def standing_of(decision_ref: str, /, *, actor: Actor, has_new_evidence: bool, at: datetime) -> Allowed | Refused:
    """Say whether an actor could appeal against a decision now."""
    decision = enforcement.decision(decision_ref)
    ground = NewGround(Ground.NEW_EVIDENCE if has_new_evidence else Ground.OTHER, "-")
    return may_appeal(decision, _party(decision, actor, [ground]), at=at)


def withdraw_appeal(receipt: str, /, *, actor: Actor, at: datetime, reason: str = "") -> AppealView:
    """Withdraw an appeal; the decision stands, and a new appeal can be filed while there is time.

    Raises:
        AppealUnknown: No appeal has that receipt.
        NotAppellant: The actor may not act for the account.
        AppealSettled: The appeal has its outcome.
    """
    with immediate():
        audit.hold_log()
        row = lock_appeal(receipt)
        if actor.user_id is None or not registry.may_act_for(actor.user_id, row.account_ref):
            raise NotAppellant(f"You do not act for the account that filed {receipt}.")
        why = reason.strip() or words(row.language, gettext_noop("Withdrawn by the appellant."))
        row.outcome, row.reasons, row.closed_at = AppealOutcome.WITHDRAWN, why, at
        steps = dict.fromkeys(Stage.values, why)
        advance_to(row, Stage.CLOSED, reasons=steps, actor=actor, at=at)
        review.close_case(row.case_ref, outcome=AppealOutcome.WITHDRAWN, note=why, actor=actor, at=at)
        _record("appeal:withdrawn", row, {"decision": row.decision_ref}, actor=actor, at=at)
        return appeal_view(row)


def lock_appeal(receipt: str, /) -> Appeal:
    """Lock an appeal that has no outcome yet.

    Raises:
        AppealUnknown: No appeal has that receipt.
        AppealSettled: The appeal has its outcome.
    """
    row = Appeal.objects.select_for_update(of=("self",)).filter(receipt=receipt).first()
    if row is None:
        raise AppealUnknown(f"There is no appeal “{receipt}”.", hint="Check the receipt.")
    if row.outcome:
        raise AppealSettled(f"The appeal {receipt} was {row.outcome}.", hint="An outcome is recorded once.")
    return row


def account_name(account_ref: str, /) -> str:
    """Name an account for its notices."""
    account = registry.find_account(account_ref)
    return (account.name if account else "") or account_ref


def portal_url(path: str, /) -> str:
    """Make an address of the portal."""
    return f"{settings.CONFIG.public_url.rstrip('/')}/portal/{path}"


def _check_grounds(grounds: Sequence[NewGround]) -> None:
    if not 1 <= len(grounds) <= MOST_GROUNDS:
        raise GroundsIncomplete(f"An appeal has 1 to {MOST_GROUNDS} grounds.", hint="Say what is wrong with the decision.")
    for position, ground in enumerate(grounds, start=1):
        if ground.ground not in Ground.values:
            raise GroundsIncomplete(f"“{ground.ground}” is not a ground.", hint=f"Use one of {', '.join(Ground.values)}.")
        if not 1 <= len(ground.text.strip()) <= LONGEST_GROUND:
            raise GroundsIncomplete(f"Ground {position} has no words, or more than {LONGEST_GROUND} characters.", hint="Say why.")


def _party(decision: DecisionView, actor: Actor, grounds: Sequence[NewGround]) -> Party:
    former = Appeal.objects.filter(decision_ref=decision.ref, account_ref=decision.account_ref)
    return Party(
        may_act=actor.user_id is not None and registry.may_act_for(actor.user_id, decision.account_ref),
        has_open_appeal=former.filter(outcome="").exists(),
        was_answered=former.exclude(outcome__in=["", AppealOutcome.WITHDRAWN]).exists(),
        has_new_evidence=any(ground.ground == Ground.NEW_EVIDENCE for ground in grounds),
    )


def _store(
    decision: DecisionView, grounds: Sequence[NewGround], files: Sequence[Checked], *, language: str, actor: Actor, at: datetime
) -> Appeal:
    receipt = new_ref("A")
    due_at, is_urgent = clocks.appeal_due((m.measure.ends_at for m in decision.measures if m.status == "applied"), at=at)
    case = review.open_case(
        kind="appeal",
        queue=URGENT_APPEAL_QUEUE if is_urgent else APPEAL_QUEUE,
        account_ref=decision.account_ref,
        content_ref=decision.content_ref,
        label=decision.label,
        severity=decision.severity,
        act_key=f"appeal:{receipt}",
        sources=[NewSource("appeal", receipt, {"decision": decision.ref, "urgent": is_urgent})],
        evidence=[NewEvidence("attachment", f"{receipt}/{file.sha256}", file.sha256, file.name) for file in files],
        due_at=due_at,
        excluded=enforcement.took_part_in(decision.ref) | {actor.user_id or 0: "appellant"},
        actor=actor,
        at=at,
    )
    return Appeal.objects.create(
        receipt=receipt,
        decision_ref=decision.ref,
        account_ref=decision.account_ref,
        appellant_user_id=actor.user_id or 0,
        grounds=sealed_grounds(grounds),
        language=language,
        urgent=is_urgent,
        filed_at=at,
        due_at=due_at,
        case_ref=case.ref,
    )


def _confirm(row: Appeal, *, at: datetime) -> None:
    notices.issue_notice(
        "appeal_received",
        language=row.language,
        recipient=notices.Recipient("account", row.account_ref),
        context={
            "receipt": row.receipt,
            "decision": {"ref": row.decision_ref},
            "account": {"ref": row.account_ref, "name": account_name(row.account_ref)},
            "grounds": quoted_grounds(row.grounds),
            "filed_at": row.filed_at.isoformat(),
            "due_at": row.due_at.isoformat(),
            "url": portal_url(f"appeals/{row.receipt}"),
        },
        decision_ref=row.decision_ref,
        at=at,
    )


def _record(action: str, row: Appeal, payload: dict[str, object], *, actor: Actor, at: datetime) -> None:
    digest = sha256_of({"receipt": row.receipt, "grounds": opened_grounds(row.grounds)})
    audit.record(
        action,
        actor=actor,
        subject_kind="appeal",
        subject_ref=row.receipt,
        payload=payload | {"grounds_sha256": digest, "outcome": row.outcome},
        at=at,
    )
