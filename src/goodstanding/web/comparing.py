"""Two texts side by side with what they share, made from frozen evidence: the same for both sides, jurors and whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.originality.values import Span, Version
from goodstanding.web.design.highlighting import Piece, pieces


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of a comparison, cut at what it shares.

    Args:
        mark: ``a`` or ``b``; ``other`` the other one: where a mark leads.
        pieces: Empty where the wording's retention ended.
        covered: Share of the text inside shared passages, 0–100.
    """

    mark: str
    other: str
    title: str
    at: datetime
    drafted_at: datetime | None
    pieces: tuple[Piece, ...]
    covered: int


@dataclass(frozen=True, slots=True)
class Left:
    """What both share and does not count, with the reason."""

    says: str
    passages: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both texts and what they share.

    Args:
        verbatim, order_kept: Shares, 0–100.
    """

    kind: str
    says: str
    passages: int
    letters: int
    verbatim: int
    order_kept: int
    longest_run: int
    changes: int
    left_out: tuple[Left, ...]
    disputed: Shown
    earlier: Shown
    sha256: str


def comparison(evidence: str, language: str, /) -> Comparison:
    """Read frozen evidence into what a page shows."""
    pair = read_pair(evidence)
    match = pair.match
    return Comparison(
        kind=match.kind,
        says=match.in_language(language),
        passages=len(match.passages),
        letters=match.letters,
        verbatim=round(100 * match.verbatim),
        order_kept=round(100 * match.order_kept),
        longest_run=match.longest_run,
        changes=len(match.changes),
        left_out=tuple(Left(one.in_language(language), len(one.passages)) for one in match.exclusions),
        disputed=_shown("a", "b", pair.examined, [one.a for one in match.passages], match.declared_covered),
        earlier=_shown("b", "a", match.other, [one.b for one in match.passages], match.earlier_covered),
        sha256=pair.sha256,
    )


def _shown(mark: str, other: str, version: Version, spans: Sequence[Span], covered: float) -> Shown:
    wording = originality.wording(version)
    title, body = wording or ("", "")
    return Shown(mark, other, title, version.at, version.drafted_at, pieces(body, spans), round(100 * covered))
