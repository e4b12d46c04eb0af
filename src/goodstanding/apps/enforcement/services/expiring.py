"""Measures that end by themselves, and the platform's word that it carried one out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors
from goodstanding.apps.enforcement.errors import DecisionUnknown
from goodstanding.apps.enforcement.models import MeasureState, MeasureStatus
from goodstanding.apps.enforcement.services.carrying_out import take_back
from goodstanding.apps.enforcement.services.locking import hold_subject
from goodstanding.apps.enforcement.services.planning import DEFAULT_LANGUAGE
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.notices import services as notices
from goodstanding.apps.registry import selectors as registry


def expire_measures(*, at: datetime, limit: int = 500) -> int:
    """End the measures whose time is up: take their effects back and tell the account. Say how many.

    A content a machine held comes back by itself here when nobody decided in time. Each measure is its own transaction, so
    that one fault keeps no other from ending; asking again does nothing twice.

    Args:
        limit: At most so many in one round.
    """
    due = MeasureState.objects.filter(status=MeasureStatus.APPLIED, ends_at__lte=at).order_by("ends_at", "id")
    return sum(
        _expire(state_id, account_ref, content_ref, at=at)
        for state_id, account_ref, content_ref in list(due.values_list("pk", "account_ref", "content_ref")[:limit])
    )


def end_measures(decision_ref: str, /, *, actor: Actor = SYSTEM, at: datetime) -> int:
    """End what a decision still does before its time, because the reason it was done has fallen away; say how many ended.

    The decision stays on record, and what other decisions did stays in force. Asking again does nothing twice.

    Raises:
        DecisionUnknown: No decision has that reference.
    """
    found = selectors.decision(decision_ref)
    with immediate():
        hold_subject(found.account_ref, found.content_ref)
        states = MeasureState.objects.select_for_update(of=("self",)).select_related("decision").order_by("position")
        applied = list(states.filter(decision__ref=decision_ref, status=MeasureStatus.APPLIED))
        for state in applied:
            _end(state, actor=actor, at=at)
        return len(applied)


def confirm_measure(decision_ref: str, position: int, /, *, at: datetime) -> None:
    """Note the platform's word that it carried a measure out; the first time counts.

    Raises:
        DecisionUnknown: No decision has that measure.
    """
    rows = MeasureState.objects.filter(decision__ref=decision_ref, position=position)
    if not rows.exists():
        raise DecisionUnknown(f"The decision {decision_ref} has no measure {position}.")
    rows.filter(confirmed_at=None).update(confirmed_at=at)


def _expire(state_id: int, account_ref: str, content_ref: str, *, at: datetime) -> int:
    with immediate():
        hold_subject(account_ref, content_ref)
        state = (
            MeasureState.objects.select_for_update(of=("self",))
            .select_related("decision")
            .filter(pk=state_id, status=MeasureStatus.APPLIED)
            .first()
        )
        if state is None:
            return 0
        _end(state, actor=SYSTEM, at=at)
        return 1


def _end(state: MeasureState, *, actor: Actor, at: datetime) -> None:
    take_back(state, status="ended", at=at)
    audit.record(
        "measure:ended",
        actor=actor,
        subject_kind="decision",
        subject_ref=state.decision.ref,
        payload={"position": state.position, "code": state.code},
        at=at,
    )
    _tell_account(state, at=at)


def _tell_account(state: MeasureState, *, at: datetime) -> None:
    account = registry.find_account(state.account_ref)
    members = registry.members_of(state.account_ref)
    remaining = MeasureState.objects.filter(account_ref=state.account_ref, status=MeasureStatus.APPLIED).order_by(
        "starts_at", "id"
    )
    notices.issue_notice(
        "measure_ended",
        language=identity.person(members[0]).language if members else DEFAULT_LANGUAGE,
        recipient=notices.Recipient("account", state.account_ref),
        context={
            "decision": {"ref": state.decision.ref},
            "account": {"ref": state.account_ref, "name": (account.name if account else "") or state.account_ref},
            "measure": {
                "code": state.code,
                "scope": state.scope,
                "starts_at": state.starts_at.isoformat(),
                "ended_at": at.isoformat(),
            },
            "remaining": [
                {"code": one.code, "scope": one.scope, "ends_at": one.ends_at.isoformat() if one.ends_at else None}
                for one in remaining
            ],
            "url": f"{settings.CONFIG.public_url.rstrip('/')}/portal/decisions/{state.decision.ref}",
        },
        decision_ref=state.decision.ref,
        at=at,
    )
