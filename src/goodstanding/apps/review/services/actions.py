"""The one door for doing something with a case. Every action is asked of one policy, changes the version, and leaves a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.review.errors import ActionIncomplete, ActionUnknown, CaseForbidden, CaseOpenAlready
from goodstanding.apps.review.models import Case, CaseStatus
from goodstanding.apps.review.permissions import action_refusal, may_take
from goodstanding.apps.review.selectors import case_view, viewer
from goodstanding.apps.review.services.steps import clear_lease, lock_case, record_step
from goodstanding.apps.review.values import CaseView

LEASE = timedelta(minutes=15)
"""How long a case is kept for one person without a sign of life."""


@dataclass(frozen=True, slots=True)
class _Deed:
    user_id: int
    at: datetime
    note: str
    details: dict[str, Any] = field(default_factory=dict)


def perform(case_ref: str, /, *, action: str, expected_version: int, actor: Actor, at: datetime, **details: Any) -> CaseView:
    """Do one action on a case.

    Args:
        action: ``claim``, ``renew``, ``release``, ``note``, ``hand_over`` (``to_user``), ``escalate``, ``skip`` or ``reopen``.
        expected_version: The version the actor saw.
        actor: A person.
        details: ``note``: why; ``to_user``: user id the case is handed to.

    Raises:
        ActionUnknown: There is no such action, or it has its own door (deciding).
        ActionIncomplete: A detail is missing.
        CaseChanged: The case is no longer at that version.
        ReviewError: The policy refuses; the subclass says why.
    """
    apply = _DEEDS.get(action)
    if apply is None:
        raise ActionUnknown(
            f"“{action}” is not an action of a case.", hint=f"Use one of {', '.join(_DEEDS)}; decisions go through enforcement."
        )
    if actor.user_id is None:
        raise CaseForbidden("Only a person acts on a case.", hint="Sign in.")
    deed = _Deed(actor.user_id, at, str(details.pop("note", "")).strip(), details)
    with immediate():
        row = lock_case(case_ref, expected_version=expected_version)
        refusal = action_refusal(action, case_view(row), viewer(deed.user_id), at=at)
        if refusal is not None:
            raise refusal
        before = row.status
        apply(row, deed)
        if action == "renew":
            row.save(update_fields=["lease_expires_at"])
        else:
            row.version += 1
            record_step(row, action, actor=actor, at=at, from_status=before, note=deed.note, detail=deed.details)
        return case_view(row)


def _claim(row: Case, deed: _Deed) -> None:
    row.lease_holder_id = deed.user_id
    row.lease_expires_at = deed.at + LEASE


def _renew(row: Case, deed: _Deed) -> None:
    row.lease_expires_at = deed.at + LEASE


def _release(row: Case, deed: _Deed) -> None:
    del deed
    clear_lease(row)


def _note(row: Case, deed: _Deed) -> None:
    del row
    _require_note(deed, "A note says something.")


def _hand_over(row: Case, deed: _Deed) -> None:
    _require_note(deed, "Handing over says why.")
    try:
        to_user = int(deed.details["to_user"])
    except (KeyError, TypeError, ValueError) as fault:
        raise ActionIncomplete("Handing over names the person who takes the case.", hint="Give to_user.") from fault
    if not may_take(case_view(row), viewer(to_user)):
        raise CaseForbidden("That person cannot decide this case.", hint="Choose somebody with the permission, who took no part.")
    deed.details["to_user"] = identity.person(to_user).id
    clear_lease(row)
    row.assignee_id = to_user


def _escalate(row: Case, deed: _Deed) -> None:
    _require_note(deed, "Escalating says why.")
    clear_lease(row)
    row.assignee_id = None
    row.escalated = True


def _skip(row: Case, deed: _Deed) -> None:
    if row.lease_holder_id == deed.user_id:
        clear_lease(row)


def _reopen(row: Case, deed: _Deed) -> None:
    _require_note(deed, "Reopening says why.")
    if Case.objects.filter(act_key=row.act_key, status=CaseStatus.OPEN).exists():
        raise CaseOpenAlready("Another open case is about the same act.", hint="Go on with that one.")
    row.status, row.settled_at = CaseStatus.OPEN, None
    deed.details["former_outcome"] = row.outcome
    row.outcome = ""


def _require_note(deed: _Deed, message: str) -> None:
    if not deed.note:
        raise ActionIncomplete(message, hint="Give a note.")


_DEEDS: dict[str, Callable[[Case, _Deed], None]] = {
    "claim": _claim,
    "renew": _renew,
    "release": _release,
    "note": _note,
    "hand_over": _hand_over,
    "escalate": _escalate,
    "skip": _skip,
    "reopen": _reopen,
}
