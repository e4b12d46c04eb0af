"""What natural persons consented to have published, and what may be published of them therefore."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.common.sealing import unseal
from goodstanding.apps.registry.models import DisclosedField, DisclosureConsent, Operator
from goodstanding.apps.registry.sentences import say
from goodstanding.core.identifiers.divisions import place_name

WORDINGS = {
    "full_name": say(
        "consent_full_name",
        "我单独同意在公众账号公示页面公开我的姓名全称。我可以随时撤回，撤回后立即不再公示。",
        "I separately consent to my full name being shown on the card. I can withdraw this at any time, with effect at once.",
    ),
    "operating_place": say(
        "consent_operating_place",
        "我单独同意在公众账号公示页面公开我的运营地区（到区县一级）。我可以随时撤回，撤回后立即不再公示。",
        "I separately consent to the district I operate from being shown. I can withdraw this at any time, with effect at once.",
    ),
    "contact": say(
        "consent_contact",
        "我单独同意在公众账号公示页面公开我登记的联系方式。我可以随时撤回，撤回后立即不再公示。",
        "I separately consent to my registered contact being shown. I can withdraw this at any time, with effect at once.",
    ),
}
"""What each consent says; its digest is kept with the consent."""


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One consent, standing or withdrawn."""

    field: str
    wording_sha256: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Published:
    """What of an operator is published: everything PA21:9.2 names of an organization; of a person only what it consented to."""

    name: str
    registered_address: str
    operating_address: str
    uscc: str
    contact: str


def consents_of(operator_ref: str, /) -> tuple[ConsentRecord, ...]:
    """Return the consents of an operator, the latest first, withdrawn ones included."""
    rows = DisclosureConsent.objects.filter(operator__ref=operator_ref).order_by("-given_at", "-id")
    return tuple(ConsentRecord(row.field, row.wording_sha256, row.given_at, row.withdrawn_at) for row in rows)


def published_of(operator_ref: str, /) -> Published | None:
    """Return what of an operator is published; None where there is no such operator.

    Source: PA21:9.2, RQ-036
    """
    row = Operator.objects.filter(ref=operator_ref).first()
    if row is None:
        return None
    if row.subject_class != "person":
        return Published(
            row.name, row.registered_place or _place(row.registered_place_code), _operating(row), row.uscc, _contact(row)
        )
    given = set(row.consents.filter(withdrawn_at__isnull=True).values_list("field", flat=True))
    full_name = unseal(row.full_name_sealed, context="registry.full_name") if row.full_name_sealed else ""
    return Published(
        name=full_name if DisclosedField.FULL_NAME in given and full_name else row.name,
        registered_address="",
        operating_address=_place(row.operating_place_code) if DisclosedField.OPERATING_PLACE in given else "",
        uscc="",
        contact=_contact(row) if DisclosedField.CONTACT in given else "",
    )


def _operating(row: Operator) -> str:
    return row.operating_place or _place(row.operating_place_code)


def _place(code: str) -> str:
    return (place_name(code) or "") if code else ""


def _contact(row: Operator) -> str:
    return unseal(row.contact_sealed, context="registry.contact") if row.contact_sealed else ""
