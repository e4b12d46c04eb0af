"""Writing and issuing a decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.errors import SecondPersonNeeded
from goodstanding.apps.enforcement.values import DecisionDraft
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.values import CaseFile
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.errors import ItemChanged
from goodstanding.web.console.failures import refusal_page
from goodstanding.web.console.pages.case import Kept, case_page
from goodstanding.web.console.pages.drafting import Typed, decision_draft, drafting
from goodstanding.web.console.pages.item import item_of, item_seen
from goodstanding.web.console.shapes import CasePage

_INVALID = 422


@require_POST
@staff_page("cases:decide")
def draft(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show the decision form for what was chosen so far: clauses and ladder follow the violation."""
    return _redraw(request, desk, ref, part="parts/case/draft.html")


@require_POST
@staff_page("cases:decide")
def statement(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show the statement of reasons as it would stand now."""
    return _redraw(request, desk, ref, part="parts/case/statement.html")


@require_POST
@staff_page("cases:decide")
def preview(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Show the notice exactly as the account would get it."""
    return _redraw(request, desk, ref, part="parts/case/letter.html")


@require_POST
@staff_page("cases:decide")
def decide(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Issue the decision through the one door, or hand the draft to a second person where it takes two."""
    version = int(request.POST.get("version", "0") or 0)
    try:
        file = review.case_file(ref, desk.user_id)
        _require_seen(request, file)
        drafted = decision_draft(file, Typed.read(request.POST), desk)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref, may_resume=True)
    try:
        decision = enforcing.decide(drafted, actor=desk.actor, at=desk.now, expected_version=version)
    except SecondPersonNeeded:
        return _propose(request, desk, ref, version, drafted)
    except GoodstandingError as error:
        return _refused(request, desk, ref, error)
    return _onward(request, desk, decision.ref, queue=file.case.queue)


def _onward(request: HttpRequest, desk: Desk, decision_ref: str, *, queue: str) -> HttpResponse:
    """Go to the next case of the queue, unclaimed, saying what was issued; to the decision itself when nothing waits."""
    address = reverse("console:decision", args=[decision_ref])
    said = _("Decision %(ref)s is issued and its notice is on the way.") % {"ref": decision_ref}
    following = review.next_case(queue, desk.user_id, at=desk.now)
    if following is None:
        messages.success(request, said)
        return HttpResponseRedirect(address)
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, _("Read the decision")))
    return HttpResponseRedirect(reverse("console:case", args=[following.ref]))


def _require_seen(request: HttpRequest, file: CaseFile) -> None:
    """Refuse a decision on an item that was edited after the person read it: joining evidence does not change the version."""
    seen = request.POST.get("seen")
    if seen is not None and seen != item_seen(file):
        raise ItemChanged(f"The item of the case {file.case.ref} was edited after it was read.", hint="Read it as it is now.")


def _propose(request: HttpRequest, desk: Desk, ref: str, version: int, drafted: DecisionDraft) -> HttpResponse:
    try:
        proposal = enforcing.propose(drafted, actor=desk.actor, at=desk.now, expected_version=version)
    except GoodstandingError as error:
        return _refused(request, desk, ref, error)
    messages.success(request, _("The draft %(ref)s awaits a second person.") % {"ref": proposal.ref})
    return HttpResponseRedirect(reverse("console:proposal", args=[proposal.ref]))


def _refused(request: HttpRequest, desk: Desk, ref: str, error: GoodstandingError) -> HttpResponse:
    if error.status != _INVALID:
        return refusal_page(request, desk, error, case_ref=ref, may_resume=True)
    page = _page(request, desk, ref, problems=(refusals.sentence(error), refusals.hint(error)))
    return show(request, desk, "case.html", section="queues", case=page, status=_INVALID)


def _redraw(request: HttpRequest, desk: Desk, ref: str, *, part: str) -> HttpResponse:
    try:
        if request.headers.get("HX-Request"):
            file, typed = review.case_file(ref, desk.user_id), Typed.read(request.POST)
            findings = item_of(file, language=desk.language)[1]
            return show(request, desk, part, case=file.case, draft=drafting(file, findings, desk, typed=typed))
        page = _page(request, desk, ref)
    except GoodstandingError as error:
        return refusal_page(request, desk, error, case_ref=ref)
    return show(request, desk, "case.html", section="queues", case=page)


def _page(request: HttpRequest, desk: Desk, ref: str, *, problems: tuple[str, ...] = ()) -> CasePage:
    kept = Kept(typed=Typed.read(request.POST), problems=tuple(problem for problem in problems if problem))
    return case_page(ref, desk, kept=kept)
