"""Disputes about declared originals: filed, answered, judged by peers where it is about rewriting, decided by a person."""

from __future__ import annotations

from goodstanding.apps.redress.services.disputes.deciding import decide_dispute
from goodstanding.apps.redress.services.disputes.filing import answer_dispute, file_dispute, pass_unanswered, withdraw_dispute
from goodstanding.apps.redress.services.disputes.panels import cast_vote, close_panels

__all__ = [
    "answer_dispute",
    "cast_vote",
    "close_panels",
    "decide_dispute",
    "file_dispute",
    "pass_unanswered",
    "withdraw_dispute",
]
