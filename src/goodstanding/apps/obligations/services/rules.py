"""Accepting the digest of the rules for an account, by the version that is in force. Source: PA21:15.2, RQ-069."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.models import RulesAcceptance
from goodstanding.apps.obligations.reading.rules import rules_digest
from goodstanding.apps.registry.selectors import may_act_for


def accept_rules(account_ref: str, /, *, digest_sha256: str, actor: Actor, at: datetime) -> datetime:
    """Accept the digest as it was shown; again is the same acceptance.

    Args:
        digest_sha256: Of the digest shown: what is accepted is what was read.

    Raises:
        RecordUnfit: The digest is not that of the rules in force, or the person may not act for the account.
    """
    user_id = actor.user_id
    if user_id is None or not may_act_for(user_id, account_ref):
        raise RecordUnfit("Whoever runs the account accepts its rules.", clause="PA21:15.2")
    shown = rules_digest(at=at)
    if shown.sha256 != digest_sha256:
        raise RecordUnfit("The rules changed since you opened the page.", hint="Read the digest again.", clause="PA21:15.2")
    with immediate():
        audit.hold_log()
        row, is_new = RulesAcceptance.objects.get_or_create(
            account_ref=account_ref,
            user_id=user_id,
            pack_digest=shown.pack_digest,
            defaults={"digest_sha256": shown.sha256, "at": at},
        )
        if is_new:
            payload = {"rules": shown.pack_digest, "digest": shown.sha256}
            audit.record("rules:accepted", actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)
        return row.at
