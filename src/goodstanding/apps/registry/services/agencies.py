"""Agencies (MCN) linked to accounts by a written agreement, unlinked when it ends. Source: PA21:16.4, RQ-074."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.errors import AgencyRefused, LifeUnfit
from goodstanding.apps.registry.life_records import AgencyRecord
from goodstanding.apps.registry.models import Account, AccountChange, AgencyAgreement, AgencyStatus
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.agencies import DUTIES, agency_record
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.registry.services.freezing import require_settings_free
from goodstanding.apps.registry.services.pausing import locked, operated
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:16.4"
KIND = "agency_agreement"
"""Kind of the document that holds the agreement."""
_LINKED = say("agency_linked", "账号已有合作机构，请先结束原协议。", "The account has an agency; end that agreement first.")


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agreement as an operator enters it; ``file`` is its scan with its name."""

    name: str
    uscc: str
    duties: Sequence[str]
    starts_on: date | None
    ends_on: date | None
    file: tuple[str, bytes] | None


def link_agency(account_ref: str, given: NewAgency, /, *, actor: Actor, at: datetime) -> AgencyRecord:
    """Enter an agreement with an agency; the agency then shows on the public card for as long as it is in force.

    Raises:
        AgencyRefused: Something is missing or wrong; ``problems`` says what, field by field.
        LifeUnfit: The actor does not act for the account, it is closed, or an agency is linked.
        SettingsFrozen: Sensitive settings are frozen.
        DocumentRefused: The file cannot be taken.
    """
    with immediate():
        account = operated(account_ref, actor)
        require_settings_free(account_ref, at=at)
        if AgencyAgreement.objects.filter(account_ref=account_ref, status=AgencyStatus.IN_FORCE).exists():
            raise LifeUnfit(_LINKED, clause=CLAUSE)
        code = _checked(given, at)
        name, content = given.file or ("", b"")
        document = hand_in_document(account_ref, kind=KIND, name=name, content=content, actor=actor, at=at)
        row = AgencyAgreement.objects.create(
            ref=new_ref("AG"),
            account_ref=account_ref,
            operator_ref=account.operator.ref if account.operator else "",
            agency_name=given.name.strip(),
            agency_uscc=code,
            duties=[duty for duty in DUTIES if duty in given.duties],
            agreement_sha256=hashlib.sha256(content).hexdigest(),
            document_ref=document.ref,
            starts_on=given.starts_on or local_day(at),
            ends_on=given.ends_on or local_day(at),
            entered_by=f"{actor.kind}:{actor.ref}",
            entered_at=at,
        )
        _show(account, row.agency_name, row, "agency:linked", actor, at)
        return agency_record(row)


def end_agency(
    account_ref: str, /, *, outcome: Literal["ended", "expired"] = "ended", actor: Actor, at: datetime
) -> AgencyRecord | None:
    """End the agreement that links an account to an agency; None where none does.

    Args:
        actor: Somebody who acts for the account, or the system where a term is over or the account ends.

    Raises:
        LifeUnfit: The actor does not act for the account.
    """
    with immediate():
        account = operated(account_ref, actor) if actor.user_id is not None else locked(account_ref)
        rows = AgencyAgreement.objects.select_for_update()
        row = rows.filter(account_ref=account_ref, status=AgencyStatus.IN_FORCE).first()
        if account is None or row is None:
            return None
        row.status, row.ended_at = AgencyStatus(outcome), at
        row.save(update_fields=["status", "ended_at"])
        _show(account, "", row, f"agency:{outcome}", actor, at)
        return agency_record(row)


def expire_agencies(*, at: datetime, limit: int = 100) -> int:
    """Unlink the agencies whose agreement's last day is over, and tell the operators; return how many."""
    over = AgencyAgreement.objects.filter(status=AgencyStatus.IN_FORCE, ends_on__lt=local_day(at))
    refs = list(over.order_by("ends_on", "id").values_list("account_ref", flat=True)[:limit])
    return sum(_expire(ref, at) for ref in refs)


def warn_of_agency_end(*, at: datetime, limit: int = 100) -> int:
    """Tell operators once that an agreement's term ends soon; return how many."""
    soon = local_day(at) + timedelta(days=number("agency_warning_days"))
    due = AgencyAgreement.objects.filter(status=AgencyStatus.IN_FORCE, warned_at__isnull=True, ends_on__lte=soon)
    if not due.exists():
        return 0
    with immediate():
        rows = list(due.select_for_update().order_by("ends_on", "id")[:limit])
        for row in rows:
            row.warned_at = at
            row.save(update_fields=["warned_at"])
            heading = say("agency_ends", "合作协议即将到期", "The agreement with your agency ends soon")
            renew = say(
                "agency_renew",
                "与“{name}”的协议最后一天是{day}。到期后自动解除关联；续签后请提交新协议。",
                "The agreement with “{name}” is in force until {day}. Then it is unlinked; enter the new one once it is signed.",
                name=row.agency_name,
                day=row.ends_on,
            )
            _tell(row.account_ref, heading, (renew,), at)
        return len(rows)


def _expire(account_ref: str, at: datetime) -> bool:
    with immediate():
        ended = end_agency(account_ref, outcome="expired", actor=SYSTEM, at=at)
        if ended is None:
            return False
        heading = say("agency_expired", "合作协议已到期，机构已解除关联", "The agreement ended; the agency is unlinked")
        what = say(
            "agency_expired_what",
            "“{name}”不再显示在账号的公开信息中。账号其他功能不受影响；续签后请提交新协议。",
            "“{name}” no longer shows on the public card. Nothing else changes; enter a new agreement once it is signed.",
            name=ended.agency_name,
        )
        _tell(account_ref, heading, (what,), at)
        return True


def _checked(given: NewAgency, at: datetime) -> str:
    problems: list[tuple[str, Sentence]] = []
    code = check_credit_code(given.uscc)
    if not given.name.strip():
        problems.append(("name", say("agency_no_name", "请填写机构的登记名称。", "Enter the agency's registered name.")))
    if not isinstance(code, WellFormed):
        problems.append(("uscc", code.reason))
    if not set(given.duties) <= set(DUTIES) or any(DUTIES[duty] and duty not in given.duties for duty in DUTIES):
        needed = say(
            "agency_duties",
            "协议应当明确机构的信息安全管理义务，并在此勾选。",
            "The agreement must lay down the agency's duties of information security; tick them here.",
        )
        problems.append(("duties", needed))
    if given.ends_on is None or given.starts_on is None or given.ends_on < max(given.starts_on, local_day(at)):
        problems.append(
            ("ends_on", say("agency_term", "请填写协议期限，最后一天不得早于今天。", "Enter the term; it must not be over."))
        )
    if given.file is None:
        problems.append(("file", say("agency_no_file", "请上传已签署的协议。", "Hand in the signed agreement.")))
    if problems or not isinstance(code, WellFormed):
        raise AgencyRefused("The agreement is incomplete.", problems=problems, hint="Look at each field.")
    return code.canonical


def _show(account: Account, agency: str, row: AgencyAgreement, action: str, actor: Actor, at: datetime) -> None:
    """Write the agency into the register, with its history; the public card follows."""
    if account.agency != agency:
        AccountChange.objects.create(
            account_ref=account.account_ref, field="agency", old=account.agency, new=agency, cause=f"agency:{row.ref}", at=at
        )
        account.agency = agency
        account.save(update_fields=["agency"])
    payload = {"agreement": row.ref, "agency": row.agency_uscc, "sha256": row.agreement_sha256}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=account.account_ref, payload=payload, at=at)
    announce_disclosure(account.account_ref, at=at)


def _tell(account_ref: str, heading: Sentence, paragraphs: Sequence[Sentence], at: datetime) -> None:
    name = Account.objects.filter(account_ref=account_ref).values_list("name", flat=True).first() or ""
    news = News(heading, tuple(paragraphs), CLAUSE, path=f"/portal/accounts/{account_ref}/agency/")
    tell_account(account_ref, name=name, news=news, at=at)
