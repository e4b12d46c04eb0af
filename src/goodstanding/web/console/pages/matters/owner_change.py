"""An account that looks as if it changed hands without application, before the person who looks into it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.account_life import transfer_draft
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.life_records import FreezeRecord
from goodstanding.apps.registry.reading.freezes import freeze, freezes_of
from goodstanding.apps.registry.reading.transfers import transfers_of
from goodstanding.apps.registry.services.freezing import clear_freeze
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


class OwnerChange:
    """Find that nothing is wrong, suspend on proof, or propose to a second person to end the account.

    Source: PA21:11.2, RQ-043, RQ-047
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what changed, when the former was last used, what the operator says, and applications to pass it on."""
        del desk
        found = freeze(ref)
        return Panel(
            kind="owner_change",
            ref=ref,
            title=_("Did the account change hands?"),
            says=_("Name, transfer, agency and stopping are frozen until you decide. It publishes and is read as usual."),
            sections=(_seen(found), _said(found), _known(found)),
            choices=_choices() if not found.outcome else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened; what restricts goes through the one door for decisions."""
        if given.choice == "clear":
            clear_freeze(ref, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now)
            return _("The settings are free again; the operator was told.")
        ends = given.choice == "end"
        draft = transfer_draft(freeze(ref), reasons=given.reasons, ends=ends, at=desk.now)
        if ends:
            made = enforcing.propose(draft, actor=desk.actor, at=desk.now, expected_version=case.version)
            return _("The draft %(ref)s awaits a second person.") % {"ref": made.ref}
        issued = enforcing.decide(draft, actor=desk.actor, at=desk.now, expected_version=case.version)
        return _("Decision %(ref)s is issued and its notice is on the way.") % {"ref": issued.ref}


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("clear", pgettext("owner change", "Nothing wrong"), _("The settings are free; what is new counts as its own.")),
        Choice("suspend", pgettext("owner change", "Proven: suspend"), _("At once, with notice and a way to appeal.")),
        Choice("end", pgettext("owner change", "Proven: propose to close"), _("A second person decides; it can be appealed.")),
    )


def _seen(found: FreezeRecord) -> Section:
    facts = []
    for one in found.evidence:
        former = _("the former last used %(moment)s") % {"moment": moments.local(one.old_at)} if one.old_at else ""
        facts.append(
            Fact(name_of("trace", one.kind), _("new from %(moment)s") % {"moment": moments.local(one.new_at)}, former, "warn")
        )
    says = _("Device and number together with payment or qualification, all new within days, the former unused since.")
    innocent = Fact(_("Innocent explanations"), _("a lost phone, a new employee, a new bank; ask before you find"))
    return Section(_("What was seen"), (*facts, innocent), says)


def _said(found: FreezeRecord) -> Section:
    if not found.explanation:
        return Section(_("What the operator says"), (Fact(_("Answer"), _("none yet"), moments.local(found.frozen_at)),))
    note = moments.local(found.explained_at) if found.explained_at else ""
    return Section(_("What the operator says"), (Fact(_("Answer"), found.explanation, note),))


def _known(found: FreezeRecord) -> Section:
    account = registry.account(found.account_ref)
    applied = transfers_of(found.account_ref)
    former = [one for one in freezes_of(found.account_ref) if one.ref != found.ref]
    facts = (
        Fact(_("Account"), account.name, account.account_ref),
        Fact(_("Registered subject"), account.operator.name if account.operator else ""),
        Fact(_("Applications to pass it on"), str(len(applied)), "", "good" if applied else "warn"),
        Fact(_("Frozen before"), str(len(former))),
    )
    return Section(_("What the register holds"), facts)
