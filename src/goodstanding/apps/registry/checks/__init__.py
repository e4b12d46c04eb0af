"""The checks an application goes through, one file each. They run in this order whenever it is handed in or an answer comes.

A check says what it found; what follows (correction, a person, registration) is for ``services.applying``.
"""

from __future__ import annotations

from goodstanding.apps.registry.checking import Check
from goodstanding.apps.registry.checks import agreement, cap, credential, further, identity, name, ring, safeguards, scope

CHECKS: tuple[Check, ...] = (
    agreement.check,
    scope.check,
    credential.check,
    cap.check,
    further.check,
    name.check,
    safeguards.check,
    ring.check,
    identity.check,
)
"""Add a check here and nowhere else."""

REQUIRED = ("identity",)
"""Checks without whose ``passed`` nothing is registered by machine: where one is missing, a person decides."""
