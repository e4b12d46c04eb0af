"""Personal data of closed accounts: kept for the retention period, then erased; what pending matters need waits for them.

What stays and why is written down in ADR 0036: decisions, notices and the log carry no sealed data and are evidence.
Source: PA21:11.3, RQ-048
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.admission import closing_decision
from goodstanding.apps.registry.calendar_months import months_later
from goodstanding.apps.registry.life_ports import pending_matters
from goodstanding.apps.registry.models import (
    Account,
    AccountChange,
    AccountStatus,
    Application,
    Credential,
    Erasure,
    ErasureState,
    MicroPayment,
    MobileChange,
    Operator,
    OperatorMember,
    OwnerTrace,
    RegistrationRefusal,
    SealedDocument,
    SettingsFreeze,
    Stopping,
    SubjectSlot,
    Transfer,
    VerificationRequest,
)
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.ports import banned
from goodstanding.apps.registry.services.exporting import purge_exports_of

_AGAIN = timedelta(days=1)


def plan_erasure(account_ref: str, /, *, closed_at: datetime) -> datetime:
    """Let the personal data of a closed account be erased when its retention is over; return when that is."""
    due_at = months_later(closed_at, number("personal_data_kept_months"))
    Erasure.objects.get_or_create(
        account_ref=account_ref, defaults={"closed_at": closed_at, "due_at": due_at, "look_again_at": due_at}
    )
    return due_at


def plan_erasures(*, limit: int = 200) -> int:
    """Plan it for every closed account that has no plan, whoever closed it; return how many."""
    planned = Erasure.objects.filter(account_ref=OuterRef("account_ref"))
    rows = Account.objects.filter(~Exists(planned), status=AccountStatus.CLOSED, closed_at__isnull=False).order_by("id")
    missing = list(rows.values_list("account_ref", "closed_at")[:limit])
    for ref, closed_at in missing:
        if closed_at is not None:
            plan_erasure(ref, closed_at=closed_at)
    return len(missing)


def erase_due(*, at: datetime, limit: int = 20) -> int:
    """Erase what is due; return how many accounts were looked at. An account that was opened again keeps its data."""
    due = Erasure.objects.filter(look_again_at__lte=at).exclude(state=ErasureState.DONE).order_by("look_again_at", "id")
    refs = list(due.values_list("account_ref", flat=True)[:limit])
    for ref in refs:
        _erase(ref, at)
    return len(refs)


def _erase(account_ref: str, at: datetime) -> None:
    with immediate():
        account = Account.objects.select_for_update(of=("self",)).select_related("operator").get(account_ref=account_ref)
        row = Erasure.objects.select_for_update().get(account_ref=account_ref)
        if row.state == ErasureState.DONE or row.due_at > at:
            return
        due_at = _due_now(account, row, at)
        if due_at > at:
            row.look_again_at = due_at
            row.save(update_fields=["look_again_at"])
            return
        counts = Counter(row.counts)
        pending = pending_matters(account_ref)
        if row.state == ErasureState.WAITING:
            counts.update(_what_nobody_needs(account, at))
        if not pending:
            counts.update(_the_rest(account, row, at))
        row.state = ErasureState.HELD if pending else ErasureState.DONE
        row.held_for, row.counts = list(pending), {name: n for name, n in sorted(counts.items()) if n}
        row.done_at, row.look_again_at = (None, at + _AGAIN) if pending else (at, at)
        row.save(update_fields=["state", "held_for", "counts", "done_at", "look_again_at"])
        payload = {"state": row.state, "counts": row.counts, "held_for": row.held_for}
        audit.record(
            "personal_data:erased", actor=SYSTEM, subject_kind="account", subject_ref=account_ref, payload=payload, at=at
        )


def _due_now(account: Account, row: Erasure, at: datetime) -> datetime:
    """Return when it is due as the account stands: an account opened again is not, one closed anew counts from then."""
    if account.status != AccountStatus.CLOSED or account.closed_at is None:
        return at + _AGAIN
    return max(row.due_at, months_later(account.closed_at, number("personal_data_kept_months")))


def _what_nobody_needs(account: Account, at: datetime) -> dict[str, int]:
    """Erase what no appeal, complaint or dispute asks for: documents, numbers, how identity was verified, exports."""
    ref = account.account_ref
    applications = Application.objects.filter(account_ref=ref)
    subjects = [ref, *applications.values_list("ref", flat=True), *_last_operator_refs(account)]
    documents = SealedDocument.objects.filter(subject_ref__in=subjects, purged_at__isnull=True)
    numbers = Credential.objects.filter(Q(account=account) | Q(application__in=applications) | _operators_own(account))
    return {
        "documents": documents.update(key_sealed=b"", content_sealed=b"", purged_at=at),
        "credential_numbers": numbers.exclude(number_index="").update(
            number_sealed=b"", number_index="", number_tail="", background=""
        ),
        "questions": VerificationRequest.objects.filter(application__in=applications).delete()[0],
        "applications": applications.update(
            personal_sealed=b"", personal_shown={}, origin={}, subject_index="", address="", cap_reason=""
        ),
        "payments": MicroPayment.objects.filter(application__in=applications).delete()[0],
        "traces": OwnerTrace.objects.filter(account_ref=ref).delete()[0],
        "exports": purge_exports_of(ref, at=at),
    }


def _the_rest(account: Account, row: Erasure, at: datetime) -> dict[str, int]:
    """Erase what is left: who operated it, what it was called and how that changed.

    The name of an account a decision closed stays: it may not return (PA21:8.3).
    """
    ref = account.account_ref
    counts = _operator(account)
    if closing_decision(ref) is None:
        account.name = account.normalised_name = ""
    account.bio = account.avatar_sha256 = account.avatar_phash = account.ip_region = account.agency = ""
    account.save(update_fields=["name", "normalised_name", "bio", "avatar_sha256", "avatar_phash", "ip_region", "agency"])
    Application.objects.filter(account_ref=ref).update(account_name="", bio="", avatar_sha256="", avatar_phash="")
    RegistrationRefusal.objects.filter(account_ref=ref).update(name="", words="")
    Stopping.objects.filter(account_ref=ref).update(reason="")
    SettingsFreeze.objects.filter(account_ref=ref).update(explanation="")
    Transfer.objects.filter(account_ref=ref).update(reason="")
    return {"profile": 1, "history": _history(row, at), **counts}


def _history(row: Erasure, at: datetime) -> int:
    """Delete the former names and self-descriptions through the door the trigger knows, and shut it again."""
    Erasure.objects.filter(pk=row.pk).update(door_opened_at=at)
    fields = ("name", "bio", "avatar_sha256", "avatar_phash", "agency")
    deleted = AccountChange.objects.filter(account_ref=row.account_ref, field__in=fields).delete()[0]
    Erasure.objects.filter(pk=row.pk).update(door_opened_at=None)
    return deleted


def _operator(account: Account) -> dict[str, int]:
    """Erase who operated it, where this was its last account; a subject that is kept out stays recognizable by its digest."""
    refs = _last_operator_refs(account)
    if not refs:
        return {}
    operators = Operator.objects.filter(ref__in=refs)
    kept_out = banned({f"operator:{ref}" for ref in refs})
    indexes = [index for index in operators.values_list("subject_index", flat=True) if index]
    others = Operator.objects.filter(subject_index__in=indexes).exclude(ref__in=refs).values("subject_index")
    slots = SubjectSlot.objects.filter(subject_index__in=indexes).exclude(subject_index__in=others)
    counts = {
        "slots": slots.delete()[0],
        "mobile_changes": MobileChange.objects.filter(operator__in=operators).delete()[0],
        "members": OperatorMember.objects.filter(operator__in=operators).delete()[0],
        "operators": operators.update(
            full_name_sealed=b"",
            responsible_person_sealed=b"",
            contact_sealed=b"",
            mobile_sealed=b"",
            identity_shown={},
            verification={},
        ),
    }
    if not kept_out:
        operators.update(subject_index="")
    operators.filter(subject_class="person").update(registered_place="", operating_place="", name=F("ref"))
    return counts


def _last_operator_refs(account: Account) -> list[str]:
    """Return the operator where this was its last account: others that are open, or closed and within retention, keep it."""
    if account.operator is None:
        return []
    others = Account.objects.filter(operator=account.operator).exclude(pk=account.pk)
    done = Erasure.objects.filter(account_ref=OuterRef("account_ref"), state=ErasureState.DONE)
    return [] if others.filter(~Exists(done)).exists() else [account.operator.ref]


def _operators_own(account: Account) -> Q:
    refs = _last_operator_refs(account)
    return Q(operator__ref__in=refs) if refs else Q(pk__in=[])
