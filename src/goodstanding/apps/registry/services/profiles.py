"""Changes of an account's name, self-description and avatar: proposed, looked at, applied or held.

What stood before stands until a proposal passes. Source: PA21:8.2, PA21:8.3, RQ-025
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.admission import normalised_name
from goodstanding.apps.registry.errors import AccountUnknown, NameHoldSettled, NameHoldUnknown, NameRefused
from goodstanding.apps.registry.models import Account, AccountChange, AccountStatus, HoldOrigin, HoldState, NameHold
from goodstanding.apps.registry.name_gate import CLAUSE, CLOSED_CLAUSE, examine
from goodstanding.apps.registry.name_records import FIELDS, Bearer, Hit, HoldRecord, Profile, Verdict
from goodstanding.apps.registry.reading.names import bearer_of, hold_record
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.accounts import lock_account
from goodstanding.apps.registry.services.freezing import require_settings_free
from goodstanding.apps.registry.services.name_holds import claim_name, drop_holds, hold_proposal, taken
from goodstanding.apps.registry.services.telling import announce_disclosure
from goodstanding.core.names.rules import ORGANS

LONGEST_NAME = 200
LONGEST_BIO = 2_000
ORGAN_RENAMED = say(
    "organ_renamed",
    "党政机关、事业单位和人民团体账号更名，须由两名工作人员先后审核。",
    "An account of a public body gets another name: two people release it, one after the other.",
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What became of a proposal: applied at once, held for a person, or nothing was new."""

    state: Literal["applied", "held", "unchanged"]
    hold: HoldRecord | None = None


def propose_profile(account_ref: str, /, *, values: Mapping[str, str], actor: Actor, at: datetime) -> Proposed:
    """Propose a name, a self-description or an avatar for an account.

    A proposal that is held already takes the place of the older one.

    Args:
        values: By field: ``name``, ``bio``, ``avatar_sha256``, ``avatar_phash``; absent ones stay as they are, but another avatar
            without its perceptual hash has none.

    Raises:
        AccountUnknown: The registry does not know the account, or it is closed.
        NameRefused: The name is that of an account a decision closed.
        SettingsFrozen: The account looks as if it changed hands, and nobody has looked yet.
    """
    with immediate():
        lock_account(account_ref)
        row = Account.objects.filter(account_ref=account_ref).exclude(status=AccountStatus.CLOSED).first()
        if row is None:
            raise AccountUnknown(f"The registry knows no open account “{account_ref}”.", hint="Check the account's id.")
        require_settings_free(account_ref, at=at)
        standing = Profile(row.name, row.bio, row.avatar_sha256, row.avatar_phash)
        given = {
            name: values[name].strip()[: LONGEST_NAME if name == "name" else LONGEST_BIO] for name in FIELDS if name in values
        }
        if given.get("avatar_sha256", standing.avatar_sha256) != standing.avatar_sha256:
            given.setdefault("avatar_phash", "")
        proposed = replace(standing, **given)
        fields = tuple(name for name in FIELDS if getattr(proposed, name) != getattr(standing, name))
        if not fields:
            return Proposed("unchanged")
        return _looked_at(account_ref, proposed, standing, fields, actor, at)


def withdraw_proposal(ref: str, /, *, account_ref: str, actor: Actor, at: datetime) -> None:
    """Take back a proposal that is held.

    Raises:
        NameHoldUnknown: There is none of this reference about the account.
        NameHoldSettled: It was decided meanwhile.
    """
    with immediate():
        lock_account(account_ref)
        hold = NameHold.objects.filter(ref=ref, subject_key=f"account:{account_ref}").first()
        if hold is None:
            raise NameHoldUnknown(f"There is no held name {ref}.", hint="Check the reference.")
        if hold.state != HoldState.HELD or hold.origin != HoldOrigin.REQUEST:
            raise NameHoldSettled("The proposal is decided; it cannot be taken back.", hint="Propose a change anew.")
        drop_holds(hold.subject_key, at=at)
        payload = {"account": account_ref}
        audit.record("names:taken_back", actor=actor, subject_kind="name_hold", subject_ref=ref, payload=payload, at=at)


def apply_profile(account_ref: str, values: Mapping[str, str], /, *, cause: str, at: datetime) -> None:
    """Write a profile into the register with its history, in the caller's transaction; tell the platform."""
    row = Account.objects.select_for_update(of=("self",)).filter(account_ref=account_ref).first()
    if row is None:
        return
    changed = [name for name in FIELDS if name in values and values[name] != getattr(row, name)]
    for name in changed:
        AccountChange.objects.create(
            account_ref=account_ref, field=name, old=getattr(row, name), new=values[name], cause=cause, at=at
        )
        setattr(row, name, values[name])
    if changed:
        row.normalised_name = normalised_name(row.name)
        row.save(update_fields=[*changed, "normalised_name"])
        announce_disclosure(account_ref, at=at)


def examined(profile: Profile, bearer: Bearer, fields: tuple[str, ...], /, *, at: datetime) -> Verdict:
    """Look at a profile of an account, other accounts' names and public bodies' safeguards included."""
    verdict = examine(profile, bearer, fields=fields, at=at)
    if "name" in fields and verdict.refusal is None:
        more = [*_taken(profile, bearer, at), *_organ(profile, bearer)]
        verdict = replace(verdict, hits=(*verdict.hits, *more))
    return verdict


def _looked_at(
    account_ref: str, proposed: Profile, standing: Profile, fields: tuple[str, ...], actor: Actor, at: datetime
) -> Proposed:
    bearer, key = bearer_of(account_ref, at=at), f"account:{account_ref}"
    verdict = examined(proposed, bearer, fields, at=at)
    if verdict.refusal is not None:
        raise NameRefused(verdict.refusal.says, clause=CLOSED_CLAUSE)
    if not verdict.passes:
        hold = hold_proposal(
            key,
            verdict,
            proposed=proposed,
            standing=standing,
            bearer=bearer,
            origin=HoldOrigin.REQUEST,
            actor=actor,
            at=at,
        )
        return Proposed("held", hold_record(hold))
    drop_holds(key, at=at)
    apply_profile(account_ref, {name: getattr(proposed, name) for name in fields}, cause=f"{actor.kind}:{actor.ref}", at=at)
    payload = {"fields": list(fields), "rules": []}
    audit.record("names:checked", actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)
    return Proposed("applied")


def _taken(profile: Profile, bearer: Bearer, at: datetime) -> list[Hit]:
    if not claim_name(profile.name, bearer=bearer, at=at):
        return []
    return [Hit("name", "taken", CLAUSE, 0, len(profile.name), profile.name, taken(profile.name))]


def _organ(profile: Profile, bearer: Bearer) -> list[Hit]:
    """Bring every change of a public body's name before people. Source: PA21:4.2, RQ-004."""
    if bearer.subject_class not in ORGANS:
        return []
    return [Hit("name", "organ_renamed", "PA21:4.2", 0, len(profile.name), profile.name, ORGAN_RENAMED)]
