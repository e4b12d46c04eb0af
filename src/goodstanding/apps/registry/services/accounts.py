"""Registering accounts and changing their standing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.admission import CLAUSE, Applicant, barriers, normalised_name
from goodstanding.apps.registry.errors import AccountKnownAlready, AccountUnknown, OperatorUnknown, RegistrationBarred
from goodstanding.apps.registry.models import Account, AccountChange, AccountStatus, Operator
from goodstanding.apps.registry.ports import require_closing_allowed
from goodstanding.apps.registry.records import AccountRecord
from goodstanding.apps.registry.services.name_register import free_closed_name, note_closed_name
from goodstanding.apps.registry.services.refusing import note_barred
from goodstanding.apps.registry.services.telling import announce_disclosure


def register_account(
    account_ref: str,
    /,
    *,
    name: str,
    bio: str = "",
    categories: Sequence[str] = (),
    operator_ref: str | None = None,
    followers: int = 0,
    registered_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> AccountRecord:
    """Enter an account into the registry.

    Args:
        account_ref: The platform's own id, at most 255 characters.
        registered_at: When it came into being on the platform; ``at`` when absent.

    Raises:
        AccountKnownAlready: The id is taken.
        OperatorUnknown: ``operator_ref`` names nobody.
        RegistrationBarred: The name is that of an account a decision closed, or a decision keeps the operator out.

    Source: PA21:7, PA21:8.3
    """
    applicant = Applicant(account_ref, name, operator_ref or "")
    try:
        with immediate():
            _require_admission(applicant)
            Account.objects.create(
                account_ref=account_ref,
                operator_id=_operator_id(operator_ref),
                name=name,
                normalised_name=normalised_name(name),
                bio=bio,
                categories=list(categories),
                followers=followers,
                registered_at=registered_at or at,
            )
            audit.record(
                "account:registered",
                actor=actor,
                subject_kind="account",
                subject_ref=account_ref,
                payload={"operator": operator_ref},
                at=at,
            )
            announce_disclosure(account_ref, at=at)
    except RegistrationBarred as fault:
        note_barred(applicant, fault.message, actor=actor, at=at)
        raise
    except IntegrityError as fault:
        raise AccountKnownAlready(f"The account “{account_ref}” is registered already.") from fault
    return selectors.account(account_ref)


def set_account_status(account_ref: str, /, *, status: str, decision_ref: str, at: datetime) -> None:
    """Change where an account stands, as a decision says. Called by effects inside the decision's transaction.

    Raises:
        AccountUnknown: The registry does not know it.
    """
    row = Account.objects.select_for_update().filter(account_ref=account_ref).first()
    if row is None:
        raise AccountUnknown(f"The registry knows no account “{account_ref}”.", hint="Register it first.")
    if row.status == status:
        return
    AccountChange.objects.create(
        account_ref=account_ref, field="status", old=row.status, new=status, cause=f"decision:{decision_ref}", at=at
    )
    row.status = status
    row.closed_at = at if status == AccountStatus.CLOSED else None
    row.save(update_fields=["status", "closed_at"])
    announce_disclosure(account_ref, at=at)
    if status == AccountStatus.CLOSED:
        note_closed_name(account_ref, row.name, decision_ref=decision_ref, at=at)
    else:
        free_closed_name(account_ref, why=f"decision:{decision_ref}", at=at)


def close_account(account_ref: str, /, *, decision_ref: str, at: datetime) -> None:
    """Close an account as a decision says.

    Raises:
        AccountUnknown: The registry does not know it.
        OfficerMissing: Nobody holds the office of content safety.
    """
    require_closing_allowed(at)
    set_account_status(account_ref, status=AccountStatus.CLOSED, decision_ref=decision_ref, at=at)


def reopen_account(account_ref: str, /, *, decision_ref: str, at: datetime, status: str = AccountStatus.ACTIVE) -> None:
    """Open a closed account again as a reversal says.

    Raises:
        AccountUnknown: The registry does not know it.
    """
    set_account_status(account_ref, status=status, decision_ref=decision_ref, at=at)


def _require_admission(applicant: Applicant) -> None:
    barrier = barriers([applicant]).get(applicant.account_ref)
    if barrier is None:
        return
    if barrier.code == "closed_name":
        raise RegistrationBarred(
            f"The name “{applicant.name}” is that of an account closed by the decision {barrier.decision_ref}.",
            hint="Choose another name; an appeal that overturns the closing frees it.",
            clause=CLAUSE,
        )
    raise RegistrationBarred(
        f"The decision {barrier.decision_ref} keeps this operator from registering accounts.",
        hint="An appeal against that decision is the way to lift it.",
        clause="PA21:19.2",
    )


def _operator_id(ref: str | None) -> int | None:
    if ref is None:
        return None
    found = Operator.objects.filter(ref=ref).values_list("id", flat=True).first()
    if found is None:
        raise OperatorUnknown(f"The registry knows no operator “{ref}”.", hint="Register the operator first.")
    return found


def lock_account(account_ref: str, /) -> None:
    """Keep other transactions from changing an account until this one ends; nothing where the registry does not know it.

    Accounts are locked before contents, contents before the log, the log before cases, so that two long acts never wait for each
    other.
    """
    list(Account.objects.select_for_update(of=("self",)).filter(account_ref=account_ref).values_list("pk"))
