"""What is protected, how a name can be disguised, and what a match says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodstanding.core.kernel.sentences import Sentence

HELD_FROM = 0.76
"""The score from which a match is worth a person's look, 0.0–1.0. Chosen on half of the official names and on
ordinary accounts; see the benchmark."""


class NameKind(StrEnum):
    """Why a name is not free."""

    GOVERNMENT = "government"
    MEDIA = "media"
    UNIVERSITY = "university"
    TRADEMARK = "trademark"
    CLOSED = "closed"
    """Of an account that was closed by law or agreement."""
    PERSON_HELD = "person_held"
    """Of a well-known person, held by that person's own account."""


class Disguise(StrEnum):
    """One way in which a name differs from the one it reads as."""

    EXACT = "exact"
    TRADITIONAL = "traditional"
    SPACING = "spacing"
    LOOK_ALIKE = "look_alike"
    HOMOPHONE = "homophone"
    PINYIN = "pinyin"
    ADDED_WORDS = "added_words"
    DROPPED_WORDS = "dropped_words"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class ProtectedName:
    """One name that is not free.

    Args:
        source: Where the entry comes from: a list and its date, a register, a decision.
        holder_ref: Reference of whoever may bear the name; empty where nobody is known.
    """

    name: str
    kind: NameKind
    source: str
    holder_ref: str = ""


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A part of a name, and the part of the protected name it reads as. All offsets are code points.

    An added word reads as nothing: its ``protected_text`` is empty. A dropped word stands nowhere: its ``text`` is empty.
    """

    start: int
    end: int
    text: str
    protected_start: int
    protected_end: int
    protected_text: str
    disguise: Disguise
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A protected name that a name reads as, and why."""

    entry: ProtectedName
    score: float
    how: Disguise
    disguises: tuple[Disguise, ...]
    spans: tuple[ReadAs, ...]
    sentence: Sentence
