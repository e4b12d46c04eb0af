"""Which credentials open which field, and the forms of service a news licence may cover.

A platform adds a kind of its own as ``other``: then no layout is checked and a person alone decides.
Source: PA21:5.2, PA21:9.1; practice
"""

from __future__ import annotations

from collections.abc import Mapping

from goodstanding.core.identifiers.findings import IdentifierKind
from goodstanding.core.identifiers.licences import LAYOUTS

OTHER = "other"
"""A credential without a published layout."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "medicine": (
        IdentifierKind.PHYSICIAN,
        IdentifierKind.NURSE,
        IdentifierKind.MEDICAL_INSTITUTION,
        IdentifierKind.DRUG_INFORMATION,
        OTHER,
    ),
    "economy": (IdentifierKind.SECURITIES_PRACTITIONER, IdentifierKind.ACCOUNTANT, OTHER),
    "education": (IdentifierKind.TEACHER, OTHER),
    "justice": (IdentifierKind.LAWYER, IdentifierKind.LAW_FIRM, OTHER),
    "news": (IdentifierKind.NEWS_LICENCE,),
}
"""Kinds by field, in the order forms offer them."""

NEWS_FORMS = ("editing", "repost", "platform")
"""Forms of an Internet news information service: editing and publishing (采编发布), repost (转载), platform (传播平台).

Editing and publishing includes repost; a platform's licence includes neither. Source: PA21:5.2
"""


def kinds_of(domain: str, /) -> tuple[str, ...]:
    """Return the kinds of credentials that open a field."""
    return KINDS.get(domain, (OTHER,))


def register_of(kind: str, language: str, /) -> str:
    """Name the public register where a kind is looked up; empty where none is known."""
    layout = next((one for code, one in LAYOUTS.items() if code.value == kind), None)
    return layout.register.in_language(language) if layout else ""
