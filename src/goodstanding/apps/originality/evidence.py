"""The frozen evidence of a check: written as canonical JSON, read back as values. No wording, only places and digests. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import rfc8785

from goodstanding.apps.originality.values import (
    ChangedPlace,
    ExcludedPassages,
    MatchedPassage,
    MatchView,
    Span,
    Version,
)
from goodstanding.core.originality.alignment import Alignment, Change, Passage
from goodstanding.core.originality.verdict import SamenessVerdict

FORMAT = 1
_PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the declared text was found to share with one other.

    Args:
        counts: Whether it speaks against the declaration.
        order: What decided who came first: ``time``, ``log`` or ``arrival``.
    """

    other: Version
    verdict: SamenessVerdict
    alignment: Alignment
    counts: bool
    order: str


class _Version(msgspec.Struct, frozen=True):
    content: str
    account: str
    sha256: str
    at: datetime
    drafted_at: datetime | None
    log_index: int | None


class _Excluded(msgspec.Struct, frozen=True):
    code: str
    zh: str
    en: str
    passages: list[list[Any]]


class _Match(msgspec.Struct, frozen=True):
    other: _Version
    kind: str
    counts: bool
    order: str
    score: int
    letters: int
    verbatim: int
    declared_covered: int
    earlier_covered: int
    order_kept: int
    longest_run: int
    zh: str
    en: str
    passages: list[list[Any]]
    changes: list[list[Any]]
    exclusions: list[_Excluded]


class _Evidence(msgspec.Struct, frozen=True):
    format: int
    declared: _Version
    matches: list[_Match]


def written(declared: Version, comparisons: Iterable[Comparison], /) -> str:
    """Write evidence as canonical JSON (RFC 8785). Shares are whole thousandths, so that every reader hashes the same."""
    matches = [_written_match(comparison) for comparison in comparisons]
    return rfc8785.dumps({"format": FORMAT, "declared": _written_version(declared), "matches": matches}).decode()


def digest(evidence: str, /) -> str:
    """Return the SHA-256 of written evidence."""
    return hashlib.sha256(evidence.encode()).hexdigest()


def read(evidence: str, /) -> tuple[Version, tuple[MatchView, ...]]:
    """Read evidence back: the declared version, and every match in order."""
    found = msgspec.json.decode(evidence, type=_Evidence)
    return _version(found.declared), tuple(_match(match) for match in found.matches)


def _written_version(version: Version) -> dict[str, Any]:
    return {
        "content": version.content_ref,
        "account": version.account_ref,
        "sha256": version.sha256,
        "at": version.at.isoformat(),
        "drafted_at": version.drafted_at.isoformat() if version.drafted_at else None,
        "log_index": version.log_index,
    }


def _written_match(found: Comparison) -> dict[str, Any]:
    verdict, alignment = found.verdict, found.alignment
    return {
        "other": _written_version(found.other),
        "kind": verdict.kind,
        "counts": found.counts,
        "order": found.order,
        "score": _permille(verdict.score),
        "letters": verdict.letters,
        "verbatim": _permille(verdict.verbatim),
        "declared_covered": _permille(alignment.a_covered),
        "earlier_covered": _permille(alignment.b_covered),
        "order_kept": _permille(alignment.order_kept),
        "longest_run": alignment.longest_run,
        "zh": verdict.sentence("zh"),
        "en": verdict.sentence("en"),
        "passages": _written_passages(verdict.passages),
        "changes": _written_changes(alignment.changes, verdict.passages),
        "exclusions": [
            {
                "code": exclusion.code,
                "zh": exclusion.sentence("zh"),
                "en": exclusion.sentence("en"),
                "passages": _written_passages(exclusion.passages),
            }
            for exclusion in verdict.exclusions
        ],
    }


def _written_passages(passages: Iterable[Passage]) -> list[list[Any]]:
    return [[p.kind, p.a_start, p.a_end, p.b_start, p.b_end, p.letters, p.verbatim] for p in passages]


def _written_changes(changes: Iterable[Change], passages: Sequence[Passage]) -> list[list[Any]]:
    """Write the changes inside the passages that count; others say nothing about what was taken."""
    return [
        [c.kind, c.a_start, c.a_end, c.b_start, c.b_end]
        for c in changes
        if any(p.a_start <= c.a_start and c.a_end <= p.a_end for p in passages)
    ]


def _permille(share: float) -> int:
    return round(_PERMILLE * share)


def _version(found: _Version) -> Version:
    return Version(found.content, found.account, found.sha256, found.at, found.drafted_at, found.log_index)


def _match(found: _Match) -> MatchView:
    return MatchView(
        other=_version(found.other),
        kind=found.kind,
        counts=found.counts,
        order=found.order,
        score=found.score / _PERMILLE,
        letters=found.letters,
        verbatim=found.verbatim / _PERMILLE,
        declared_covered=found.declared_covered / _PERMILLE,
        earlier_covered=found.earlier_covered / _PERMILLE,
        order_kept=found.order_kept / _PERMILLE,
        longest_run=found.longest_run,
        zh=found.zh,
        en=found.en,
        passages=tuple(_passage(row) for row in found.passages),
        changes=tuple(ChangedPlace(kind, Span(a, b), Span(c, d)) for kind, a, b, c, d in found.changes),
        exclusions=tuple(
            ExcludedPassages(one.code, one.zh, one.en, tuple(_passage(row) for row in one.passages)) for one in found.exclusions
        ),
    )


def _passage(row: list[Any]) -> MatchedPassage:
    kind, a_start, a_end, b_start, b_end, letters, verbatim = row
    return MatchedPassage(kind, Span(a_start, a_end), Span(b_start, b_end), letters, verbatim)
