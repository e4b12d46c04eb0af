"""The register a page at a time, for programs that walk through all of it."""

from __future__ import annotations

from collections.abc import Collection

from goodstanding.apps.common.paging import Page, page_of
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.models import Account, Application, Operator
from goodstanding.apps.registry.reading.applications import application_record
from goodstanding.apps.registry.records import AccountRecord, OperatorRecord


def accounts_page(
    *, of_user: int | None = None, operator_ref: str = "", status: str = "", after: str = "", limit: int = 50
) -> Page[AccountRecord]:
    """List accounts, the latest registered first.

    Args:
        of_user: Only accounts this person may act for; all when None.
        operator_ref, status: Only these; all where empty.
        after: Id of the last account of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No account has the id ``after``.
    """
    rows = Account.objects.select_related("operator")
    if of_user is not None:
        rows = rows.filter(operator__members__user_id=of_user)
    if operator_ref:
        rows = rows.filter(operator__ref=operator_ref)
    if status:
        rows = rows.filter(status=status)
    return page_of(rows, selectors.account_record, field="account_ref", after=after, limit=limit)


def applications_page(
    *, of_user: int | None = None, status: str = "", after: str = "", limit: int = 50
) -> Page[ApplicationRecord]:
    """List applications, the latest begun first.

    Args:
        of_user: Only applications this person filled in; all when None.
        status: Only these; all where empty.
        after: Reference of the last application of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No application has the reference ``after``.
    """
    rows = Application.objects.select_related("operator")
    if of_user is not None:
        rows = rows.filter(applicant_id=of_user)
    if status:
        rows = rows.filter(status=status)
    return page_of(rows, application_record, field="ref", after=after, limit=limit)


def operators_page(*, of_user: int | None = None, after: str = "", limit: int = 50) -> Page[OperatorRecord]:
    """List operators, the latest registered first, without anything sealed.

    Args:
        of_user: Only operators this person is a member of; all when None.
        after: Reference of the last operator of the former page.
        limit: 1–200.

    Raises:
        PositionUnknown: No operator has the reference ``after``.
    """
    rows = Operator.objects.all() if of_user is None else Operator.objects.filter(members__user_id=of_user)
    return page_of(rows, selectors.operator_record, field="ref", after=after, limit=limit)


def operators_of(user_id: int, /) -> tuple[OperatorRecord, ...]:
    """Return the operators a person acts for, by name."""
    rows = Operator.objects.filter(members__user_id=user_id).order_by("name", "id")
    return tuple(selectors.operator_record(row) for row in rows)


def is_member(user_id: int, operator_ref: str, /) -> bool:
    """Say whether a person acts for an operator."""
    return Operator.objects.filter(ref=operator_ref, members__user_id=user_id).exists()


def accounts_acted_for(user_id: int, /) -> Collection[str]:
    """List the ids of the accounts a person may act for."""
    return tuple(Account.objects.filter(operator__members__user_id=user_id).values_list("account_ref", flat=True))
