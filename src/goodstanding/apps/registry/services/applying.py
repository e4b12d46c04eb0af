"""Applications to register an account: filled in over days, handed in, checked, decided, and turned into an account.

Nothing is lost on the way: a form is saved as it is typed, an answer that does not come leaves the application waiting, and a
person decides wherever a check says so. Source: PA21:7.1, PA21:8.1, PA21:15.1
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import seal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import matters
from goodstanding.apps.registry.account_facts import LOCAL
from goodstanding.apps.registry.application_form import OPEN_FIELDS, PERSONAL_FIELDS, problems_of, shown_of
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.applied import SEAL, applied_of, form_of, personal_of
from goodstanding.apps.registry.caps import subject_index_of
from goodstanding.apps.registry.checking import CheckResult
from goodstanding.apps.registry.checks import CHECKS, REQUIRED
from goodstanding.apps.registry.errors import (
    AccountKnownAlready,
    ApplicationChanged,
    ApplicationClosed,
    ApplicationIncomplete,
    ApplicationUnknown,
)
from goodstanding.apps.registry.models import Account, Application, ApplicationCheck, ApplicationStatus
from goodstanding.apps.registry.reading.applications import application_record
from goodstanding.apps.registry.services.activating import activate, forget_personal
from goodstanding.apps.registry.services.documents import schedule_purge
from goodstanding.apps.registry.services.name_holds import drop_holds
from goodstanding.apps.registry.services.proving import drop_ways
from goodstanding.apps.registry.services.refusing import note_application_barred, note_application_refused
from goodstanding.apps.registry.services.telling import application_news, tell_person
from goodstanding.core.identifiers.credit_code import check_credit_code
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.identifiers.resident_id import check_resident_id

_OPEN = (ApplicationStatus.DRAFT, ApplicationStatus.CHECKING, ApplicationStatus.REVIEW, ApplicationStatus.CORRECTION)
_EDITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.CORRECTION)


def start_application(account_ref: str, /, *, applicant: int | None, actor: Actor, at: datetime) -> ApplicationRecord:
    """Begin an application for an account id.

    Args:
        account_ref: The account's id on the platform; one is made where it is empty.
        applicant: User who fills it in; None where the platform does by interface.

    Raises:
        AccountKnownAlready: The id belongs to an account, or somebody applies for it.
    """
    wanted = account_ref.strip() or new_ref("A")
    with immediate():
        if Account.objects.filter(account_ref=wanted).exists() or Application.objects.filter(account_ref=wanted).exists():
            raise AccountKnownAlready(
                f"The id “{wanted}” is taken.", hint="Choose another, or go on with your application for it."
            )
        row = Application.objects.create(ref=new_ref("R"), account_ref=wanted, applicant_id=applicant, created_at=at)
        _record(row, "application:started", {}, actor, at)
        return application_record(row)


def save_application(ref: str, /, *, values: Mapping[str, Any], expected_version: int, at: datetime) -> ApplicationRecord:
    """Save what was typed so far; fields that are absent stay as they were. Nothing is checked yet.

    Args:
        values: By field name; ``categories`` is a list, everything else text.

    Raises:
        ApplicationUnknown, ApplicationChanged, ApplicationClosed: It is not there, not as it was read, or no longer editable.
    """
    with immediate():
        row = _locked(ref, expected_version)
        _require(row, _EDITABLE)
        if values.get("avatar_sha256", row.avatar_sha256) != row.avatar_sha256:
            row.avatar_phash = ""
        for name in OPEN_FIELDS:
            if name in values:
                setattr(row, name, str(values[name]).strip())
        if "categories" in values:
            row.categories = list(dict.fromkeys(str(code) for code in values["categories"]))
        personal = personal_of(row) | {name: str(values[name]).strip() for name in PERSONAL_FIELDS if values.get(name)}
        row.personal_sealed = seal(json.dumps(personal), context=SEAL) if personal else b""
        row.personal_shown = shown_of(personal, at=at.astimezone(LOCAL).date())
        _step(row)
        return application_record(row)


def submit_application(
    ref: str, /, *, expected_version: int, origin: Mapping[str, str] | None = None, actor: Actor, at: datetime
) -> ApplicationRecord:
    """Hand an application in and check it.

    Args:
        origin: Keyed digests of where it came from (``device``, ``network``); never the values.

    Raises:
        ApplicationIncomplete: Something required is missing or wrong, field by field; nothing was handed in.
        ApplicationUnknown, ApplicationChanged, ApplicationClosed: It is not there, not as it was read, or not ready for it.
    """
    with immediate():
        row = _locked(ref, expected_version)
        _require(row, _EDITABLE)
        personal = personal_of(row)
        found = problems_of(form_of(row), personal, at=at.astimezone(LOCAL).date())
        if found:
            raise ApplicationIncomplete(
                "The application is not complete.", problems=found, hint="Put right what is marked.", clause="PA21:15.1"
            )
        row.subject_index = _subject_index(row, personal, at)
        row.uscc = _canonical_code(row)
        row.origin = dict(origin or row.origin)
        row.status, row.submitted_at, row.reasons = ApplicationStatus.CHECKING, at, ""
        _step(row)
        _record(row, "application:submitted", {"subject_class": row.subject_class, "sha256": _digest(row)}, actor, at)
        return _check_and_move(row, at)


def check_application(ref: str, /, *, at: datetime) -> ApplicationRecord:
    """Run the checks again: an answer came, or something they rest on changed. Nothing where it is not being checked.

    Raises:
        ApplicationUnknown: No application has this reference.
    """
    with immediate():
        row = _locked(ref, None)
        if row.status not in {ApplicationStatus.CHECKING, ApplicationStatus.REVIEW}:
            return application_record(row)
        return _check_and_move(row, at)


def decide_application(
    ref: str, /, *, outcome: str, reasons: str, case_version: int | None, actor: Actor, at: datetime
) -> ApplicationRecord:
    """Decide an application that waits for a person.

    Args:
        outcome: ``approve``, ``refuse`` or ``return`` (to be corrected).
        reasons: What the applicant reads.

    Raises:
        ApplicationClosed: It does not wait for a person, or the outcome is none of the three.
        CapReached: No slot is free any more.
        ReviewError: The person may not decide it now.
    """
    moves = {"approve": ApplicationStatus.ACTIVE, "refuse": ApplicationStatus.REFUSED, "return": ApplicationStatus.CORRECTION}
    with immediate():
        row = _locked(ref, None)
        _require(row, (ApplicationStatus.REVIEW,))
        if outcome not in moves or not reasons.strip():
            raise ApplicationClosed("A decision approves, refuses or returns, with a reason.", hint="Choose one and say why.")
        matters.desk().take_matter(row.case_ref, expected_version=case_version, actor=actor, at=at)
        row.reasons, row.decided_by = reasons.strip(), f"{actor.kind}:{actor.ref}"
        _end(row, moves[outcome], actor, at)
        matters.desk().close_matter(row.case_ref, outcome=outcome, note=row.reasons, actor=actor, at=at)
        return application_record(row)


def withdraw_application(ref: str, /, *, expected_version: int, actor: Actor, at: datetime) -> ApplicationRecord:
    """Take an application back; what identified the applicant is forgotten.

    Raises:
        ApplicationUnknown, ApplicationChanged, ApplicationClosed: It is not there, not as it was read, or decided.
    """
    with immediate():
        row = _locked(ref, expected_version)
        _require(row, _OPEN)
        if row.case_ref and row.status == ApplicationStatus.REVIEW:
            matters.desk().close_matter(row.case_ref, outcome="withdrawn", note="", actor=actor, at=at)
        _end(row, ApplicationStatus.WITHDRAWN, actor, at)
        return application_record(row)


def _check_and_move(row: Application, at: datetime) -> ApplicationRecord:
    applied = applied_of(row)
    results = [found for found in (check(applied, at) for check in CHECKS) if found is not None]
    for found in results:
        _keep(row, found, at)
    ApplicationCheck.objects.filter(application=row).exclude(code__in=[found.code for found in results]).delete()
    _record(row, "application:checked", {found.code: found.state for found in results}, SYSTEM, at)
    states = {found.state for found in results}
    missing = [code for code in REQUIRED if code not in {found.code for found in results}]
    if "failed" in states:
        _send_back(row, results, at)
    elif "waiting" in states:
        row.status = ApplicationStatus.CHECKING
        _step(row)
    elif "needs_person" in states or missing:
        _bring_before_person(row, results, missing, at)
    elif row.status == ApplicationStatus.CHECKING:
        row.decided_by = "machine:checks"
        _end(row, ApplicationStatus.ACTIVE, SYSTEM, at)
    return application_record(row)


def _send_back(row: Application, results: list[CheckResult], at: datetime) -> None:
    """Return an application for what a check refused outright. A case that was open about it is over."""
    failed = [found for found in results if found.state == "failed"]
    if row.status == ApplicationStatus.REVIEW:
        matters.desk().close_matter(row.case_ref, outcome="return", note=failed[0].says.zh, actor=SYSTEM, at=at)
    row.reasons = "\n".join(found.says.zh for found in failed)
    _end(row, ApplicationStatus.CORRECTION, SYSTEM, at)
    note_application_barred(row, row.reasons, at=at)


def _bring_before_person(row: Application, results: list[CheckResult], missing: list[str], at: datetime) -> None:
    asked = [found.code for found in results if found.state == "needs_person"] + missing
    row.status = ApplicationStatus.REVIEW
    row.case_ref = matters.desk().open_matter(
        matters.Matter(
            kind="registration",
            ref=row.ref,
            account_ref=row.account_ref,
            summary=f"{row.account_name} · {row.subject_class} · {', '.join(asked)}",
            sha256=_digest(row),
            subject_class=row.subject_class,
        ),
        actor=SYSTEM,
        at=at,
    )
    _step(row)


def _end(row: Application, status: str, actor: Actor, at: datetime) -> None:
    """Move an application on for good, or back to its applicant."""
    if status == ApplicationStatus.ACTIVE:
        activate(row, applied_of(row), actor=actor, at=at)
    row.status = status
    if status != ApplicationStatus.CORRECTION:
        drop_holds(f"application:{row.ref}", at=at)
        row.decided_at = at
        forget_personal(row)
        drop_ways(row, at=at)
        schedule_purge((row.ref,), at=at)
    if status == ApplicationStatus.REFUSED:
        note_application_refused(row, actor=actor, at=at)
    _step(row)
    _tell(row, at)
    _record(row, f"application:{status}", {"reasons": row.reasons, "by": row.decided_by}, actor, at)


def _tell(row: Application, at: datetime) -> None:
    """Tell the applicant what became of the application; the withdrawing one knows."""
    news = application_news(row.status, row.ref, row.reasons)
    if news is not None and row.applicant_id is not None:
        tell_person(row.applicant_id, about=row.ref, name=row.account_name, news=news, at=at)


def _keep(row: Application, found: CheckResult, at: datetime) -> None:
    says = {"code": found.says.code, "zh": found.says.zh, "en": found.says.en}
    ApplicationCheck.objects.update_or_create(
        application=row,
        code=found.code,
        defaults={
            "state": found.state,
            "says": says,
            "on": found.on,
            "clause": found.clause,
            "detail": dict(found.detail),
            "at": at,
        },
    )


def _locked(ref: str, expected_version: int | None) -> Application:
    row = Application.objects.select_for_update(of=("self",)).select_related("operator").filter(ref=ref).first()
    if row is None:
        raise ApplicationUnknown(f"There is no application {ref}.", hint="Check the reference.")
    if expected_version is not None and row.version != expected_version:
        raise ApplicationChanged(f"The application {ref} was saved elsewhere since you opened it.", hint="Open it again.")
    return row


def _require(row: Application, statuses: tuple[str, ...]) -> None:
    if row.status not in statuses:
        raise ApplicationClosed(f"The application {row.ref} is {row.status}.", hint="It does not take this step now.")


def _subject_index(row: Application, personal: Mapping[str, str], at: datetime) -> str:
    if row.subject_class == "person":
        number = check_resident_id(personal["resident_id"], at=at.astimezone(LOCAL).date())
        return subject_index_of("resident_id", number.canonical) if isinstance(number, WellFormed) else ""
    return subject_index_of("credit_code", _canonical_code(row))


def _canonical_code(row: Application) -> str:
    code = check_credit_code(row.uscc) if row.uscc else None
    return code.canonical if isinstance(code, WellFormed) else row.uscc


def _digest(row: Application) -> str:
    return hashlib.sha256(rfc8785.dumps(form_of(row) | {"shown": row.personal_shown})).hexdigest()


def _step(row: Application) -> None:
    row.version += 1
    row.save()


def _record(row: Application, action: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="application", subject_ref=row.ref, payload=dict(payload), at=at)
