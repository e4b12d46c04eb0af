"""Records of originality: declared originals with their checks, what their authors allow, and proofs of time."""

from __future__ import annotations

from goodstanding.apps.originality.models.allowing import DeclaringBan, Licence
from goodstanding.apps.originality.models.originals import Challenge, Declaration, DeclarationCheck, Original, OriginalChange
from goodstanding.apps.originality.models.sources import Draft, Forgotten, Repost, SourceLook

__all__ = [
    "Challenge",
    "Declaration",
    "DeclarationCheck",
    "DeclaringBan",
    "Draft",
    "Forgotten",
    "Licence",
    "Original",
    "OriginalChange",
    "Repost",
    "SourceLook",
]
