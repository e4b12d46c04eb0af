"""Deciding an appeal: by somebody who took no part, ground by ground, with everything that follows in one transaction.

Source: PA21:20.2, RQ-097
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from goodstanding.apps.audit import services as audit
from goodstanding.apps.audit.selectors import EntryView
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as reading
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.drafts import sha256_of
from goodstanding.apps.enforcement.values import DecisionView, Evidence, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices import services as notices
from goodstanding.apps.redress import selectors
from goodstanding.apps.redress.answers import answer_digest, check_answers
from goodstanding.apps.redress.errors import AnswerIncomplete
from goodstanding.apps.redress.grounds import opened_grounds, quoted_grounds
from goodstanding.apps.redress.models import Appeal, AppealAnswer, AppealOutcome, Attachment, Stage
from goodstanding.apps.redress.selectors import appeal_view
from goodstanding.apps.redress.services.appeals import account_name, lock_appeal, portal_url
from goodstanding.apps.redress.services.stages import advance, advance_to, words
from goodstanding.apps.redress.values import AppealView
from goodstanding.apps.review import services as review

APPEAL_DECIDED = "appeal.decided"
_PANEL_OUTCOMES = (AppealOutcome.UPHELD, AppealOutcome.PARTLY_UPHELD, AppealOutcome.REJECTED, AppealOutcome.INADMISSIBLE)


def decide_appeal(
    receipt: str,
    /,
    *,
    outcome: str,
    answers: Sequence[str],
    reasons: str,
    measures: Sequence[MeasureDraft] = (),
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> AppealView:
    """Decide an appeal, answer each ground, and undo or lighten the decision where it was wrong.

    Args:
        outcome: ``upheld``, ``partly_upheld``, ``rejected`` or ``inadmissible``.
        answers: One per ground, in order; not needed where the appeal is inadmissible.
        reasons: Why, as a whole; the account reads it.
        measures: What takes the place of the former measures when partly upheld; lighter than they were.
        actor: A person who holds the appeal's case and took no part.
        expected_version: Version of the appeal's case the person saw.

    Raises:
        AppealUnknown: No appeal has that receipt.
        AppealSettled: The appeal has its outcome.
        AnswerIncomplete: A ground is not answered, the reasons are missing, or measures do not fit the outcome.
        ReviewError: The actor took part, lacks the permission, or does not hold the case.
        EnforcementError: The decision cannot be undone or lightened so.
    """
    with immediate():
        against = reading.decision(selectors.appeal(receipt).decision_ref)
        enforcement.hold_subject(against.account_ref, against.content_ref)
        row = lock_appeal(receipt)
        review.require_lease(row.case_ref, expected_version=expected_version, actor=actor, at=at)
        said = _check(row, outcome, answers, reasons, measures)
        advance(
            row, words(row.language, gettext_noop("Each ground was examined by a person who took no part.")), actor=actor, at=at
        )
        issued = _carry_out(row, outcome, reasons.strip(), measures, actor=actor, at=at)
        _write_outcome(row, outcome, said, reasons.strip(), issued, actor=actor, at=at)
        entry = _record(row, actor=actor, at=at)
        _answer(row, entry, at=at)
        _finish(row, actor=actor, at=at)
        return appeal_view(row)


def _check(row: Appeal, outcome: str, answers: Sequence[str], reasons: str, measures: Sequence[MeasureDraft]) -> tuple[str, ...]:
    if outcome not in _PANEL_OUTCOMES:
        raise AnswerIncomplete(
            f"“{outcome}” is not an outcome a panel can give.", hint=f"Use one of {', '.join(_PANEL_OUTCOMES)}."
        )
    if not reasons.strip():
        raise AnswerIncomplete("An outcome has reasons.", hint="Say why, as a whole.", clause="PA21:20.2")
    if measures and outcome != AppealOutcome.PARTLY_UPHELD:
        raise AnswerIncomplete("Only a partly upheld appeal ends in measures.", hint="Leave them out.")
    if outcome == AppealOutcome.INADMISSIBLE and not any(answer.strip() for answer in answers):
        return (reasons.strip(),) * len(row.grounds)
    return check_answers(answers, len(row.grounds))


def _carry_out(
    row: Appeal, outcome: str, reasons: str, measures: Sequence[MeasureDraft], *, actor: Actor, at: datetime
) -> DecisionView | None:
    if outcome == AppealOutcome.UPHELD:
        return enforcement.reverse(
            row.decision_ref, reasons=reasons, evidence=_evidence(row), actor=actor, at=at, language=row.language
        )
    if outcome == AppealOutcome.PARTLY_UPHELD:
        return enforcement.lighten(
            row.decision_ref,
            measures=measures,
            reasons=reasons,
            evidence=_evidence(row),
            actor=actor,
            at=at,
            language=row.language,
        )
    return None


def _evidence(row: Appeal) -> list[Evidence]:
    grounds = {"receipt": row.receipt, "grounds": opened_grounds(row.grounds)}
    files = Attachment.objects.filter(receipt=row.receipt).values_list("sha256", "name").order_by("id")
    return [
        Evidence("appeal", row.receipt, sha256_of(grounds), words(row.language, gettext_noop("The grounds of the appeal."))),
        *(Evidence("attachment", f"{row.receipt}/{sha256}", sha256, name) for sha256, name in files),
    ]


def _write_outcome(
    row: Appeal, outcome: str, said: Sequence[str], reasons: str, issued: DecisionView | None, *, actor: Actor, at: datetime
) -> None:
    row.canned = _canned(row, said)
    AppealAnswer.objects.bulk_create(
        AppealAnswer(appeal=row, position=position, ground=ground["ground"], text=text, text_sha256=answer_digest(text))
        for position, (ground, text) in enumerate(zip(row.grounds, said, strict=True))
    )
    row.outcome, row.reasons, row.decided_by_id, row.closed_at = outcome, reasons, actor.user_id, at
    row.answers = [{"ground": ground["ground"], "answer": text} for ground, text in zip(row.grounds, said, strict=True)]
    row.new_decision_ref = issued.ref if issued is not None else ""


def _canned(row: Appeal, said: Sequence[str]) -> list[dict[str, object]]:
    """Find answers given word for word before, in other appeals or to another ground of this one."""
    digests = [answer_digest(text) for text in said]
    before = AppealAnswer.objects.filter(text_sha256__in=digests).values_list("text_sha256", "appeal__receipt").distinct()
    found: dict[str, list[str]] = {}
    for digest, receipt in before.order_by("appeal__receipt"):
        found.setdefault(digest, []).append(receipt)
    for digest in {digest for digest in digests if digests.count(digest) > 1}:
        found.setdefault(digest, []).append(row.receipt)
    return [{"position": n, "receipts": found[digest]} for n, digest in enumerate(digests) if digest in found]


def _record(row: Appeal, *, actor: Actor, at: datetime) -> EntryView:
    return audit.record(
        "appeal:decided",
        actor=actor,
        subject_kind="appeal",
        subject_ref=row.receipt,
        payload={
            "decision": row.decision_ref,
            "outcome": row.outcome,
            "new_decision": row.new_decision_ref,
            "answers_sha256": sha256_of({"answers": row.answers, "reasons": row.reasons}),
            "canned": len(row.canned),
        },
        at=at,
    )


def _answer(row: Appeal, entry: EntryView, *, at: datetime) -> None:
    notices.issue_notice(
        "appeal_decided",
        language=row.language,
        recipient=notices.Recipient("account", row.account_ref),
        context={
            "receipt": row.receipt,
            "decision": {"ref": row.decision_ref},
            "account": {"ref": row.account_ref, "name": account_name(row.account_ref)},
            "outcome": row.outcome,
            "answers": [
                {"ground": ground["ground"], "text": ground["text"], "answer": answer["answer"]}
                for ground, answer in zip(quoted_grounds(row.grounds), row.answers, strict=True)
            ],
            "reasons": row.reasons,
            "new_decision_ref": row.new_decision_ref,
            "decided_at": at.isoformat(),
            "url": portal_url(f"appeals/{row.receipt}"),
            "log_ref": entry.ref,
        },
        decision_ref=row.decision_ref,
        at=at,
    )


def _finish(row: Appeal, *, actor: Actor, at: datetime) -> None:
    reasons = {
        Stage.FEEDBACK: words(row.language, gettext_noop("The answer to each ground was sent.")),
        Stage.CLOSED: words(row.language, gettext_noop("Answered.")),
    }
    advance_to(row, Stage.CLOSED, reasons=reasons, actor=actor, at=at)
    if row.new_decision_ref:
        review.settle_case(
            row.case_ref, expected_version=None, decision_ref=row.new_decision_ref, outcome=row.outcome, actor=actor, at=at
        )
    else:
        review.close_case(row.case_ref, outcome=row.outcome, note="", actor=actor, at=at)
    detail = {"appeal": row.receipt, "decision": row.decision_ref, "outcome": row.outcome, "new_decision": row.new_decision_ref}
    enqueue(APPEAL_DECIDED, key=row.receipt, payload=detail | {"account": row.account_ref}, at=at)
