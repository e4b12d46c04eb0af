"""The record: its head, its last signed checkpoint, its latest entries, and verifying it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from goodstanding.apps.audit import selectors
from goodstanding.apps.audit.selectors import EntryView
from goodstanding.apps.audit.verification import Verdict, verify_log
from goodstanding.apps.identity import selectors as identity
from goodstanding.web.console.access import Desk, show, staff_page

_SHOWN = 40


@require_GET
@staff_page("audit:verify", "cases:read")
def record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show where the record stands."""
    return _page(request, desk, verdict=None)


@require_POST
@staff_page("audit:verify")
def verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Recompute the whole record and say whether it is whole, naming the first broken entry if not."""
    return _page(request, desk, verdict=verify_log())


def _page(request: HttpRequest, desk: Desk, *, verdict: Verdict | None) -> HttpResponse:
    return show(
        request,
        desk,
        "audit.html",
        section="audit",
        size=selectors.log_size(),
        root_hash=selectors.root_hash(),
        checkpoint=selectors.latest_checkpoint(),
        entries=_lines(selectors.latest_entries(limit=_SHOWN)),
        verdict=verdict,
        sentence=_sentence(verdict) if verdict else "",
        may_verify=desk.may("audit:verify"),
    )


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry with who acted, by name where it was a person, and the page of what it is about (empty where there is none)."""

    entry: EntryView
    who: str
    address: str


def _lines(entries: tuple[EntryView, ...]) -> list[EntryLine]:
    people = [int(entry.actor_ref) for entry in entries if entry.actor_kind == "user"]
    names = identity.names_of(people)
    return [EntryLine(entry, _who(entry, names), _address(entry)) for entry in entries]


def _who(entry: EntryView, names: Mapping[int, str]) -> str:
    return names.get(int(entry.actor_ref), entry.actor_ref) if entry.actor_kind == "user" else entry.actor_ref


def _address(entry: EntryView) -> str:
    pages = {"case": "console:case", "decision": "console:decision", "proposal": "console:proposal"}
    return reverse(pages[entry.subject_kind], args=[entry.subject_ref]) if entry.subject_kind in pages else ""


def _sentence(verdict: Verdict) -> str:
    if not verdict.is_whole:
        return gettext("The record is broken at %(record)s. %(reason)s") % {"record": verdict.broken, "reason": verdict.reason}
    entries = ngettext("%(count)d entry", "%(count)d entries", verdict.size) % {"count": verdict.size}
    checkpoints = ngettext("%(count)d signed checkpoint", "%(count)d signed checkpoints", verdict.checkpoints)
    return gettext("The record is whole: %(entries)s recomputed, %(checkpoints)s agree.") % {
        "entries": entries,
        "checkpoints": checkpoints % {"count": verdict.checkpoints},
    }
