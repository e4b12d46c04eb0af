"""An account as a batch of events sees it: read for many accounts in one query, changed in memory, told as facts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from goodstanding.apps.registry.credential_facts import Held, licences_of, suspended_categories
from goodstanding.apps.registry.models import Account, AccountStatus

LOCAL = ZoneInfo("Asia/Shanghai")

PROFILE_COLUMNS = (
    "name",
    "normalised_name",
    "bio",
    "avatar_sha256",
    "avatar_phash",
    "categories",
    "status",
    "followers",
    "ip_region",
    "agency",
    "declared_class",
    "registered_at",
    "last_signed_in_at",
    "closed_at",
    "operator_id",
)
"""The columns events may change."""
_COLUMNS = ("id", "account_ref", "paused_at", "grade", *PROFILE_COLUMNS)


@dataclass(slots=True)
class AccountState:
    """One account in memory; ``changed`` names the columns that differ from its row, ``id`` is None while it has none."""

    account_ref: str
    id: int | None = None
    name: str = ""
    normalised_name: str = ""
    bio: str = ""
    avatar_sha256: str = ""
    avatar_phash: str = ""
    categories: list[str] = field(default_factory=list)
    status: str = "active"
    followers: int = 0
    ip_region: str = ""
    agency: str = ""
    declared_class: str = ""
    registered_at: datetime | None = None
    last_signed_in_at: datetime | None = None
    closed_at: datetime | None = None
    operator_id: int | None = None
    paused_at: datetime | None = None
    grade: str = ""
    operator_class: str = ""
    operator_name: str = ""
    operator_verified: bool = False
    accounts_of_operator: int | None = None
    credentials: list[Held] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    @property
    def doubt(self) -> str:
        """Say what speaks against serving this account, as far as its row tells; empty where nothing does (PA21:8.1)."""
        if self.status in {"suspended", "closed"}:
            return self.status
        if self.paused_at is not None:
            return "paused"
        if self.operator_id is None:
            return "no_subject"
        return "" if self.operator_verified else "unverified"

    def facts(self, *, at: datetime) -> dict[str, Any]:
        """Tell what rules may know at an instant; what is not known is left out, so that it stays unknown.

        ``licences`` lists the credentials valid that day, each as its domain, as ``domain:kind`` and as ``domain:form`` for each
        form of service; ``suspended_categories`` what a lapsed or withdrawn one no longer covers. A natural person's real name is
        never a fact.
        """
        day = at.astimezone(LOCAL).date()
        facts: dict[str, Any] = {
            "id": self.account_ref,
            "name": self.name,
            "bio": self.bio,
            "verified": self.operator_verified,
            "verified_name": self.operator_name if self.operator_verified and self.operator_class != "person" else "",
            "followers": self.followers,
            "categories": list(self.categories),
            "licences": licences_of(self.credentials, day),
            "status": self.status,
        }
        suspended = suspended_categories(self.credentials, day)
        if suspended:
            facts["suspended_categories"] = suspended
        subject_class = self.operator_class or self.declared_class
        if subject_class:
            facts["subject_class"] = subject_class
        if self.grade:
            facts["grade"] = self.grade
        if self.accounts_of_operator is not None:
            facts["accounts_of_subject"] = self.accounts_of_operator
        if self.registered_at is not None:
            facts["age_days"] = max((at - self.registered_at).days, 0)
        return facts


def read_states(refs: Collection[str], /) -> dict[str, AccountState]:
    """Read the accounts the registry knows among these, with operator and credentials, in one query."""
    if not refs:
        return {}
    states: dict[str, AccountState] = {}
    for row in _facts_query().filter(account_ref__in=refs).order_by("id"):
        state = states.get(row[1]) or _new_state(row)
        states[state.account_ref] = state
        for held in (row[-10:-5], row[-5:]):
            if held[0] is not None:
                state.credentials.append(Held(*held))
    return states


@cache
def _facts_query() -> QuerySet[Account, tuple[Any, ...]]:
    """Build the query once: its many columns and joins cost more to write down than to run."""
    return Account.objects.values_list(
        *_COLUMNS,
        F("operator__subject_class"),
        F("operator__name"),
        F("operator__verified_at"),
        Subquery(_count_for_operator()),
        F("credentials__domain"),
        F("credentials__kind"),
        F("credentials__valid_to"),
        F("credentials__status"),
        F("credentials__forms"),
        F("operator__credentials__domain"),
        F("operator__credentials__kind"),
        F("operator__credentials__valid_to"),
        F("operator__credentials__status"),
        F("operator__credentials__forms"),
    )


def accounts_by_operator() -> QuerySet[Account]:
    """Return the accounts that count for their operator: all that are not closed."""
    return Account.objects.filter(operator_id__isnull=False).exclude(status=AccountStatus.CLOSED)


def lock_accounts(refs: Collection[str], /) -> None:
    """Lock these accounts' rows until the transaction ends, always in the same order, so that two batches never deadlock."""
    if refs:
        list(Account.objects.select_for_update().filter(Q(account_ref__in=refs)).order_by("id").values_list("id", flat=True))


def _count_for_operator() -> QuerySet[Account, Any]:
    rows = accounts_by_operator().filter(operator_id=OuterRef("operator_id")).order_by().values("operator_id")
    return rows.annotate(n=Count("id")).values_list("n")


def _new_state(row: tuple[Any, ...]) -> AccountState:
    columns = dict(zip(_COLUMNS, row, strict=False))
    operator_class, operator_name, verified_at, accounts_of_operator = row[len(_COLUMNS) : len(_COLUMNS) + 4]
    return AccountState(
        **columns,
        operator_class=operator_class or "",
        operator_name=operator_name or "",
        operator_verified=verified_at is not None,
        accounts_of_operator=accounts_of_operator,
    )
