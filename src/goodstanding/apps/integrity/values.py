"""What the app of findings gives and takes across its border: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What a detector found, as in the contract of findings.

    Args:
        detector: Who found it: ``coordination``, ``duplicates``, ``registrations`` …
        kind: What it is: ``farm``, ``wave``, ``repeated``, ``copies_across_accounts`` …
        accounts, contents: References.
        since, until: From when to when it went on.
        score: How strong it is, 0.0–1.0.
        evidence: Texts by content, digest and places; no wording.
        clause: The clause it is a question of.
    """

    detector: str
    kind: str
    accounts: tuple[str, ...]
    contents: tuple[str, ...]
    since: datetime
    until: datetime
    score: float
    clause: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ControlLink:
    """What shows that one hand is behind two accounts.

    Args:
        kind: ``same_subject``, ``registration`` or ``same_agency``.
        points: What it weighs, 1–100 and up; 100 for a subject or an agency.
        shared: Kinds of values both left when they registered.
        mark: The agency's name; empty otherwise.
    """

    a: str
    b: str
    kind: str
    points: int
    shared: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AlikeRecord:
    """Two texts that are alike; passages as start, end in this text and start, end in the other.

    Args:
        evaluation_ref: The judgment that holds this text where it was read from the post's images; empty where it is the body.
    """

    content_ref: str
    account_ref: str
    at: datetime | None
    other_ref: str
    kind: str
    score: float
    sha256: str
    other_sha256: str
    passages: tuple[tuple[int, int, int, int], ...]
    evaluation_ref: str = ""


@dataclass(frozen=True, slots=True)
class MetRecord:
    """Two accounts that met over so many objects, with the closest seconds apart where known; None where not."""

    a: str
    b: str
    shared: int
    apart: int | None
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding as people see it, with its latest observation.

    Args:
        alike: Texts that are alike, the closest first.
        met: Pairs of accounts that met again and again, the most often first.
        control: What shows one hand behind accounts, as known when it was last observed.
        observations: How often it was observed.
        limits: The published numbers it was found by.
        named_control: What shows one hand, as the person who decided named it.
    """

    ref: str
    detector: str
    kind: str
    clause: str
    status: str
    accounts: tuple[str, ...]
    contents: tuple[str, ...]
    since: datetime
    until: datetime
    score: float
    sha256: str
    log_index: int
    alike: tuple[AlikeRecord, ...]
    met: tuple[MetRecord, ...]
    control: tuple[ControlLink, ...]
    limits: Mapping[str, int]
    observations: int
    found_at: datetime
    grown_at: datetime
    case_ref: str
    reasons: str
    named_control: str
    account_cases: tuple[str, ...]
    decided_at: datetime | None

    @property
    def controlled(self) -> tuple[str, ...]:
        """The accounts a control link joins to another of them."""
        linked = {name for link in self.control for name in (link.a, link.b)}
        return tuple(name for name in self.accounts if name in linked)
