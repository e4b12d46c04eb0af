"""Looking at the avatars that exist, because a mark was protected: what is or looks like it is brought before a person.

No account is changed, and none is refused anything: only whoever decides the matter does that. Source: PA21:8.2, RQ-025
"""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.marks import MarkIndex
from goodstanding.apps.registry.models import Account, AccountStatus, HoldOrigin, HoldState, NameHold, ProtectedMark
from goodstanding.apps.registry.name_gate import examine
from goodstanding.apps.registry.name_records import MARK_RULES, Verdict
from goodstanding.apps.registry.reading.names import bearer_of, profile_of
from goodstanding.apps.registry.services.mark_register import RECHECK
from goodstanding.apps.registry.services.name_holds import hold_proposal
from goodstanding.core.kernel.digests import is_perceptual_hash

_AT_ONCE = 2_000
"""Accounts looked at by one message of the worker: a comparison of hashes costs microseconds."""
_AGAIN = timedelta(days=1)
"""When an account is looked at again whose profile a person is deciding already."""


def recheck_avatars(message: MessageView, at: datetime, /) -> None:
    """Look at a portion of the accounts, then at the next one; or at one account alone."""
    ref, after, alone = str(message.payload["mark"]), int(message.payload["after"]), str(message.payload.get("account", ""))
    mark = ProtectedMark.objects.filter(ref=ref, withdrawn_at__isnull=True).first()
    if mark is None:
        return
    if alone:
        _look(alone, mark, at)
        return
    accounts = Account.objects.exclude(status=AccountStatus.CLOSED).exclude(avatar_sha256="", avatar_phash="")
    rows = accounts.filter(pk__gt=after).order_by("pk").values_list("pk", "account_ref", "avatar_sha256", "avatar_phash")
    portion, index = list(rows[:_AT_ONCE]), MarkIndex(only=ref)
    for _, account_ref, sha256, phash in portion:
        if sha256 == mark.sha256 or (is_perceptual_hash(phash) and index.near(phash)):
            _look(account_ref, mark, at)
    if len(portion) == _AT_ONCE:
        last = portion[-1][0]
        with immediate():
            enqueue(RECHECK, key=f"{ref}:{last}", payload={"mark": ref, "after": last}, at=at)


def _look(account_ref: str, mark: ProtectedMark, at: datetime) -> None:
    with immediate():
        profile, bearer = profile_of(account_ref), bearer_of(account_ref, at=at)
        verdict = examine(profile, bearer, fields=("avatar_sha256", "avatar_phash"), rules=False, at=at)
        hits = tuple(hit for hit in verdict.hits if hit.rule in MARK_RULES)
        key = f"account:{account_ref}"
        if mark.ref not in {hit.text for hit in hits} or _is_settled(account_ref, profile.avatar_sha256, mark.ref):
            return
        if NameHold.objects.filter(subject_key=key, state=HoldState.HELD).exists():
            _look_again(account_ref, mark, at)
            return
        hold_proposal(
            key,
            Verdict(hits),
            proposed=profile,
            standing=profile,
            bearer=bearer,
            origin=HoldOrigin.RECHECK,
            actor=SYSTEM,
            at=at,
        )


def _look_again(account_ref: str, mark: ProtectedMark, at: datetime) -> None:
    """Wait until the person has decided what lies before them: a new hold would take it out of their hands."""
    payload = {"mark": mark.ref, "after": 0, "account": account_ref}
    enqueue(RECHECK, key=f"{mark.ref}:{account_ref}", payload=payload, at=at, available_at=at + _AGAIN)


def _is_settled(account_ref: str, sha256: str, mark_ref: str) -> bool:
    """Say whether a person decided about this very avatar and this very mark already, or is deciding it."""
    rows = NameHold.objects.filter(account_ref=account_ref, state__in=(HoldState.HELD, HoldState.RELEASED)).order_by("-id")
    return any(
        row.proposed.get("avatar_sha256") == sha256
        and any(hit["rule"] in MARK_RULES and hit["text"] == mark_ref for hit in row.hits)
        for row in rows[:50]
    )
