"""The policies in force, to be read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from goodstanding.apps.policies import selectors
from goodstanding.web.console.access import Desk, show, staff_page
from goodstanding.web.console.pages.hits import RuleHits, entries_seen, hits_by_rule
from goodstanding.web.console.pages.policies import RulePage, names_read, pack_title, rule_page, rule_pages
from goodstanding.web.rulebook import live_policy

_READ = ("cases:read", "policies:install", "audit:verify")


@require_GET
@staff_page(*_READ)
def policies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the installed packs and the rules of the one in force."""
    live = selectors.live_pack()
    return show(
        request,
        desk,
        "policies.html",
        section="policies",
        packs=selectors.installed_packs(),
        rules=rules_with_hits(desk),
        live=live,
        live_title=pack_title(desk.language),
        waiting=selectors.waiting_engine(),
    )


def rules_with_hits(desk: Desk, /) -> list[tuple[RulePage, RuleHits]]:
    """Pair the rules of the pack in force with what they found."""
    found = hits_by_rule(desk)
    return [(page, found.get(page.id, RuleHits())) for page in rule_pages(desk.language)]


@require_GET
@staff_page(*_READ)
def rule(request: HttpRequest, desk: Desk, rule_id: str) -> HttpResponse:
    """Show one rule with its clauses, its condition and its worked cases."""
    pack = live_policy()
    found = next((rule for rule in pack.rules if rule.id == rule_id), None) if pack else None
    if pack is None or found is None:
        raise Http404(rule_id)
    page = rule_page(found, pack, language=desk.language)
    reads = list(names_read(found, pack, at=timezone.localdate(desk.now), language=desk.language))
    return show(
        request,
        desk,
        "rule.html",
        section="policies",
        rule=page,
        reads=reads,
        pack_name=pack.name,
        found=hits_by_rule(desk).get(rule_id, RuleHits()),
        entries=entries_seen(found, pack, desk),
    )
