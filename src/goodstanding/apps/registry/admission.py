"""Who may not register: names of accounts a decision closed, and subjects a decision keeps out.

A name is free again when the closing is overturned. An account its own operator closed keeps no name from anybody.
Source: PA21:8.3, PA21:19.2, RQ-031
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from goodstanding.apps.registry.models import Account, AccountChange, AccountStatus
from goodstanding.apps.registry.ports import banned
from goodstanding.core.text.normalise import normalise

CLAUSE = "PA21:8.3"
_DECIDED = "decision:"


@dataclass(frozen=True, slots=True)
class Applicant:
    """An account that registers or takes a name.

    Args:
        operator_ref: Who runs it, where known.
    """

    account_ref: str
    name: str = ""
    operator_ref: str = ""

    @property
    def normalised_name(self) -> str:
        """The name without disguise, as accounts keep it."""
        return normalised_name(self.name)


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why an account may not register: ``closed_name`` or ``banned_subject``, and the decision it rests on."""

    code: str
    decision_ref: str


def normalised_name(name: str, /) -> str:
    """Return a name without disguise, as long as the register keeps it."""
    return normalise(name).text[:200]


def barriers(applicants: Iterable[Applicant], /) -> dict[str, Barrier]:
    """Return what stands in the way of each of these, by account; those nothing stands in the way of are absent."""
    asked = tuple(applicants)
    closed = closures({one.normalised_name for one in asked if one.name})
    kept_out = banned({f"operator:{one.operator_ref}" for one in asked if one.operator_ref})
    found: dict[str, Barrier] = {}
    for one in asked:
        closure = {ref: decision for ref, decision in closed.get(one.normalised_name, {}).items() if ref != one.account_ref}
        if closure:
            found[one.account_ref] = Barrier("closed_name", next(iter(closure.values())))
        elif f"operator:{one.operator_ref}" in kept_out:
            found[one.account_ref] = Barrier("banned_subject", kept_out[f"operator:{one.operator_ref}"])
    return found


def closures(names: Collection[str], /) -> dict[str, dict[str, str]]:
    """Return the decisions that closed accounts of these normalised names: by name, then by account."""
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    rows = Account.objects.filter(normalised_name__in=wanted, status=AccountStatus.CLOSED)
    closed = dict(rows.order_by("id").values_list("account_ref", "normalised_name"))
    decisions = _closing_decisions(closed)
    found: dict[str, dict[str, str]] = {}
    for account_ref, decision_ref in decisions.items():
        found.setdefault(closed[account_ref], {})[account_ref] = decision_ref
    return found


def _closing_decisions(accounts: Mapping[str, str]) -> dict[str, str]:
    """Find which of these closed accounts a decision closed last."""
    if not accounts:
        return {}
    changes = AccountChange.objects.filter(account_ref__in=accounts, field="status", new=AccountStatus.CLOSED)
    last = dict(changes.order_by("at", "id").values_list("account_ref", "cause"))
    return {ref: cause.removeprefix(_DECIDED) for ref, cause in last.items() if cause.startswith(_DECIDED)}
