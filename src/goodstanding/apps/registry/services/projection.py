"""Account events drawn into the registry: a book of the accounts one batch concerns, opened once, written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.registry.account_facts import (
    PROFILE_COLUMNS,
    AccountState,
    accounts_by_operator,
    lock_accounts,
    read_states,
)
from goodstanding.apps.registry.admission import normalised_name
from goodstanding.apps.registry.credential_facts import Held
from goodstanding.apps.registry.models import Account, AccountChange, Operator, Origin, SubjectClass
from goodstanding.apps.registry.services.origins import told_origins
from goodstanding.apps.registry.services.telling import announce_disclosures
from goodstanding.core.events.event import Event

_TEXT_FIELDS = {"name": None, "bio": None, "avatar_sha256": 64, "avatar_phash": 64, "ip_region": 64}
"""Profile fields taken over as they are, with the longest text each column takes. An agency is linked by its agreement only."""
_CARD = frozenset({"name", "categories", "status", "ip_region", "agency", "registered_at", "operator_id"})
"""What of an account stands on its public card."""
_HISTORY = frozenset({"name", "bio", "avatar_sha256", "avatar_phash", "categories", "status", "agency", "declared_class"})


@dataclass(slots=True)
class _NamedOperator:
    """An operator that events of the batch name; ``accounts`` grows as the batch gives it accounts."""

    id: int
    subject_class: str
    name: str
    is_verified: bool
    accounts: int
    credentials: list[Held]


class AccountBook:
    """The accounts a batch of events concerns.

    Events are applied one after another in memory, so that each event is judged by the account as the events before it left
    it; ``save`` then writes all of it. Standing is changed by decisions, never by an event, except that an account may close.
    """

    def __init__(self, states: dict[str, AccountState], operators: dict[str, _NamedOperator]) -> None:
        self._states = states
        self._operators = operators
        self._changes: list[AccountChange] = []
        self._origins: list[Origin] = []

    @classmethod
    def opened_for(cls, events: Iterable[Event], /) -> AccountBook:
        """Read, in one query, every account these events concern; lock those they will change."""
        events = list(events)
        changing = {event.subject for event in events if event.subject and _changes_account(event)}
        lock_accounts(sorted(changing))
        states = read_states({event.subject for event in events if event.subject})
        return cls(states, _operators_named_by(events))

    def facts(self, ref: str, /, *, at: datetime) -> dict[str, Any] | None:
        """Tell what rules may know of an account at an instant, or None where the registry does not know it."""
        state = self._states.get(ref)
        return state.facts(at=at) if state else None

    def doubt(self, ref: str, /) -> str:
        """Say what speaks against serving an account now; empty where nothing does."""
        state = self._states.get(ref)
        return state.doubt if state else "unknown"

    def apply(self, event: Event, /) -> None:
        """Draw one event into the accounts; events that say nothing about an account are passed over."""
        if not event.subject or not _changes_account(event):
            return
        state = self._states.get(event.subject)
        if state is None and event.type == "metric.sampled":
            return
        if state is None:
            state = self._states[event.subject] = AccountState(event.subject)
            state.changed.add("account_ref")
        if event.type == "metric.sampled":
            self._set(state, event, "followers", _count(event.data["value"]))
        elif event.type == "account.signed_in":
            self._apply_sign_in(state, event)
        elif event.type == "account.closed":
            self._set(state, event, "status", "closed")
            self._set(state, event, "closed_at", event.time)
        else:
            self._apply_profile(state, event)

    def save(self, *, at: datetime) -> None:
        """Write every account that changed, and the history of the changes; tell of the public cards that changed."""
        changed = [state for state in self._states.values() if state.changed]
        Account.objects.bulk_create([_row(state) for state in changed if state.id is None])
        known = [state for state in changed if state.id is not None]
        if known:
            columns = sorted(set().union(*(state.changed for state in known)) & set(PROFILE_COLUMNS))
            Account.objects.bulk_update([_row(state) for state in known], columns, batch_size=200)
        AccountChange.objects.bulk_create(self._changes)
        self._changes = []
        if self._origins:
            Origin.objects.bulk_create(self._origins, ignore_conflicts=True)
            self._origins = []
        shown = sorted(state.account_ref for state in known if state.changed & _CARD)
        if shown:
            announce_disclosures(shown, at=at)
        for state in changed:
            state.changed.clear()

    def _apply_sign_in(self, state: AccountState, event: Event) -> None:
        if state.last_signed_in_at is None or event.time > state.last_signed_in_at:
            self._set(state, event, "last_signed_in_at", event.time)
            region = event.data.get("ip_region")
            if region:
                self._set(state, event, "ip_region", region[:64])

    def _apply_profile(self, state: AccountState, event: Event) -> None:
        data = event.data
        if data.get("avatar_sha256") not in (None, state.avatar_sha256) and data.get("avatar_phash") is None:
            self._set(state, event, "avatar_phash", "")
        for name, longest in _TEXT_FIELDS.items():
            if data.get(name) is not None:
                self._set(state, event, name, data[name][:longest])
        if data.get("categories") is not None:
            self._set(state, event, "categories", list(data["categories"]))
        if data.get("followers") is not None:
            self._set(state, event, "followers", _count(data["followers"]))
        if data.get("subject_class") in SubjectClass.values:
            self._set(state, event, "declared_class", data["subject_class"])
        registered_at = _instant(data.get("registered_at"))
        if event.type == "account.registered":
            registered_at = registered_at or event.time
            self._origins += told_origins(state.account_ref, data.get("origin") or {}, at=event.time)
        if registered_at is not None and state.registered_at is None:
            self._set(state, event, "registered_at", registered_at)
        self._assign_operator(state, event)

    def _assign_operator(self, state: AccountState, event: Event) -> None:
        """Take over the operator an event names, once: from one operator to another an account goes by transfer only."""
        found = self._operators.get(str(event.data.get("operator")))
        if found is not None and state.operator_id is None:
            found.accounts += 1
            state.operator_class, state.operator_name = found.subject_class, found.name
            state.operator_verified = found.is_verified
            state.accounts_of_operator = found.accounts
            state.credentials = [*state.credentials, *found.credentials]
            self._set(state, event, "operator_id", found.id)

    def _set(self, state: AccountState, event: Event, column: str, value: Any) -> None:
        old = getattr(state, column)
        if old == value:
            return
        setattr(state, column, value)
        state.changed.add(column)
        if column == "name":
            state.normalised_name = normalised_name(value)
            state.changed.add("normalised_name")
        if column in _HISTORY and state.id is not None:
            self._changes.append(
                AccountChange(
                    account_ref=state.account_ref,
                    field=column,
                    old=_shown(old),
                    new=_shown(value),
                    cause=f"event:{event.source}/{event.id}"[:300],
                    at=event.time,
                )
            )


def apply_account_event(event: Event, /) -> None:
    """Draw one event into the registry."""
    with immediate():
        book = AccountBook.opened_for([event])
        book.apply(event)
        book.save(at=event.time)


def _changes_account(event: Event) -> bool:
    if event.type == "metric.sampled":
        return event.data.get("metric") == "followers" and "value" in event.data
    return event.type.startswith("account.") and event.type in {
        "account.registered",
        "account.profile_changed",
        "account.signed_in",
        "account.closed",
    }


def _operators_named_by(events: Iterable[Event]) -> dict[str, _NamedOperator]:
    refs = {event.data["operator"] for event in events if event.type.startswith("account.") and event.data.get("operator")}
    if not refs:
        return {}
    rows = list(Operator.objects.filter(ref__in=refs).prefetch_related("credentials"))
    counts = Counter(accounts_by_operator().filter(operator__in=rows).values_list("operator_id", flat=True))
    return {
        row.ref: _NamedOperator(row.pk, row.subject_class, row.name, row.verified_at is not None, counts[row.pk], _held_by(row))
        for row in rows
    }


def _count(value: float) -> int:
    """Round a sampled number to a count a column can hold: 0 to 2^53."""
    return int(min(max(value, 0), 2**53))


def _held_by(operator: Operator) -> list[Held]:
    return [Held(one.domain, one.kind, one.valid_to, one.status, one.forms) for one in operator.credentials.all()]


def _instant(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return None
    return found if found.tzinfo is not None else None


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)


def _row(state: AccountState) -> Account:
    return Account(
        id=state.id,
        account_ref=state.account_ref,
        **{column: getattr(state, column) for column in PROFILE_COLUMNS},
    )
