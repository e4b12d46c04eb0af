"""Applications as other apps and the faces see them: nothing sealed, and of numbers the tails only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodstanding.core.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """What one check found the last time it ran."""

    code: str
    state: str
    says: Sentence
    on: str
    clause: str
    detail: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """An application as it stands.

    Args:
        shown: Tails and age band of what identifies the applicant, and whether each field is filled (``has_…``).
        factors: Kinds of factors that were shown and passed.
    """

    ref: str
    account_ref: str
    applicant: int | None
    operator_ref: str
    status: str
    version: int
    subject_class: str
    account_name: str
    cap_reason: str
    bio: str
    avatar_sha256: str
    avatar_phash: str
    categories: tuple[str, ...]
    registered_place: str
    operating_place: str
    address: str
    business_scope: str
    organization_name: str
    uscc: str
    shown: Mapping[str, Any]
    case_ref: str
    reasons: str
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    checks: tuple[CheckRecord, ...] = ()
    factors: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can still become an account."""
        return self.status in {"draft", "checking", "review", "correction"}

    @property
    def may_edit(self) -> bool:
        """Whether the applicant may change the form now."""
        return self.status in {"draft", "correction"}


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """One version of the service agreement."""

    version: str
    body_zh: str
    body_en: str
    sha256: str
    material: bool
    effective_from: datetime

    def body(self, language: str, /) -> str:
        """Return the text in a language; Chinese binds."""
        return self.body_zh if language.startswith("zh") else self.body_en
