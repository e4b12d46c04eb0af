"""What a check of an application is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from goodstanding.core.kernel.sentences import Sentence

State = Literal["passed", "failed", "waiting", "needs_person"]


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as checks see it: the form, and what identifies people, in memory only.

    Args:
        personal: ``full_name``, ``resident_id``, ``mobile``, ``contact``, ``responsible_person`` as typed. Never stored,
            logged or put into a result.
        is_further: Whether the subject runs an account here already.
    """

    ref: str
    account_ref: str
    applicant: int | None
    operator_ref: str
    subject_class: str
    subject_index: str
    account_name: str
    bio: str
    avatar_sha256: str
    avatar_phash: str
    categories: tuple[str, ...]
    registered_place: str
    operating_place: str
    business_scope: str
    organization_name: str
    uscc: str
    address: str
    personal: Mapping[str, str] = field(repr=False)
    origin: Mapping[str, str]
    cap_reason: str = ""
    is_further: bool = False

    @property
    def is_person(self) -> bool:
        """Whether a natural person applies."""
        return self.subject_class == "person"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found.

    Args:
        says: For the applicant and the reviewer: what was found and what to do.
        on: Form field to put right; empty where none.
        detail: What was compared, for the reviewer; JSON values, no personal data.
    """

    code: str
    state: State
    says: Sentence
    on: str = ""
    clause: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Applied, datetime], CheckResult | None]
"""Looks at an application; None where it does not apply to it. Runs inside a transaction and may write what it must remember
(a hold, a request to a provider); it is run again whenever the application is."""
