"""Cases people open of their own accord: on patrol, or because a colleague pointed at something."""

from __future__ import annotations

import hashlib
from datetime import datetime

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import CASES_DECIDE, require
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import limits
from goodstanding.apps.review.errors import ActionIncomplete, CaseForbidden
from goodstanding.apps.review.selectors import viewer
from goodstanding.apps.review.services.opening import open_case
from goodstanding.apps.review.values import ORDINARY_QUEUE, CaseView, NewEvidence, NewSource
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.kernel.severity import Severity

LONGEST_NOTE = 5000


def open_manual_case(
    *,
    account_ref: str,
    content_ref: str = "",
    label: str = "",
    severity: str = "",
    queue: str = "",
    note: str,
    actor: Actor,
    at: datetime,
) -> CaseView:
    """Open a case about an account or one of its contents, with what is there now as evidence.

    Args:
        account_ref: Whom it is about; the content's author where empty.
        label: A violation label; empty while nobody knows.
        severity: ``moderate`` where empty.
        queue: A queue of the pack; the one the pack uses for the label where empty.
        note: What caught the eye, 1–5,000 characters.
        actor: A person who may decide cases.

    Raises:
        CaseForbidden, PermissionMissing: The actor is no person, or may not decide cases or see the queue.
        ActionIncomplete: Label, severity, queue or note is missing or wrong.
        AccountUnknown, ContentUnknown: There is no such account or content.
    """
    if actor.user_id is None:
        raise CaseForbidden("Only a person opens a case by hand.", hint="Sign in, or use the key of a person.")
    require(identity.permissions_of(actor.user_id), CASES_DECIDE)
    _check(label, severity, queue, note)
    chosen = queue or queue_for(label)
    if chosen in viewer(actor.user_id).closed_queues:
        raise CaseForbidden(f"The queue “{chosen}” is not open to you.", hint="Leave it to a colleague who holds it.")
    content = ingest.content(content_ref) if content_ref else None
    account = registry.account(account_ref or (content.account_ref if content else ""))
    if content is not None and content.account_ref != account.account_ref:
        raise ActionIncomplete(f"The content {content_ref} is not of the account {account.account_ref}.")
    digest = hashlib.sha256(note.strip().encode("utf-8", "surrogatepass")).hexdigest()
    evidence = [NewEvidence("note", f"user:{actor.user_id}", digest, note.strip())]
    if content is not None:
        evidence.append(NewEvidence("snapshot", content.content_ref, content.latest_sha256, content.title or content.body[:80]))
    return open_case(
        kind="manual",
        queue=chosen,
        account_ref=account.account_ref,
        content_ref=content_ref,
        label=label,
        severity=severity or Severity.MODERATE,
        reach=account.followers,
        sources=[NewSource("staff", str(actor.user_id))],
        evidence=evidence,
        actor=actor,
        at=at,
    )


def queue_for(label: str, /) -> str:
    """Choose the queue the pack in force uses for a kind of violation, else the ordinary one."""
    try:
        rules = policies.live_policy().rules
    except NoLivePack:
        return ORDINARY_QUEUE
    return next((rule.queue for rule in rules if label and rule.label == label), ORDINARY_QUEUE)


def _check(label: str, severity: str, queue: str, note: str) -> None:
    if label and label not in VIOLATION_LABELS:
        raise ActionIncomplete(f"“{label}” is not a violation label.", hint=f"Use one of {', '.join(VIOLATION_LABELS)}.")
    if severity and severity not in set(Severity):
        raise ActionIncomplete(f"“{severity}” is not a severity.", hint=f"Use one of {', '.join(Severity)}.")
    if queue and queue not in limits.known_queues():
        raise ActionIncomplete(f"“{queue}” is not a queue.", hint=f"Use one of {', '.join(limits.known_queues())}.")
    if not 1 <= len(note.strip()) <= LONGEST_NOTE:
        raise ActionIncomplete(f"A case opened by hand says why, in 1 to {LONGEST_NOTE} characters.", hint="Give a note.")
