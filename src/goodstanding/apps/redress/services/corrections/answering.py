"""The operator puts it right in time, or asks for more; a person confirms it, and service is back at once.

Source: PA21:8.2, RQ-028
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.services import end_measures
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correcting import CLAUSE, Step, deadline, returned_deadline
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction_view
from goodstanding.apps.redress.errors import CorrectionMoved, CorrectionUnfit, NotAppellant
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.redress.services.corrections.steps import bring_before_person, locked, perform
from goodstanding.apps.redress.services.corrections.telling import quoted, tell
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry import matters
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.documents import hand_in_document

KIND = "correction"
"""Kind of the documents handed in with a correction; sealed and purged like every document of the register."""
LONGEST = 5000


def hand_in_correction(
    ref: str, /, *, answer: str, documents: Sequence[NewAttachment] = (), actor: Actor, at: datetime
) -> CorrectionView:
    """Say what was corrected and hand in what proves it; a person looks at it. The deadline stands still meanwhile.

    What comes after the deadline counts too, as long as service has not ended.

    Args:
        answer: What was corrected, 1–5,000 characters.
        documents: PNG, JPEG or PDF up to 10 MB each; kept sealed.

    Raises:
        CorrectionUnknown, CorrectionMoved: There is none, or it is with a person or settled.
        NotAppellant: The actor may not act for the account.
        CorrectionUnfit, DocumentRefused: There are no words, or a document cannot be taken.
    """
    if not 1 <= len(answer.strip()) <= LONGEST:
        raise CorrectionUnfit(f"Say what you corrected, in 1 to {LONGEST} characters.", hint="Write a sentence.", clause=CLAUSE)
    with immediate():
        row = _own(ref, actor)
        former_case = row.case_ref if row.state == "overdue" else ""
        perform(row, Step.HAND_IN, actor=actor, at=at, note=answer.strip(), answer=answer.strip(), handed_in_at=at)
        for file in documents:
            hand_in_document(row.ref, kind=KIND, name=file.name, content=file.content, actor=actor, at=at)
        if "identity" in row.fields and not any(one.purged_at is None for one in documents_of(row.ref)):
            raise CorrectionUnfit("An identity is corrected with a document.", hint="Hand in what proves it.", clause="PA21:8.1")
        if former_case and not any(one.status == "open" for one in enforcement.proposals_of_case(former_case)):
            matters.desk().close_matter(former_case, outcome="handed_in", note="", actor=actor, at=at)
        bring_before_person(row, "correction", summary=f"{row.account_ref} · {', '.join(row.fields)}", actor=actor, at=at)
        return correction_view(row)


def extend_correction(ref: str, /, *, reason: str, actor: Actor, at: datetime) -> CorrectionView:
    """Give the operator more time, once, on request and before the deadline.

    Raises:
        CorrectionUnknown: There is none.
        CorrectionMoved: It was extended before, or its time is over.
        NotAppellant: The actor may not act for the account.
        CorrectionUnfit: No reason is given.
    """
    if not reason.strip():
        raise CorrectionUnfit("Say why you need more time.", hint="One sentence is enough.", clause=CLAUSE)
    with immediate():
        row = _own(ref, actor)
        if row.extended_at is not None or row.due_at is None or at > row.due_at:
            raise CorrectionMoved(
                f"The time of {row.ref} is extended once, before it is over.", hint="Hand in what you have.", clause=CLAUSE
            )
        due_at = deadline(row.due_at, days=number("correction_extension_days"))
        perform(row, Step.EXTEND, actor=actor, at=at, note=reason.strip(), due_at=due_at, extended_at=at, reminded_at=None)
        heading = say("correction_extended", "更正期限已延长", "You have more time to correct")
        body = say(
            "correction_extended_body",
            "更正期限按您的申请延长一次，新的截止时间见下。期间服务仍暂停；您更正后经核对无误即恢复。",
            "As you asked, the time to correct is extended once; the new deadline is below. Service is restored once it is "
            "confirmed.",
        )
        tell(row, heading, body, at=at)
        return correction_view(row)


def decide_correction(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> CorrectionView:
    """Confirm what was handed in, or send it back with what is still wrong.

    Args:
        outcome: ``confirm`` or ``return``.
        reasons: What the operator reads.

    Raises:
        CorrectionUnknown, CorrectionMoved: There is none, or it is settled.
        CorrectionUnfit: The outcome is neither, or has no reasons.
        ReviewError: The person may not decide it now.
    """
    if outcome not in {"confirm", "return"} or not reasons.strip():
        raise CorrectionUnfit("A correction is confirmed or returned, with a reason.", hint="Choose one and say why.")
    with immediate():
        row = locked(ref)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        case_ref = row.case_ref
        if outcome == "confirm":
            confirm(row, note=reasons.strip(), actor=actor, at=at)
        else:
            _send_back(row, reasons.strip(), actor, at)
        matters.desk().close_matter(case_ref, outcome=outcome, note=reasons.strip(), actor=actor, at=at)
        return correction_view(row)


def confirm(row: Correction, /, *, note: str, actor: Actor, at: datetime) -> None:
    """End the suspension: everything matches now. In the caller's transaction, on a row it has locked."""
    account = registry.find_account(row.account_ref)
    if row.fault and account is not None and account.operator is not None and account.operator.verified_at is None:
        means = {"kind": "correction", "correction": row.ref}
        registering.verify_operator(account.operator.ref, means=means, actor=actor, at=at)
    perform(row, Step.CONFIRM, actor=actor, at=at, note=note)
    end_measures(row.decision_ref, actor=actor, at=at)
    heading = say("corrected", "更正已核对无误，服务已恢复", "The correction is confirmed; service is restored")
    body = say("corrected_body", "因注册信息不符而暂停的服务已恢复。", "The service suspended for the mismatch is restored.")
    tell(row, heading, body, *([quoted(note)] if note else []), at=at)


def _send_back(row: Correction, reasons: str, actor: Actor, at: datetime) -> None:
    if row.due_at is None or row.handed_in_at is None:
        raise CorrectionMoved(f"Nothing was handed in for {row.ref}.", clause=CLAUSE)
    due_at = returned_deadline(row.due_at, handed_in_at=min(row.handed_in_at, at), at=at)
    perform(row, Step.SEND_BACK, actor=actor, at=at, note=reasons, due_at=due_at, reminded_at=None)
    heading = say("correction_returned", "更正材料需要补充", "The correction needs more")
    kept = say(
        "correction_returned_body",
        "材料在平台核对的时间不计入期限，新的截止时间见下。",
        "The time it lay with the platform does not count; the new deadline is below.",
    )
    tell(row, heading, quoted(reasons), kept, at=at)


def _own(ref: str, actor: Actor) -> Correction:
    row = locked(ref)
    if actor.user_id is None or not registry.may_act_for(actor.user_id, row.account_ref):
        raise NotAppellant(f"You do not act for the account {row.account_ref}.")
    return row
