"""What may be asked of applications and agreements."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.registry.application_records import AgreementRecord, ApplicationRecord, CheckRecord
from goodstanding.apps.registry.errors import ApplicationUnknown
from goodstanding.apps.registry.models import (
    Agreement,
    AgreementAcceptance,
    Application,
    ApplicationCheck,
    ApplicationStatus,
    FactorState,
    VerificationFactor,
)
from goodstanding.core.kernel.sentences import Sentence


def application(ref: str, /) -> ApplicationRecord:
    """Return one application with its checks.

    Raises:
        ApplicationUnknown: No application has this reference.
    """
    row = Application.objects.select_related("operator").filter(ref=ref).first()
    if row is None:
        raise ApplicationUnknown(f"There is no application {ref}.", hint="Check the reference.")
    return application_record(row)


def applications_of(user_id: int, /) -> tuple[ApplicationRecord, ...]:
    """Return the applications a person filled in, latest first."""
    rows = Application.objects.select_related("operator").filter(applicant_id=user_id).order_by("-created_at", "-id")
    return tuple(application_record(row) for row in rows)


def open_applications(*, limit: int = 100) -> tuple[ApplicationRecord, ...]:
    """Return the applications under way that were handed in, longest waiting first."""
    waiting = (ApplicationStatus.CHECKING, ApplicationStatus.REVIEW, ApplicationStatus.CORRECTION)
    rows = Application.objects.select_related("operator").filter(status__in=waiting).order_by("submitted_at", "id")
    return tuple(application_record(row) for row in rows[:limit])


def agreement_in_effect(*, at: datetime) -> AgreementRecord | None:
    """Return the version of the service agreement that binds now; None before the first takes effect."""
    row = Agreement.objects.filter(effective_from__lte=at).order_by("-effective_from", "-id").first()
    return agreement_record(row) if row else None


def agreements() -> tuple[AgreementRecord, ...]:
    """Return every version, latest first, those announced and not yet in effect included."""
    return tuple(agreement_record(row) for row in Agreement.objects.order_by("-effective_from", "-id"))


def consent_holds(subject_ref: str, /, *, at: datetime) -> bool:
    """Say whether an account's consent to the agreement stands.

    It stands from the first acceptance until a version with material changes takes effect that was not accepted. Where the
    platform has published no agreement, there is nothing to consent to.
    """
    material = Agreement.objects.filter(effective_from__lte=at, material=True).order_by("-effective_from", "-id").first()
    first = Agreement.objects.filter(effective_from__lte=at).order_by("effective_from", "id").first()
    since = material or first
    if since is None:
        return True
    accepted = AgreementAcceptance.objects.filter(subject_ref=subject_ref, agreement__effective_from__gte=since.effective_from)
    return accepted.exists()


def agreement_record(row: Agreement, /) -> AgreementRecord:
    """Turn a row into what other apps are shown."""
    return AgreementRecord(row.version, row.body_zh, row.body_en, row.sha256, row.material, row.effective_from)


def application_record(row: Application, /) -> ApplicationRecord:
    """Turn a row into what other apps are shown."""
    return ApplicationRecord(
        ref=row.ref,
        account_ref=row.account_ref,
        applicant=row.applicant_id,
        operator_ref=row.operator.ref if row.operator else "",
        status=row.status,
        version=row.version,
        subject_class=row.subject_class,
        account_name=row.account_name,
        cap_reason=row.cap_reason,
        bio=row.bio,
        avatar_sha256=row.avatar_sha256,
        avatar_phash=row.avatar_phash,
        categories=tuple(row.categories),
        registered_place=row.registered_place,
        operating_place=row.operating_place,
        address=row.address,
        business_scope=row.business_scope,
        organization_name=row.organization_name,
        uscc=row.uscc,
        shown=row.personal_shown,
        case_ref=row.case_ref,
        reasons=row.reasons,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        checks=tuple(_check(one) for one in row.checks.order_by("id")),
        factors=_factors(row),
    )


def _factors(row: Application) -> tuple[str, ...]:
    rows = VerificationFactor.objects.filter(application=row, state=FactorState.PASSED).order_by("id")
    return tuple(dict.fromkeys(rows.values_list("kind", flat=True)))


def _check(row: ApplicationCheck) -> CheckRecord:
    says = Sentence(row.says.get("code", ""), row.says.get("zh", ""), row.says.get("en", ""))
    return CheckRecord(row.code, row.state, says, row.on, row.clause, row.detail, row.at)
