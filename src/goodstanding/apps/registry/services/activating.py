"""Turning an application into an account: the subject, the person who may act for it, and the account under its cap."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.sealing import seal
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.caps import counted_accounts, grant_cap, take_slot
from goodstanding.apps.registry.checking import Applied
from goodstanding.apps.registry.checks import safeguards
from goodstanding.apps.registry.errors import RegistrationBarred
from goodstanding.apps.registry.models import Application, Operator, VerificationFactor
from goodstanding.apps.registry.services.accounts import register_account
from goodstanding.apps.registry.services.agreements import carry_acceptance
from goodstanding.apps.registry.services.carrying import carry_credentials
from goodstanding.apps.registry.services.furthering import require_further_results
from goodstanding.apps.registry.services.operators import add_member, register_operator, verify_operator
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.identifiers.mobile import check_mobile
from goodstanding.core.names.rules import ORGANS


def activate(row: Application, applied: Applied, /, *, actor: Actor, at: datetime) -> None:
    """Register the account of an application, in the caller's transaction.

    Raises:
        CapReached: No slot is free.
        ApplicationChanged: It became a further account meanwhile, and somebody must look at the four results first.
        RegistrationBarred: The name is a closed one, the subject is kept out, or a public body's account has no second factor.
        AccountKnownAlready: Another account took the id meanwhile.
    """
    _require_safeguards(applied)
    if row.subject_index:
        _grant_exception(row, applied, actor, at)
        take_slot(row.subject_index, is_person=applied.is_person)
        require_further_results(row, applied, at=at)
    row.operator = row.operator or _operator_of(row, applied, actor, at)
    if applied.applicant is not None:
        add_member(row.operator.ref, user_id=applied.applicant, actor=actor, at=at)
    register_account(
        row.account_ref,
        name=row.account_name,
        bio=row.bio,
        categories=row.categories,
        operator_ref=row.operator.ref,
        registered_at=at,
        actor=actor,
        at=at,
    )
    carry_acceptance(row.ref, row.account_ref)
    carry_credentials(row.ref, row.account_ref)


def _grant_exception(row: Application, applied: Applied, actor: Actor, at: datetime) -> None:
    """Let one more account under the cap where a person approved the exception asked for, with this very count before them.

    Source: PA21:10.1, RQ-039
    """
    seen = row.checks.filter(code="cap", state="needs_person").first()
    held = counted_accounts(row.subject_index)
    if actor.user_id is None or not applied.cap_reason or seen is None or seen.detail.get("held") != held:
        return
    grant_cap(row.subject_index, cap=held + 1, reason=applied.cap_reason, actor=actor, at=at)


def _require_safeguards(applied: Applied) -> None:
    """Keep an account of a public body from existing before it is signed in to with two factors. Source: PA21:4.2, RQ-004."""
    if applied.subject_class in ORGANS and not safeguards.is_safeguarded(applied):
        raise RegistrationBarred(
            "The account of a public body is run by somebody who signs in with two factors.",
            hint="Send the application back; the applicant sets up a second factor and hands it in again.",
            clause=safeguards.CLAUSE,
        )


def forget_personal(row: Application, /) -> None:
    """Empty what identified the applicant; tails and the digest of the subject stay."""
    row.personal_sealed = b""


def _operator_of(row: Application, applied: Applied, actor: Actor, at: datetime) -> Operator:
    """Find the subject by its digest, or enter it as verified."""
    known = Operator.objects.filter(subject_index=row.subject_index).order_by("id").first() if row.subject_index else None
    if known is not None:
        if known.verified_at is None and "fault" not in known.verification:
            verify_operator(known.ref, means={one.code: one.state for one in row.checks.all()}, actor=actor, at=at)
            known.refresh_from_db()
        return known
    made = register_operator(
        subject_class=row.subject_class,
        name=applied.personal.get("full_name", "") if applied.is_person else row.organization_name,
        uscc="" if applied.is_person else row.uscc,
        responsible_person=applied.personal.get("responsible_person", ""),
        contact=applied.personal.get("contact", ""),
        registered_place=row.address,
        operating_place="",
        business_scope=row.business_scope,
        actor=actor,
        at=at,
    )
    means = {one.code: one.state for one in row.checks.all()}
    verify_operator(made.ref, means=means, actor=actor, at=at)
    operator = Operator.objects.get(ref=made.ref)
    operator.subject_index = row.subject_index
    operator.identity_shown = dict(row.personal_shown)
    mobile = check_mobile(applied.personal.get("mobile", ""))
    operator.mobile_sealed = seal(mobile.canonical, context="registry.mobile") if isinstance(mobile, WellFormed) else b""
    operator.registered_place_code, operator.operating_place_code = row.registered_place, row.operating_place
    operator.save()
    VerificationFactor.objects.filter(application=row).update(operator=operator)
    payload = {"application": row.ref}
    audit.record("operator:entered", actor=actor, subject_kind="operator", subject_ref=made.ref, payload=payload, at=at)
    return operator
