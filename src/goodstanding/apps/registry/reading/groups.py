"""The accounts one subject runs: its matrix, as reviewers see it. Source: PA21:10.1, RQ-040."""

from __future__ import annotations

from django.db.models import Q

from goodstanding.apps.registry.models import Account, Operator
from goodstanding.apps.registry.records import AccountRecord
from goodstanding.apps.registry.selectors import account_record


def group_of(account_ref: str, /) -> tuple[AccountRecord, ...]:
    """Return the other accounts of the subject that runs an account, closed ones included, in order.

    Accounts belong together where their operators are one, or were entered for one verified subject.
    """
    account = Account.objects.select_related("operator").filter(account_ref=account_ref).first()
    if account is None or account.operator is None:
        return ()
    return tuple(one for one in group_of_subject(account.operator) if one.account_ref != account_ref)


def group_of_application(subject_index: str, /) -> tuple[AccountRecord, ...]:
    """Return the accounts the subject of an application runs already."""
    if not subject_index:
        return ()
    return _records(Q(operator__subject_index=subject_index))


def group_of_subject(operator: Operator, /) -> tuple[AccountRecord, ...]:
    """Return the accounts of the subject behind an operator."""
    mine = Q(operator=operator)
    if operator.subject_index:
        mine |= Q(operator__subject_index=operator.subject_index)
    return _records(mine)


def _records(mine: Q) -> tuple[AccountRecord, ...]:
    rows = Account.objects.select_related("operator").filter(mine).order_by("account_ref")
    return tuple(account_record(row) for row in rows)
