"""Names, self-descriptions and avatars the platform reports as changed: the same gate as for proposals.

What asks for a person is put back to what stood before, and the change waits. An account that came into being with such a
name keeps it until a person decides, because nothing stood before. Source: PA21:8.2, RQ-025, RQ-027, RQ-032
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.marks import marks_among
from goodstanding.apps.registry.models import Account, AccountChange, AccountStatus, HoldOrigin, HoldState, NameHold
from goodstanding.apps.registry.models import ProtectedName as Row
from goodstanding.apps.registry.name_gate import LONGEST_COMPARED, examine, name_findings, occupation_hits
from goodstanding.apps.registry.name_index import current_names, entry_of
from goodstanding.apps.registry.name_records import FIELDS, Bearer, Hit, HoldRecord, Profile, Verdict
from goodstanding.apps.registry.reading.freezes import frozen_among
from goodstanding.apps.registry.reading.names import bearer_of, hold_record, profile_of
from goodstanding.apps.registry.services.freezing import FROZEN
from goodstanding.apps.registry.services.name_holds import hold_proposal, proposal_digest
from goodstanding.apps.registry.services.name_register import RECHECK
from goodstanding.apps.registry.services.profiles import apply_profile
from goodstanding.core.events.event import Event
from goodstanding.core.names.protected import ProtectedNames
from goodstanding.core.names.values import NameKind

TYPES = frozenset({"account.registered", "account.profile_changed"})
_MACHINE = Actor("machine", "names")
_AT_ONCE = 500
"""Accounts looked at by one message of the worker."""


def worth_a_look(events: Iterable[Event], /) -> list[Event]:
    """Return the events whose profile may ask for a person: three queries for a whole batch, none for what touches no rule.

    They are looked at as if nobody were verified and nothing on record, so that whoever proves more passes later, not here.
    """
    told = [event for event in events if event.type in TYPES and event.subject]
    if not told:
        return []
    names, stranger = current_names(), Bearer("")
    marks = marks_among(_told(told, "avatar_sha256"), _told(told, "avatar_phash"))
    frozen = frozen_among({event.subject for event in told})
    return [event for event in told if event.subject in frozen or _may_ask(event, names, stranger, marks)]


def _told(events: Iterable[Event], field: str) -> set[str]:
    return {value for event in events if isinstance(value := event.data.get(field), str) and value}


def _may_ask(event: Event, names: ProtectedNames, stranger: Bearer, marks: frozenset[str]) -> bool:
    name, bio = event.data.get("name"), event.data.get("bio")
    if isinstance(name, str) and name:
        short = name[:LONGEST_COMPARED]
        if name_findings(short, stranger) or (len(names) and names.match(short, limit=1)):
            return True
    if isinstance(bio, str) and bio and any(occupation_hits(bio, stranger)):
        return True
    return not marks.isdisjoint({event.data.get("avatar_sha256"), event.data.get("avatar_phash")})


def hold_reported_profile(event: Event, /, *, at: datetime) -> HoldRecord | None:
    """Look at what an event changed of a profile, in the caller's transaction; None where nothing asks for a person.

    The name of a closed account is not held here: that registration is brought before a person by itself.
    """
    told = [name for name in FIELDS if isinstance(event.data.get(name), str) and event.data[name]]
    if event.type not in TYPES or not event.subject or not told:
        return None
    if "avatar_sha256" in told and "avatar_phash" not in told:
        told.append("avatar_phash")
    now, is_new = profile_of(event.subject), event.type == "account.registered"
    before = _before(event, now)
    fields = tuple(name for name in told if is_new or getattr(now, name) != getattr(before, name))
    if not fields:
        return None
    bearer = bearer_of(event.subject, at=at)
    verdict = examine(now, bearer, fields=fields, rules=False, at=at)
    if frozen_among([event.subject]):
        verdict = replace(verdict, hits=(*verdict.hits, *(_frozen_hit(name, now) for name in fields)))
    if verdict.refusal is not None or not verdict.hits or _is_released(event.subject, now, proposal_digest(now, bearer)):
        return None
    standing = Profile() if is_new else before
    hold = hold_proposal(
        f"account:{event.subject}",
        verdict,
        proposed=now,
        standing=standing,
        bearer=bearer,
        origin=HoldOrigin.EVENT,
        actor=_MACHINE,
        at=at,
    )
    if not is_new:
        apply_profile(event.subject, {name: getattr(before, name) for name in fields}, cause=f"hold:{hold.ref}", at=at)
    return hold_record(hold)


def _frozen_hit(name: str, now: Profile) -> Hit:
    text = str(getattr(now, name))
    return Hit(name, "frozen", "PA21:11.2", 0, len(text), text, FROZEN)


def recheck_accounts(message: MessageView, at: datetime, /) -> None:
    """Look at the accounts that exist, because names were added: a portion, then the next one.

    What reads like a new entry is brought before a person. No account is changed. Source: PA21:8.2, RQ-027
    """
    sequence, after = int(message.payload["sequence"]), int(message.payload["after"])
    rows = Row.objects.filter(sequence=sequence, withdrawn_at__isnull=True)
    names = ProtectedNames.build(entry_of(row) for row in rows)
    accounts = Account.objects.exclude(status=AccountStatus.CLOSED).exclude(name="").filter(pk__gt=after).order_by("pk")
    portion = list(accounts.values_list("pk", "account_ref", "name")[:_AT_ONCE]) if len(names) else []
    for _, account_ref, name in portion:
        if names.match(name, limit=1):
            _recheck(account_ref, at)
    if len(portion) == _AT_ONCE:
        payload = {"sequence": sequence, "after": portion[-1][0], "at": at.isoformat()}
        with immediate():
            enqueue(RECHECK, key=f"{sequence}:{portion[-1][0]}", payload=payload, at=at)


def _recheck(account_ref: str, at: datetime) -> None:
    with immediate():
        profile, bearer = profile_of(account_ref), bearer_of(account_ref, at=at)
        verdict = examine(profile, bearer, fields=("name",), rules=False, at=at)
        hits = tuple(hit for hit in verdict.hits if hit.rule in {"protected", "closed_near"})
        others = tuple(one for one in verdict.likenesses if one.kind != NameKind.CLOSED)
        key, digest = f"account:{account_ref}", proposal_digest(profile, bearer)
        if not others or NameHold.objects.filter(subject_key=key, state=HoldState.HELD).exists():
            return
        if _is_settled(key, digest, {one.ref for one in others}):
            return
        hold_proposal(
            key,
            Verdict(hits, others),
            proposed=profile,
            standing=profile,
            bearer=bearer,
            origin=HoldOrigin.RECHECK,
            actor=SYSTEM,
            at=at,
        )


def _is_settled(key: str, digest: str, refs: set[str]) -> bool:
    """Say whether a person released this very name against these very entries."""
    rows = NameHold.objects.filter(subject_key=key, proposal_sha256=digest, state=HoldState.RELEASED)
    return any(refs <= {str(one["ref"]) for one in row.likenesses} for row in rows)


def _is_released(account_ref: str, profile: Profile, digest: str) -> bool:
    """Say whether a person released what the platform now reports: it did what it was told."""
    rows = NameHold.objects.filter(account_ref=account_ref, state=HoldState.RELEASED).order_by("-id")
    return any(row.proposal_sha256 == digest or Profile(**row.proposed) == profile for row in rows[:20])


def _before(event: Event, now: Profile) -> Profile:
    cause = f"event:{event.source}/{event.id}"[:300]
    changes = AccountChange.objects.filter(account_ref=event.subject, cause=cause, field__in=FIELDS).order_by("-id")
    old = {row.field: row.old for row in changes}
    return Profile(**{name: old.get(name, getattr(now, name)) for name in FIELDS})
