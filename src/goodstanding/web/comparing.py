"""Two texts side by side with what they share, made from frozen evidence: the same for both sides, jurors and whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from goodstanding.apps.originality import asking
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.originality.values import ChangedPlace, CheckView, MatchedPassage, MatchView, Span, Version
from goodstanding.web.design.highlighting import pieces


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one text; ``is_changed`` where the other text has other ones."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Stretches in one passage, or between passages.

    Args:
        passage: Number of the passage, from 1; 0 between passages.
        is_first: Whether the passage begins here: where its other side leads to.
    """

    passage: int
    is_first: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of a comparison, cut at what it shares.

    Args:
        mark: ``a`` or ``b``; ``other`` the other one: where a mark leads.
        runs: Empty where the wording's retention ended.
        covered: Share of the text inside shared passages, 0–100.
        is_shown: False where the text was taken down and only its figures are shown.
    """

    mark: str
    other: str
    title: str
    at: datetime
    drafted_at: datetime | None
    runs: tuple[Run, ...]
    covered: int
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class _Places:
    passages: Sequence[Span]
    changes: Sequence[Span]


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


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, beside the text that was examined.

    Args:
        content_ref: The other text; ``since`` when it can be proved to exist.
        order: What decided which came first: ``time``, ``log`` or ``arrival``.
        counts: Whether it speaks against the text examined.
    """

    content_ref: str
    since: datetime
    order: str
    counts: bool
    both: Comparison


def comparison(evidence: str, language: str, /) -> Comparison:
    """Read the frozen evidence of a dispute into what a page shows."""
    pair = read_pair(evidence)
    return _compared(pair.examined, pair.match, pair.sha256, language=language)


def found_by(check: CheckView, language: str, /, *, is_staff: bool) -> tuple[Found, ...]:
    """Read a check into what a page shows, what counts first.

    What counts is shown to whoever is refused as it is to whoever judges. Of the rest, staff alone see what was taken down.
    """
    return tuple(
        Found(
            match.other.content_ref,
            match.other.since,
            match.order,
            match.counts,
            _compared(
                check.declared,
                match,
                check.evidence_sha256,
                language=language,
                number=str(number),
                is_shown=match.counts or asking.shown_wording(match.other, is_staff=is_staff) is not None,
            ),
        )
        for number, match in enumerate((*check.against, *check.excused), start=1)
    )


def _compared(
    examined: Version, match: MatchView, sha256: str, /, *, language: str, number: str = "", is_shown: bool = True
) -> Comparison:
    """Cut both texts at what they share; where nothing of it counts, at what does not."""
    passages: Sequence[MatchedPassage] = match.passages or [one for left in match.exclusions for one in left.passages]
    a, b = f"a{number}", f"b{number}"
    return Comparison(
        kind=match.kind,
        says=match.in_language(language),
        passages=len(passages),
        letters=match.letters,
        verbatim=round(100 * match.verbatim),
        order_kept=round(100 * match.order_kept),
        longest_run=match.longest_run,
        changes=len(match.changes),
        left_out=tuple(Left(one.in_language(language), len(one.passages)) for one in match.exclusions),
        disputed=_shown(a, b, examined, _places(passages, match.changes, "a"), match.declared_covered),
        earlier=_shown(b, a, match.other, _places(passages, match.changes, "b"), match.earlier_covered, is_shown=is_shown),
        sha256=sha256,
    )


def _shown(mark: str, other: str, version: Version, places: _Places, covered: float, *, is_shown: bool = True) -> Shown:
    wording = originality.wording(version) if is_shown else None
    title, body = wording or ("", "")
    return Shown(mark, other, title, version.at, version.drafted_at, _runs(body, places), round(100 * covered), is_shown)


def _places(passages: Sequence[MatchedPassage], changes: Sequence[ChangedPlace], side: Literal["a", "b"]) -> _Places:
    if side == "a":
        return _Places([one.a for one in passages], [one.a for one in changes])
    return _Places([one.b for one in passages], [one.b for one in changes])


def _runs(body: str, places: _Places) -> tuple[Run, ...]:
    """Cut a text into runs; where passages overlap, the closest one counts."""
    most, seen, runs = len(places.passages), set[int](), list[Run]()
    cut = pieces(body, [*places.passages, *places.changes])
    for passage, group in groupby(cut, key=lambda piece: next((n for n in reversed(piece.marks) if n <= most), 0)):
        stretches = tuple(Stretch(piece.text, passage > 0 and any(n > most for n in piece.marks)) for piece in group)
        runs.append(Run(passage, passage not in seen, stretches))
        seen.add(passage)
    return tuple(runs)
