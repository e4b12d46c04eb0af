"""How far a link can be trusted by the way it looks: a citation, a front door, a shortener, a name thrown away after use."""

from __future__ import annotations

from functools import lru_cache

from goodstanding.core.signals.domains import registrable
from goodstanding.core.signals.link_finder import Link, Writing
from goodstanding.core.signals.link_forms import CHEAP_ENDINGS, PUBLIC_ENDINGS, SHORTENERS

DISGUISED = 0.9
"""The score of a link written so that it is none as it stands."""
THROW_AWAY = 0.6
"""From this score on a link looks thrown away after use."""

_NUMBER, _SHORTENER, _PUBLIC = 0.7, 0.6, 0.1
_BEGINS_AT = {Writing.FULL: 0.3, Writing.BARE: 0.4}
_CHEAP, _ODD_NAME, _FRONT_DOOR, _WWW = 0.2, 0.15, 0.1, -0.1
_VOWELS = frozenset("aeiouy")
_LEAST_ODD = 5
"""Letters a name without a vowel needs to look drawn by lot: shorter ones are initials."""


def trust_lost(link: Link, /) -> float:
    """Return how little a link deserves trust, 0.0 (a known public body) to 1.0."""
    if link.is_disguised:
        return DISGUISED
    if _is_number(link.domain):
        return _NUMBER
    if is_shortener(link.domain):
        return _SHORTENER
    if link.domain.endswith(PUBLIC_ENDINGS):
        return _PUBLIC
    score = _BEGINS_AT[link.writing] + _of_name(registrable(link.domain))
    if link.writing is Writing.BARE and not link.has_path:
        score += _FRONT_DOOR
    if link.domain.startswith("www."):
        score += _WWW
    return round(min(score, DISGUISED), 2)


def is_shortener(domain: str, /) -> bool:
    """Say whether a host belongs to a service that hides where a link leads."""
    return domain in SHORTENERS or registrable(domain) in SHORTENERS


@lru_cache(maxsize=4096)
def _of_name(name: str) -> float:
    """Return what a registered name by itself adds."""
    label, _, ending = name.partition(".")
    added = _CHEAP if ending.rpartition(".")[2] in CHEAP_ENDINGS else 0.0
    return added + (_ODD_NAME if _is_odd(label) else 0.0)


def _is_odd(label: str) -> bool:
    """Say whether a name mixes letters with digits, or is longer than initials without a vowel; brands use digits alone."""
    has_digit = any(letter.isdigit() for letter in label)
    letters = [letter for letter in label if letter.isascii() and letter.isalpha()]
    return bool(letters) and (has_digit or (len(letters) >= _LEAST_ODD and _VOWELS.isdisjoint(letters)))


def _is_number(domain: str) -> bool:
    return domain.replace(".", "").isdigit()
