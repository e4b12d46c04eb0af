"""An account nobody signed in to or used for months, before the person who decides whether it is paused."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.life import dormancy_of, inactivity_notice_of
from goodstanding.apps.registry.services.dormancy import decide_dormancy
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


class Disuse:
    """Pause an unused account, or leave it open. Source: PA21:10.2, RQ-041."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show since when it was unused, what its operator was told, and what the agreement says."""
        del desk
        found, account, days = dormancy_of(ref), registry.account(ref), inactivity_notice_of(ref)
        facts = [
            Fact(_("Account"), account.name, account.account_ref),
            Fact(_("Followers"), f"{account.followers:,}"),
            Fact(_("Standing"), name_of("standing", account.status)),
        ]
        if found is not None and found.counted_from is not None:
            facts.append(Fact(_("Last signed in to or used"), moments.local(found.counted_from), "", "warn"))
        if found is not None and found.told_at is not None:
            facts.append(Fact(_("Last warning"), moments.local(found.told_at)))
        if found is not None and found.acts_at is not None:
            facts.append(Fact(_("Notice over"), moments.local(found.acts_at)))
        notice = _("%(days)d days of notice") % {"days": days} if days else _("no clause: the account is exempt")
        facts.append(Fact(_("Agreement"), notice, "", "good" if days else "bad"))
        return Panel(
            kind="dormancy",
            ref=ref,
            title=_("Account not used"),
            says=_("A pause is no measure: its operator wakes the account with one click. It is never closed for this."),
            sections=(Section(_("What is known"), tuple(facts)),),
            choices=_choices() if found is not None and found.stage == "proposed" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decide_dormancy(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if registry.account(ref).paused_at is not None:
            return _("The account is paused; its operator was told how to wake it.")
        if given.choice == "pause":
            return _("The account was used meanwhile, so nothing is paused.")
        return _("The account stays open; the months count anew.")


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("pause", pgettext("dormancy", "Pause it"), _("It publishes nothing until its operator wakes it.")),
        Choice("leave", pgettext("dormancy", "Leave it open"), _("The months count anew from today.")),
    )
