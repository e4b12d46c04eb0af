"""Writing decisions: one door, whoever speaks."""

from __future__ import annotations

from goodstanding.apps.enforcement.services.deciding import decide
from goodstanding.apps.enforcement.services.expiring import confirm_measure, end_measures, expire_measures
from goodstanding.apps.enforcement.services.locking import hold_subject
from goodstanding.apps.enforcement.services.previewing import preview
from goodstanding.apps.enforcement.services.proposing import approve_proposal, propose, reject_proposal
from goodstanding.apps.enforcement.services.reversing import lighten, reverse

__all__ = [
    "approve_proposal",
    "confirm_measure",
    "decide",
    "end_measures",
    "expire_measures",
    "hold_subject",
    "lighten",
    "preview",
    "propose",
    "reject_proposal",
    "reverse",
]
