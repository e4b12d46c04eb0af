"""Separate consent of a natural person to one more field of the public card: given for that field alone, withdrawn at any time.

Source: PA21:9.2, RQ-036
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.errors import ConsentUnfit, NotTheSubject, OperatorUnknown
from goodstanding.apps.registry.models import DisclosureConsent, Operator, OperatorMember
from goodstanding.apps.registry.reading.consents import WORDINGS
from goodstanding.apps.registry.services.telling import announce_operator


def give_consent(operator_ref: str, /, *, field: str, actor: Actor, at: datetime) -> None:
    """Let one more field of a natural person be published; giving it twice is giving it once.

    Args:
        field: ``full_name``, ``operating_place`` or ``contact``.

    Raises:
        OperatorUnknown: No operator has this reference.
        ConsentUnfit: The operator is an organization or not verified, or the field is unknown.
        NotTheSubject: Somebody else asks.
    """
    with immediate():
        operator = _operator(operator_ref)
        if operator.subject_class != "person" or operator.verified_at is None:
            raise ConsentUnfit("Only a verified natural person consents to more.", hint="Verify the identity first.")
        if field not in WORDINGS:
            raise ConsentUnfit(f"“{field}” is not a field of the card.", hint=", ".join(WORDINGS))
        _require_own(operator, actor)
        if DisclosureConsent.objects.filter(operator=operator, field=field, withdrawn_at__isnull=True).exists():
            return
        digest = wording_digest(field)
        DisclosureConsent.objects.create(
            operator=operator, field=field, wording_sha256=digest, given_by=f"{actor.kind}:{actor.ref}", given_at=at
        )
        _record("disclosure_consent:given", operator, {"field": field, "wording_sha256": digest}, actor, at)
        announce_operator(operator, at=at)


def withdraw_consent(operator_ref: str, /, *, field: str, actor: Actor, at: datetime) -> None:
    """Take a consent back; the field leaves the card at once.

    Raises:
        OperatorUnknown: No operator has this reference.
        NotTheSubject: Somebody else asks.
    """
    with immediate():
        operator = _operator(operator_ref)
        _require_own(operator, actor)
        given = DisclosureConsent.objects.filter(operator=operator, field=field, withdrawn_at__isnull=True)
        if given.update(withdrawn_at=at):
            _record("disclosure_consent:withdrawn", operator, {"field": field}, actor, at)
            announce_operator(operator, at=at)


def wording_digest(field: str, /) -> str:
    """Digest the wording of a consent in both languages: what was agreed to."""
    says = WORDINGS[field]
    return hashlib.sha256(f"{says.zh}\n{says.en}".encode()).hexdigest()


def _operator(ref: str) -> Operator:
    row = Operator.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise OperatorUnknown(f"The registry knows no operator “{ref}”.")
    return row


def _require_own(operator: Operator, actor: Actor) -> None:
    """Refuse whoever is not the person: nobody at the platform consents for somebody else."""
    if not OperatorMember.objects.filter(operator=operator, user_id=actor.user_id or 0, role="owner").exists():
        raise NotTheSubject("Only the person decides what is published of them.", hint="Sign in as the owner.")


def _record(action: str, operator: Operator, payload: dict[str, str], actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="operator", subject_ref=operator.ref, payload=payload, at=at)
