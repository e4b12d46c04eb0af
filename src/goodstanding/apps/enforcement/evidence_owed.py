"""What of the evidence the account is owed, and what would give away a reporter or a colleague. Pure.

A decision keeps every piece whole, for staff and for the record. The account learns that there were reports, and how many: never
their words, receipts or files, because any of these can tell who reported.
"""

from __future__ import annotations

from collections.abc import Iterable

from goodstanding.apps.enforcement.values import Evidence, ShownEvidence

REPORT_RECEIPT = "R-"
"""Begins the receipt of a report, and so the reference of every file sent with one."""
_WITHHELD = ("report", "note")


def is_withheld(piece: Evidence, /) -> bool:
    """Tell whether a piece is a reporter's or a colleague's own: its words, reference and files are not for the account."""
    return _kind_shown(piece) in _WITHHELD


def evidence_owed(evidence: Iterable[Evidence], /) -> tuple[ShownEvidence, ...]:
    """Return the evidence as the account is shown it, in order; withheld pieces are counted where the first of them stood."""
    pieces = tuple(evidence)
    shown: dict[tuple[str, ...], ShownEvidence] = {}
    for position, piece in enumerate(pieces):
        kind = _kind_shown(piece)
        if kind in _WITHHELD:
            shown[(kind,)] = ShownEvidence(kind, count=_count(pieces, kind))
        else:
            shown[(kind, str(position))] = ShownEvidence(kind, piece.ref, piece.sha256, piece.summary)
    return tuple(shown.values())


def _kind_shown(piece: Evidence) -> str:
    return "report" if piece.ref.startswith(REPORT_RECEIPT) else piece.kind


def _count(pieces: Iterable[Evidence], kind: str) -> int:
    """Count reports by receipt, so that the files of one do not look like more of them."""
    return len(
        {piece.ref.partition("/")[0] if kind == "report" else piece.sha256 for piece in pieces if _kind_shown(piece) == kind}
    )
