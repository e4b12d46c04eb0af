"""The clock that gives a content back: with no proof by the window's end the measure ends by itself.

Source: CIV20:1196.2, RQ-065
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.models import CopyrightNotice, NoticeProof, NoticeState, ProofState
from goodstanding.apps.redress.services.takedown.door import close_case, lock_notice, perform
from goodstanding.apps.redress.services.takedown.telling import tell_account_over, tell_sender
from goodstanding.apps.redress.takedown import DOWN, Step


def end_windows(*, at: datetime, limit: int = 200) -> int:
    """Give back the contents whose window is over without proof; say how many. Each is a transaction of its own.

    A proof handed in before the end keeps the window open until a person has looked at it.
    """
    over = CopyrightNotice.objects.filter(state=NoticeState.COUNTERED, window_ends_at__lt=at).order_by("window_ends_at", "id")
    return sum(_end(ref, at) for ref in list(over.values_list("ref", flat=True)[:limit]))


class SettleNotices:
    """Settles the notice a precaution rests on when a later decision took that precaution's place: an appeal, a court order."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Act on a decision just issued."""
        if not decision.supersedes:
            return
        rows = CopyrightNotice.objects.select_for_update(of=("self",)).filter(decision_ref=decision.supersedes, state__in=DOWN)
        for row in rows:
            self._settle(row, decision, actor=actor, at=at)

    def _settle(self, row: CopyrightNotice, decision: DecisionView, *, actor: Actor, at: datetime) -> None:
        row.decision_ref = decision.ref
        if decision.verdict == "precaution":
            row.save(update_fields=["decision_ref"])
            return
        NoticeProof.objects.filter(notice=row, state=ProofState.PENDING).update(state=ProofState.REFUSED, decided_at=at)
        perform(row, Step.SUPERSEDE, reason=say.superseded(decision.ref), actor=actor, at=at)
        close_case(row, outcome="superseded", note="", actor=actor, at=at)
        tell_sender(row, say.sender_superseded(is_down=decision.verdict == "violation"), at=at)


def _end(ref: str, at: datetime) -> int:
    with immediate():
        row = lock_notice(ref)
        if row.state != NoticeState.COUNTERED or row.window_ends_at is None or row.window_ends_at >= at:
            return 0
        if NoticeProof.objects.filter(notice=row, state=ProofState.PENDING).exists():
            return 0
        perform(row, Step.RESTORE, reason=say.step(Step.RESTORE, row.language), actor=SYSTEM, at=at)
        enforcement.end_measures(row.decision_ref, at=at)
        close_case(row, outcome="restored", note="", actor=SYSTEM, at=at)
        tell_account_over(row, at=at)
        tell_sender(row, say.sender_restored(row), at=at)
        return 1
