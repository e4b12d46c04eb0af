"""Deciding a held name, self-description or avatar: a person releases, refuses or returns it, with a reason.

Source: PA21:8.2, PA21:8.3, RQ-004, RQ-027, RQ-032
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.errors import NameHoldSettled, NameHoldUnknown, NameLetterMissing
from goodstanding.apps.registry.models import (
    Account,
    Application,
    HoldOrigin,
    HoldState,
    NameHold,
    NameLetter,
    ProtectedMark,
    ProtectedName,
)
from goodstanding.apps.registry.name_records import FIELDS, MARK_RULES, HoldRecord, NewName
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.names import bearer_of, hold_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.applying import check_application
from goodstanding.apps.registry.services.name_holds import open_name_matter
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.registry.services.profiles import apply_profile
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.names.rules import ORGANS
from goodstanding.core.names.values import NameKind

_STATES: Mapping[str, str] = {"release": HoldState.RELEASED, "refuse": HoldState.REFUSED, "return": HoldState.RETURNED}
_KIND_OF_ORGANS = NameKind.GOVERNMENT.value
_TWICE = "Released this name first"


def decide_name(
    ref: str, /, *, outcome: str, reasons: str, letter: str = "", case_version: int | None, actor: Actor, at: datetime
) -> HoldRecord:
    """Decide a held proposal.

    Args:
        outcome: ``release``, ``refuse`` or ``return`` (to be changed).
        reasons: What the applicant reads.
        letter: Where the letter that entitles to the protected names is filed; noted for the next time.

    Raises:
        NameHoldUnknown: There is none of this reference.
        NameHoldSettled: It does not wait for a person, or the outcome is none of the three, or no reason is given.
        NameLetterMissing: A public body's name is released without a letter.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        hold = _locked(ref)
        if outcome not in _STATES or not reasons.strip():
            raise NameHoldSettled("A decision releases, refuses or returns, with a reason.", hint="Choose one and say why.")
        matters.desk().take_matter(hold.case_ref, expected_version=case_version, actor=actor, at=at)
        if outcome == "release":
            _require_letter(hold, letter)
            _file_letter(hold, letter, actor, at)
            if needs_two(hold) and not hold.first_release_by:
                return _second_asked(hold, reasons.strip(), actor, at)
        hold.state, hold.reason = _STATES[outcome], reasons.strip()
        hold.decided_by, hold.decided_at = f"{actor.kind}:{actor.ref}", at
        hold.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        matters.desk().close_matter(hold.case_ref, outcome=outcome, note=hold.reason, actor=actor, at=at)
        payload = {"reason": hold.reason, "origin": hold.origin, "rules": sorted({str(hit["rule"]) for hit in hold.hits})}
        audit.record(f"names:{hold.state}", actor=actor, subject_kind="name_hold", subject_ref=ref, payload=payload, at=at)
        _carry_out(hold, at)
        return hold_record(hold)


def needs_two(hold: NameHold, /) -> bool:
    """Say whether two people release it: a public body's account gets another name. Source: RQ-004."""
    is_renamed = hold.origin != HoldOrigin.APPLICATION and hold.proposed.get("name") != hold.standing.get("name")
    return is_renamed and hold.bearer.get("subject_class") in ORGANS


def _second_asked(hold: NameHold, reason: str, actor: Actor, at: datetime) -> HoldRecord:
    """Note the first of two releases and bring the hold before another person."""
    matters.desk().close_matter(hold.case_ref, outcome="seconded", note=reason, actor=actor, at=at)
    hold.first_release_by = f"{actor.kind}:{actor.ref}"
    excluded = {actor.user_id: _TWICE} if actor.user_id is not None else {}
    hold.case_ref = open_name_matter(hold, excluded=excluded, at=at)
    hold.save(update_fields=["first_release_by", "case_ref"])
    payload = {"reason": reason}
    audit.record("names:released_first", actor=actor, subject_kind="name_hold", subject_ref=hold.ref, payload=payload, at=at)
    return hold_record(hold)


def _carry_out(hold: NameHold, at: datetime) -> None:
    """Let the application go on, or change the account, and tell the people behind it."""
    if hold.origin == HoldOrigin.APPLICATION:
        check_application(hold.subject_key.removeprefix("application:"), at=at)
        return
    if hold.state == HoldState.RELEASED and hold.origin in {HoldOrigin.REQUEST, HoldOrigin.EVENT}:
        changed = {name: value for name, value in hold.proposed.items() if name in FIELDS and value != hold.standing.get(name)}
        if "avatar_sha256" in changed:
            changed["avatar_phash"] = str(hold.proposed.get("avatar_phash", ""))
        apply_profile(hold.account_ref, changed, cause=f"hold:{hold.ref}", at=at)
    if hold.state == HoldState.RELEASED and hold.origin == HoldOrigin.RECHECK:
        return
    tell_account(hold.account_ref, name=str(hold.standing.get("name", "")), news=_news(hold, at), at=at)


def _news(hold: NameHold, at: datetime) -> News:
    reason = say("as_written", "{text}", "{text}", text=hold.reason)
    path = f"/portal/accounts/{hold.account_ref}/profile/"
    if hold.state == HoldState.RELEASED:
        done = say(
            "profile_released",
            "您提交的名称、简介或头像已通过审核并生效。",
            "Your name, self-description or avatar is in effect.",
        )
        return News(done, (done, reason), "PA21:8.2", path=path)
    if hold.origin == HoldOrigin.RECHECK and hold.hits and all(hit["rule"] in MARK_RULES for hit in hold.hits):
        return _avatar_news(reason, path, at)
    if hold.origin == HoldOrigin.RECHECK or not hold.standing.get("name"):
        heading = say("name_to_change", "账号名称需要更改", "The account's name has to be changed")
        todo = say(
            "name_to_change_how",
            "请在期限前提交新的名称，或者提交有权使用该名称的证明。逾期未改的，平台可以依法暂停服务；您可以申诉。",
            "Propose another name by the deadline, or hand in proof that you may use it. Otherwise the service may be "
            "suspended; you may appeal.",
        )
        deadline = at + timedelta(days=number("correction_days"))
        return News(heading, (reason, todo), "PA21:8.2", deadline=deadline, path=path)
    heading = say("profile_not_released", "名称、简介或头像的更改未通过", "The change of your profile did not pass")
    kept = say(
        "profile_stands",
        "原名称、简介和头像继续有效。您可以修改后重新提交，或者提交授权材料；不服的可以申诉。",
        "Your former profile stands. Propose another, hand in an authorisation, or appeal.",
    )
    return News(heading, (reason, kept), "PA21:8.2", path=path)


def _avatar_news(reason: Sentence, path: str, at: datetime) -> News:
    heading = say("avatar_to_change", "账号头像需要更改", "The account's avatar has to be changed")
    todo = say(
        "avatar_to_change_how",
        "请在期限前提交新的头像，或者提交有权使用该标识的证明。逾期未改的，平台可以依法暂停服务；您可以申诉。",
        "Propose another avatar by the deadline, or hand in proof that you may use the mark. Otherwise the service may be "
        "suspended; you may appeal.",
    )
    deadline = at + timedelta(days=number("correction_days"))
    return News(heading, (reason, todo), "PA21:8.2", deadline=deadline, path=path)


def _require_letter(hold: NameHold, letter: str) -> None:
    """Release no public body's name without its letter. Source: RQ-004."""
    if hold.origin == HoldOrigin.APPLICATION and hold.bearer.get("subject_class") in ORGANS and not letter.strip():
        raise NameLetterMissing(
            "The account of a public body is released on a letter of authorisation.",
            hint="Say where the letter is filed, or return the proposal.",
            clause="PA21:4.2",
        )


def _file_letter(hold: NameHold, letter: str, actor: Actor, at: datetime) -> None:
    """Note that the applicant is entitled to the protected names it reads as, so that it is not asked again."""
    if not letter.strip():
        return
    refs = [str(one["ref"]) for one in hold.likenesses if one["kind"] != NameKind.CLOSED]
    bearer = _bearer_ref(hold, at)
    for entry in ProtectedName.objects.filter(ref__in=refs, withdrawn_at__isnull=True) if bearer else ():
        NameLetter.objects.get_or_create(
            entry=entry,
            bearer_ref=bearer,
            revoked_at=None,
            defaults={
                "letter": letter.strip()[:200],
                "hold_ref": hold.ref,
                "accepted_by": f"{actor.kind}:{actor.ref}",
                "accepted_at": at,
            },
        )
    if bearer:
        _entitle_to_marks(hold, bearer, letter.strip()[:200])
    if bearer and hold.bearer.get("subject_class") in ORGANS and hold.proposed.get("name"):
        own = NewName(str(hold.proposed["name"]), _KIND_OF_ORGANS, f"hold:{hold.ref}", bearer, letter)
        protect_names([own], actor=actor, at=at)


def _entitle_to_marks(hold: NameHold, bearer: str, letter: str) -> None:
    """Note the letter at the marks the avatar is or looks like, where they are the applicant's or nobody's yet."""
    refs = [str(hit["text"]) for hit in hold.hits if hit["rule"] in MARK_RULES]
    for mark in ProtectedMark.objects.select_for_update().filter(ref__in=refs, holder_ref__in=("", bearer), letter=""):
        mark.holder_ref, mark.letter = bearer, letter
        mark.save(update_fields=["holder_ref", "letter"])


def _bearer_ref(hold: NameHold, at: datetime) -> str:
    if hold.origin == HoldOrigin.APPLICATION:
        found = Application.objects.filter(ref=hold.subject_key.removeprefix("application:")).first()
        return found.subject_index or found.uscc if found else ""
    bearer = bearer_of(hold.account_ref, at=at)
    return bearer.operator_ref or bearer.account_ref


def _locked(ref: str) -> NameHold:
    """Lock whom it is about, then the hold: the order in which applications and accounts are changed elsewhere."""
    key = NameHold.objects.filter(ref=ref).values_list("subject_key", flat=True).first()
    if key is None:
        raise NameHoldUnknown(f"There is no held name {ref}.", hint="Check the reference.")
    kind, _, subject = key.partition(":")
    if kind == "application":
        list(Application.objects.select_for_update(of=("self",)).filter(ref=subject).values_list("pk"))
    else:
        list(Account.objects.select_for_update(of=("self",)).filter(account_ref=subject).values_list("pk"))
    hold = NameHold.objects.select_for_update().get(ref=ref)
    if hold.state != HoldState.HELD:
        raise NameHoldSettled(f"The held name {ref} is {hold.state}.", hint="Open the page again.")
    return hold
