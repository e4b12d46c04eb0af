"""Applications for tests: evidently fictional people and organizations, with numbers that are well formed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.models import Application, Credential
from goodstanding.apps.registry.services.applying import save_application, start_application, submit_application
from goodstanding.core.identifiers.credit_code import check_character
from goodstanding.core.identifiers.resident_id import check_digit


def resident_number(sequence: int = 1, *, born: str = "19900307", place: str = "110105") -> str:
    """Make a well-formed number of nobody."""
    body = f"{place}{born}{sequence:03d}"
    return body + check_digit(body)


def credit_code(sequence: int = 1, *, kind: str = "91") -> str:
    """Make a well-formed code of no organization."""
    body = f"{kind}110105MA{sequence:07d}"
    return body + check_character(body)


def person_form(sequence: int = 1, **changed: Any) -> dict[str, Any]:
    """Fill the form as a natural person."""
    return {
        "subject_class": "person",
        "account_name": f"示例生活笔记{sequence}",
        "categories": ["life"],
        "registered_place": "110105",
        "operating_place": "110105",
        "full_name": "演示某",
        "resident_id": resident_number(sequence),
        "mobile": f"139{sequence:08d}",
        "contact": "reader@demo.invalid",
    } | changed


def company_form(sequence: int = 1, **changed: Any) -> dict[str, Any]:
    """Fill the form as a company."""
    return {
        "subject_class": "enterprise",
        "account_name": f"示例公司日记{sequence}",
        "categories": ["technology"],
        "registered_place": "110105",
        "operating_place": "310115",
        "organization_name": "示例科技有限公司",
        "uscc": credit_code(sequence),
        "address": "示例市演示区样例路1号",
        "business_scope": "软件开发；技术服务",
        "responsible_person": "演示某",
        "mobile": f"138{sequence:08d}",
        "contact": "office@demo.invalid",
    } | changed


def applied(
    form: dict[str, Any],
    *,
    applicant: int | None = None,
    at: datetime,
    account_ref: str = "",
    qualified_in: tuple[str, ...] = (),
) -> ApplicationRecord:
    """Begin an application, fill it in and hand it in; with credentials that were looked up for the fields named."""
    filled = filled_in(form, applicant=applicant, at=at, account_ref=account_ref)
    for domain in qualified_in:
        _qualify(filled.ref, domain, at)
    return submit_application(filled.ref, expected_version=filled.version, actor=SYSTEM, at=at)


def filled_in(form: dict[str, Any], *, applicant: int | None = None, at: datetime, account_ref: str = "") -> ApplicationRecord:
    """Begin an application and fill it in."""
    actor = Actor.user(applicant) if applicant else SYSTEM
    begun = start_application(account_ref, applicant=applicant, actor=actor, at=at)
    return save_application(begun.ref, values=form, expected_version=begun.version, at=at)


def _qualify(ref: str, domain: str, at: datetime) -> None:
    Credential.objects.create(
        ref=f"K-{ref}-{domain}",
        application=Application.objects.get(ref=ref),
        domain=domain,
        kind="other",
        status="verified",
        verified_by="user:0",
        verified_at=at,
        register="示例登记",
        checked_on=at.date(),
    )
