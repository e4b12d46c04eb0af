"""What decisions do to badges and declarations: taken, given back, barred for a time; in the decision's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.originality.errors import OriginalUnknown
from goodstanding.apps.originality.models import DeclaringBan, Original
from goodstanding.apps.originality.selectors import ban_view, original_view
from goodstanding.apps.originality.services.steps import DECISION, DECLARATION, REVERSAL, move
from goodstanding.apps.originality.values import BanView, OriginalStatus, OriginalView
from goodstanding.apps.registry.services.telling import announce_disclosure


def revoke_badge(content_ref: str, /, *, decision_ref: str, reasons: str, actor: Actor, at: datetime) -> OriginalView:
    """Take the badge of a content away by a decision. Two decisions both stand until both are taken back; one counts once.

    Raises:
        OriginalUnknown: Nothing was declared of the content.
    """
    with immediate():
        audit.hold_log()
        row = _declared(content_ref)
        if decision_ref not in _standing(row)[0]:
            _move(row, OriginalStatus.REVOKED, badge=False, cause=DECISION, ref=decision_ref, why=reasons, actor=actor, at=at)
        return original_view(row)


def restore_badge(content_ref: str, /, *, decision_ref: str, reasons: str, actor: Actor, at: datetime) -> OriginalView:
    """Take back what one decision did to a badge: shown before, and taken by no other decision, it is shown again.

    Args:
        decision_ref: The decision that took the badge, as `revoke_badge` was told.

    Raises:
        OriginalUnknown: Nothing was declared of the content.
    """
    with immediate():
        audit.hold_log()
        row = _declared(content_ref)
        standing, was_shown = _standing(row)
        if decision_ref in standing:
            is_last = standing == [decision_ref]
            badge = is_last and was_shown
            status = OriginalStatus.UPHELD if badge else OriginalStatus.REFUSED if is_last else OriginalStatus.REVOKED
            _move(row, status, badge=badge, cause=REVERSAL, ref=decision_ref, why=reasons, actor=actor, at=at)
        return original_view(row)


def ban_declaring(account_ref: str, /, *, until: datetime | None, decision_ref: str, actor: Actor, at: datetime) -> BanView:
    """Keep an account from declaring originals, by a decision; the same decision twice bars once.

    Args:
        until: When it ends; None for good.
    """
    with immediate():
        audit.hold_log()
        row, is_new = DeclaringBan.objects.get_or_create(
            account_ref=account_ref, decision_ref=decision_ref, defaults={"since": at, "until": until}
        )
        if is_new:
            payload = {"decision": decision_ref, "until": until.isoformat() if until else None}
            _record("originality:declaring_banned", account_ref, payload, actor=actor, at=at)
        return ban_view(row)


def lift_declaring_ban(account_ref: str, /, *, decision_ref: str, actor: Actor, at: datetime) -> None:
    """End the ban a decision brought; other decisions' bans stand. Nothing where it is lifted already."""
    with immediate():
        audit.hold_log()
        rows = DeclaringBan.objects.filter(account_ref=account_ref, decision_ref=decision_ref, lifted_at=None)
        if rows.update(lifted_at=at):
            _record("originality:declaring_allowed", account_ref, {"decision": decision_ref}, actor=actor, at=at)


def _declared(content_ref: str) -> Original:
    row = Original.objects.select_for_update().filter(content_ref=content_ref).first()
    if row is None:
        raise OriginalUnknown(f"“{content_ref}” was never declared original.", hint="Check the content's id.")
    return row


def _standing(row: Original) -> tuple[list[str], bool]:
    """Return the decisions that took the badge and were not taken back, oldest first, and whether it was shown before them.

    Declaring again begins anew.
    """
    standing: list[str] = []
    was_shown = False
    for cause, ref, had_badge in row.changes.order_by("id").values_list("cause", "cause_ref", "had_badge"):
        if cause == DECISION and ref not in standing:
            was_shown = was_shown if standing else had_badge
            standing.append(ref)
        elif cause == REVERSAL and ref in standing:
            standing.remove(ref)
        elif cause == DECLARATION:
            standing.clear()
    return standing, was_shown


def _move(
    row: Original, status: OriginalStatus, *, badge: bool, cause: str, ref: str, why: str, actor: Actor, at: datetime
) -> None:
    move(row, status, has_badge=badge, cause=cause, cause_ref=ref, reasons=why, actor=actor, at=at)
    announce_disclosure(row.account_ref, at=at)


def _record(action: str, account_ref: str, payload: Mapping[str, object], *, actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="account", subject_ref=account_ref, payload=payload, at=at)
