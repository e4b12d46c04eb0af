"""The platform's own duties at the desk: one page of what is due and what is red, with the forms that keep the records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.services import (
    appointments,
    conduct,
    documents,
    features,
    filings,
    licences,
    offices,
    staffing,
)
from goodstanding.apps.obligations.values import CONDUCT_ITEMS, QUESTIONS, ROLES
from goodstanding.apps.registry.services.documents import MOST_BYTES
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.pages.duties import duties
from goodstanding.web.typed import one_line

_LONGEST = 300
_LONGEST_TEXT = 200_000


@require_safe
@staff_page("duties:read", "duties:manage")
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every duty and how it stands. Source: RQ-003, RQ-005, RQ-007, RQ-008, RQ-009, RQ-018, RQ-020."""
    found = duties(at=desk.now, may_keep=desk.may("duties:manage"))
    return show(request, desk, "duties.html", section="duties", duties=found, red=sum(duty.red for duty in found))


@require_POST
@staff_page("duties:manage")
def act(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """Keep a record: the form names the service."""
    if step not in _STEPS:
        raise Http404(step)
    duty, call = _STEPS[step]
    try:
        call(_Typed(request), desk)
    except GoodstandingError as error:
        messages.error(request, " ".join(text for text in (refusals.sentence(error), refusals.hint(error)) if text))
    else:
        messages.success(request, _("Kept."))
    return HttpResponseRedirect(f"{reverse('console:duties')}#{duty}")


class _Typed:
    """What was typed into a form, read field by field."""

    def __init__(self, request: HttpRequest) -> None:
        self._form, self._files = request.POST, request.FILES

    def text(self, name: str) -> str:
        return one_line(self._form.get(name), longest=_LONGEST)

    def long(self, name: str) -> str:
        return self._form.get(name, "").strip()[:_LONGEST_TEXT]

    def whole(self, name: str) -> int:
        text = self.text(name)
        if not text.isdecimal() or len(text) > 9:
            raise RecordUnfit(f"“{text}” is no number.", hint="Write whole numbers.")
        return int(text)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise RecordUnfit(f"“{text}” is no day.", hint="Write days like 2026-11-24.") from None

    def needed_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise RecordUnfit("A day is missing.", hint="Write days like 2026-11-24.")
        return found

    def is_set(self, name: str) -> bool:
        return name in self._form

    def listed(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def file(self, name: str) -> tuple[str, bytes]:
        found = self._files.get(name)
        if not isinstance(found, UploadedFile) or (found.size or 0) > MOST_BYTES:
            raise RecordUnfit("A file of at most 10 MB is needed.", hint="Choose a PDF, PNG or JPEG.")
        return found.name or "file", found.read()


def _appoint(typed: _Typed, desk: Desk) -> None:
    appointments.appoint(typed.text("office"), typed.whole("user"), term_ends=typed.day("until"), actor=desk.actor, at=desk.now)


def _relieve(typed: _Typed, desk: Desk) -> None:
    appointments.relieve(typed.text("office"), reason=typed.long("reason"), actor=desk.actor, at=desk.now)


def _licence(typed: _Typed, desk: Desk) -> None:
    name, content = typed.file("file")
    licences.note_licence(
        typed.text("kind"),
        number=typed.text("number"),
        issuer=typed.text("issuer"),
        valid_to=typed.day("until"),
        file_name=name,
        content=content,
        actor=desk.actor,
        at=desk.now,
    )


def _end_licence(typed: _Typed, desk: Desk) -> None:
    licences.end_licence(typed.text("ref"), actor=desk.actor, at=desk.now)


def _document(typed: _Typed, desk: Desk) -> None:
    documents.write_document(
        typed.text("slot"),
        version=typed.text("version"),
        body=typed.long("body"),
        controls=typed.listed("controls"),
        review_on=typed.needed_day("review"),
        actor=desk.actor,
        at=desk.now,
    )


def _approve(typed: _Typed, desk: Desk) -> None:
    documents.approve_document(typed.text("ref"), actor=desk.actor, at=desk.now)


def _staffing(typed: _Typed, desk: Desk) -> None:
    headcount = {role: typed.whole(role) for role in ROLES}
    staffing.note_staffing(
        typed.text("month"), headcount=headcount, languages=typed.listed("languages"), actor=desk.actor, at=desk.now
    )


def _feature(typed: _Typed, desk: Desk) -> None:
    answers = {name: typed.is_set(name) for name in QUESTIONS}
    features.answer_for_feature(typed.text("code"), title=typed.text("title"), answers=answers, actor=desk.actor, at=desk.now)


def _report(typed: _Typed, desk: Desk) -> None:
    name, content = typed.file("file")
    features.attach_report(typed.text("code"), file_name=name, content=content, actor=desk.actor, at=desk.now)


def _approve_feature(typed: _Typed, desk: Desk) -> None:
    features.approve_feature(typed.text("code"), actor=desk.actor, at=desk.now)


def _on(typed: _Typed, desk: Desk) -> None:
    features.switch_feature_on(typed.text("code"), actor=desk.actor, at=desk.now)


def _off(typed: _Typed, desk: Desk) -> None:
    features.switch_feature_off(typed.text("code"), actor=desk.actor, at=desk.now)


def _sign(typed: _Typed, desk: Desk) -> None:
    items = {name: (typed.is_set(name), typed.text(f"{name}_note")) for name in CONDUCT_ITEMS}
    conduct.sign_checklist(typed.whole("year"), items=items, actor=desk.actor, at=desk.now)


def _filing(typed: _Typed, desk: Desk) -> None:
    filings.prepare_filing(typed.text("code"), actor=desk.actor, at=desk.now)


def _receipt(typed: _Typed, desk: Desk) -> None:
    filings.note_receipt(typed.text("ref"), receipt=typed.text("receipt"), actor=desk.actor, at=desk.now)


def _office(typed: _Typed, desk: Desk) -> None:
    offices.note_office(
        typed.text("code"),
        channel=typed.text("channel"),
        contact_owner=desk.user_id,
        checked_on=typed.needed_day("checked"),
        actor=desk.actor,
        at=desk.now,
    )


_STEPS: dict[str, tuple[str, Callable[[_Typed, Desk], None]]] = {
    "appoint": ("offices", _appoint),
    "relieve": ("offices", _relieve),
    "licence": ("licences", _licence),
    "end_licence": ("licences", _end_licence),
    "document": ("documents", _document),
    "approve": ("documents", _approve),
    "staffing": ("staffing", _staffing),
    "feature": ("features", _feature),
    "report": ("features", _report),
    "approve_feature": ("features", _approve_feature),
    "on": ("features", _on),
    "off": ("features", _off),
    "sign": ("conduct", _sign),
    "filing": ("filings", _filing),
    "receipt": ("filings", _receipt),
    "office": ("filings", _office),
}
"""By step: the part of the page it belongs to, and what it calls."""
