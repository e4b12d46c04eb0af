"""What an organization shows besides its register: which payments and letters count for it, and what still waits.

Called by the check of identity, inside its transaction. Source: PA21:8.1, RQ-021
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.errors import ApplicationUnknown, WayRefused
from goodstanding.apps.registry.models import (
    Application,
    ApplicationStatus,
    AuthorisationLetter,
    FactorKind,
    LetterState,
    MicroPayment,
    PaymentState,
    SubjectClass,
)
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.asking import value_index_of

OPEN_PAYMENT = (PaymentState.QUEUED, PaymentState.PAID)
LETTER = "authorisation_letter"
"""Kind of the sealed document, and of the matter a person decides."""
_TAKES = (ApplicationStatus.DRAFT, ApplicationStatus.CORRECTION, ApplicationStatus.CHECKING)


def take_application(ref: str, /) -> Application:
    """Lock the application of an organization that may still be verified in another way.

    Raises:
        ApplicationUnknown: No application has this reference.
        WayRefused: The applicant is no organization, or the application has gone on.
    """
    row = Application.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if row is None:
        raise ApplicationUnknown(f"There is no application {ref}.", hint="Check the reference.")
    if row.subject_class in {"", SubjectClass.PERSON}:
        zh, en = "小额打款和授权书只用于单位申请。", "A payment or a letter verifies organizations only."
        raise WayRefused(say("way_organizations", zh, en))
    if row.status not in _TAKES:
        zh, en = "申请已进入下一步，现在不需要这项核验。", "The application has gone on; this is not needed now."
        raise WayRefused(say("way_late", zh, en))
    return row


def payment_index_of(organization: str, code: str, account_index: str, /) -> str:
    """Digest what a payment shows: this organization, this code, this account."""
    return value_index_of(
        FactorKind.MICRO_PAYMENT, {"organization": organization.strip(), "code": code.strip(), "account": account_index}
    )


def letter_index_of(organization: str, code: str, sha256: str, /) -> str:
    """Digest what a letter shows: this organization, this code, this letter."""
    return value_index_of(
        FactorKind.AUTHORISATION_LETTER, {"organization": organization.strip(), "code": code.strip(), "letter": sha256}
    )


def standing_indexes(applied: Applied, /) -> dict[str, set[str]]:
    """Return which payments and letters count for the organization an application names now, by kind of factor."""
    name, code = applied.organization_name, applied.uscc
    accounts = MicroPayment.objects.filter(application__ref=applied.ref).values_list("account_index", flat=True)
    letters = AuthorisationLetter.objects.filter(application__ref=applied.ref).values_list("document_sha256", flat=True)
    return {
        FactorKind.MICRO_PAYMENT: {payment_index_of(name, code, account) for account in accounts},
        FactorKind.AUTHORISATION_LETTER: {letter_index_of(name, code, sha256) for sha256 in letters},
    }


def open_payment(application_ref: str, /) -> MicroPayment | None:
    """Return the payment that waits for the provider or for the sum."""
    return MicroPayment.objects.filter(application__ref=application_ref, state__in=OPEN_PAYMENT).first()


def last_payment(application_ref: str, /) -> MicroPayment | None:
    """Return the latest payment."""
    return MicroPayment.objects.filter(application__ref=application_ref).order_by("-id").first()


def last_letter(application_ref: str, /) -> AuthorisationLetter | None:
    """Return the latest letter."""
    return AuthorisationLetter.objects.filter(application__ref=application_ref).order_by("-id").first()


def bring_letter_before_person(applied: Applied, /, *, at: datetime) -> bool:
    """Let a person look at the letter of an application, once; say whether one waits.

    A letter that was decided for another name or code waits again.
    """
    row = last_letter(applied.ref)
    if row is None or row.state == LetterState.REPLACED:
        return False
    index = letter_index_of(applied.organization_name, applied.uscc, row.document_sha256)
    if row.state != LetterState.WAITING:
        if row.value_index == index:
            return False
        row.state, row.case_ref, row.reasons, row.decided_by, row.decided_at = LetterState.WAITING, "", "", "", None
    row.value_index = index
    if not row.case_ref:
        row.case_ref = matters.desk().open_matter(_matter(row, applied), actor=SYSTEM, at=at)
    row.save()
    return True


def drop_ways(row: Application, /, *, at: datetime) -> None:
    """End what still waits of an application that ends: no sum is asked for, nobody looks at its letter."""
    end_payment(open_payment(row.ref), PaymentState.CANCELLED, at=at)
    replace_letter(row, note="", at=at)


def end_payment(row: MicroPayment | None, state: str, /, *, at: datetime) -> None:
    """End a payment and empty what was sealed of it."""
    if row is None:
        return
    row.state, row.ended_at = state, at
    row.account_sealed = row.sum_sealed = b""
    row.save()


def replace_letter(row: Application, /, *, note: str, at: datetime) -> None:
    """Put away the letter that waits, with its case."""
    waiting = AuthorisationLetter.objects.select_for_update().filter(application=row, state=LetterState.WAITING).first()
    if waiting is None:
        return
    waiting.state, waiting.decided_at = LetterState.REPLACED, at
    waiting.save(update_fields=["state", "decided_at"])
    if waiting.case_ref:
        matters.desk().close_matter(waiting.case_ref, outcome="withdrawn", note=note, actor=SYSTEM, at=at)


def _matter(row: AuthorisationLetter, applied: Applied) -> matters.Matter:
    excluded = {applied.applicant: "handed it in"} if applied.applicant is not None else {}
    summary = f"{applied.organization_name} · {applied.account_name}"
    return matters.Matter(
        kind=LETTER,
        ref=row.ref,
        account_ref=applied.account_ref,
        summary=summary,
        sha256=row.document_sha256,
        excluded=excluded,
        subject_class=applied.subject_class,
    )
