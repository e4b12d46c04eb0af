"""What may be asked of the payments and letters by which organizations are verified."""

from __future__ import annotations

from goodstanding.apps.registry.errors import WayRefused
from goodstanding.apps.registry.models import AuthorisationLetter, MicroPayment
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.ways_records import LetterRecord, PaymentRecord


def payment_of(application_ref: str, /) -> PaymentRecord | None:
    """Return the latest payment of an application."""
    row = MicroPayment.objects.select_related("application").filter(application__ref=application_ref).order_by("-id").first()
    return payment_record(row) if row else None


def letter_of(application_ref: str, /) -> LetterRecord | None:
    """Return the latest letter of an application."""
    rows = AuthorisationLetter.objects.select_related("application").filter(application__ref=application_ref)
    row = rows.order_by("-id").first()
    return letter_record(row) if row else None


def letter(ref: str, /) -> LetterRecord:
    """Return one letter.

    Raises:
        WayRefused: There is none of this reference.
    """
    row = AuthorisationLetter.objects.select_related("application").filter(ref=ref).first()
    if row is None:
        raise WayRefused(say("letter_unknown", "没有这份授权书。", "There is no such letter."))
    return letter_record(row)


def payment_record(row: MicroPayment, /) -> PaymentRecord:
    """Turn a row into what others are shown."""
    return PaymentRecord(
        ref=row.ref,
        application_ref=row.application.ref,
        state=row.state,
        account_tail=row.account_tail,
        tries_left=max(number("payment_tries") - row.tries, 0),
        asked_at=row.asked_at,
        paid_at=row.paid_at,
        expires_at=row.expires_at,
    )


def letter_record(row: AuthorisationLetter, /) -> LetterRecord:
    """Turn a row into what others are shown."""
    return LetterRecord(
        ref=row.ref,
        application_ref=row.application.ref,
        document_ref=row.document_ref,
        state=row.state,
        seen=tuple(row.seen),
        reasons=row.reasons,
        case_ref=row.case_ref,
        handed_in_at=row.handed_in_at,
        decided_at=row.decided_at,
    )
