"""Who may not register: names of accounts a decision closed, and subjects a decision keeps out.

A name is free again when the closing is overturned, and never kept from its authorised holder. An account its own operator
closed keeps no name from anybody.
Source: PA21:8.3, PA21:19.2, RQ-031
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from goodstanding.apps.registry.models import Account, AccountChange, AccountStatus, NameLetter, Operator, ProtectedName
from goodstanding.apps.registry.ports import banned
from goodstanding.core.names.values import NameKind
from goodstanding.core.text.normalise import normalise

CLAUSE = "PA21:8.3"
_DECIDED = "decision:"


@dataclass(frozen=True, slots=True)
class Applicant:
    """An account that registers or takes a name.

    Args:
        operator_ref: Who runs it, where known.
        refs: Other references of the subject, where it is no operator yet: credit code, keyed digest.
    """

    account_ref: str
    name: str = ""
    operator_ref: str = ""
    refs: frozenset[str] = frozenset()

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
        if closure and not is_authorised(one.normalised_name, refs_of(one)):
            found[one.account_ref] = Barrier("closed_name", next(iter(closure.values())))
        elif f"operator:{one.operator_ref}" in kept_out:
            found[one.account_ref] = Barrier("banned_subject", kept_out[f"operator:{one.operator_ref}"])
    return found


def refs_of(one: Applicant, /) -> frozenset[str]:
    """Return the references under which the register of names may know who applies."""
    known = Operator.objects.filter(ref=one.operator_ref).values_list("subject_index", "uscc") if one.operator_ref else ()
    refs = {one.account_ref, one.operator_ref, *one.refs, *(ref for pair in known for ref in pair)}
    return frozenset(refs - {""})


def is_authorised(name: str, refs: frozenset[str], /) -> bool:
    """Say whether a protected name is one of these subjects' own, with the letter on file. Source: RQ-027."""
    rows = ProtectedName.objects.filter(normalised_name=name, withdrawn_at__isnull=True).exclude(kind=NameKind.CLOSED)
    held = Q(holder_ref__in=refs) & ~Q(letter="")
    lent = Exists(NameLetter.objects.filter(entry=OuterRef("pk"), bearer_ref__in=refs, revoked_at__isnull=True))
    return rows.filter(held | lent).exists()


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


def closing_decision(account_ref: str, /) -> str | None:
    """Return the decision that closed an account last; None where none did, or its operator closed it."""
    return _closing_decisions({account_ref: ""}).get(account_ref)


def _closing_decisions(accounts: Mapping[str, str]) -> dict[str, str]:
    """Find which of these closed accounts a decision closed last."""
    if not accounts:
        return {}
    changes = AccountChange.objects.filter(account_ref__in=accounts, field="status", new=AccountStatus.CLOSED)
    last = dict(changes.order_by("at", "id").values_list("account_ref", "cause"))
    return {ref: cause.removeprefix(_DECIDED) for ref, cause in last.items() if cause.startswith(_DECIDED)}
