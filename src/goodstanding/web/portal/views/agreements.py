"""The service agreement: read, and accepted for each account of the person. Source: PA21:6.2, RQ-012."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import AgreementUnfit
from goodstanding.apps.registry.reading.consenting import accepted_versions, agreements_to_accept, lapsed_consents
from goodstanding.apps.registry.services.agreements import accept_agreement
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.typed import one_line, plain


@dataclass(frozen=True, slots=True)
class Consent:
    """One account of the person, and when this version was accepted for it (None: not yet).

    Args:
        is_lapsed: Whether the account cannot publish before it is accepted.
    """

    ref: str
    name: str
    accepted_at: datetime | None
    is_lapsed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version to read, in effect or announced."""

    version: str
    sha256: str
    body: str
    effective_from: datetime
    is_announced: bool
    consents: tuple[Consent, ...]


@require_safe
@portal_page
def agreement(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the version in effect and those announced, and for which accounts each is accepted."""
    accounts = registry.accounts_of(visitor.user_id)
    lapsed = lapsed_consents([one.account_ref for one in accounts], at=visitor.now)
    accepted = {one.account_ref: accepted_versions(one.account_ref) for one in accounts}
    versions = tuple(
        Version(
            version=found.version,
            sha256=found.sha256,
            body=found.body(visitor.language),
            effective_from=found.effective_from,
            is_announced=found.effective_from > visitor.now,
            consents=tuple(
                Consent(
                    one.account_ref,
                    one.name or one.account_ref,
                    accepted[one.account_ref].get(found.sha256),
                    one.account_ref in lapsed,
                )
                for one in accounts
            ),
        )
        for found in agreements_to_accept(at=visitor.now)
    )
    return show(request, visitor, "agreement.html", section="rules", versions=versions)


@require_POST
@portal_page
def accept(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Accept the version that was shown, for one account."""
    visitor.require_account(plain(ref))
    try:
        shown = one_line(request.POST.get("sha256"), longest=64)
        accept_agreement(plain(ref), sha256=shown, actor=visitor.actor, at=visitor.now)
    except AgreementUnfit:
        messages.error(request, _("The agreement changed since you opened the page. Read it again."))
    else:
        messages.success(request, _("Accepted. What was kept back for want of it appears by itself."))
    return HttpResponseRedirect(reverse("portal:agreement"))
