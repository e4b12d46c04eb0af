"""What may be asked of the registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from goodstanding.apps.registry.account_facts import read_states
from goodstanding.apps.registry.admission import Applicant, Barrier, barriers
from goodstanding.apps.registry.errors import AccountUnknown, OperatorUnknown
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    Application,
    Credential,
    Operator,
    OperatorMember,
    Restriction,
)
from goodstanding.apps.registry.records import (
    AccountChangeRecord,
    AccountRecord,
    CredentialRecord,
    OperatorRecord,
    RestrictionRecord,
)


def account(ref: str, /) -> AccountRecord:
    """Return one account.

    Raises:
        AccountUnknown: The registry does not know it.
    """
    found = find_account(ref)
    if found is None:
        raise AccountUnknown(f"The registry knows no account “{ref}”.", hint="Register it, or check the id.")
    return found


def find_account(ref: str, /) -> AccountRecord | None:
    """Return one account, or None where the registry does not know it."""
    return accounts([ref]).get(ref)


def admission_barriers(applicants: Iterable[Applicant], /) -> dict[str, Barrier]:
    """Return why accounts may not register or take a name, by account: a closed account's name, or a subject kept out."""
    return barriers(applicants)


def accounts(refs: Iterable[str], /) -> dict[str, AccountRecord]:
    """Return the accounts the registry knows among these, by ref."""
    rows = Account.objects.select_related("operator").filter(account_ref__in=list(refs))
    return {row.account_ref: account_record(row) for row in rows}


def accounts_of(user: Any, /) -> tuple[AccountRecord, ...]:
    """Return the accounts a person may act for, by name.

    Args:
        user: A user or the user's id.
    """
    rows = Account.objects.select_related("operator").filter(operator__members__user_id=_user_id(user))
    return tuple(account_record(row) for row in rows.order_by("name", "account_ref"))


def may_act_for(user: Any, account_ref: str, /) -> bool:
    """Say whether a person is a member of the operator of an account, or applies for it and nobody operates it yet.

    Args:
        user: A user or the user's id.
    """
    if OperatorMember.objects.filter(user_id=_user_id(user), operator__accounts__account_ref=account_ref).exists():
        return True
    applies = Application.objects.filter(applicant_id=_user_id(user), account_ref=account_ref, decided_at=None).exists()
    return applies and not Account.objects.filter(account_ref=account_ref, operator__isnull=False).exists()


def members_of(account_ref: str, /) -> tuple[int, ...]:
    """Return the ids of the users who may act for an account, in order of joining."""
    rows = OperatorMember.objects.filter(operator__accounts__account_ref=account_ref)
    return tuple(rows.order_by("id").values_list("user_id", flat=True))


def account_facts(refs: Iterable[str], /, *, at: datetime) -> dict[str, dict[str, Any]]:
    """Return what rules may know of accounts, by ref, in one query: ``document["account"]``.

    Accounts the registry does not know are absent, and a fact it does not know is absent from its account's facts.
    """
    return {ref: state.facts(at=at) for ref, state in read_states(list(refs)).items()}


def account_history(ref: str, /) -> tuple[AccountChangeRecord, ...]:
    """Return how an account changed, latest first."""
    rows = AccountChange.objects.filter(account_ref=ref).order_by("-at", "-id")
    return tuple(AccountChangeRecord(row.field, row.old, row.new, row.cause, row.at) for row in rows)


def credentials_of(account_ref: str, /) -> tuple[CredentialRecord, ...]:
    """Return the credentials of an account and of its operator."""
    rows = Credential.objects.filter(Q(account__account_ref=account_ref) | Q(operator__accounts__account_ref=account_ref))
    return tuple(credential_record(row) for row in rows.distinct().order_by("domain", "id"))


def credentials_of_operator(operator_ref: str, /) -> tuple[CredentialRecord, ...]:
    """Return the credentials of an operator itself, whichever accounts it runs."""
    rows = Credential.objects.filter(operator__ref=operator_ref).order_by("domain", "id")
    return tuple(credential_record(row) for row in rows)


def restrictions_of(account_ref: str, /, *, at: datetime) -> tuple[RestrictionRecord, ...]:
    """Return the restrictions in force on an account."""
    rows = Restriction.objects.filter(account_ref=account_ref, lifted_at__isnull=True, starts_at__lte=at)
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).order_by("starts_at", "id")
    return tuple(
        RestrictionRecord(row.account_ref, row.function, row.starts_at, row.ends_at, row.decision_ref, row.lifted_at)
        for row in rows
    )


def operator(ref: str, /) -> OperatorRecord:
    """Return one operator without anything sealed.

    Raises:
        OperatorUnknown: No operator has this reference.
    """
    row = Operator.objects.filter(ref=ref).first()
    if row is None:
        raise OperatorUnknown(f"The registry knows no operator “{ref}”.")
    return operator_record(row)


def accounts_of_operator(ref: str, /) -> tuple[AccountRecord, ...]:
    """Return the accounts an operator runs."""
    rows = Account.objects.select_related("operator").filter(operator__ref=ref)
    return tuple(account_record(row) for row in rows.order_by("account_ref"))


def accounts_named(text: str, /, *, limit: int = 20) -> tuple[AccountRecord, ...]:
    """Return accounts whose id equals, or whose name or normalised name contains, a text.

    Args:
        limit: At most this many, 1–100.
    """
    if not text.strip():
        return ()
    match = Q(account_ref=text) | Q(name__icontains=text) | Q(normalised_name__icontains=text)
    rows = Account.objects.select_related("operator").filter(match).order_by("account_ref")[:limit]
    return tuple(account_record(row) for row in rows)


def _user_id(user: Any) -> int:
    return int(getattr(user, "pk", user) or 0)


def credential_record(row: Credential, /) -> CredentialRecord:
    """Turn a row into what other apps are shown."""
    return CredentialRecord(
        ref=row.ref,
        status=row.status,
        domain=row.domain,
        kind=row.kind,
        forms=tuple(row.forms.split()),
        number_tail=row.number_tail,
        issuer=row.issuer,
        scope=row.scope,
        background=row.background,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        verified_at=row.verified_at,
        register=row.register,
        checked_on=row.checked_on,
        reasons=row.reasons,
        case_ref=row.case_ref,
        document_ref=row.document_ref,
        handed_in_at=row.handed_in_at,
        is_operators=row.operator_id is not None,
    )


def operator_record(row: Operator, /) -> OperatorRecord:
    """Turn a row into what other apps are shown."""
    return OperatorRecord(
        ref=row.ref,
        subject_class=row.subject_class,
        name=row.name,
        uscc=row.uscc,
        registered_place=row.registered_place,
        operating_place=row.operating_place,
        business_scope=row.business_scope,
        verified_at=row.verified_at,
    )


def account_record(row: Account, /) -> AccountRecord:
    """Turn a row into what other apps are shown."""
    return AccountRecord(
        account_ref=row.account_ref,
        name=row.name,
        bio=row.bio,
        avatar_sha256=row.avatar_sha256,
        avatar_phash=row.avatar_phash,
        categories=tuple(row.categories),
        status=row.status,
        ip_region=row.ip_region,
        followers=row.followers,
        agency=row.agency,
        registered_at=row.registered_at,
        last_signed_in_at=row.last_signed_in_at,
        closed_at=row.closed_at,
        paused_at=row.paused_at,
        operator=operator_record(row.operator) if row.operator else None,
    )
