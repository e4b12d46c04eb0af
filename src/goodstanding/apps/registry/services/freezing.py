"""Sensitive settings frozen because an account looks as if it changed hands: name, mobile, transfer, agency, stop.

It goes on publishing and is read as before; its operator is told at once and can say what happened; a person decides.
Source: PA21:11.1, PA21:11.2, RQ-043, RQ-047
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import rfc8785
from django.db.models import Q

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.outbox import MessageView
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import FreezeUnknown, LifeUnfit, SettingsFrozen
from goodstanding.apps.registry.life_records import Changed, FreezeRecord
from goodstanding.apps.registry.models import (
    Account,
    AccountStatus,
    Credential,
    FreezeOutcome,
    OperatorMember,
    OwnerTrace,
    SettingsFreeze,
)
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.owner_signs import CREDENTIAL, Trace, owner_signs
from goodstanding.apps.registry.reading.freezes import freeze_of, freeze_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.patrolling import bring_forward
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:11.2"
LONGEST_EXPLANATION = 2_000
FROZEN = say(
    "settings_frozen",
    "账号疑似更换了使用者，敏感设置（名称、联系手机、转让、合作机构、停止使用）暂时锁定，请先在账号页面说明情况。",
    "The account looks as if it changed hands: name, mobile, transfer, agency and stopping are frozen. Explain it on its page.",
)
_SETTLED = say("freeze_settled", "该事项已经处理完毕。", "This was settled.")
_KINDS: Mapping[str, tuple[str, str]] = {
    "device": ("登录设备", "device signed in with"),
    "phone": ("绑定手机", "mobile number"),
    "payout": ("结算账户", "account money is paid to"),
    "region": ("网络属地", "region by network"),
    CREDENTIAL: ("资质", "qualification"),
}


def look_at_owner(message: MessageView, at: datetime, /) -> None:
    """Look whether an account seems to have changed hands; the outbox calls this. Doing it again changes nothing."""
    freeze_if_changed(str(message.payload["account"]), at=at)


def freeze_if_changed(account_ref: str, /, *, at: datetime) -> FreezeRecord | None:
    """Freeze the sensitive settings of an account that looks as if it changed hands; None where it does not."""
    with immediate():
        account = Account.objects.select_for_update(of=("self",)).filter(account_ref=account_ref).first()
        if account is None or account.status == AccountStatus.CLOSED or freeze_of(account_ref, at=at) is not None:
            return None
        since = _settled_at(account_ref)
        signs = owner_signs(_traces(account), window=timedelta(days=number("owner_window_days")), at=at)
        if not signs or (since is not None and all(one.new_at <= since for one in signs)):
            return None
        return _freeze(account, signs, at)


def require_settings_free(account_ref: str, /, *, at: datetime) -> None:
    """Make sure that sensitive settings of an account may be changed.

    Raises:
        SettingsFrozen: They are frozen.
    """
    if freeze_of(account_ref, at=at) is not None:
        raise SettingsFrozen(FROZEN)


def explain_change(account_ref: str, /, *, text: str, actor: Actor, at: datetime) -> FreezeRecord:
    """Note what the operator says to the signs; the person who decides reads it.

    Raises:
        FreezeUnknown: Nothing is frozen, or it was settled.
        LifeUnfit: The actor does not act for the account.
    """
    with immediate():
        row = SettingsFreeze.objects.select_for_update().filter(account_ref=account_ref, outcome=FreezeOutcome.OPEN).first()
        if row is None or not text.strip():
            raise FreezeUnknown("There is nothing to explain.", hint="Look at how the account stands now.")
        acts = OperatorMember.objects.filter(user_id=actor.user_id or 0, operator__accounts__account_ref=account_ref)
        if not acts.exists():
            raise LifeUnfit(_SETTLED, clause=CLAUSE)
        row.explanation, row.explained_at = text.strip()[:LONGEST_EXPLANATION], at
        row.save(update_fields=["explanation", "explained_at"])
        _record(row, "owner:explained", {}, actor, at)
        return freeze_record(row)


def clear_freeze(ref: str, /, *, reasons: str, case_version: int | None, actor: Actor, at: datetime) -> FreezeRecord:
    """Find that an account did not change hands; its settings are free again and what was new counts as its own.

    Raises:
        LifeUnfit: It was settled, or no reason is given.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(ref)
        if row.outcome != FreezeOutcome.OPEN or not reasons.strip():
            raise LifeUnfit(_SETTLED, clause=CLAUSE)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.outcome, row.reasons, row.ended_at = FreezeOutcome.CLEARED, reasons.strip(), at
        row.save(update_fields=["outcome", "reasons", "ended_at"])
        _record(row, "owner:cleared", {}, actor, at)
        free = say("freeze_cleared", "账号的敏感设置已恢复", "The settings of your account are free again")
        why = say("as_written", "{text}", "{text}", text=reasons.strip().replace("{", "（").replace("}", "）"))
        _tell(row.account_ref, free, (why,), at)
        matters.desk().close_matter(row.case_ref, outcome="cleared", note=reasons.strip(), actor=actor, at=at)
        return freeze_record(row)


def settle_by_decision(case_ref: str, /, *, decision_ref: str, is_violation: bool, actor: Actor, at: datetime) -> None:
    """Settle the freeze a decision was made about, in the decision's transaction; nothing where the case is about none."""
    require_transaction("Settling a freeze")
    row = SettingsFreeze.objects.select_for_update().filter(case_ref=case_ref, outcome=FreezeOutcome.OPEN).first()
    if row is None or not case_ref:
        return
    row.outcome = FreezeOutcome.PROVEN if is_violation else FreezeOutcome.CLEARED
    row.decision_ref, row.ended_at = decision_ref, at
    row.save(update_fields=["outcome", "decision_ref", "ended_at"])
    _record(row, f"owner:{row.outcome}", {"decision": decision_ref}, actor, at)


def evidence_digest(found: FreezeRecord, /) -> str:
    """Return the SHA-256 of what was seen: decisions cite it."""
    told: dict[str, Any] = {
        "freeze": found.ref,
        "account": found.account_ref,
        "evidence": [_stored(one) for one in found.evidence],
    }
    return hashlib.sha256(rfc8785.dumps(told)).hexdigest()


def facts_of(found: FreezeRecord, /) -> Sentence:
    """Say what was seen, in a sentence a decision can state."""
    zh = "；".join(f"{_day(one.new_at)}起使用新的{_KINDS[one.kind][0]}" for one in found.evidence)
    en = "; ".join(f"a new {_KINDS[one.kind][1]} from {_day(one.new_at)}" for one in found.evidence)
    return Sentence(
        "registry:freeze_facts", f"{zh}，原有的此后未再使用。", f"{en[:1].upper()}{en[1:]}; the former ones were not used since."
    )


def _freeze(account: Account, signs: Sequence[Changed], at: datetime) -> FreezeRecord:
    ref = account.account_ref
    row = SettingsFreeze.objects.create(
        ref=new_ref("FZ"), account_ref=ref, evidence=[_stored(one) for one in signs], frozen_at=at
    )
    found = freeze_record(row)
    row.case_ref = matters.desk().open_matter(
        matters.Matter(
            kind="owner_change",
            ref=row.ref,
            account_ref=ref,
            summary=f"{account.name}: {', '.join(one.kind for one in signs)}",
            sha256=evidence_digest(found),
            severity="serious",
        ),
        actor=SYSTEM,
        at=at,
    )
    row.save(update_fields=["case_ref"])
    _record(row, "owner:frozen", {"kinds": [one.kind for one in signs], "case": row.case_ref}, SYSTEM, at)
    bring_forward(ref, trigger="device", fields=("identity", "contact"), at=at)
    heading = say("freeze_begun", "账号疑似更换使用者，敏感设置已锁定", "Your account looks as if it changed hands")
    _tell(ref, heading, (facts_of(found), *_what_now()), at)
    return freeze_record(row)


def _what_now() -> tuple[Sentence, ...]:
    limits = say(
        "freeze_limits",
        "账号照常发布和展示；名称、联系手机、转让、合作机构和停止使用在核查结束前不能更改。",
        "It publishes and is read as usual; name, mobile, transfer, agency and stopping stay as they are until a person looked.",
    )
    explain = say(
        "freeze_explain",
        "如果是您本人更换了手机、号码或结算账户，请打开下面的页面说明，工作人员核实后立即解除。",
        "If it was you with a new phone, number or account, say so on the page below; once a person has looked it is lifted.",
    )
    stolen = say(
        "freeze_stolen",
        "如果不是您本人操作，请立即修改密码；未经申请转让账号的，将暂停服务。",
        "If it was not you, change your password now. An account passed on without application is suspended.",
    )
    return limits, explain, stolen


def _traces(account: Account) -> list[Trace]:
    rows = OwnerTrace.objects.filter(account_ref=account.account_ref)
    found = [Trace(row.kind, row.first_seen_at, row.last_seen_at) for row in rows]
    held = Credential.objects.filter(account=account, handed_in_at__isnull=False)
    if account.operator_id is not None:
        held = Credential.objects.filter(Q(account=account) | Q(operator_id=account.operator_id), handed_in_at__isnull=False)
    for handed_in_at, ended_at in held.values_list("handed_in_at", "ended_at"):
        if handed_in_at is not None:
            found.append(Trace(CREDENTIAL, handed_in_at, ended_at or handed_in_at))
    return found


def _settled_at(account_ref: str) -> datetime | None:
    """Return when a person last found nothing wrong: what had come by then counts as the account's own."""
    rows = SettingsFreeze.objects.filter(account_ref=account_ref, outcome=FreezeOutcome.CLEARED).order_by("-ended_at")
    return rows.values_list("ended_at", flat=True).first()


def _stored(one: Changed) -> dict[str, str | None]:
    old_at = one.old_at.isoformat() if one.old_at else None
    return {"kind": one.kind, "new_at": one.new_at.isoformat(), "old_at": old_at}


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d}"


def _locked(ref: str) -> SettingsFreeze:
    row = SettingsFreeze.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise FreezeUnknown(f"There is no freeze {ref}.", hint="Check the reference.")
    return row


def _tell(account_ref: str, heading: Sentence, paragraphs: Sequence[Sentence], at: datetime) -> None:
    name = Account.objects.filter(account_ref=account_ref).values_list("name", flat=True).first() or ""
    news = News(heading, tuple(paragraphs), CLAUSE, path=f"/portal/accounts/{account_ref}/rest/")
    tell_account(account_ref, name=name, news=news, at=at)


def _record(row: SettingsFreeze, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"freeze": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=row.account_ref, payload=whole, at=at)
