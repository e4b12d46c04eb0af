"""One place that turns a refusal into a page: what was refused, what to do, and everything the person had typed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.utils.translation import gettext

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk, show

NOT_FOUND = 404
_INTERNAL = frozenset({"csrfmiddlewaretoken", "version", "seen", "stage", "settle"})


def refusal_page(
    request: HttpRequest, desk: Desk, error: GoodstandingError, /, *, case_ref: str = "", may_resume: bool = False
) -> HttpResponse:
    """Answer a refusal with a page that keeps what was typed.

    Args:
        case_ref: The case it was about, if one.
        may_resume: Whether the form can be opened again on the case as it is now.

    Raises:
        Http404: The refusal is that there is no such thing.
    """
    if error.status == NOT_FOUND:
        raise Http404(error.message) from error
    fields = typed_fields(request.POST)
    return show(
        request,
        desk,
        "conflict.html",
        section="queues",
        status=error.status,
        case_ref=case_ref,
        heading=refusals.sentence(error),
        hint=refusals.hint(error),
        kept=[(_field_name(name), value) for name, value in fields if _is_prose(name) and value.strip()],
        resume=fields if may_resume else (),
    )


def typed_fields(form: QueryDict, /) -> list[tuple[str, str]]:
    """List what a form sent, apart from what pages add themselves."""
    return [(name, str(value)) for name, values in form.lists() if name not in _INTERNAL for value in values]


def _is_prose(name: str) -> bool:
    return name in {"facts", "exception_reason", "note", "reasons"} or name.startswith("answer_")


def _field_name(name: str) -> str:
    names = {
        "facts": gettext("Facts"),
        "exception_reason": gettext("Why another step than the recommended one"),
        "note": gettext("Note"),
        "reasons": gettext("Reasons as a whole"),
    }
    if name.startswith("answer_"):
        return gettext("Answer to ground %(number)s") % {"number": int(name.removeprefix("answer_")) + 1}
    return names[name]
