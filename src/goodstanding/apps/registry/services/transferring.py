"""Passing an account from one subject to another: offered, agreed to, looked at by a person, announced, completed.

Neither party alone can start or finish it, either can withdraw until it completes, and what was decided about the account stays
with it. Source: PA21:11.1, PA21:11.2, RQ-044, RQ-045, RQ-046
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import ALPHABET, new_ref
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters, taxonomy
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.caps import cap_of_operator, take_slot
from goodstanding.apps.registry.errors import CapReached, SettingsFrozen, TransferRefused, TransferUnknown
from goodstanding.apps.registry.models import (
    Account,
    AccountStatus,
    Operator,
    OperatorMember,
    Restriction,
    Transfer,
    TransferStatus,
)
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.ports import sanctions
from goodstanding.apps.registry.reading.transfers import TWO_PEOPLE, UNDER_WAY, transfer_record
from goodstanding.apps.registry.selectors import credentials_of_operator, restrictions_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.freezing import require_settings_free
from goodstanding.apps.registry.services.operators import assign_account
from goodstanding.apps.registry.services.telling import News, announce_disclosure, tell_account
from goodstanding.apps.registry.transfer_names import examined_under, findings_of, hold_what_is_new
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.core.kernel.sentences import Sentence

ANNOUNCED = "account.transfer_announced"
"""Outbox topic and webhook: followers are to be told, with a way out, before the account passes on."""
CLAUSE = "PA21:11.2"
_CODE_LENGTH = 12

_NOT_YOURS = say(
    "transfer_not_yours", "只有账号的已核验主体可以转让账号。", "Only the verified subject of an account can pass it on."
)
_NO_REASON = say("transfer_no_reason", "请写明转让的理由。", "Say why the account is passed on.")
_UNDER_WAY = say(
    "transfer_under_way", "该账号已有一项转让正在进行，请先撤回。", "A transfer of this account is under way; withdraw it first."
)
_ENDED = say(
    "transfer_ended", "这项转让已经进入下一步或已结束，不能这样操作。", "The transfer has moved on or ended; this step is over."
)
_NO_PARTY = say("transfer_no_party", "您不代表这项转让的任何一方。", "You act for neither party of this transfer.")
_NOT_HERE = say(
    "transfer_not_here",
    "待人工处理的转让，应写明理由后准予或不予。",
    "A transfer with a person is approved or refused, with a reason.",
)
_NO_ACCOUNT = say("transfer_no_account", "没有这个账号，或账号已关闭。", "There is no open account of this id.")
_UNDER_MEASURE = say(
    "transfer_under_measure",
    "账号正在被采取处置措施，不能转让。请等措施结束，或提出申诉。",
    "An account under a measure cannot be passed on. Wait until it ends, or appeal.",
)


def offer_transfer(account_ref: str, /, *, reason: str, actor: Actor, at: datetime) -> tuple[TransferRecord, str]:
    """Offer an account to another subject; return the offer and the code that lets the other party agree, shown once.

    Args:
        actor: A person who may act for the account's subject.

    Raises:
        TransferRefused: The account has no verified subject, is under sanction, passes on already, or no reason is given.
    """
    with immediate():
        account = _account(account_ref)
        giver = account.operator
        if giver is None or giver.verified_at is None or not _is_member(giver, actor):
            raise TransferRefused(_NOT_YOURS)
        if not reason.strip():
            raise TransferRefused(_NO_REASON)
        _require_no_sanction(account_ref, at)
        require_settings_free(account_ref, at=at)
        code = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LENGTH))
        try:
            with transaction.atomic():
                row = Transfer.objects.create(
                    ref=new_ref("T"),
                    account_ref=account_ref,
                    giver=giver,
                    reason=reason.strip(),
                    invitation_digest=_digest(code),
                    offered_by=f"{actor.kind}:{actor.ref}",
                    offered_at=at,
                )
        except IntegrityError as fault:
            raise TransferRefused(_UNDER_WAY) from fault
        _record(row, "transfer:offered", {}, actor, at)
        return transfer_record(row), code


def agree_to_transfer(ref: str, /, *, code: str, operator_ref: str, actor: Actor, at: datetime) -> TransferRecord:
    """Agree to take an account, for a verified subject; a person then looks at the whole.

    Raises:
        TransferUnknown: No transfer has this reference, or the code is not its code.
        TransferRefused: The taker is not verified, is the giver, has no free slot or lacks a qualification the account needs.
    """
    with immediate():
        row = _locked(ref)
        if not hmac.compare_digest(_digest(code.strip().upper()), row.invitation_digest):
            raise TransferUnknown(f"There is no transfer {ref} with that code.", hint="Check both.")
        if row.status != TransferStatus.OFFERED:
            raise TransferRefused(_ENDED)
        taker = Operator.objects.filter(ref=operator_ref).first()
        if taker is None or not _is_member(taker, actor):
            raise TransferRefused(_NO_PARTY)
        account = _account(row.account_ref)
        require_settings_free(row.account_ref, at=at)
        faults = taker_faults(account, taker, giver=row.giver, at=at)
        if faults:
            raise TransferRefused(*faults)
        row.taker, row.agreed_by, row.agreed_at = taker, f"{actor.kind}:{actor.ref}", at
        row.status = TransferStatus.REVIEW
        row.case_ref = _open_matter(row, account, at)
        _step(row)
        _record(row, "transfer:agreed", {"taker": taker.ref}, actor, at)
        return transfer_record(row)


def decide_transfer(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> TransferRecord:
    """Decide a transfer both parties agreed to.

    Args:
        outcome: ``approve`` or ``refuse``. An account of a government body takes the approval of two people.

    Raises:
        TransferRefused: It does not wait for a person, or the outcome is neither.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(ref)
        if row.status != TransferStatus.REVIEW or outcome not in {"approve", "refuse"} or not reasons.strip():
            raise TransferRefused(_NOT_HERE)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=reasons.strip(), actor=actor, at=at)
        account = _account(row.account_ref)
        if outcome == "refuse":
            _refuse(row, reasons.strip(), actor, at)
        elif row.giver.subject_class in TWO_PEOPLE and not row.first_approver:
            row.first_approver = f"{actor.kind}:{actor.ref}"
            row.case_ref = _open_matter(row, account, at, excluded={actor.user_id or 0: "approved"})
            _step(row)
            _record(row, "transfer:approved_once", {}, actor, at)
        else:
            _announce(row, actor, at)
        return transfer_record(row)


def withdraw_transfer(ref: str, /, *, actor: Actor, at: datetime) -> TransferRecord:
    """Withdraw a transfer, by either party, until it completes.

    Raises:
        TransferRefused: It ended already, or the actor acts for neither party.
    """
    with immediate():
        row = _locked(ref)
        if row.status not in UNDER_WAY:
            raise TransferRefused(_ENDED)
        if not any(party is not None and _is_member(party, actor) for party in (row.giver, row.taker)):
            raise TransferRefused(_NO_PARTY)
        if row.status == TransferStatus.REVIEW:
            matters.desk().close_matter(row.case_ref, outcome="withdrawn", note="", actor=actor, at=at)
        was_announced = row.status == TransferStatus.COOLING
        row.status, row.ended_at = TransferStatus.WITHDRAWN, at
        _step(row)
        _record(row, "transfer:withdrawn", {}, actor, at)
        if was_announced:
            announce_disclosure(row.account_ref, at=at)
            _tell_followers(row, "withdrawn", at)
        return transfer_record(row)


def complete_transfers(*, at: datetime) -> int:
    """Complete the transfers whose cooling-off is over; return how many. One that no longer can is refused with the reason."""
    due = (
        Transfer.objects.filter(status=TransferStatus.COOLING, completes_at__lte=at).order_by("id").values_list("ref", flat=True)
    )
    return sum(_complete(ref, at) for ref in list(due))


def taker_faults(account: Account, taker: Operator, /, *, giver: Operator, at: datetime) -> list[Sentence]:
    """Return what keeps a subject from taking an account: identity, cap, qualifications, a closed name (RQ-045)."""
    faults = []
    if taker.pk == giver.pk:
        faults.append(say("transfer_same", "双方是同一主体。", "Both parties are the same subject."))
    if taker.verified_at is None:
        faults.append(say("transfer_unverified", "接收方尚未通过身份核验。", "The taker's identity is not verified."))
    held, cap = cap_of_operator(taker.ref)
    if held >= cap:
        zh, en = "接收方已有 {held} 个账号，达到上限 {cap} 个。", "The taker runs {held} accounts, as many as it may ({cap})."
        faults.append(say("transfer_cap", zh, en, held=held, cap=cap))
    day = at.astimezone(LOCAL).date()
    has = {one.domain for one in credentials_of_operator(taker.ref) if one.is_valid(day)}
    for domain in taxonomy.domains_of(account.categories):
        if domain not in has:
            zh, en = "接收方缺少“{domain}”领域的有效资质。", "The taker lacks a valid qualification for “{domain}”."
            faults.append(say("transfer_credential", zh, en, domain=domain))
    refusal = examined_under(account.account_ref, taker.ref, at=at).refusal
    return [*faults, refusal.says] if refusal is not None else faults


def _complete(ref: str, at: datetime) -> bool:
    with immediate():
        row = _locked(ref)
        if row.status != TransferStatus.COOLING or row.completes_at is None or row.completes_at > at or row.taker is None:
            return False
        try:
            with transaction.atomic():
                _hand_over(row, row.taker, at)
        except (TransferRefused, SettingsFrozen, CapReached) as fault:
            why = fault.message if isinstance(fault, CapReached) else " ".join(one.zh for one in fault.sentences)
            _refuse(row, why, SYSTEM, at)
            announce_disclosure(row.account_ref, at=at)
            _tell_followers(row, "withdrawn", at)
            return False
        row.status, row.ended_at = TransferStatus.COMPLETED, at
        _step(row)
        _record(row, "transfer:completed", {"taker": row.taker.ref}, SYSTEM, at)
        announce_disclosure(row.account_ref, at=at)
        _tell_parties(row, say("transfer_done", "账号已完成转让。", "The account has passed on."), (), at)
        return True


def _hand_over(row: Transfer, taker: Operator, at: datetime) -> None:
    _require_no_sanction(row.account_ref, at)
    require_settings_free(row.account_ref, at=at)
    account = _account(row.account_ref)
    faults = taker_faults(account, taker, giver=row.giver, at=at)
    if faults:
        raise TransferRefused(*faults)
    if taker.subject_index:
        take_slot(taker.subject_index, is_person=taker.subject_class == "person")
    assign_account(row.account_ref, operator_ref=taker.ref, actor=SYSTEM, at=at)
    hold_what_is_new(row.account_ref, taker.ref, seen=row.name_findings, at=at)
    Restriction.objects.get_or_create(
        account_ref=row.account_ref,
        function="advertise",
        decision_ref=row.ref,
        defaults={"starts_at": at, "ends_at": months_later(at, number("transfer_unpaid_months"))},
    )


def _announce(row: Transfer, actor: Actor, at: datetime) -> None:
    row.status = TransferStatus.COOLING
    row.completes_at = at + timedelta(days=number("transfer_cooling_days"))
    row.name_findings = findings_of(examined_under(row.account_ref, row.taker.ref, at=at)) if row.taker else []
    _step(row)
    payload = {"completes_at": row.completes_at.isoformat(), "name_findings": len(row.name_findings)}
    _record(row, "transfer:approved", payload, actor, at)
    announce_disclosure(row.account_ref, at=at)
    _tell_followers(row, "announced", at)
    told = say(
        "transfer_cooling",
        "转让已获准，正在公示。公示期间双方都可以撤回；公示期满自动完成，之后三个月内不得营利。",
        "The transfer is approved and announced. Either party may withdraw until it completes. Then: three months without ads.",
    )
    _tell_parties(row, told, (told,), at, deadline=row.completes_at)


def _refuse(row: Transfer, reasons: str, actor: Actor, at: datetime) -> None:
    row.status, row.ended_at, row.reasons = TransferStatus.REFUSED, at, reasons
    _step(row)
    _record(row, "transfer:refused", {"reasons": reasons}, actor, at)
    why = say("as_written", "{text}", "{text}", text=reasons.replace("{", "（").replace("}", "）"))
    _tell_parties(row, say("transfer_refused", "转让未获准", "The transfer was refused"), (why,), at)


def _tell_parties(
    row: Transfer, heading: Sentence, paragraphs: Sequence[Sentence], at: datetime, *, deadline: datetime | None = None
) -> None:
    name = _account(row.account_ref).name
    news = News(heading, tuple(paragraphs) or (heading,), CLAUSE, deadline, f"/portal/transfers/{row.ref}/")
    tell_account(row.account_ref, name=name, news=news, at=at)


def _tell_followers(row: Transfer, what: str, at: datetime) -> None:
    """Ask the platform to tell the followers: the subject changes, on which day, and that they can leave."""
    payload = {
        "account": row.account_ref,
        "transfer": row.ref,
        "what": what,
        "completes_at": row.completes_at.isoformat() if row.completes_at else None,
        "exit": "unfollow",
    }
    enqueue(ANNOUNCED, key=row.account_ref, payload=payload, at=at)


def _open_matter(row: Transfer, account: Account, at: datetime, *, excluded: Mapping[int, str] | None = None) -> str:
    matter = matters.Matter(
        kind="transfer",
        ref=row.ref,
        account_ref=row.account_ref,
        summary=f"{account.name}: {row.giver.name} → {row.taker.name if row.taker else ''}",
        sha256=hashlib.sha256(f"{row.ref}:{row.version}".encode()).hexdigest(),
        severity="moderate",
        excluded=excluded or {},
        subject_class=row.giver.subject_class,
    )
    return matters.desk().open_matter(matter, actor=SYSTEM, at=at)


def _require_no_sanction(account_ref: str, at: datetime) -> None:
    held = [one.function for one in restrictions_of(account_ref, at=at) if not one.decision_ref.startswith("T-")]
    if held or sanctions(account_ref, at):
        raise TransferRefused(_UNDER_MEASURE)


def _account(account_ref: str) -> Account:
    row = Account.objects.select_for_update(of=("self",)).select_related("operator").filter(account_ref=account_ref).first()
    if row is None or row.status == AccountStatus.CLOSED:
        raise TransferRefused(_NO_ACCOUNT)
    return row


def _is_member(operator: Operator, actor: Actor) -> bool:
    return actor.user_id is not None and OperatorMember.objects.filter(operator=operator, user_id=actor.user_id).exists()


def _locked(ref: str) -> Transfer:
    row = Transfer.objects.select_for_update(of=("self",)).select_related("giver", "taker").filter(ref=ref).first()
    if row is None:
        raise TransferUnknown(f"There is no transfer {ref}.", hint="Check the reference.")
    return row


def _digest(code: str) -> str:
    return blind_index(code, context="registry.transfer_code")


def _step(row: Transfer) -> None:
    row.version += 1
    row.save()


def _record(row: Transfer, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"transfer": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=row.account_ref, payload=whole, at=at)
