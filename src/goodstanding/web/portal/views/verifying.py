"""How an applicant shows who they are: the code of a mobile, the sum of a small payment, a letter of the organization.

The form of an application takes these steps with what was typed; once it is handed in, the page that follows it takes them alone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodstanding.apps.registry.errors import DocumentRefused
from goodstanding.apps.registry.providers import ProviderUnavailable
from goodstanding.apps.registry.services.authorising import hand_in_letter
from goodstanding.apps.registry.services.documents import MOST_BYTES
from goodstanding.apps.registry.services.paying import cancel_payment, enter_sum, start_payment
from goodstanding.apps.registry.services.verifying import enter_mobile_code, send_mobile_code
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.portal.access import Visitor, portal_page
from goodstanding.web.portal.pages.applications import own_application
from goodstanding.web.portal.refusals import problem_of
from goodstanding.web.typed import one_line

_LONGEST = 60


@require_POST
@portal_page
def verify(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Take one step for an application that is being checked."""
    own_application(ref, visitor)
    step = STEPS.get(request.POST.get("then", ""))
    try:
        if step is not None:
            messages.success(request, step(request, visitor, ref))
    except (GoodstandingError, ProviderUnavailable) as error:
        messages.error(request, said_of(error))
    return HttpResponseRedirect(reverse("portal:application", args=[ref]))


def said_of(error: Exception, /) -> str:
    """Word what a step was refused for."""
    if isinstance(error, GoodstandingError):
        said = problem_of(error)
        return f"{said.sentence} {said.hint}".strip()
    return _("The code could not be sent just now. Try again in a few minutes.")


def _send_code(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    del request
    text = _("Your code is {code}. It counts for ten minutes. Nobody of the platform will ask you for it.")
    send_mobile_code(ref, text=text, at=visitor.now)
    return _("A code is on its way to your mobile. Enter it below.")


def _enter_code(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    enter_mobile_code(ref, one_line(request.POST.get("code"), longest=12), actor=visitor.actor, at=visitor.now)
    return _("The code is right: the mobile is yours.")


def _pay(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    start_payment(
        ref,
        bank=one_line(request.POST.get("bank"), longest=_LONGEST),
        account=one_line(request.POST.get("bank_account"), longest=_LONGEST),
        actor=visitor.actor,
        at=visitor.now,
    )
    return _("A small sum will be sent to the account. You get a notice; then type here what arrived.")


def _enter_sum(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    enter_sum(ref, one_line(request.POST.get("sum"), longest=20), actor=visitor.actor, at=visitor.now)
    return _("The sum is right: the account is the organization's.")


def _cancel(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    del request
    cancel_payment(ref, actor=visitor.actor, at=visitor.now)
    return _("The payment no longer counts. Choose another way.")


def _letter(request: HttpRequest, visitor: Visitor, ref: str) -> str:
    file = request.FILES.get("letter")
    if file is None:
        raise DocumentRefused("There is no letter.", hint="Choose a file.")
    if (file.size or 0) > MOST_BYTES:
        raise DocumentRefused("The letter is larger than 10 MB.", hint="Hand in a smaller copy.")
    hand_in_letter(ref, name=file.name or "letter", content=file.read(), actor=visitor.actor, at=visitor.now)
    return _("The letter is handed in. A person looks at it once you hand in the application.")


STEPS: dict[str, Callable[[HttpRequest, Visitor, str], str]] = {
    "code": _send_code,
    "enter": _enter_code,
    "pay": _pay,
    "sum": _enter_sum,
    "cancel_payment": _cancel,
    "letter": _letter,
}
"""Steps by the name of their button; each says what it did."""
