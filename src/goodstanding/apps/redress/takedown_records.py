"""What is taken in and handed out about notices of infringement: frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from goodstanding.apps.redress.takedown import DOWN, OPEN
from goodstanding.apps.redress.values import NewAttachment

FileLot = Mapping[str, Sequence[NewAttachment]]
"""Files by what they prove: ``identity``, ``rights_proof``, ``infringement``, ``authority``; ``proof`` for answers."""

FORWARDED_FILES = ("rights_proof", "infringement", "authority", "counter_proof", "proceedings", "delay")
"""Kinds of files the other party sees; an identity document is never one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """A notice of infringement as its sender fills it in; what is empty is named as missing, not refused.

    Args:
        content_ref: The content said to infringe.
        capacity: ``owner``, ``licensee`` or ``agent``.
        contact: Mail address or telephone number: where answers go, and what the sender identifies himself with later.
        statement: Why it infringes, at most 5,000 characters.
        has_guarantee: The sender answers for the truth of it.
    """

    content_ref: str
    capacity: str = "owner"
    name: str = ""
    contact: str = ""
    address: str = ""
    work: str = ""
    work_url: str = ""
    statement: str = ""
    has_guarantee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCounter:
    """A counter-statement as the account fills it in.

    Args:
        name: Under which name it is forwarded.
        says_wrongful: The account says that the notice is knowingly wrong; a person looks at that.
    """

    name: str = ""
    contact: str = ""
    statement: str = ""
    has_guarantee: bool = False
    says_wrongful: bool = False


@dataclass(frozen=True, slots=True)
class FileView:
    """A file handed in; ``kind`` says what it proves."""

    ref: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter-statement as it stands; ``name`` is the one it is forwarded under."""

    name: str
    statement: str
    missing: tuple[str, ...]
    says_wrongful: bool
    filed_at: datetime
    forwarded_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProofView:
    """A proof by the sender."""

    kind: str
    text: str
    state: str
    filed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a notice."""

    step: str
    to_state: str
    actor_kind: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class TakedownView:
    """A notice of infringement with everything that followed, without what is sealed and not forwarded.

    Args:
        name: The sender's, as forwarded to the account; public pages leave it out.
    """

    ref: str
    content_ref: str
    account_ref: str
    capacity: str
    name: str
    work: str
    work_url: str
    statement: str
    missing: tuple[str, ...]
    language: str
    state: str
    version: int
    filed_at: datetime
    due_at: datetime
    case_ref: str
    decision_ref: str
    reasons: str
    acted_at: datetime | None
    window_ends_at: datetime | None
    is_extended: bool
    ended_at: datetime | None
    counter: CounterView | None = None
    proofs: tuple[ProofView, ...] = ()
    steps: tuple[StepView, ...] = ()
    files: tuple[FileView, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something may still happen."""
        return self.state in OPEN

    @property
    def is_down(self) -> bool:
        """Whether the content is not shown because of it."""
        return self.state in DOWN

    @property
    def pending(self) -> ProofView | None:
        """The proof a person has not looked at yet."""
        return next((proof for proof in self.proofs if proof.state == "pending"), None)

    def is_late(self, *, at: datetime) -> bool:
        """Whether the platform owes a step whose time is over."""
        return self.state == "examination" and at > self.due_at


@dataclass(frozen=True, slots=True)
class SenderRecord:
    """What became of the notices of one sender, told apart by the contact.

    Args:
        by_state: How many notices stand or ended where.
    """

    sent: int
    by_state: Mapping[str, int] = field(default_factory=dict)

    @property
    def wrongful(self) -> int:
        """How many were found wrongful."""
        return self.by_state.get("wrongful", 0)
