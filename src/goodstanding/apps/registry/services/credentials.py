"""Credentials: handed in, looked up by a person in a public register, badged while they hold, and gone when they lapse.

A number that fits its layout verifies nothing: only a person who names the register and the day does. A lapse or withdrawal
suspends the field it opened and nothing else. Source: PA21:5.2, PA21:9.1, PA21:9.2, RQ-006, RQ-033, RQ-034, RQ-035
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import blind_index, seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.credential_form import CredentialForm, canonical_number, problems_of, tail_of
from goodstanding.apps.registry.errors import (
    AccountUnknown,
    ApplicationUnknown,
    CredentialRefused,
    CredentialSettled,
    CredentialUnknown,
)
from goodstanding.apps.registry.models import Account, Application, Credential, CredentialStatus, SealedDocument
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.credentials import holder_ref, local_day
from goodstanding.apps.registry.records import CredentialRecord
from goodstanding.apps.registry.selectors import credential_record
from goodstanding.apps.registry.services.applying import check_application
from goodstanding.apps.registry.services.credential_news import announce, tell_refused, tell_verified, tell_withdrawn
from goodstanding.apps.registry.services.documents import hand_in_document, note_reading

_NUMBER = "registry.credential_number"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LIVE = (CredentialStatus.UNVERIFIED, CredentialStatus.VERIFIED)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan handed in with a credential; kept sealed."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a person found in a public register.

    Args:
        register: Which register; required to verify.
        consulted_on: The day; required to verify, not in the future.
        evidence_sha256: Of the screenshot of the entry; empty where none was kept.
        valid_to: Last day of validity as the register says; the one handed in where None.
    """

    register: str = ""
    consulted_on: date | None = None
    evidence_sha256: str = ""
    valid_to: date | None = None


def hand_in_credential(
    *,
    account_ref: str = "",
    application_ref: str = "",
    form: CredentialForm,
    scan: Scan | None = None,
    actor: Actor,
    at: datetime,
) -> CredentialRecord:
    """Take a credential, unverified, and bring it before a person. The same number handed in again for a field is one.

    Args:
        account_ref, application_ref: Exactly one: whose it is.

    Raises:
        CredentialRefused: A field is missing or wrong; says which.
        AccountUnknown, ApplicationUnknown: There is no such holder.
        DocumentRefused: The scan cannot be taken.
    """
    found = problems_of(form, at=local_day(at))
    if found:
        raise CredentialRefused(
            "The credential cannot be taken as it is.", problems=found, hint="Put right what is marked.", clause="PA21:9.1"
        )
    canonical = canonical_number(form, at=local_day(at))
    with immediate():
        holder = _holder(account_ref, application_ref)
        index = blind_index(f"{form.kind}:{canonical}", context="registry.credential")
        same = Credential.objects.filter(**holder, domain=form.domain, number_index=index, status__in=_LIVE)
        known = same.filter(valid_to=form.valid_to).first()
        if known is not None:
            return credential_record(known)
        row = Credential(ref=new_ref("K"), **holder, **_columns(form), handed_in_by=f"{actor.kind}:{actor.ref}", handed_in_at=at)
        row.number_index, row.number_tail = index, tail_of(canonical)
        row.number_sealed, row.is_well_formed = seal(canonical, context=_NUMBER), form.has_layout
        if scan is not None:
            about = account_ref or application_ref
            kept = hand_in_document(about, kind="licence", name=scan.name, content=scan.content, actor=actor, at=at)
            row.document_ref = kept.ref
        row.case_ref = _open_matter(row, at)
        row.save()
        _record(row, "credential:handed_in", {"domain": row.domain, "kind": row.kind, "forms": row.forms}, actor, at)
        return credential_record(row)


def decide_credential(
    ref: str, /, *, outcome: str, look_up: LookUp, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> CredentialRecord:
    """Verify a credential or refuse it. Its application is checked again, and the public card told.

    Args:
        outcome: ``verify`` or ``refuse``.
        reasons: What its holder reads.

    Raises:
        CredentialUnknown, CredentialSettled: There is none, it is decided, or it cannot be verified as was said.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = _locked(ref)
        _require_decidable(row, outcome, look_up, reasons, at)
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.reasons = reasons.strip()
        if outcome == "verify":
            _verify(row, look_up, actor, at)
            tell_verified(row, at=at)
        else:
            _end(row, CredentialStatus.REFUSED, at)
            tell_refused(row, at=at)
        row.save()
        detail = {"register": row.register, "consulted_on": row.checked_on and row.checked_on.isoformat(), "reasons": row.reasons}
        _record(row, f"credential:{row.status}", detail, actor, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        announce(row, at=at)
        if row.application is not None:
            check_application(row.application.ref, at=at)
        return credential_record(row)


def withdraw_credential(ref: str, /, *, reasons: str, actor: Actor, at: datetime) -> CredentialRecord:
    """Withdraw a credential: its issuer revoked it, or its holder takes it back. Its badge is gone at once.

    Raises:
        CredentialUnknown, CredentialSettled: There is none, it ended already, or no reason is given.
    """
    with immediate():
        row = _locked(ref)
        if row.status not in _LIVE or not reasons.strip():
            raise CredentialSettled("A credential in force is withdrawn, for a reason.", hint="Say why.", clause="PA21:9.2")
        was_verified = row.status == CredentialStatus.VERIFIED
        row.reasons = reasons.strip()
        _end(row, CredentialStatus.WITHDRAWN if was_verified else CredentialStatus.REFUSED, at)
        row.save()
        _record(row, "credential:withdrawn", {"reasons": row.reasons}, actor, at)
        if row.case_ref:
            matters.desk().close_matter(row.case_ref, outcome="withdrawn", note=row.reasons, actor=actor, at=at)
        if was_verified:
            tell_withdrawn(row, at=at)
            announce(row, at=at)
        return credential_record(row)


def open_credential_number(ref: str, /, *, purpose: str, case_ref: str = "", actor: Actor, at: datetime) -> str:
    """Unseal the number of a credential, so that it can be looked up; that it was read is written down first.

    Raises:
        CredentialUnknown: There is none, or its number is no longer on file.
        OperatorDetailsInvalid: No purpose is given.
    """
    with immediate():
        row = _locked(ref)
        if not row.number_sealed:
            raise CredentialUnknown(f"The number of {ref} is no longer on file.", hint="Ask for the certificate anew.")
        note_reading(
            holder_ref(row), what="credential_number", purpose=purpose, case_ref=case_ref or row.case_ref, actor=actor, at=at
        )
    return unseal(row.number_sealed, context=_NUMBER)


def _require_decidable(row: Credential, outcome: str, look_up: LookUp, reasons: str, at: datetime) -> None:
    """Refuse a decision that says less than the law wants. Source: RQ-034."""
    today = local_day(at)
    if row.status != CredentialStatus.UNVERIFIED:
        raise CredentialSettled(f"The credential {row.ref} is {row.status} already.", hint="Look at it again.")
    if outcome not in {"verify", "refuse"} or not reasons.strip():
        raise CredentialSettled("A credential is verified or refused, with a reason.", hint="Choose one and say why.")
    if outcome == "refuse":
        return
    if not look_up.register.strip() or look_up.consulted_on is None:
        raise CredentialSettled(
            "A credential is verified only in a named register on a named day.",
            hint="Look the number up and say where and when; a number that fits its layout proves nothing.",
            clause="PA21:9.1",
        )
    if look_up.consulted_on > today:
        raise CredentialSettled("The day the register was consulted lies in the future.", hint="Give the day you looked it up.")
    if look_up.evidence_sha256 and not _SHA256.fullmatch(look_up.evidence_sha256):
        raise CredentialSettled("The digest of the screenshot is no SHA-256.", hint="64 characters, 0–9 and a–f.")
    until = look_up.valid_to or row.valid_to
    if (until is not None and until < today) or (row.valid_from is not None and row.valid_from > today):
        raise CredentialSettled("The credential is not valid today.", hint="Refuse it, and say which days it covers.")


def _verify(row: Credential, look_up: LookUp, actor: Actor, at: datetime) -> None:
    row.status = CredentialStatus.VERIFIED
    row.verified_at, row.verified_by = at, f"{actor.kind}:{actor.ref}"
    row.register, row.checked_on = look_up.register.strip()[:200], look_up.consulted_on
    row.evidence_sha256 = look_up.evidence_sha256
    row.valid_to = look_up.valid_to or row.valid_to
    kept = timedelta(days=number("documents_kept_days"))
    SealedDocument.objects.filter(ref=row.document_ref).update(purge_after=at + kept)


def _end(row: Credential, status: str, at: datetime) -> None:
    row.status, row.ended_at, row.number_sealed = status, at, b""


def _holder(account_ref: str, application_ref: str) -> dict[str, Any]:
    if account_ref:
        account = Account.objects.select_for_update().filter(account_ref=account_ref).first()
        if account is None:
            raise AccountUnknown(f"The registry knows no account “{account_ref}”.", hint="Register it first.")
        return {"account": account}
    application = Application.objects.select_for_update().filter(ref=application_ref).first()
    if application is None:
        raise ApplicationUnknown(f"There is no application {application_ref}.", hint="Check the reference.")
    return {"application": application}


def _columns(form: CredentialForm) -> dict[str, Any]:
    return {
        "domain": form.domain,
        "kind": form.kind,
        "forms": " ".join(form.forms),
        "background": form.background.strip(),
        "issuer": form.issuer.strip(),
        "scope": form.scope.strip(),
        "valid_from": form.valid_from,
        "valid_to": form.valid_to,
    }


def _open_matter(row: Credential, at: datetime) -> str:
    facts = {"ref": row.ref, "domain": row.domain, "kind": row.kind, "index": row.number_index, "forms": row.forms}
    about = row.account or row.application
    return matters.desk().open_matter(
        matters.Matter(
            kind="credential",
            ref=row.ref,
            account_ref=about.account_ref if about else "",
            summary=f"{row.domain} · {row.kind} · {row.number_tail}",
            sha256=hashlib.sha256(rfc8785.dumps(facts)).hexdigest(),
            subject_class=_class_of(row),
        ),
        actor=SYSTEM,
        at=at,
    )


def _class_of(row: Credential) -> str:
    operator = row.operator or (row.account.operator if row.account else None)
    return row.application.subject_class if row.application else operator.subject_class if operator else ""


def _locked(ref: str) -> Credential:
    rows = Credential.objects.select_for_update(of=("self",)).select_related("account", "operator", "application")
    row = rows.filter(ref=ref).first()
    if row is None:
        raise CredentialUnknown(f"There is no credential {ref}.", hint="Check the reference.")
    return row


def _record(row: Credential, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    subject = {"about": holder_ref(row), **payload}
    audit.record(action, actor=actor, subject_kind="credential", subject_ref=row.ref, payload=subject, at=at)
