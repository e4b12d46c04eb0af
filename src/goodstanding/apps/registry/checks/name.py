"""The name, self-description and avatar an application proposes. Source: PA21:8.2, PA21:8.3, RQ-025, RQ-026, RQ-027, RQ-031.

A name that asks for a person is held as a matter of its own: the application waits for it, and goes on when it is decided.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.admission import is_authorised, normalised_name
from goodstanding.apps.registry.checking import Applied, CheckResult
from goodstanding.apps.registry.models import HoldOrigin, HoldState, NameHold
from goodstanding.apps.registry.name_gate import CLAUSE, examine
from goodstanding.apps.registry.name_records import Bearer, Hit, Profile, Verdict
from goodstanding.apps.registry.reading.names import hold_record, licences_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.name_holds import (
    UNRULED,
    claim_name,
    drop_holds,
    hold_proposal,
    proposal_digest,
    taken,
)
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.names.rules import ORGANS

CODE = "name"
_PASSED = say("name_free", "名称、头像和简介未触及规则。", "Name, avatar and self-description touch no rule.")
_RELEASED = say("name_released", "名称经人工审核通过。", "A person released the name.")
_WAITS = say(
    "name_waits",
    "由工作人员判断；更换名称可以更快通过。",
    "A person decides; a different name passes faster.",
)


ORGAN_NAME = say(
    "organ_name",
    "党政机关、事业单位和人民团体账号的名称，须凭授权书由人工审核；通过后该名称列入保护名录。",
    "The name of a public body's account is released by a person, on a letter of authorisation, and is protected from then on.",
)


def check(applied: Applied, at: datetime, /) -> CheckResult | None:
    """Look at what is proposed; hold it for a person where something asks for one."""
    profile = Profile(applied.account_name, applied.bio, applied.avatar_sha256, applied.avatar_phash)
    bearer = _bearer(applied, at)
    key = f"application:{applied.ref}"
    known = NameHold.objects.filter(subject_key=key, proposal_sha256=proposal_digest(profile, bearer)).order_by("-id").first()
    if known is not None and known.state != HoldState.WITHDRAWN:
        return _known(known)
    verdict = _examined(profile, bearer, at)
    if verdict.refusal is not None:
        drop_holds(key, at=at)
        return _result("failed", verdict, (verdict.refusal.says,), on="account_name")
    if verdict.hits:
        actor = Actor.user(applied.applicant) if applied.applicant is not None else SYSTEM
        hold = hold_proposal(
            key,
            verdict,
            proposed=profile,
            standing=Profile(),
            bearer=bearer,
            origin=HoldOrigin.APPLICATION,
            actor=actor,
            at=at,
        )
        return _known(hold)
    drop_holds(key, at=at)
    return _result("passed", verdict, (_PASSED,)) if verdict.is_ruled else _result("needs_person", verdict, (UNRULED,))


def _examined(profile: Profile, bearer: Bearer, at: datetime) -> Verdict:
    verdict = examine(profile, bearer, at=at)
    if verdict.refusal is None and claim_name(profile.name, bearer=bearer, at=at):
        hit = Hit("name", "taken", CLAUSE, 0, len(profile.name), profile.name, taken(profile.name))
        verdict = replace(verdict, hits=(*verdict.hits, hit))
    if (
        verdict.refusal is None
        and bearer.subject_class in ORGANS
        and not is_authorised(normalised_name(profile.name), bearer.refs)
    ):
        hit = Hit("name", "organ_name", "PA21:4.2", 0, len(profile.name), profile.name, ORGAN_NAME)
        verdict = replace(verdict, hits=(*verdict.hits, hit))
    return verdict


def _known(row: NameHold) -> CheckResult:
    hold = hold_record(row)
    verdict = Verdict(hold.hits, hold.likenesses)
    on = "account_name" if any(hit.field == "name" for hit in hold.hits) else "bio"
    if hold.state == HoldState.RELEASED:
        return _result("passed", verdict, (_RELEASED,), hold=hold.ref)
    if hold.state == HoldState.HELD:
        return _result("waiting", verdict, (*verdict.sentences(), _WAITS), on=on, hold=hold.ref)
    return _result("failed", verdict, (_said(hold.reason),), on=on, hold=hold.ref)


def _said(reason: str) -> Sentence:
    return say("as_written", "{text}", "{text}", text=reason)


def _result(state: str, verdict: Verdict, said: tuple[Sentence, ...], *, on: str = "", hold: str = "") -> CheckResult:
    says = Sentence("registry:name", "".join(_ended(one.zh, "。") for one in said), " ".join(_ended(one.en, ".") for one in said))
    detail = {
        "hold": hold,
        "hits": [{"field": one.field, "rule": one.rule, "start": one.start, "end": one.end} for one in verdict.hits],
        "likenesses": [
            {"entry": one.ref, "name": one.name, "percent": one.percent, "threshold": one.threshold} for one in verdict.likenesses
        ],
    }
    clause = verdict.hits[0].clause if verdict.hits else CLAUSE
    return CheckResult(CODE, state, says, on=on, clause=clause, detail=detail)  # type: ignore[arg-type]


def _ended(text: str, stop: str) -> str:
    return text if text.endswith(("。", ".", "！", "？")) else text + stop


def _bearer(applied: Applied, at: datetime) -> Bearer:
    return Bearer(
        account_ref=applied.account_ref,
        operator_ref=applied.operator_ref,
        subject_class=applied.subject_class,
        verified_name="" if applied.is_person else applied.organization_name,
        licences=licences_of(applied.account_ref, applied.operator_ref, at=at),
        refs=frozenset({applied.account_ref, applied.operator_ref, applied.subject_index, applied.uscc} - {""}),
    )
