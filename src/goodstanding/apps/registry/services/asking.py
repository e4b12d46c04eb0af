"""Questions to identity providers: what they are about, and the queue they wait in until they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.models import Application, FactorKind, RequestState, VerificationRequest
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.identifiers.resident_id import check_resident_id

ASK = "registry.identity_ask"
"""Outbox topic: a question waits for its provider."""


def question_fields(kind: str, applied: Applied, /, *, at: datetime) -> dict[str, str]:
    """Return what a provider must be told to answer, in its one agreed form."""
    mobile = check_mobile(applied.personal.get("mobile", ""))
    number = check_resident_id(applied.personal.get("resident_id", ""), at=at.astimezone(LOCAL).date())
    known = {
        "name": applied.personal.get("full_name", ""),
        "number": number.canonical if isinstance(number, WellFormed) else "",
        "mobile": mobile.canonical if isinstance(mobile, WellFormed) else "",
        "organization": applied.organization_name,
        "code": applied.uscc,
        "representative": applied.personal.get("responsible_person", ""),
    }
    return {name: known[name] for name in _ASKED[kind]}


_ASKED: Mapping[str, tuple[str, ...]] = {
    FactorKind.NAME_ID: ("name", "number"),
    FactorKind.NAME_ID_MOBILE: ("name", "number", "mobile"),
    FactorKind.CORPORATE: ("organization", "code", "representative"),
}


def value_index_of(kind: str, fields: Mapping[str, str], /) -> str:
    """Digest what a factor rests on: the same value shown twice is the same factor."""
    return blind_index("\x1f".join(f"{name}={fields[name]}" for name in sorted(fields)), context=f"registry.factor.{kind}")


def ask_provider(applied: Applied, kind: str, /, *, at: datetime) -> VerificationRequest:
    """Put a question in the queue, once for what it is about; called inside the transaction of the check."""
    row = Application.objects.get(ref=applied.ref)
    index = value_index_of(kind, question_fields(kind, applied, at=at))
    request, is_new = VerificationRequest.objects.get_or_create(
        application=row, kind=kind, value_index=index, defaults={"ref": new_ref("V"), "asked_at": at}
    )
    if request.state == RequestState.CANCELLED:  # what it is about was changed, and changed back
        request.state = RequestState.QUEUED
        request.save(update_fields=["state"])
        is_new = True
    if is_new:
        enqueue(ASK, key=request.ref, payload={"request": request.ref}, at=at)
    return request


def mobile_index_of(canonical: str, /) -> str:
    """Digest a mobile number: what codes are counted and found by."""
    return blind_index(canonical, context="registry.mobile")


def possession_index_of(personal: Mapping[str, str], /) -> str:
    """Digest the factor of possessing the mobile a form names; empty where it names none."""
    mobile = check_mobile(personal.get("mobile", ""))
    if not isinstance(mobile, WellFormed):
        return ""
    return value_index_of(FactorKind.MOBILE_CODE, {"mobile": mobile_index_of(mobile.canonical)})
