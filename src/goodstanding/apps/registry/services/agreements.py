"""The service agreement: published in versions, accepted by hash, and lapsing where a material change takes effect.

Source: PA21:6.2, RQ-012, RQ-013
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.application_records import AgreementRecord
from goodstanding.apps.registry.errors import AgreementUnfit
from goodstanding.apps.registry.models import Agreement, AgreementAcceptance
from goodstanding.apps.registry.reading.applications import agreement_record
from goodstanding.apps.registry.reading.consenting import agreements_to_accept

SLOTS = ("publishing_permission", "account_management", "inactivity", "termination", "appeal", "data")
"""Subjects every agreement must deal with (RQ-013)."""


def publish_agreement(
    version: str,
    /,
    *,
    zh: str,
    en: str,
    clauses: Mapping[str, str],
    material: bool,
    effective_from: datetime,
    inactivity_notice_days: int | None = None,
    actor: Actor,
    at: datetime,
) -> AgreementRecord:
    """Publish a version of the service agreement.

    Args:
        clauses: Where each subject of ``SLOTS`` stands: slot to heading, which must be in the Chinese text.
        material: Whether earlier consent lapses when it takes effect.
        inactivity_notice_days: Days of notice its clause on inactivity grants before a pause, 1 or more; the published number
            where it names none.

    Raises:
        AgreementUnfit: A subject is missing, it would bind the past, or the version or text exists.
    """
    faults = missing_slots(zh, clauses)
    if faults:
        raise AgreementUnfit(f"The agreement lacks: {', '.join(faults)}.", hint="Name the heading of each.", clause="PA21:6.2")
    if inactivity_notice_days is not None and inactivity_notice_days < 1:
        raise AgreementUnfit("A pause for inactivity takes notice.", hint="Give a day or more.", clause="PA21:10.2")
    if effective_from < at:
        raise AgreementUnfit("An agreement cannot bind the past.", hint="Announce it and let it take effect later.")
    digest = hashlib.sha256(f"{zh}\x00{en}".encode()).hexdigest()
    with immediate():
        if Agreement.objects.filter(version=version).exists() or Agreement.objects.filter(sha256=digest).exists():
            raise AgreementUnfit(
                f"The version {version} or its text was published before.", hint="Give a new version a new name."
            )
        row = Agreement.objects.create(
            version=version,
            body_zh=zh,
            body_en=en,
            sha256=digest,
            clauses=dict(clauses),
            material=material,
            inactivity_notice_days=inactivity_notice_days,
            effective_from=effective_from,
            published_at=at,
        )
        payload = {"version": version, "sha256": digest, "material": material, "effective_from": effective_from.isoformat()}
        audit.record("agreement:published", actor=actor, subject_kind="agreement", subject_ref=version, payload=payload, at=at)
    return agreement_record(row)


def missing_slots(zh: str, clauses: Mapping[str, str], /) -> tuple[str, ...]:
    """Return the subjects no heading of the Chinese text is named for, in order (RQ-013)."""
    return tuple(slot for slot in SLOTS if not clauses.get(slot) or str(clauses[slot]) not in zh)


def accept_agreement(subject_ref: str, /, *, sha256: str, actor: Actor, at: datetime) -> None:
    """Note that somebody accepts the agreement in effect, or one announced, for an application or an account.

    Accepting twice counts once.

    Args:
        sha256: Hash of the text that was shown.

    Raises:
        AgreementUnfit: That text is neither the one in effect nor announced.
    """
    with immediate():
        if sha256 not in {one.sha256 for one in agreements_to_accept(at=at)}:
            raise AgreementUnfit(
                "That is not the service agreement in effect.", hint="Read the current version and accept it.", clause="PA21:6.2"
            )
        row = Agreement.objects.get(sha256=sha256)
        _, is_new = AgreementAcceptance.objects.get_or_create(
            agreement=row,
            subject_ref=subject_ref,
            defaults={"user_id": actor.user_id, "actor": f"{actor.kind}:{actor.ref}", "accepted_at": at},
        )
        if is_new:
            payload = {"version": row.version, "sha256": sha256}
            audit.record(
                "agreement:accepted", actor=actor, subject_kind="account", subject_ref=subject_ref, payload=payload, at=at
            )


def carry_acceptance(former_ref: str, later_ref: str, /) -> None:
    """Let what was accepted for an application hold for the account it became."""
    for held in AgreementAcceptance.objects.filter(subject_ref=former_ref):
        AgreementAcceptance.objects.get_or_create(
            agreement_id=held.agreement_id,
            subject_ref=later_ref,
            defaults={"user_id": held.user_id, "actor": held.actor, "accepted_at": held.accepted_at},
        )
