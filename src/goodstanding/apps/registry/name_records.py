"""What is proposed to the register of names, by whom, and what was found: frozen values that can be stored and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from goodstanding.core.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Profile:
    """A name, a self-description and an avatar as they stand or are proposed."""

    name: str = ""
    bio: str = ""
    avatar_sha256: str = ""
    avatar_phash: str = ""


FIELDS = ("name", "bio", "avatar_sha256", "avatar_phash")
"""Fields of a profile that pass the gate."""
MARK_RULES = frozenset({"protected_mark", "near_mark"})
"""Rules of hits whose text is the reference of a protected mark the avatar is or looks like."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who wants to bear a name.

    Args:
        refs: References under which the register may know the subject: operator, account, credit code, keyed digest.
        verified_name: Name of a verified organization; empty for a natural person, whose name is never compared in the open.
        licences: Credentials on record, each a domain or ``domain:kind``.
    """

    account_ref: str
    operator_ref: str = ""
    subject_class: str = ""
    verified_name: str = ""
    licences: tuple[str, ...] = ()
    refs: frozenset[str] = frozenset()

    def shown(self) -> dict[str, Any]:
        """Return what of it may be stored beside a finding."""
        return {"subject_class": self.subject_class, "verified_name": self.verified_name, "licences": list(self.licences)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule a proposed field touches, with the place as it was sent (code points) and why."""

    field: str
    rule: str
    clause: str
    start: int
    end: int
    text: str
    says: Sentence
    is_refusal: bool = False
    also: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """Both sides of a mismatch, by what they are: ``claimed``, ``on_record``."""

    def stored(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any], /) -> Hit:
        """Read it back."""
        rest = {name: stored[name] for name in ("field", "rule", "clause", "start", "end", "text", "is_refusal")}
        values = tuple((str(name), str(value)) for name, value in stored["values"])
        return cls(**rest, says=Sentence(**stored["says"]), also=tuple(stored["also"]), values=values)


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a proposed name and the part of the other name it reads as, with why."""

    start: int
    end: int
    text: str
    other_start: int
    other_end: int
    other_text: str
    disguise: str
    says: Sentence


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name of the register that a proposed name reads as.

    Args:
        ref: Entry of the register, P-….
        percent: Score, 0–100.
        threshold: From which score it is brought before a person, 0–100.
    """

    ref: str
    name: str
    kind: str
    source: str
    percent: int
    threshold: int
    how: str
    disguises: tuple[str, ...]
    readings: tuple[Reading, ...]
    says: Sentence

    def stored(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any], /) -> Likeness:
        """Read it back."""
        rest = {name: stored[name] for name in ("ref", "name", "kind", "source", "percent", "threshold", "how")}
        readings = tuple(Reading(**{**one, "says": Sentence(**one["says"])}) for one in stored["readings"])
        return cls(**rest, disguises=tuple(stored["disguises"]), readings=readings, says=Sentence(**stored["says"]))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a proposal.

    Args:
        is_ruled: Whether a rule pack of the platform was applied; without one a person looks, never nobody.
    """

    hits: tuple[Hit, ...]
    likenesses: tuple[Likeness, ...] = ()
    is_ruled: bool = True

    @property
    def refusal(self) -> Hit | None:
        """The exact name of a closed account: the one finding that is refused without a person."""
        return next((hit for hit in self.hits if hit.is_refusal), None)

    @property
    def passes(self) -> bool:
        """Whether nothing asks for a person."""
        return not self.hits and self.is_ruled

    def sentences(self) -> tuple[Sentence, ...]:
        """Say what was found, for the applicant: which rule or name, then which characters read as what."""
        own = [hit for hit in self.hits if "." not in hit.rule]
        said = [hit.says for hit in self.hits if "." not in hit.rule or not any(_overlap(hit, one) for one in own)]
        said += [one.says for likeness in self.likenesses for one in likeness.readings if one.disguise != "exact"]
        return tuple(dict.fromkeys(said))


def _overlap(hit: Hit, other: Hit) -> bool:
    """Say whether two rules touch the same characters: the platform's rule then says again what the register's said."""
    return hit.field == other.field and hit.start < other.end and other.start < hit.end


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A hold as other apps and pages see it."""

    ref: str
    account_ref: str
    application_ref: str
    origin: str
    state: str
    proposed: Mapping[str, str]
    standing: Mapping[str, str]
    bearer: Mapping[str, Any]
    hits: tuple[Hit, ...]
    likenesses: tuple[Likeness, ...]
    case_ref: str
    asked_by: str
    detected_at: datetime
    first_release_by: str
    decided_by: str
    decided_at: datetime | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.state == "held"


@dataclass(frozen=True, slots=True)
class NewName:
    """A name to be entered into the register."""

    name: str
    kind: str
    source: str
    holder_ref: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class ProtectedRecord:
    """An entry of the register in force, or withdrawn."""

    ref: str
    name: str
    kind: str
    source: str
    holder_ref: str
    letter: str
    added_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_why: str = field(default="")


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """An image that is not free as an avatar, in force or withdrawn.

    Args:
        phash: Empty where only the very same file is found.
    """

    ref: str
    title: str
    source: str
    sha256: str
    phash: str
    holder_ref: str
    letter: str
    added_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class HandlingTimes:
    """How long holds took, and what waits past the published limit.

    Args:
        median_hours: Of those decided in the period; None where none was.
        late: Open holds past the limit, oldest first.
    """

    decided: int
    median_hours: float | None
    p95_hours: float | None
    limit_hours: int
    waiting: int
    late: tuple[HoldRecord, ...]
