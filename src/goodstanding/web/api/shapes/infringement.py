"""What goes in and out about notices of infringement and the answers to them."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

from goodstanding.apps.redress.takedown_records import FileLot, NewCounter, NewNotice, TakedownView
from goodstanding.apps.redress.takedown_selectors import steps_in
from goodstanding.web.api.shapes.common import Given, Moment, Page, Paging
from goodstanding.web.api.shapes.matters import GivenFile

_KINDS = ("identity", "rights_proof", "infringement", "authority")
_STATES = (
    "incomplete, examination, acted, countered, proceedings, refused, lapsed, withdrawn, restored, confirmed, "
    "wrongful or superseded"
)


class NoticeQuery(Paging):
    """Which notices."""

    account: str = Field("", max_length=255, description="Account they were forwarded to.")
    content: str = Field("", max_length=255)
    state: str = Field("", max_length=12, description=_STATES)


class NoticeParts(Given):
    """What a notice brings; what is missing is named in the answer, not refused."""

    capacity: Literal["owner", "licensee", "agent"] = "owner"
    name: str = Field("", max_length=200, description="Forwarded to the account; sealed.")
    address: str = Field("", max_length=300, description="Never forwarded; sealed.")
    work: str = Field("", max_length=300, description="Title of the work.")
    work_url: str = Field("", max_length=2000)
    statement: str = Field("", max_length=5000, description="Why the content infringes; forwarded.")
    guarantee: bool = Field(default=False, description="The sender answers for the truth of it.")
    identity: list[GivenFile] = Field(default_factory=list, max_length=5, description="Never forwarded.")
    rights_proof: list[GivenFile] = Field(default_factory=list, max_length=5)
    infringement: list[GivenFile] = Field(default_factory=list, max_length=5)
    authority: list[GivenFile] = Field(default_factory=list, max_length=5, description="Needed of agents.")

    def lot(self) -> FileLot:
        """Return the files by what they prove."""
        lot = {kind: [file.attachment() for file in getattr(self, kind)] for kind in _KINDS}
        return {kind: files for kind, files in lot.items() if files}

    def new(self, content_ref: str, contact: str, /) -> NewNotice:
        """Turn it into what services take."""
        return NewNotice(
            content_ref=content_ref,
            capacity=self.capacity,
            name=self.name,
            contact=contact,
            address=self.address,
            work=self.work,
            work_url=self.work_url,
            statement=self.statement,
            has_guarantee=self.guarantee,
        )


class NewCopyrightNotice(NoticeParts):
    """A notice that a content infringes."""

    content: str = Field(min_length=1, max_length=255)
    contact: str = Field(min_length=1, max_length=200, description="Where you are answered, and your key later; sealed.")
    language: Literal["zh-hans", "en"] = Field("zh-hans", description="Language you are answered in.")


class NoticeAddition(NoticeParts):
    """What was missing; what is left out stays as it was."""

    contact: str = Field(min_length=1, max_length=200, description="The one the notice was sent with.")


class SenderWithdrawal(Given):
    """Taking a notice back."""

    contact: str = Field(min_length=1, max_length=200, description="The one the notice was sent with.")


class NewProof(Given):
    """A proof that a court or an authority was asked, or of a delay."""

    contact: str = Field(min_length=1, max_length=200, description="The one the notice was sent with.")
    kind: Literal["proceedings", "delay"]
    text: str = Field(min_length=1, max_length=1000, description="Court or authority and number, or what delays.")
    files: list[GivenFile] = Field(min_length=1, max_length=5)


class NewCounterStatement(Given):
    """The account's statement that its content does not infringe; what is missing is named in the answer."""

    name: str = Field("", max_length=200, description="Forwarded under this name.")
    contact: str = Field("", max_length=200, description="Never forwarded; sealed.")
    statement: str = Field("", max_length=5000, description="Forwarded to the sender.")
    guarantee: bool = Field(default=False, description="You answer for the truth of it.")
    wrongful: bool = Field(default=False, description="You say the notice is knowingly wrong; a person looks at that.")
    proof: list[GivenFile] = Field(default_factory=list, max_length=5, description="Forwarded to the sender.")

    def new(self) -> NewCounter:
        """Turn it into what services take."""
        return NewCounter(
            name=self.name,
            contact=self.contact,
            statement=self.statement,
            has_guarantee=self.guarantee,
            says_wrongful=self.wrongful,
        )


class NoticeFile(Schema):
    """A file both parties see, by name; the bytes are handed out on the pages, where each opening is written down."""

    kind: str
    name: str
    media_type: str
    sha256: str


class CounterStatement(Schema):
    """A counter-statement as it stands."""

    name: str
    statement: str
    missing: list[str]
    filed_at: Moment
    forwarded_at: Moment | None


class NoticeStep(Schema):
    """One step."""

    step: str
    to_state: str
    at: Moment
    reason: str | None = Field(None, description="Not for whoever has the receipt only.")


class CopyrightNotice(Schema):
    """A notice with its clocks. The receipt opens where it stands; the parties' words are for the account and staff."""

    receipt: str
    content: str
    state: str = Field(description=_STATES)
    missing: list[str] = Field(description="What it lacks; nothing is done before it is complete.")
    filed_at: Moment
    due_at: Moment = Field(description="By when the next step is due: of its sender while incomplete, else of the platform.")
    acted_at: Moment | None
    window_ends_at: Moment | None = Field(description="When the content is shown again by itself, without proof of a suit.")
    extended: bool
    ended_at: Moment | None
    steps: list[NoticeStep]
    account: str | None = None
    sender: str | None = Field(None, description="Name of the sender, as forwarded.")
    capacity: str | None = None
    work: str | None = None
    work_url: str | None = None
    statement: str | None = None
    files: list[NoticeFile] | None = None
    counter_statement: CounterStatement | None = None
    decision: str | None = Field(None, description="The precaution, against which an appeal can be filed.")
    case: str | None = Field(None, description="Staff only.")


class NoticePage(Page[CopyrightNotice]):
    """Notices of infringement."""


def notice(found: TakedownView, /) -> dict[str, Any]:
    """Shape a notice for whoever has its receipt: where it stands and its clocks."""
    return {
        "receipt": found.ref,
        "content": found.content_ref,
        "state": found.state,
        "missing": list(found.missing),
        "filed_at": found.filed_at,
        "due_at": found.due_at,
        "acted_at": found.acted_at,
        "window_ends_at": found.window_ends_at,
        "extended": found.is_extended,
        "ended_at": found.ended_at,
        "steps": [{"step": one.step, "to_state": one.to_state, "at": one.at} for one in found.steps],
    }


def for_party(found: TakedownView, /, *, language: str, is_staff: bool) -> dict[str, Any]:
    """Shape a notice for the account it was forwarded to, or for staff."""
    shaped = notice(found) | {
        "steps": [
            {"step": one.step, "to_state": one.to_state, "at": one.at, "reason": one.reason} for one in steps_in(found, language)
        ],
        "account": found.account_ref,
        "sender": found.name,
        "capacity": found.capacity,
        "work": found.work,
        "work_url": found.work_url,
        "statement": found.statement,
        "files": [
            {"kind": one.kind, "name": one.name, "media_type": one.media_type, "sha256": one.sha256} for one in found.files
        ],
        "counter_statement": _counter(found),
        "decision": found.decision_ref or None,
    }
    return shaped | {"case": found.case_ref or None} if is_staff else shaped


def _counter(found: TakedownView) -> dict[str, Any] | None:
    if found.counter is None:
        return None
    return {
        "name": found.counter.name,
        "statement": found.counter.statement,
        "missing": list(found.counter.missing),
        "filed_at": found.counter.filed_at,
        "forwarded_at": found.counter.forwarded_at,
    }
