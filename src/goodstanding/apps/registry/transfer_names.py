"""The name, self-description and avatar of an account under the subject that takes it over.

What the giver might bear the taker may not: a letter of authorisation and a qualification belong to a subject, not to an account.
Source: PA21:8.2, PA21:11.2, RQ-045
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.models import HoldOrigin, HoldState, NameHold, Operator
from goodstanding.apps.registry.name_gate import examine
from goodstanding.apps.registry.name_records import Bearer, Hit, Verdict
from goodstanding.apps.registry.reading.names import bearer_of, licences_of, profile_of
from goodstanding.apps.registry.services.name_holds import hold_proposal


def examined_under(account_ref: str, taker_ref: str, /, *, at: datetime) -> Verdict:
    """Look at the profile of an account as if its taker bore it already."""
    taker = Operator.objects.get(ref=taker_ref)
    is_named = taker.verified_at is not None and taker.subject_class != "person"
    bearer = Bearer(
        account_ref="",
        operator_ref=taker.ref,
        subject_class=taker.subject_class,
        verified_name=taker.name if is_named else "",
        licences=licences_of("", taker.ref, at=at),
        refs=frozenset({taker.ref, taker.uscc, taker.subject_index} - {""}),
    )
    return examine(profile_of(account_ref), bearer, at=at)


def findings_of(verdict: Verdict, /) -> list[str]:
    """Name what was found, so that what is found later can be told from it."""
    return sorted({_key(hit) for hit in verdict.hits})


def hold_what_is_new(account_ref: str, taker_ref: str, /, *, seen: Collection[str], at: datetime) -> None:
    """Bring a profile before a person that touches rules under its new subject which nobody saw when the transfer was approved.

    The account keeps its name until then. In the caller's transaction.
    """
    verdict = examined_under(account_ref, taker_ref, at=at)
    key = f"account:{account_ref}"
    if set(findings_of(verdict)) <= set(seen) or NameHold.objects.filter(subject_key=key, state=HoldState.HELD).exists():
        return
    profile, bearer = profile_of(account_ref), bearer_of(account_ref, at=at)
    hold_proposal(key, verdict, proposed=profile, standing=profile, bearer=bearer, origin=HoldOrigin.RECHECK, actor=SYSTEM, at=at)


def _key(hit: Hit) -> str:
    return f"{hit.field}:{hit.rule}:{hit.text}"
