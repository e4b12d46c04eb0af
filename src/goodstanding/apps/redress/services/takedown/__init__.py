"""Notices of infringement: filed, examined, forwarded, answered, and ended by proof, by a clock or by a court."""

from __future__ import annotations

from goodstanding.apps.redress.services.takedown.answering import file_counter
from goodstanding.apps.redress.services.takedown.ending import end_windows
from goodstanding.apps.redress.services.takedown.examining import decide_notice
from goodstanding.apps.redress.services.takedown.filing import complete_notice, file_notice, lapse_notices, withdraw_notice
from goodstanding.apps.redress.services.takedown.proving import file_proof

__all__ = [
    "complete_notice",
    "decide_notice",
    "end_windows",
    "file_counter",
    "file_notice",
    "file_proof",
    "lapse_notices",
    "withdraw_notice",
]
