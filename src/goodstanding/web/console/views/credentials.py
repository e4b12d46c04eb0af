"""The number of a credential, opened to be looked up; that it was opened is written down and shown to its holder."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from goodstanding.apps.identity.security import confirmed_again
from goodstanding.apps.registry.reading.credentials import credential_file
from goodstanding.apps.registry.services.credentials import open_credential_number
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.failures import refusal_page


@require_http_methods(["GET", "POST"])
@confirmed_again
@staff_page("cases:decide")
def number(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Ask whether to open the number, and show it to the person who holds the case about it."""
    try:
        file = credential_file(ref)
        case = review.case(file.credential.case_ref)
        opened = ""
        if request.method == "POST" and case.is_held_by(desk.user_id, at=desk.now):
            opened = open_credential_number(ref, purpose=_PURPOSE, case_ref=case.ref, actor=desk.actor, at=desk.now)
    except GoodstandingError as error:
        return refusal_page(request, desk, error)
    holds = case.is_held_by(desk.user_id, at=desk.now)
    return show(request, desk, "credential_number.html", section="queues", file=file, case=case, opened=opened, holds=holds)


_PURPOSE = "到发证机关的公开登记中核实 / looked up in the issuer's public register"
