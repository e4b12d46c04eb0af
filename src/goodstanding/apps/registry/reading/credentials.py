"""What may be asked of credentials: who holds which, what they open, and what their lapse closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.registry.credential_facts import Held, suspended_domains
from goodstanding.apps.registry.errors import CredentialUnknown
from goodstanding.apps.registry.models import Credential
from goodstanding.apps.registry.records import CredentialRecord
from goodstanding.apps.registry.selectors import credential_record


@dataclass(frozen=True, slots=True)
class CredentialFile:
    """A credential as the person who looks it up needs it.

    Args:
        about: Account or application it was handed in for, or the operator it covers.
        holder_name: Name of the account, of the one applied for, or of the operator.
        operator_name: Who operates it as far as may be shown.
        has_number: Whether its whole number is still on file, sealed.
        used_elsewhere: Other accounts, operators and applications that handed in the same number.
    """

    credential: CredentialRecord
    about: str
    holder_name: str
    operator_name: str
    categories: tuple[str, ...]
    is_well_formed: bool
    has_number: bool
    used_elsewhere: tuple[str, ...]


def credential(ref: str, /) -> CredentialRecord:
    """Return one credential.

    Raises:
        CredentialUnknown: There is none of this reference.
    """
    return credential_record(credential_row(ref))


def credential_file(ref: str, /) -> CredentialFile:
    """Return a credential with whom it is about.

    Raises:
        CredentialUnknown: There is none of this reference.
    """
    row = credential_row(ref)
    operator = row.operator or (row.account.operator if row.account else None)
    others = Credential.objects.filter(number_index=row.number_index).exclude(pk=row.pk) if row.number_index else ()
    about = holder_ref(row)
    return CredentialFile(
        credential=credential_record(row),
        about=about,
        holder_name=_holder_name(row),
        operator_name=operator.name if operator else "",
        categories=tuple((row.account or row.application).categories) if row.account or row.application else (),  # type: ignore[union-attr]
        is_well_formed=row.is_well_formed,
        has_number=bool(row.number_sealed),
        used_elsewhere=tuple(sorted({holder_ref(other) for other in others} - {about})),
    )


def credentials_of_application(ref: str, /) -> tuple[CredentialRecord, ...]:
    """Return the credentials handed in for an application, the latest first."""
    return tuple(credential_record(row) for row in Credential.objects.filter(application__ref=ref).order_by("-id"))


def suspended_domains_of(account_ref: str, /, *, at: datetime) -> tuple[str, ...]:
    """Return the fields in which an account may not publish, because a credential of it or its operator ended."""
    rows = rows_of_account(account_ref).values_list("domain", "kind", "valid_to", "status", "forms")
    return suspended_domains((Held(*row) for row in rows), local_day(at))


def rows_of_account(account_ref: str, /) -> QuerySet[Credential]:
    """Return the rows of an account and its operator."""
    mine = Q(account__account_ref=account_ref) | Q(operator__accounts__account_ref=account_ref)
    return Credential.objects.filter(mine).distinct()


def credential_row(ref: str, /) -> Credential:
    """Return the row of a credential with its holder.

    Raises:
        CredentialUnknown: There is none of this reference.
    """
    row = Credential.objects.select_related("account__operator", "operator", "application").filter(ref=ref).first()
    if row is None:
        raise CredentialUnknown(f"There is no credential {ref}.", hint="Check the reference.")
    return row


def holder_ref(row: Credential, /) -> str:
    """Return whom a credential is about: account, operator or application."""
    if row.account is not None:
        return row.account.account_ref
    return row.operator.ref if row.operator is not None else row.application.ref if row.application is not None else ""


def local_day(at: datetime, /) -> date:
    """Return the calendar day of an instant where the law applies."""
    return at.astimezone(LOCAL).date()


def _holder_name(row: Credential) -> str:
    if row.account is not None:
        return row.account.name
    return row.operator.name if row.operator is not None else row.application.account_name if row.application is not None else ""
