"""Reports by anybody: stored first, brought before a person, and never closed without telling the reporter what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_noop

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import open_text, seal, seal_text, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement.drafts import sha256_of
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import PUBLIC, Actor
from goodstanding.apps.identity.permissions import PERSONAL_DATA_READ, REPORTS_HANDLE
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest import services as ingesting
from goodstanding.apps.notices import services as notices
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.redress import clocks
from goodstanding.apps.redress.attachments import REASON, Checked, check_attachments
from goodstanding.apps.redress.errors import ContactForbidden, ReportIncomplete, ReportSettled, ReportUnknown, TargetUnknown
from goodstanding.apps.redress.models import Report, ReportKind, ReportOutcome, Stage
from goodstanding.apps.redress.selectors import report_view
from goodstanding.apps.redress.services.stages import advance, advance_to, begin, keep_attachments, words
from goodstanding.apps.redress.values import NewAttachment, ReportView
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.services.patrolling import bring_forward
from goodstanding.apps.review import services as review
from goodstanding.apps.review.values import REPORT_QUEUE, NewEvidence, NewSource
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.kernel.severity import Severity

REPORT_CLOSED = "report.closed"
CONTACT = "redress.reporter_contact"
"""What a sealed contact is, for opening it."""
LONGEST_REASON = 5000
LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class _Target:
    account_ref: str
    content_ref: str
    name: str


def file_report(
    *,
    kind: str,
    target: str,
    category: str,
    reason: str,
    contact: str = "",
    attachments: Sequence[NewAttachment] = (),
    language: str = "zh-hans",
    actor: Actor = PUBLIC,
    at: datetime,
) -> ReportView:
    """Store a report, give it a receipt and a due date, and bring it before a person; several about one act are one case.

    Args:
        kind: ``account``, ``post`` or ``comment``.
        target: The account's or content's id on the platform.
        category: A violation label, or ``minors``, ``personal_rights``, ``copyright``, ``other``.
        reason: What is wrong, 1–5,000 characters.
        contact: Where the reporter wants to be told, at most 200 characters; kept sealed; may be empty.
        language: Language the feedback is written in.
        actor: The public, unless somebody signed in.

    Raises:
        ReportIncomplete: Kind, category or reason is missing or wrong; the message says which.
        TargetUnknown: The platform has no such account, post or comment.
        AttachmentRefused: A file cannot be taken.
    """
    _check(kind, category, reason, contact)
    files = check_attachments(attachments)
    with immediate():
        audit.hold_log()
        found = _find(kind, target)
        row = Report.objects.create(
            receipt=new_ref("R"),
            kind=kind,
            target=target,
            account_ref=found.account_ref,
            category=category,
            reason=seal_text(reason.strip(), context=REASON),
            reporter_contact_sealed=seal(contact.strip(), context=CONTACT) if contact.strip() else b"",
            language=language,
            filed_at=at,
            due_at=clocks.report_due(category, at=at),
        )
        begin(row, words(language, gettext_noop("Filed; the receipt and the due date were given at once.")), actor=actor, at=at)
        keep_attachments(row, files, at=at)
        row.case_ref = _open_case(row, found, files, actor=actor, at=at)
        ingesting.count(found.account_ref, metric="reports", at=at)
        accepted = words(language, gettext_noop("The target exists and the report says what is wrong; a person will look at it."))
        advance(row, accepted, actor=actor, at=at)
        _record("report:filed", row, actor=actor, at=at)
        _confirm(row, found.name, at=at)
        return report_view(row)


def advance_report(receipt: str, /, *, reason: str, actor: Actor, at: datetime) -> ReportView:
    """Move a report to its next stage with a reason; closing it has its own door, because closing owes feedback.

    Raises:
        ReportUnknown: No report has that receipt.
        ReportSettled: It is closed, or only feedback is left.
        ReportIncomplete: No reason is given.
    """
    with immediate():
        row = _lock(receipt)
        _require_handler(actor)
        if not reason.strip():
            raise ReportIncomplete("A step has a reason.", clause="PA21:20.2")
        if row.stage == Stage.FEEDBACK:
            raise ReportSettled(f"The report {receipt} only waits for its feedback.", hint="Close it with feedback.")
        advance(row, reason.strip(), actor=actor, at=at)
        return report_view(row)


def close_report(
    receipt: str, /, *, outcome: str, feedback: str, actor: Actor, at: datetime, decision_ref: str = ""
) -> ReportView:
    """Close a report with an outcome and words for the reporter; the stages left are walked through, none skipped.

    Args:
        outcome: ``violation``, ``no_violation`` or ``inadmissible``.
        feedback: What the reporter reads; nothing about the other party that is not public.

    Raises:
        ReportUnknown: No report has that receipt.
        ReportSettled: It is closed.
        ReportIncomplete: The outcome is unknown, or there is no feedback.
    """
    if outcome not in ReportOutcome.values:
        raise ReportIncomplete(f"“{outcome}” is not an outcome.", hint=f"Use one of {', '.join(ReportOutcome.values)}.")
    if not feedback.strip():
        raise ReportIncomplete("Closing a report tells the reporter what came of it.", hint="Give feedback.", clause="PA21:20.2")
    with immediate():
        audit.hold_log()
        row = _lock(receipt)
        _require_handler(actor)
        finish_report(row, outcome=outcome, feedback=feedback.strip(), decision_ref=decision_ref, actor=actor, at=at)
        return report_view(row)


def finish_report(row: Report, /, *, outcome: str, feedback: str, decision_ref: str, actor: Actor, at: datetime) -> None:
    """Walk a locked report to its end, tell the reporter, and tell the platform."""
    row.outcome, row.feedback, row.decision_ref, row.closed_at = outcome, feedback, decision_ref, at
    reasons = {
        Stage.SCREENING: words(
            row.language, gettext_noop("The target exists and the report says what is wrong; a person will look at it.")
        ),
        Stage.HANDLING: words(row.language, gettext_noop("A person examined the report and what it is about.")),
        Stage.FEEDBACK: feedback,
        Stage.CLOSED: words(row.language, gettext_noop("Answered.")),
    }
    advance_to(row, Stage.CLOSED, reasons=reasons, actor=actor, at=at)
    _record("report:closed", row, actor=actor, at=at)
    _tell(row, at=at)
    detail = {"report": row.receipt, "outcome": outcome, "decision": decision_ref, "account": row.account_ref}
    enqueue(REPORT_CLOSED, key=row.receipt, payload=detail, at=at)
    if outcome == ReportOutcome.VIOLATION and row.account_ref:
        bring_forward(row.account_ref, trigger="report", fields=("identity", "profile"), at=at)


def open_reporter_contact(receipt: str, /, *, purpose: str, actor: Actor, at: datetime) -> str:
    """Open a reporter's sealed contact, for a purpose, leaving a log entry.

    Raises:
        ContactForbidden: The actor lacks personal_data:read, or names no purpose.
        ReportUnknown: No report has that receipt.
    """
    if actor.user_id is None or PERSONAL_DATA_READ not in identity.permissions_of(actor.user_id):
        raise ContactForbidden(f"Reading a reporter's contact takes the permission {PERSONAL_DATA_READ}.")
    if not purpose.strip():
        raise ContactForbidden("Reading a reporter's contact has a purpose.", hint="Say why.")
    row = Report.objects.filter(receipt=receipt).first()
    if row is None:
        raise ReportUnknown(f"There is no report “{receipt}”.", hint="Check the receipt.")
    with immediate():
        audit.record(
            "report:contact_read",
            actor=actor,
            subject_kind="report",
            subject_ref=receipt,
            payload={"purpose_sha256": sha256_of({"purpose": purpose.strip()})},
            at=at,
        )
    return contact_of(row)


def contact_of(row: Report, /) -> str:
    """Open the contact of a report; empty where none was given."""
    return unseal(row.reporter_contact_sealed, context=CONTACT) if row.reporter_contact_sealed else ""


def _check(kind: str, category: str, reason: str, contact: str) -> None:
    if kind not in ReportKind.values:
        raise ReportIncomplete(f"“{kind}” cannot be reported.", hint=f"Use one of {', '.join(ReportKind.values)}.")
    if category not in clocks.CATEGORIES:
        raise ReportIncomplete(f"“{category}” is not a category.", hint=f"Use one of {', '.join(clocks.CATEGORIES)}.")
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise ReportIncomplete(f"A report says what is wrong, in 1 to {LONGEST_REASON} characters.")
    if len(contact) > LONGEST_CONTACT:
        raise ReportIncomplete(f"The contact is longer than {LONGEST_CONTACT} characters.")


def _find(kind: str, target: str) -> _Target:
    if kind == ReportKind.ACCOUNT:
        account = registry.find_account(target)
        if account is not None:
            return _Target(account.account_ref, "", account.name or account.account_ref)
    else:
        content = ingest.find_content(target)
        if content is not None and (content.kind == "comment") == (kind == ReportKind.COMMENT):
            return _Target(content.account_ref, content.content_ref, content.title or content.content_ref)
    raise TargetUnknown(f"There is no {kind} “{target}” here.", hint="Copy its id or address from its page.")


def _open_case(row: Report, found: _Target, files: Sequence[Checked], *, actor: Actor, at: datetime) -> str:
    account = registry.find_account(found.account_ref)
    label = row.category if row.category in VIOLATION_LABELS else ""
    reason = open_text(row.reason, context=REASON)
    digest = sha256_of({"receipt": row.receipt, "reason": reason, "category": row.category})
    evidence = [NewEvidence("report", row.receipt, digest, row.category, {"category": row.category})]
    evidence += [NewEvidence("attachment", f"{row.receipt}/{file.sha256}", file.sha256, file.name) for file in files]
    content = ingest.find_content(found.content_ref) if found.content_ref else None
    if content is not None:
        evidence.append(NewEvidence("snapshot", content.content_ref, content.latest_sha256, content.title or content.body[:80]))
    queue = _queue(row.category)
    case = review.open_case(
        kind="report",
        queue=queue,
        account_ref=found.account_ref,
        content_ref=found.content_ref,
        label=label,
        severity=Severity.MODERATE,
        reach=account.followers if account else 0,
        sources=[NewSource("report", row.receipt, {"category": row.category})],
        evidence=evidence,
        due_at=clocks.case_due(queue, answer_due=row.due_at, at=at),
        actor=actor,
        at=at,
    )
    return case.ref


def _queue(category: str) -> str:
    """Choose the pack's queue for this kind of thing, else the queue for reports."""
    try:
        pack = policies.live_policy()
    except NoLivePack:
        return REPORT_QUEUE
    own = clocks.QUEUES.get(category, "")
    return own if own in pack.queues else next((rule.queue for rule in pack.rules if rule.label == category), REPORT_QUEUE)


def _lock(receipt: str) -> Report:
    row = Report.objects.select_for_update(of=("self",)).filter(receipt=receipt).first()
    if row is None:
        raise ReportUnknown(f"There is no report “{receipt}”.", hint="Check the receipt.")
    if row.stage == Stage.CLOSED:
        raise ReportSettled(f"The report {receipt} is closed.", hint="File a new one where there is something new.")
    return row


def _require_handler(actor: Actor) -> None:
    if actor.user_id is None or REPORTS_HANDLE not in identity.permissions_of(actor.user_id):
        raise ContactForbidden(f"Handling a report takes the permission {REPORTS_HANDLE}.")


def _record(action: str, row: Report, *, actor: Actor, at: datetime) -> None:
    audit.record(
        action,
        actor=actor,
        subject_kind="report",
        subject_ref=row.receipt,
        payload={"case": row.case_ref, "category": row.category, "outcome": row.outcome, "decision": row.decision_ref},
        at=at,
    )


def _confirm(row: Report, name: str, *, at: datetime) -> None:
    context = _context(row, name) | {"filed_at": row.filed_at.isoformat(), "due_at": row.due_at.isoformat()}
    _issue("report_received", row, context, at=at)


def _tell(row: Report, *, at: datetime) -> None:
    context = _context(row, _find(row.kind, row.target).name)
    context |= {"outcome": row.outcome, "feedback": row.feedback, "closed_at": at.isoformat()}
    _issue("report_closed", row, context, at=at)


def _context(row: Report, name: str) -> dict[str, object]:
    url = f"{settings.CONFIG.public_url.rstrip('/')}/reports/{row.receipt}"
    return {"receipt": row.receipt, "target": {"kind": row.kind, "name": name}, "url": url}


def _issue(code: str, row: Report, context: dict[str, object], *, at: datetime) -> None:
    notices.issue_notice(
        code,
        language=row.language,
        recipient=notices.Recipient("report", row.receipt),
        context=context,
        decision_ref=row.decision_ref,
        at=at,
    )
