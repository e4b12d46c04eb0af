"""A transfer of an account both parties agreed to, before the person who decides it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.caps import cap_of_operator
from goodstanding.apps.registry.reading.transfers import transfer
from goodstanding.apps.registry.services.transferring import decide_transfer
from goodstanding.apps.registry.transfer_names import examined_under
from goodstanding.apps.registry.transfer_records import TransferRecord
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of


class Passing:
    """Approve or refuse a transfer.

    Source: PA21:8.2, PA21:11.2, RQ-045, RQ-046
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show both parties side by side, what the taker was checked for, and what stays with the account."""
        found = transfer(ref)
        says = _("Both parties agreed. Once approved it is announced, and completes by itself when the cooling-off is over.")
        if found.needs_second:
            says += " " + _("The account is a government body's: two people approve.")
        return Panel(
            kind="transfer",
            ref=ref,
            title=_("Transfer of an account"),
            says=says,
            sections=(
                _reason(found),
                _party(_("Gives it up"), found.giver),
                _party(_("Takes it"), found.taker),
                _name(found, desk),
                _history(found),
            ),
            choices=_choices() if found.status == "review" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_transfer(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if decided.status == "cooling":
            return _("The transfer is approved; followers are told and it completes when the cooling-off is over.")
        if decided.status == "refused":
            return _("The transfer is refused; both parties read why.")
        return _("Your approval is noted; a second person looks at it.")


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("approve", pgettext("transfer", "Approve"), _("It is announced, and completes after the cooling-off.")),
        Choice("refuse", pgettext("transfer", "Refuse"), _("The account stays where it is; both parties read why.")),
    )


def _reason(found: TransferRecord) -> Section:
    account = registry.account(found.account_ref)
    facts = (
        Fact(_("Account"), account.name, account.account_ref),
        Fact(_("Content categories"), " · ".join(name_of("category", code) for code in account.categories)),
        Fact(_("Followers"), f"{account.followers:,}"),
        Fact(_("Reason given"), found.reason),
    )
    return Section(_("What passes on"), facts)


def _party(title: str, operator_ref: str) -> Section:
    operator = registry.operator(operator_ref)
    held, cap = cap_of_operator(operator_ref)
    facts = (
        Fact(_("Registered name"), operator.name),
        Fact(_("Class"), name_of("subject", operator.subject_class)),
        Fact(
            _("Identity"),
            _("verified") if operator.verified_at else _("not verified"),
            "",
            "good" if operator.verified_at else "bad",
        ),
        Fact(_("Accounts it runs"), _("%(held)d of %(cap)d") % {"held": held, "cap": cap}, "", "good" if held < cap else "warn"),
    )
    return Section(title, facts)


def _name(found: TransferRecord, desk: Desk) -> Section:
    """Show what the name, self-description and avatar touch once the taker bears them."""
    hits = examined_under(found.account_ref, found.taker, at=desk.now).hits
    says = _("A letter or a qualification of the former subject does not pass on; approving it releases the name to the new one.")
    if not hits:
        return Section(_("Name under the new subject"), (Fact(_("Findings"), _("Touches no rule."), "", "good"),))
    facts = tuple(Fact(name_of("field", hit.field), hit.says.in_language(desk.language), hit.clause, "warn") for hit in hits)
    return Section(_("Name under the new subject"), facts, says)


def _history(found: TransferRecord) -> Section:
    decisions = enforcement.decisions_of(found.account_ref)
    says = _("What was decided about the account stays with it, whoever runs it.")
    facts = (Fact(_("Earlier decisions"), str(len(decisions)), "", "warn" if decisions else "good"),)
    return Section(_("History of the account"), facts, says)
