"""Filing a report and following it by its receipt; nobody needs to sign in."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.apps.common import clock
from goodstanding.apps.redress import services as redressing
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.limits import allow, client_key
from goodstanding.web.public.access import TOO_MANY, actor_of, limited, show
from goodstanding.web.public.pages.following import followed_report, tidy_receipt
from goodstanding.web.public.pages.limits import report_limits
from goodstanding.web.public.pages.reporting import ReportForm, prefilled_form, resolved_target, typed_form
from goodstanding.web.public.refusals import Problem, problem_of, problems_with
from goodstanding.web.uploads import handed_in

FILED, FILED_WINDOW = 20, 3600
"""Reports one visitor may file in so many seconds."""
FOLLOWED, FOLLOWED_WINDOW = 30, 60
"""Receipts one visitor may look up in so many seconds: nobody guesses one at that pace."""
_UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Ask what is wrong; file the report when it is sent."""
    if request.method != "POST":
        return _form(request, prefilled_form(request.GET))
    form, now = typed_form(request.POST), clock.now()
    problems = problems_with(form)
    if problems:
        return _form(request, form, problems, status=_UNPROCESSABLE)
    if not allow(f"report:{client_key(request)}", FILED, FILED_WINDOW, now):
        sentence, hint = _("Many reports came from your network within an hour."), _("Keep this text and send it a little later.")
        return _form(request, form, (Problem("", sentence, hint),), status=TOO_MANY)
    try:
        filed = redressing.file_report(
            kind=form.kind,
            target=resolved_target(form.kind, form.target),
            category=form.category,
            reason=form.reason,
            contact=form.contact,
            attachments=handed_in(request.FILES.getlist("files")),
            language=request.LANGUAGE_CODE,
            actor=actor_of(request),
            at=now,
        )
    except GoodstandingError as error:
        return _form(request, form, (problem_of(error),), status=_UNPROCESSABLE)
    messages.success(request, _("Your report is filed. Keep the receipt number: it is the only key to it."))
    return HttpResponseRedirect(reverse("public:receipt", args=[filed.receipt]))


@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt, and go to its page."""
    typed = tidy_receipt(request.GET.get("receipt", ""))
    if typed:
        return HttpResponseRedirect(reverse("public:receipt", args=[typed.replace("/", "")[:40] or "-"]))
    return show(request, "follow.html", section="follow")


@never_cache
@require_safe
@limited("receipt", FOLLOWED, FOLLOWED_WINDOW)
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show where a report stands."""
    tidy = tidy_receipt(receipt)
    found = followed_report(tidy)
    if found is None and tidy.startswith("A-"):
        return HttpResponseRedirect(reverse("portal:receipt", args=[_slug(tidy)]))
    if found is None and tidy.startswith("CN-"):
        return HttpResponseRedirect(reverse("public:copyright_notice", args=[_slug(tidy)]))
    if found is None:
        return show(request, "follow.html", section="follow", status=404, typed=tidy)
    return show(request, "receipt.html", section="follow", report=found)


def _slug(text: str) -> str:
    kept = "".join(character for character in text if character.isascii() and (character.isalnum() or character == "-"))
    if not kept:
        raise Http404(text)
    return kept


def _form(request: HttpRequest, form: ReportForm, problems: tuple[Problem, ...] = (), *, status: int = 200) -> HttpResponse:
    by_field: Mapping[str, Problem] = {problem.field: problem for problem in reversed(problems)}
    return show(
        request,
        "report.html",
        section="report",
        status=status,
        form=form,
        problems=problems,
        wrong={name: by_field.get(name) for name in ("kind", "target", "category", "reason", "contact", "files")},
        limits=report_limits(),
    )
