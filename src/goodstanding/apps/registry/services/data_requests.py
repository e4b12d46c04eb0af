"""A subject asking for a copy, a correction or the deletion of the data held on it; a person answers within 15 working days.

Source: PA21:16.3, RQ-021
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.calendar import add_working_days
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import DataRequestUnfit, DataRequestUnknown, NotTheSubject
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    DisclosureConsent,
    Operator,
    OperatorMember,
    PersonalDataRequest,
    RequestKind,
    RequestStatus,
    SealedDocument,
)
from goodstanding.apps.registry.reading.personal import DataRequestRecord, held_about, request_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.documents import note_reading
from goodstanding.apps.registry.services.telling import News, announce_disclosure, announce_operator, tell_person
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:16.3"
WORKING_DAYS = 15
COPY_OPEN_DAYS = 30
FIELDS = ("contact", "ip_region", "other")
LONGEST_VALUE, LONGEST_WORDS = 200, 2_000
_VALUE, _WORDS = "registry.data_request_value", "registry.data_request_words"


def ask_about_data(
    operator_ref: str,
    /,
    *,
    kind: str,
    field: str = "",
    value: str = "",
    words: str = "",
    account_ref: str = "",
    actor: Actor,
    at: datetime,
) -> DataRequestRecord:
    """Ask for a copy, a correction or the deletion; the receipt names the day of the answer.

    Args:
        kind: ``copy``, ``correction`` or ``deletion``.
        field: What is to be corrected: ``contact``, ``ip_region`` (of ``account_ref``) or ``other``.
        value: What it is to be.
        words: Why, in the subject's words.

    Raises:
        NotTheSubject: The actor does not answer for the subject as its owner.
        DataRequestUnfit: The kind is unknown, nothing is said, the text is too long, or one like it waits.
    """
    with immediate():
        operator = _own(operator_ref, actor)
        _require_fit(operator, kind, field, value, words, account_ref)
        ref = new_ref("Q")
        row = PersonalDataRequest(
            ref=ref,
            operator=operator,
            account_ref=account_ref if field == "ip_region" else "",
            kind=kind,
            field=field if kind == RequestKind.CORRECTION else "",
            value_sealed=seal(value.strip(), context=_VALUE) if value.strip() else b"",
            words_sealed=seal(words.strip(), context=_WORDS) if words.strip() else b"",
            asked_by=f"{actor.kind}:{actor.ref}",
            asked_at=at,
            due_at=add_working_days(at, WORKING_DAYS),
        )
        row.case_ref = matters.desk().open_matter(_matter(row), actor=SYSTEM, at=at)
        row.save()
        _record(row, "data_request:asked", {"kind": kind, "field": row.field}, actor, at)
        return request_record(row)


def decide_data_request(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> DataRequestRecord:
    """Grant a request, with its effect, or refuse it.

    A copy can be opened by the subject for 30 days; a corrected contact or region applies at once; a deletion has the documents
    purged and the consents withdrawn. What the law has kept while an account is open stays, as the answer says.

    Args:
        outcome: ``grant`` or ``refuse``.

    Raises:
        DataRequestUnknown, DataRequestUnfit: There is none, it ended, or no reason is given.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _waiting(ref)
        if outcome not in {"grant", "refuse"} or not reasons.strip():
            raise DataRequestUnfit("A request is granted or refused, with a reason.", hint="Choose one.", clause=CLAUSE)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        if outcome == "grant":
            _EFFECTS[row.kind](row, at)
        row.reasons = reasons.strip()
        _end(row, RequestStatus.GRANTED if outcome == "grant" else RequestStatus.REFUSED, at)
        _record(row, f"data_request:{row.status}", {"kind": row.kind, "field": row.field}, actor, at)
        _tell(row, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return request_record(row)


def withdraw_data_request(ref: str, /, *, actor: Actor, at: datetime) -> DataRequestRecord:
    """Take a request back.

    Raises:
        DataRequestUnknown, DataRequestUnfit: There is none, or it ended.
        NotTheSubject: It is somebody else's.
    """
    with immediate():
        row = _waiting(ref)
        _own(row.operator.ref, actor)
        _end(row, RequestStatus.WITHDRAWN, at)
        _record(row, "data_request:withdrawn", {}, actor, at)
        matters.desk().close_matter(row.case_ref, outcome="withdrawn", note="", actor=actor, at=at)
        return request_record(row)


def open_request_words(ref: str, /, *, purpose: str, actor: Actor, at: datetime) -> tuple[str, str]:
    """Open what the subject wrote, for whoever decides: the new value and the words. It is written down.

    Raises:
        DataRequestUnknown, DataRequestUnfit: There is none, or it ended.
    """
    with immediate():
        row = _waiting(ref)
        note_reading(
            row.operator.ref, what="data_request", document_ref=ref, purpose=purpose, case_ref=row.case_ref, actor=actor, at=at
        )
        return _opened(row.value_sealed, _VALUE), _opened(row.words_sealed, _WORDS)


def open_copy(ref: str, /, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Open a granted copy: everything held about the subject, the sealed parts in clear. It is written down.

    Raises:
        DataRequestUnknown, DataRequestUnfit: There is none, or it cannot be opened now.
        NotTheSubject: It is somebody else's.
    """
    with immediate():
        row = PersonalDataRequest.objects.select_related("operator").filter(ref=ref).first()
        if row is None:
            raise DataRequestUnknown(f"There is no request {ref}.", hint="Check the reference.")
        operator = _own(row.operator.ref, actor)
        if not request_record(row).may_open(at):
            raise DataRequestUnfit("This copy cannot be opened (any more).", hint="Ask for another.")
        note_reading(operator.ref, what="copy", document_ref=ref, purpose="Copy for the subject", actor=actor, at=at)
        return _copy_of(operator, at)


def _copy_of(operator: Operator, at: datetime) -> dict[str, Any]:
    held = held_about(operator)
    documents = SealedDocument.objects.filter(subject_ref__in=held.subject_refs).defer("content_sealed", "key_sealed")
    return {
        "subject": operator.ref,
        "as_of": at.isoformat(),
        "class": operator.subject_class,
        "full_name": _opened(operator.full_name_sealed, "registry.full_name") or operator.name,
        "uscc": operator.uscc,
        "responsible_person": _opened(operator.responsible_person_sealed, "registry.responsible_person"),
        "contact": _opened(operator.contact_sealed, "registry.contact"),
        "mobile": _opened(operator.mobile_sealed, "registry.mobile"),
        "places": {"registered": operator.registered_place, "operating": operator.operating_place},
        "identity": operator.identity_shown,
        "accounts": [{"id": ref, "name": name} for ref, name in held.accounts],
        "verified_by": [{"means": one.kind, "result": one.state, "at": one.at.isoformat()} for one in held.factors],
        "documents": [{"kind": one.kind, "sha256": one.sha256, "purged": one.purged_at is not None} for one in documents],
        "consents": list(operator.consents.filter(withdrawn_at__isnull=True).values_list("field", flat=True)),
    }


def _grant_copy(row: PersonalDataRequest, at: datetime) -> None:
    row.open_until = at + timedelta(days=COPY_OPEN_DAYS)


def _grant_correction(row: PersonalDataRequest, at: datetime) -> None:
    value = _opened(row.value_sealed, _VALUE)
    if row.field == "contact":
        operator = Operator.objects.select_for_update().get(pk=row.operator_id)
        operator.contact_sealed = seal(value, context="registry.contact")
        operator.save(update_fields=["contact_sealed"])
        announce_operator(operator, at=at)
    if row.field == "ip_region":
        account = Account.objects.select_for_update(of=("self",)).get(account_ref=row.account_ref)
        old, account.ip_region = account.ip_region, value[:64]
        account.save(update_fields=["ip_region"])
        AccountChange.objects.create(
            account_ref=account.account_ref, field="ip_region", old=old, new=account.ip_region, cause=f"request:{row.ref}", at=at
        )
        announce_disclosure(account.account_ref, at=at)


def _grant_deletion(row: PersonalDataRequest, at: datetime) -> None:
    held = held_about(row.operator)
    SealedDocument.objects.filter(subject_ref__in=held.subject_refs, purged_at__isnull=True).update(purge_after=at)
    if DisclosureConsent.objects.filter(operator=row.operator, withdrawn_at__isnull=True).update(withdrawn_at=at):
        announce_operator(row.operator, at=at)


_EFFECTS = {
    RequestKind.COPY.value: _grant_copy,
    RequestKind.CORRECTION.value: _grant_correction,
    RequestKind.DELETION.value: _grant_deletion,
}


def _require_fit(operator: Operator, kind: str, field: str, value: str, words: str, account_ref: str) -> None:
    if kind not in RequestKind.values:
        raise DataRequestUnfit("Ask for a copy, a correction or the deletion.", hint="Choose one.", clause=CLAUSE)
    if kind == RequestKind.CORRECTION:
        if field not in FIELDS:
            raise DataRequestUnfit("Say what is to be corrected.", hint="Choose one of the list.")
        if field == "ip_region" and not Account.objects.filter(operator=operator, account_ref=account_ref).exists():
            raise DataRequestUnfit("Say of which account the region is wrong.", hint="Choose one of your accounts.")
        if not (value if field != "other" else words).strip():
            raise DataRequestUnfit("Say what it is to be.", hint="Fill in the right value.")
    if len(value) > LONGEST_VALUE or len(words) > LONGEST_WORDS:
        raise DataRequestUnfit("The text is too long.", hint=f"{LONGEST_VALUE} and {LONGEST_WORDS} characters at most.")
    kept = field if kind == RequestKind.CORRECTION else ""
    if PersonalDataRequest.objects.filter(operator=operator, kind=kind, field=kept, status=RequestStatus.WAITING).exists():
        raise DataRequestUnfit("A request like this waits already.", hint="Withdraw it first.")


def _own(operator_ref: str, actor: Actor) -> Operator:
    operator = Operator.objects.select_for_update().filter(ref=operator_ref).first()
    is_owner = OperatorMember.objects.filter(operator=operator, user_id=actor.user_id or 0, role="owner").exists()
    if operator is None or not is_owner:
        raise NotTheSubject("Only the subject itself asks about its data.", hint="Sign in as its owner.", clause=CLAUSE)
    return operator


def _waiting(ref: str) -> PersonalDataRequest:
    row = PersonalDataRequest.objects.select_for_update(of=("self",)).select_related("operator").filter(ref=ref).first()
    if row is None:
        raise DataRequestUnknown(f"There is no request {ref}.", hint="Check the reference.")
    if row.status != RequestStatus.WAITING:
        raise DataRequestUnfit("The request ended.", hint="Look at its answer.")
    return row


def _end(row: PersonalDataRequest, status: str, at: datetime) -> None:
    row.status, row.decided_at, row.value_sealed, row.words_sealed = status, at, b"", b""
    row.save()


def _tell(row: PersonalDataRequest, at: datetime) -> None:
    headings: Mapping[str, Sentence] = {
        "granted": say("data_request_granted", "关于个人信息的申请已获同意", "Your request about your data is granted"),
        "refused": say("data_request_refused", "关于个人信息的申请未获同意", "Your request about your data is refused"),
    }
    written = say("as_written", "{text}", "{text}", text=row.reasons)
    news = News(headings[row.status], (written,), CLAUSE, row.open_until, "/portal/personal/")
    user_id = int(row.asked_by.partition(":")[2] or 0)
    tell_person(user_id, about=row.ref, name=row.ref, news=news, at=at)


def _matter(row: PersonalDataRequest) -> matters.Matter:
    facts = f"{row.ref}\n{row.kind}\n{row.field}\n{row.operator.ref}"
    summary = f"{row.kind} {row.field}".strip()
    digest = hashlib.sha256(facts.encode()).hexdigest()
    return matters.Matter("personal_data", row.ref, row.account_ref, summary, digest, due_at=row.due_at)


def _opened(sealed: bytes | memoryview, context: str) -> str:
    return unseal(sealed, context=context) if sealed else ""


def _record(row: PersonalDataRequest, action: str, payload: Mapping[str, str], actor: Actor, at: datetime) -> None:
    detail = {"request": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="operator", subject_ref=row.operator.ref, payload=detail, at=at)
