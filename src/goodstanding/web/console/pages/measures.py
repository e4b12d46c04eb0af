"""Measures in force here that the platform has not said it carries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView, MeasureStateView
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.console.access import Desk

GRACE = timedelta(minutes=15)
"""A platform that answers at all has answered by then."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class UnconfirmedLine:
    """One measure without the platform's word for it."""

    decision_ref: str
    label: str
    account_ref: str
    account_name: str
    content_ref: str
    code: str
    scope: str
    applied_at: datetime | None
    ends_at: datetime | None


def count_unconfirmed(desk: Desk, /) -> int:
    """Count the measures the person may see that wait for the platform's confirmation."""
    return len(_waiting(desk)) if desk.viewer.may_see_cases else 0


def unconfirmed_lines(desk: Desk, /) -> tuple[UnconfirmedLine, ...]:
    """Return the measures that wait for the platform's confirmation, the oldest first; at most 200."""
    waiting = _waiting(desk)[:_SHOWN]
    decisions = {ref: enforcement.decision(ref) for ref in dict.fromkeys(ref for ref, _ in waiting)}
    accounts = registry.accounts(found.account_ref for found in decisions.values())
    names = {ref: account.name for ref, account in accounts.items()}
    return tuple(_line(decisions[ref], state, names.get(decisions[ref].account_ref, "")) for ref, state in waiting)


def _waiting(desk: Desk) -> tuple[tuple[str, MeasureStateView], ...]:
    return enforcement.unconfirmed_measures(before=desk.now - GRACE, hidden=desk.hidden.cases)


def _line(found: DecisionView, state: MeasureStateView, account_name: str) -> UnconfirmedLine:
    return UnconfirmedLine(
        decision_ref=found.ref,
        label=found.label,
        account_ref=found.account_ref,
        account_name=account_name,
        content_ref=found.content_ref,
        code=state.measure.code,
        scope=state.measure.scope,
        applied_at=state.applied_at,
        ends_at=state.measure.ends_at,
    )
