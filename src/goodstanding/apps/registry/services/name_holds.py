"""Holding a proposed name, self-description or avatar until a person has looked at it; taking a name first.

Runs in the caller's transaction. Source: PA21:8.2, RQ-025, RQ-027
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

import rfc8785
from django.db import IntegrityError, transaction

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.admission import normalised_name
from goodstanding.apps.registry.models import (
    Account,
    AccountStatus,
    Application,
    ApplicationStatus,
    HoldState,
    NameClaim,
    NameHold,
)
from goodstanding.apps.registry.name_records import FIELDS, Bearer, Profile, Verdict
from goodstanding.apps.registry.sentences import say
from goodstanding.core.kernel.sentences import Sentence

_OPEN = (ApplicationStatus.CHECKING, ApplicationStatus.REVIEW, ApplicationStatus.CORRECTION)

UNRULED = say(
    "names_unruled",
    "平台尚未启用账号信息规则包，由人工审核名称、头像和简介。",
    "The platform has no rule pack in force for account information: a person looks at name, avatar and self-description.",
)


def proposal_digest(profile: Profile, bearer: Bearer, /) -> str:
    """Return what makes two proposals the same: what is proposed, for whom."""
    told: dict[str, Any] = {
        "profile": {name: value for name, value in asdict(profile).items() if value or name != "avatar_phash"},
        "class": bearer.subject_class,
        "verified_name": bearer.verified_name,
        "refs": sorted(bearer.refs),
    }
    return hashlib.sha256(rfc8785.dumps(told)).hexdigest()


def hold_proposal(
    subject_key: str,
    verdict: Verdict,
    /,
    *,
    proposed: Profile,
    standing: Profile,
    bearer: Bearer,
    origin: str,
    actor: Actor,
    at: datetime,
) -> NameHold:
    """Hold a proposal for a person and open the matter; an older one of the same subject is withdrawn.

    Args:
        subject_key: ``application:<ref>`` or ``account:<ref>``.
    """
    digest = proposal_digest(proposed, bearer)
    drop_holds(subject_key, at=at)
    hold = NameHold.objects.create(
        ref=new_ref("N"),
        subject_key=subject_key,
        account_ref=bearer.account_ref,
        origin=origin,
        proposal_sha256=digest,
        proposed={name: getattr(proposed, name) for name in FIELDS},
        standing={name: getattr(standing, name) for name in FIELDS},
        bearer=bearer.shown(),
        hits=[hit.stored() for hit in verdict.hits],
        likenesses=[one.stored() for one in verdict.likenesses],
        asked_by=f"{actor.kind}:{actor.ref}",
        detected_at=at,
    )
    hold.case_ref = open_name_matter(hold, at=at)
    hold.save(update_fields=["case_ref"])
    payload = {"rules": sorted({hit.rule for hit in verdict.hits}), "entries": [one.ref for one in verdict.likenesses]}
    payload["proposal"] = [digest]
    audit.record("names:held", actor=actor, subject_kind="name_hold", subject_ref=hold.ref, payload=payload, at=at)
    return hold


def open_name_matter(hold: NameHold, /, *, excluded: dict[int, str] | None = None, at: datetime) -> str:
    """Bring a hold before a person; return the case."""
    rules = ", ".join(dict.fromkeys(str(hit["rule"]) for hit in hold.hits))
    return matters.desk().open_matter(
        matters.Matter(
            kind="name",
            ref=hold.ref,
            account_ref=hold.account_ref,
            summary=" · ".join(filter(None, (hold.proposed.get("name") or hold.account_ref, rules))),
            sha256=hold.proposal_sha256,
            excluded=excluded or {},
            subject_class=str(hold.bearer.get("subject_class", "")),
        ),
        actor=SYSTEM,
        at=at,
    )


def drop_holds(subject_key: str, /, *, at: datetime) -> None:
    """Withdraw what waits for a person about a subject: it proposes something else now, or nothing any more."""
    for hold in NameHold.objects.select_for_update().filter(subject_key=subject_key, state=HoldState.HELD):
        hold.state, hold.decided_at = HoldState.WITHDRAWN, at
        hold.save(update_fields=["state", "decided_at"])
        matters.desk().close_matter(hold.case_ref, outcome="withdrawn", note="", actor=SYSTEM, at=at)
        audit.record("names:withdrawn", actor=SYSTEM, subject_kind="name_hold", subject_ref=hold.ref, payload={}, at=at)


def claim_name(name: str, /, *, bearer: Bearer, at: datetime) -> str:
    """Take a name for an account; return the account of another subject that came first, or an empty text.

    Two transactions that want one name meet at the table's uniqueness: the later one waits and sees the earlier one's claim.
    """
    wanted, account_ref = normalised_name(name), bearer.account_ref
    if not wanted:
        return ""
    try:
        with transaction.atomic():
            claim, _ = NameClaim.objects.select_for_update().get_or_create(
                normalised_name=wanted, defaults={"account_ref": account_ref, "claimed_at": at}
            )
    except IntegrityError:
        claim = NameClaim.objects.select_for_update().get(normalised_name=wanted)
    if claim.account_ref != account_ref and not _is_alive(claim):
        claim.account_ref, claim.claimed_at = account_ref, at
        claim.save(update_fields=["account_ref", "claimed_at"])
    live = Account.objects.filter(normalised_name=wanted).exclude(status=AccountStatus.CLOSED)
    others = {claim.account_ref, *live.values_list("account_ref", flat=True)} - {account_ref}
    return next((other for other in sorted(others) if not _is_same_subject(other, bearer)), "")


def taken(name: str, /) -> Sentence:
    """Say that somebody else came first to a name."""
    return say(
        "name_taken",
        "“{name}”与另一账号的名称相同，由人工判断是否会造成混淆。更换名称可以更快通过。",
        "“{name}” is the name of another account; a person decides whether they would be taken for each other. "
        "Another name passes faster.",
        name=name,
    )


def _is_same_subject(account_ref: str, bearer: Bearer) -> bool:
    """Say whether the same subject runs or applies for another account: its own names are no confusion."""
    account = Account.objects.select_related("operator").filter(account_ref=account_ref).first()
    if account is not None:
        known = (account.operator.ref, account.operator.subject_index) if account.operator else ()
        return bool({ref for ref in known if ref} & {*bearer.refs, bearer.operator_ref})
    index = Application.objects.filter(account_ref=account_ref).values_list("subject_index", flat=True).first()
    return bool(index) and index in bearer.refs


def _is_alive(claim: NameClaim) -> bool:
    """Say whether the account that took a name still has it or still applies for it."""
    account = Account.objects.filter(account_ref=claim.account_ref).exclude(status=AccountStatus.CLOSED).first()
    if account is not None:
        return account.normalised_name == claim.normalised_name
    names = Application.objects.filter(account_ref=claim.account_ref, status__in=_OPEN).values_list("account_name", flat=True)
    return any(normalised_name(name) == claim.normalised_name for name in names)
