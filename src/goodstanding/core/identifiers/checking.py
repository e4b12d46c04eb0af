"""One door to all checks, for faces that hold the kind of an identifier as data."""

from __future__ import annotations

from datetime import date

from goodstanding.core.identifiers.business_licence import check_business_licence
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, WellFormed
from goodstanding.core.identifiers.licences import check_licence
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.identifiers.resident_id import check_resident_id


def check_identifier(kind: IdentifierKind, text: str, /, *, at: date) -> Malformed | WellFormed:
    """Check an identifier of any kind as it was typed.

    Args:
        at: Today.

    Source: RQ-022, RQ-034.
    """
    match kind:
        case IdentifierKind.RESIDENT_ID:
            return check_resident_id(text, at=at)
        case IdentifierKind.CREDIT_CODE:
            return check_credit_code(text)
        case IdentifierKind.BUSINESS_LICENCE:
            return check_business_licence(text)
        case IdentifierKind.MOBILE:
            return check_mobile(text)
        case _:
            return check_licence(kind, text, at=at)
