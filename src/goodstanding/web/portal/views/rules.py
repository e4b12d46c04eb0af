"""The rules in short, and their acceptance for each account of the person. Source: PA21:15.2, RQ-069."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.apps.obligations.errors import ObligationError
from goodstanding.apps.obligations.reading.rules import accepted_at, rules_digest
from goodstanding.apps.obligations.services.rules import accept_rules
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.registry import selectors as registry
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.portal.access import Visitor, portal_page, show
from goodstanding.web.rulebook import clause_name
from goodstanding.web.typed import one_line, plain


@dataclass(frozen=True, slots=True)
class Short:
    """One kind of violation: its name, its clauses, and the titles of its rules."""

    name: str
    clauses: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepting:
    """One account of the person, and when its rules were accepted (None: not this version)."""

    ref: str
    name: str
    accepted_at: datetime | None


@require_safe
@portal_page
def rules(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the digest of the rules in force, and for which accounts it is accepted."""
    try:
        digest = rules_digest(at=visitor.now)
    except NoLivePack:
        return show(request, visitor, "rules.html", section="rules", digest=None, lines=(), accounts=())
    language = request.LANGUAGE_CODE
    lines = [
        Short(
            name_of("violation", label),
            " · ".join(clause_name(clause, language) for clause in clauses),
            tuple(en if language == "en" else zh for zh, en in titles),
        )
        for label, clauses, titles in digest.lines
    ]
    accounts = [
        Accepting(
            one.account_ref,
            one.name or one.account_ref,
            accepted_at(one.account_ref, visitor.user_id, pack_digest=digest.pack_digest),
        )
        for one in registry.accounts_of(visitor.user_id)
    ]
    return show(request, visitor, "rules.html", section="rules", digest=digest, lines=lines, accounts=accounts)


@require_POST
@portal_page
def accept(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Accept the digest as it was shown."""
    visitor.require_account(plain(ref))
    try:
        shown = one_line(request.POST.get("digest"), longest=64)
        accept_rules(plain(ref), digest_sha256=shown, actor=visitor.actor, at=visitor.now)
    except ObligationError:
        messages.error(request, _("The rules changed since you opened the page. Read them again."))
    else:
        messages.success(request, _("Noted. If the rules change, you are asked again."))
    return HttpResponseRedirect(reverse("portal:rules"))
