"""The form of a notice of infringement as typed so far, and a notice as whoever holds its receipt may follow it: no names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress.takedown import CAPACITIES
from goodstanding.apps.redress.takedown_records import FileLot, NewNotice, StepView, TakedownView
from goodstanding.apps.redress.takedown_selectors import find_takedown, steps_in
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry.numbers import number
from goodstanding.web.public.pages.reporting import LONGEST_TARGET, resolved_target
from goodstanding.web.typed import one_line, plain

FILE_KINDS = ("rights_proof", "infringement", "authority", "identity")


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """What somebody wants to notify, as typed so far.

    Args:
        target: The content's id or address.
        about: Its title, where it was found.
    """

    target: str = ""
    capacity: str = "owner"
    name: str = ""
    contact: str = ""
    address: str = ""
    work: str = ""
    work_url: str = ""
    statement: str = ""
    has_guarantee: bool = False
    about: str = ""
    capacities: tuple[str, ...] = CAPACITIES

    @property
    def notice(self) -> NewNotice:
        """The form as redress takes it."""
        return NewNotice(
            content_ref=resolved_target("post", self.target),
            capacity=self.capacity,
            name=self.name,
            contact=self.contact,
            address=self.address,
            work=self.work,
            work_url=self.work_url,
            statement=self.statement,
            has_guarantee=self.has_guarantee,
        )


@dataclass(frozen=True, slots=True)
class FollowedNotice:
    """A notice from receipt to end, without what its parties wrote.

    Args:
        may_complete, may_prove, may_delay, may_withdraw: What its sender can do now.
    """

    view: TakedownView
    steps: tuple[StepView, ...]
    may_complete: bool
    may_prove: bool
    may_delay: bool
    may_withdraw: bool
    window_days: int
    most_working_days: int


def prefilled_notice(asked: QueryDict, /) -> NoticeForm:
    """Open the form for the content the address names (``?content=``), or empty."""
    content = ingest.find_content(plain(asked.get("content")))
    return NoticeForm(target=content.content_ref, about=content.title or content.content_ref) if content else NoticeForm()


def typed_notice(sent: QueryDict, /) -> NoticeForm:
    """Return the form as it was sent."""
    form = NoticeForm(
        target=one_line(sent.get("target"), longest=LONGEST_TARGET),
        capacity=sent.get("capacity", "owner"),
        name=one_line(sent.get("name"), longest=200),
        contact=one_line(sent.get("contact"), longest=200),
        address=one_line(sent.get("address"), longest=300),
        work=one_line(sent.get("work"), longest=300),
        work_url=one_line(sent.get("work_url"), longest=2_000),
        statement=plain(sent.get("statement")),
        has_guarantee=sent.get("guarantee") == "yes",
    )
    content = ingest.find_content(resolved_target("post", form.target)) if form.target else None
    return replace(form, about=(content.title or content.content_ref) if content else "")


def file_lot(files: dict[str, tuple[NewAttachment, ...]], /) -> FileLot:
    """Keep the kinds of which something was handed in."""
    return {kind: found for kind, found in files.items() if found}


def followed_notice(ref: str, /, *, language: str) -> FollowedNotice | None:
    """Return a notice by its receipt, or None."""
    found = find_takedown(ref)
    if found is None:
        return None
    is_waiting = found.state in {"acted", "countered"} and found.pending is None
    return FollowedNotice(
        found,
        steps_in(found, language),
        may_complete=found.state == "incomplete",
        may_prove=is_waiting,
        may_delay=is_waiting and found.state == "countered" and not found.is_extended,
        may_withdraw=found.is_open,
        window_days=number("counter_window_days"),
        most_working_days=number("counter_window_most_working_days"),
    )
