"""The two axes every account is classified on: legal form of its subject, and what it publishes about.

The taxonomy has a version; a code outside it is refused. Legal forms follow the registration authorities (GB 32100
classes; natural persons apart); the content categories follow GB/T 4754 sections where one fits, else common platform practice.
Source: PA21:7.1, RQ-014
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class Category:
    """A content category.

    Args:
        code: As events and registrations write it.
        standard: Section of GB/T 4754-2017 it belongs to; empty where none fits.
        domain: Field whose credential it needs; empty where anybody may publish in it.
    """

    code: str
    standard: str = ""
    domain: str = ""


def _of(standard: str, *codes: str, domain: str = "") -> tuple[Category, ...]:
    return tuple(Category(code, standard, domain) for code in codes)


CATEGORIES: Mapping[str, Category] = {
    one.code: one
    for one in (
        *_of("J", "economy", "finance", domain="economy"),
        *_of("P", "education", domain="education"),
        *_of("Q", "health", "medicine", domain="medicine"),
        *_of("L", "justice", "law", domain="justice"),
        *_of("R", "news", "international", domain="news"),
        *_of("R", "culture", "entertainment", "film", "music", "animation", "sports", "reading", "publishing", "history"),
        *_of("A", "agriculture"),
        *_of("F", "shopping", "fashion", "beauty", "cars"),
        *_of("H", "food", "travel"),
        *_of("K", "real_estate", "home"),
        *_of("I", "technology", "games"),
        *_of("M", "science", "design", "weather"),
        *_of("O", "life", "pets", "parenting", "photography", "career", "feelings"),
        *_of("S", "government", "public_service", "public_welfare", "society", "military"),
        Category("other"),
    )
}
"""Categories by code. Source of the domains: PA21:5.2 (news), PA21:9.1 (economy, education, medicine and health, justice)."""

DOMAINS: tuple[str, ...] = ("economy", "education", "medicine", "justice", "news")
"""Fields that need a credential."""


def domain_of(code: str, /) -> str:
    """Return the field a code stands for: itself, the field of a category, or the code where the taxonomy knows neither."""
    return code if code in DOMAINS or code not in CATEGORIES else CATEGORIES[code].domain or code


def categories_of(domain: str, /) -> tuple[str, ...]:
    """Return the categories that need a credential of this field."""
    return tuple(code for code, one in CATEGORIES.items() if one.domain == domain)


def unknown(codes: Collection[str], /) -> tuple[str, ...]:
    """Return the codes that are no category, in order."""
    return tuple(code for code in codes if code not in CATEGORIES)


def domains_of(codes: Collection[str], /) -> tuple[str, ...]:
    """Return the fields whose credentials these categories need, each once."""
    return tuple(dict.fromkeys(CATEGORIES[code].domain for code in codes if code in CATEGORIES and CATEGORIES[code].domain))
