"""A dispute about originality before the person who decides it: both sides' words, both texts, what the panel found."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.redress.dispute_records import DisputeRecord, PanelRecord
from goodstanding.apps.redress.dispute_selectors import dispute, panel_rule
from goodstanding.apps.redress.services.disputes import decide_dispute
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseView
from goodstanding.web.comparing import comparison
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.design.written import note_of


class Originality:
    """Remove the badge, with the ladder's measures or heavier ones, or let the declaration stand.

    Source: PA21:14.2, RQ-064
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show both sides, the comparison both see, and the panel's result with its reasons."""
        found = dispute(ref)
        return Panel(
            kind="dispute",
            ref=ref,
            title=_("Dispute about originality"),
            says=_("Decide by the texts and what both sides say. A binding majority of the panel is followed."),
            sections=(_sides(found, desk.language), *(_panel(one) for one in found.panels), _clocks(found)),
            choices=_choices() if found.state == "examination" else (),
            extra="console/parts/case/dispute.html",
            data=comparison(found.evidence, desk.language),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_dispute(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if decided.state == "examination":
            return _("Proposed. It takes effect when a second person approves.")
        return _("Decided: %(state)s. Both sides are told.") % {"state": name_of("dispute", decided.state)}


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("revoke", _("Remove the badge"), _("With what the ladder proposes this time.")),
        Choice("adversarial", _("Remove it; made to escape comparison"), _("At least 15 days without declaring; two people.")),
        Choice("permanent", _("Remove it; never declare again"), _("For those who repeat it; two people.")),
        Choice("dismiss", pgettext("dispute", "The declaration stands"), _("The badge stays.")),
    )


def _sides(found: DisputeRecord, language: str) -> Section:
    names = registry.accounts([found.account_ref, found.claimant_ref])

    def named(ref: str) -> str:
        return names[ref].name if ref in names else ref

    facts = (
        Fact(_("Claimant"), named(found.claimant_ref), found.claimant_ref),
        Fact(_("Says"), found.claim, note_of(found.claim, language)),
        Fact(_("Declarer"), named(found.account_ref), found.account_ref),
        Fact(
            pgettext("dispute", "Answers"),
            found.answer or _("did not answer in time"),
            note_of(found.answer, language),
            "" if found.answer else "warn",
        ),
    )
    return Section(_("Both sides"), facts)


def _panel(found: PanelRecord) -> Section:
    rule = panel_rule()
    facts = [
        Fact(_("Invited"), str(found.invited), _("of %(n)d who could be drawn") % {"n": found.eligible}),
        Fact(_("Valid votes"), str(found.valid), _("at least %(n)d needed") % {"n": rule.least}),
        Fact(name_of("vote", "rewritten"), str(found.rewritten)),
        Fact(name_of("vote", "own_work"), str(found.own_work)),
        Fact(_("Result"), name_of("worth", found.worth), name_of("vote", found.finding) if found.finding else ""),
    ]
    facts += [Fact(name_of("vote", one.choice), one.reason) for one in found.votes]
    title = _("Panel of peers, round %(n)d") % {"n": found.round}
    says = _("%(advisory)d%% one way is advice, %(binding)d%% binds.") % {
        "advisory": rule.advisory_percent,
        "binding": rule.binding_percent,
    }
    return Section(title, tuple(facts), says)


def _clocks(found: DisputeRecord) -> Section:
    facts = [
        Fact(_("Filed"), moments.local(found.filed_at)),
        Fact(_("Answer due"), moments.local(found.answer_due_at)),
        *(Fact(_("Panel closed"), moments.local(one.closed_at)) for one in found.panels if one.closed_at),
    ]
    return Section(_("Clocks"), tuple(facts))
