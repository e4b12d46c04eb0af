"""What higher apps tell the registry: which subjects a decision keeps out, and what the platform's rules say of a profile.

Enforcement holds the lists, policies the rules; the registry asks them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodstanding.core.kernel.sentences import Sentence

BanList = Callable[[Collection[str]], Mapping[str, str]]
"""From subjects (``operator:O-…``, ``account:…``) to the decision that keeps each out; subjects nobody keeps out are absent."""

_BAN_LISTS: dict[str, BanList] = {}


def register_ban_list(name: str, ban_list: BanList, /) -> None:
    """Let the registry ask a list; called in ``AppConfig.ready``. The same name again replaces it."""
    _BAN_LISTS[name] = ban_list


def banned(subjects: Collection[str], /) -> dict[str, str]:
    """Return the decisions that keep these subjects out, by subject."""
    found: dict[str, str] = {}
    for name in sorted(_BAN_LISTS) if subjects else ():
        found |= _BAN_LISTS[name](subjects)
    return found


@dataclass(frozen=True, slots=True)
class ProfileHit:
    """A rule of the platform's own pack that a profile touches.

    Args:
        field: ``name``, ``bio`` or another field of the profile.
        start: First code point of the field as it was sent; the whole field where the rule names no place.
    """

    field: str
    rule: str
    clause: str
    start: int
    end: int
    text: str
    why: Sentence


ProfileRules = Callable[[Mapping[str, str], Mapping[str, Any], datetime], Sequence[ProfileHit] | None]
"""From the fields of a profile and the facts of its account to what the platform's rules say; None where no pack is live."""

_PROFILE_RULES: dict[str, ProfileRules] = {}


def register_profile_rules(rules: ProfileRules, /) -> None:
    """Let the registry ask the platform's rules about profiles; called in ``AppConfig.ready``."""
    _PROFILE_RULES["rules"] = rules


def profile_hits(profile: Mapping[str, str], facts: Mapping[str, Any], /, *, at: datetime) -> Sequence[ProfileHit] | None:
    """Return what the platform's rules say of a profile; None where it has none, which is not the same as nothing."""
    rules = _PROFILE_RULES.get("rules")
    return rules(profile, facts, at) if rules is not None else None


@dataclass(frozen=True, slots=True)
class AvatarReading:
    """How an image looks, or why it was not opened.

    Args:
        phash: 256-bit perceptual hash, 64 hexadecimal digits.
        cropped: The same of slightly cropped copies.
        refused: A word that names the reason; empty where it was opened.
    """

    phash: str = ""
    cropped: tuple[str, ...] = ()
    refused: str = ""


AvatarReader = Callable[[bytes], AvatarReading | None]
"""From an image to how it looks; None where no image can be opened in this installation."""

_AVATAR_READERS: dict[str, AvatarReader] = {}


def register_avatar_reader(reader: AvatarReader, /) -> None:
    """Let the registry have avatars hashed; called in ``AppConfig.ready``."""
    _AVATAR_READERS["reader"] = reader


def read_avatar(content: bytes, /) -> AvatarReading | None:
    """Return how an image looks; None where nobody can open it."""
    reader = _AVATAR_READERS.get("reader")
    return reader(content) if reader is not None else None


SanctionList = Callable[[str, datetime], Sequence[str]]
"""From an account and an instant to the decisions whose measures are in force on it."""

_SANCTION_LISTS: dict[str, SanctionList] = {}


def register_sanction_list(name: str, sanction_list: SanctionList, /) -> None:
    """Let the registry ask which measures are in force; called in ``AppConfig.ready``. The same name again replaces it."""
    _SANCTION_LISTS[name] = sanction_list


def sanctions(account_ref: str, at: datetime, /) -> tuple[str, ...]:
    """Return the decisions whose measures are in force on an account."""
    return tuple(ref for name in sorted(_SANCTION_LISTS) for ref in _SANCTION_LISTS[name](account_ref, at))


ClosingGate = Callable[[datetime], None]
"""Refuses, by raising, that the platform closes any account at an instant; nothing where it may."""

_CLOSING_GATES: dict[str, ClosingGate] = {}


def register_closing_gate(name: str, gate: ClosingGate, /) -> None:
    """Let somebody keep the platform from closing accounts; called in ``AppConfig.ready``. The same name again replaces it."""
    _CLOSING_GATES[name] = gate


def require_closing_allowed(at: datetime, /) -> None:
    """Make sure that the platform may close an account now, whichever way leads to it. Source: PA21:6.1, RQ-008."""
    for name in sorted(_CLOSING_GATES):
        _CLOSING_GATES[name](at)
