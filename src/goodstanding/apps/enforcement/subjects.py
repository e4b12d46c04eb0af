"""How subjects kept out are found again: by a keyed hash of their name in the register, so that the list itself names nobody."""

from __future__ import annotations

from goodstanding.apps.common.sealing import blind_index


def subject_hash(subject: str, /) -> str:
    """Hash a subject.

    Args:
        subject: ``operator:O-…`` or ``account:…``.
    """
    return blind_index(subject, context="enforcement.subject")
