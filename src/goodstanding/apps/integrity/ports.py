"""What findings ask of other apps: which texts are alike, and a case for an account.

The index of texts and the desk belong to apps this one must not import; they are handed in or registered when Django starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest.records import NumberedVersion
from goodstanding.apps.integrity.errors import OpenerMissing


@dataclass(frozen=True, slots=True)
class AlikeText:
    """A text of another account that an examined one is alike, licences and repost forms left out.

    Args:
        kind: ``exact_copy``, ``light_edit`` or ``rewriting``.
        score: Share of the examined text that is the other, 0.0–1.0.
        passages: Places: start, end in the examined text; start, end in the other.
    """

    content_ref: str
    sha256: str
    account_ref: str
    at: datetime
    kind: str
    score: float
    passages: tuple[tuple[int, int, int, int], ...]


class AlikeTexts(Protocol):
    """What finds alike texts among everything published."""

    def read_to(self) -> int:
        """Return the number of the last version that can be found."""
        ...

    def alike(self, version: NumberedVersion, /) -> Sequence[AlikeText]:
        """Return the texts of other accounts a version is alike as a whole, the closest first."""
        ...


@dataclass(frozen=True, slots=True)
class ReadImages:
    """What the images of one event say together, in the event's order.

    Args:
        number: Grows in the order the images were read.
        evaluation_ref: The judgment that holds the text, with the place of each line in its image.
    """

    number: int
    content_ref: str
    event_source: str
    event_id: str
    evaluation_ref: str
    text: str


class ImageTexts(Protocol):
    """What gives the texts of images in the order they were read."""

    def __call__(self, number: int, /, *, limit: int) -> Sequence[ReadImages]:
        """Return those after a number; images of which nothing could be read are not among them."""
        ...


@dataclass(frozen=True, slots=True)
class AccountCase:
    """A case about one account of a confirmed finding.

    Args:
        label: Violation suspected.
        contents: Its contents in the finding.
        finding_ref, sha256: The finding and the digest of its latest observation.
        reasons: Why a person confirmed it.
    """

    account_ref: str
    label: str
    clause: str
    kind: str
    contents: tuple[str, ...]
    finding_ref: str
    sha256: str
    score: float
    reasons: str


class AccountCases(Protocol):
    """Opens cases of accounts."""

    def open_account_case(self, wanted: AccountCase, /, *, actor: Actor, at: datetime) -> str:
        """Open a case, or join the open one about the same act; return its reference."""
        ...


_OPENER: dict[str, AccountCases] = {}


def register_account_cases(opener: AccountCases, /) -> None:
    """Let confirmed findings open cases of accounts; called in ``AppConfig.ready``."""
    _OPENER["opener"] = opener


def account_cases() -> AccountCases:
    """Return what opens cases of accounts.

    Raises:
        OpenerMissing: No app registered it.
    """
    found = _OPENER.get("opener")
    if found is None:
        raise OpenerMissing("No app opens cases of accounts.", hint="Install the review app.")
    return found
