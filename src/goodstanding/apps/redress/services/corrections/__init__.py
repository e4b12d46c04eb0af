"""Corrections of registered information: found, suspended, put right or ended."""

from __future__ import annotations

from goodstanding.apps.redress.services.corrections.answering import decide_correction, extend_correction, hand_in_correction
from goodstanding.apps.redress.services.corrections.finding import dismiss_mismatch, report_mismatch, suspend_for_mismatch
from goodstanding.apps.redress.services.corrections.minding import mind_corrections
from goodstanding.apps.redress.services.corrections.terminating import (
    leave_overdue,
    may_terminate,
    propose_termination,
    terminate,
)

__all__ = [
    "decide_correction",
    "dismiss_mismatch",
    "extend_correction",
    "hand_in_correction",
    "leave_overdue",
    "may_terminate",
    "mind_corrections",
    "propose_termination",
    "report_mismatch",
    "suspend_for_mismatch",
    "terminate",
]
