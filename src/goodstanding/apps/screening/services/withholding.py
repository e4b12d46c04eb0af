"""Nobody publishes without a verified identity: what such an account publishes is kept, not shown, and let through later.

The account is told once, by a decision that limits publishing, with its reason, what to do, and how to appeal. Every publication
kept back is a line of the block log. Nothing is lost: once the reason is gone, all of it is let through.

Source: PA21:8.1, RQ-024
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import rfc8785
import structlog
from django.db import Error as DatabaseFault
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import override as in_language

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.drafts import machine_draft
from goodstanding.apps.enforcement.services import decide, end_measures
from goodstanding.apps.enforcement.values import DecisionView, Evidence, MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest import services as ingest
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.consenting import CLAUSE as CONSENT_CLAUSE
from goodstanding.apps.registry.reading.consenting import lapsed_consents
from goodstanding.apps.registry.reading.serving import AGREEMENT, BY_DECISION, CLAUSE, applicant_of, doubts_of, refusals
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, tell_person
from goodstanding.apps.review.services import open_case
from goodstanding.apps.review.values import MATTER_QUEUE, NewEvidence, NewSource
from goodstanding.apps.screening.models import Withheld
from goodstanding.apps.screening.services.evaluating import PUBLISHING, Screened
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.kernel.severity import Severity

LABEL = "identity_unverified"
RULE = "registration.identity"
_REGISTER = Actor("machine", "registry")
_FUNCTION = "publish"
_WHY = {
    "unverified": gettext_noop("The real identity of the account's operator is not verified."),
    "borrowed": gettext_noop("The identity the account was registered with belongs to somebody else."),
    "forged": gettext_noop("The identity the account was registered with is forged."),
    "applying": gettext_noop("The application to register the account is not decided yet."),
    "no_subject": gettext_noop("The account gave no real identity."),
    "unknown": gettext_noop("The account is not registered, and gave no real identity."),
    "suspended": gettext_noop("A decision suspends the account's service."),
    "closed": gettext_noop("A decision closed the account."),
    "paused": gettext_noop("The account is paused; its operator can use it again at any time."),
    "agreement": gettext_noop("The service agreement in effect is not accepted for the account."),
}
_ADVICE = gettext_noop(
    "Verify the identity on the account's page, or finish the application. What is published meanwhile is kept and appears by "
    "itself once the identity is verified."
)
_KEPT = "the content is kept and not shown, because {why} It appears once that is put right ({clause}{decision})."
_log: Any = structlog.get_logger()


def withhold_unserved(screened: Iterable[Screened], /, *, at: datetime) -> None:
    """Keep back what accounts published that may not be served, in the caller's transaction; the answer to the event says so.

    A fault while telling the account costs the telling, never the keeping back.
    """
    publishing = [item for item in screened if item.event.type in PUBLISHING]
    lapsed = lapsed_consents({item.event.subject for item in publishing}, at=at)
    doubted = [item for item in publishing if item.doubt or item.event.subject in lapsed]
    if not doubted:
        return
    refused = dict.fromkeys(lapsed, AGREEMENT) | refusals({one.event.subject: one.doubt for one in doubted if one.doubt})
    for item in doubted:
        reason = refused.get(item.event.subject)
        if reason is None:
            continue
        item.withheld = reason
        decision_ref = _told(item.event.subject, reason, case_of=item, at=at)
        where = f"; {decision_ref}" if decision_ref else ""
        clause = CONSENT_CLAUSE if reason == AGREEMENT else CLAUSE
        item.notes.append(_KEPT.format(why=_WHY[reason], clause=clause, decision=where))
        Withheld.objects.get_or_create(
            event_source=item.event.source,
            event_id=item.event.id,
            defaults={
                "account_ref": item.event.subject,
                "content_ref": item.content_ref,
                "reason": reason,
                "decision_ref": decision_ref,
                "at": at,
            },
        )
        if item.content_ref:
            ingest.hold_content(item.content_ref, decision_ref=decision_ref or RULE, until=at + _span(), at=at)


def release_served(*, at: datetime, limit: int = 200) -> int:
    """Let through what was kept back of accounts whose reason is gone, and renew the word of those whose reason stands.

    Returns:
        How many publications were let through.
    """
    waiting: dict[str, set[str]] = {}
    rows = Withheld.objects.filter(released_at=None).order_by("account_ref", "decision_ref")
    for account_ref, decision_ref in rows.values_list("account_ref", "decision_ref").distinct():
        waiting.setdefault(account_ref, set()).add(decision_ref)
    still = dict.fromkeys(lapsed_consents(waiting, at=at), AGREEMENT) | refusals(doubts_of(waiting))
    told = enforcement.decisions(set().union(*waiting.values()))
    due = [ref for ref, of in waiting.items() if _has_changed(still.get(ref, ""), [told.get(one) for one in of])]
    return sum(_look_again(ref, still.get(ref, ""), at=at) for ref in due[:limit])


def _has_changed(reason: str, told: Sequence[DecisionView | None], /) -> bool:
    """Whether there is anything to do about an account, seen without a lock: a pause or a lapsed consent is never told by one."""
    if not reason or any(map(_is_overturned, told)):
        return True
    return reason not in {"paused", AGREEMENT} and not any(map(_is_in_force, told))


def _look_again(account_ref: str, reason: str, *, at: datetime) -> int:
    with immediate():
        rows = list(Withheld.objects.select_for_update().filter(account_ref=account_ref, released_at=None).order_by("id"))
        if not rows:
            return 0
        told = enforcement.decisions({row.decision_ref for row in rows})
        undone = [row for row in rows if not reason or _is_overturned(told.get(row.decision_ref))]
        _release(account_ref, undone, told.values() if not reason else (), at=at)
        kept = [row for row in rows if row not in undone]
        if reason and kept and not any(_is_in_force(told.get(row.decision_ref)) for row in kept):
            _renew(account_ref, kept, reason, at=at)
        return len(undone)


def _release(account_ref: str, rows: Sequence[Withheld], told: Iterable[DecisionView | None], *, at: datetime) -> None:
    """Show what was kept back; end the limits that were set for it, and note it in the record."""
    for row in rows:
        if row.content_ref:
            ingest.restore_content(row.content_ref, decision_ref=row.decision_ref or RULE, effect="held")
    Withheld.objects.filter(pk__in=[row.pk for row in rows]).update(released_at=at)
    for decision in told:
        if decision is not None and decision.label == LABEL and _is_in_force(decision):
            end_measures(decision.ref, actor=SYSTEM, at=at)
    if rows:
        payload = {"publications": len(rows)}
        audit.record("service:released", actor=SYSTEM, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)


def _renew(account_ref: str, rows: Sequence[Withheld], reason: str, *, at: datetime) -> None:
    """Tell the account again when the limit it was told of is over and its reason is not; what was kept back stays so."""
    fresh = _told(account_ref, reason, case_of=None, at=at)
    if not fresh:
        return
    for row in rows:
        if row.content_ref:
            ingest.hold_content(row.content_ref, decision_ref=fresh, until=at + _span(), at=at)
            ingest.restore_content(row.content_ref, decision_ref=row.decision_ref or RULE, effect="held")
    Withheld.objects.filter(pk__in=[row.pk for row in rows]).update(decision_ref=fresh)


def _told(account_ref: str, reason: str, *, case_of: Screened | None, at: datetime) -> str:
    """Return the decision the account was told of, making one where none is in force; empty where none can be made."""
    standing = _standing_decision(account_ref, reason)
    if standing or reason in BY_DECISION:
        return standing
    try:
        with immediate():
            return _tell(account_ref, reason, case_of=case_of, at=at)
    except (GoodstandingError, DatabaseFault) as fault:
        _log.exception("account could not be told that it is not served", account=account_ref, fault=type(fault).__name__)
        return ""


def _standing_decision(account_ref: str, reason: str) -> str:
    by_reason: dict[str, set[str]] = {"suspended": {"suspend_updates"}, "closed": {"close"}, "paused": set(), AGREEMENT: set()}
    wanted = by_reason.get(reason, {"limit_function"})
    for ref, state in enforcement.measures_in_force(account_ref):
        if state.measure.code not in wanted:
            continue
        if reason in BY_DECISION or (state.measure.scope == _FUNCTION and enforcement.decision(ref).label == LABEL):
            return ref
    return ""


def _tell(account_ref: str, reason: str, *, case_of: Screened | None, at: datetime) -> str:
    why, advice = _words(reason)
    digest = hashlib.sha256(rfc8785.dumps({"account": account_ref, "reason": reason})).hexdigest()
    case = open_case(
        kind="screening",
        queue=MATTER_QUEUE,
        account_ref=account_ref,
        label=LABEL,
        severity=Severity.MINOR,
        sources=[NewSource("rule", RULE, {"label": LABEL, "clause": CLAUSE, "reason": reason})],
        evidence=[NewEvidence("snapshot", account_ref, digest, why, {"reason": reason})],
        actor=_REGISTER,
        at=at,
    )
    if case_of is not None:
        case_of.case = case_of.case or case.ref
    draft = machine_draft(
        case_ref=case.ref,
        account_ref=account_ref,
        content_ref="",
        label=LABEL,
        severity=Severity.MINOR,
        clauses=(CLAUSE,),
        facts=why,
        evidence=(Evidence("snapshot", account_ref, digest, why),),
        measures=(MeasureDraft("limit_function", scope=_FUNCTION, days=number("identity_hold_days")),),
        rules=(RULE,),
        evaluation_ref="",
        pack_digest="",
        advice=advice,
    )
    made = decide(draft, actor=_REGISTER, at=at)
    applicant = applicant_of(account_ref) if reason == "applying" else None
    if applicant is not None:
        heading = say("not_yet_served", "账号尚未注册完成，暂不能发布", "The account is not registered yet and cannot publish")
        body = say("as_written", "{text}", "{text}", text=f"{why}{advice}")
        news = News(heading, (body,), CLAUSE, path=f"/portal/decisions/{made.ref}/")
        tell_person(applicant, about=account_ref, name=account_ref, news=news, at=at)
    return made.ref


def _words(reason: str) -> tuple[str, str]:
    """Word the reason and the advice in Chinese, the language of notices by default."""
    with in_language("zh-hans"):
        return gettext(_WHY[reason]), gettext(_ADVICE)


def _is_in_force(decision: DecisionView | None) -> bool:
    return decision is not None and any(state.status == "applied" for state in decision.measures)


def _is_overturned(decision: DecisionView | None) -> bool:
    """Whether people took the decision back: then what it kept back is let through, whatever the register says."""
    if decision is None or not decision.superseded_by:
        return False
    return enforcement.decision(decision.superseded_by).verdict == "no_violation"


def _span() -> timedelta:
    return timedelta(days=number("identity_hold_days"))
