"""A notice of infringement as the account it was forwarded to sees it, and its answer as typed so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress.takedown_records import FileView, NewCounter, StepView, TakedownView
from goodstanding.apps.redress.takedown_selectors import steps_in
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.web.typed import one_line, plain


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice with what belongs beside it.

    Args:
        theirs, ours: Files of the sender and of the account.
        may_answer: A counter-statement can be filed now.
    """

    view: TakedownView
    steps: tuple[StepView, ...]
    account_name: str
    title: str
    theirs: tuple[FileView, ...]
    ours: tuple[FileView, ...]
    may_answer: bool
    window_days: int


def notice_page(found: TakedownView, /, *, language: str) -> NoticePage:
    """Gather the page of a notice."""
    account, content = registry.find_account(found.account_ref), ingest.find_content(found.content_ref)
    return NoticePage(
        view=found,
        steps=steps_in(found, language),
        account_name=account.name if account else found.account_ref,
        title=(content.title if content else "") or found.content_ref,
        theirs=tuple(one for one in found.files if one.kind != "counter_proof"),
        ours=tuple(one for one in found.files if one.kind == "counter_proof"),
        may_answer=found.state == "acted",
        window_days=number("counter_window_days"),
    )


def typed_counter(sent: QueryDict, /) -> NewCounter:
    """Return the counter-statement as it was sent."""
    return NewCounter(
        name=one_line(sent.get("name"), longest=200),
        contact=one_line(sent.get("contact"), longest=200),
        statement=plain(sent.get("statement")),
        has_guarantee=sent.get("guarantee") == "yes",
        says_wrongful=sent.get("wrongful") == "yes",
    )
