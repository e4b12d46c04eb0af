"""Categories before a person: a change that was asked for, and an account that drifts from its own."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.categories import category_change, drift_of
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.services.categories import decide_categories, decide_drift
from goodstanding.apps.registry.taxonomy import domains_of
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of


class Categories:
    """Approve a change of categories, or refuse it. Source: PA21:7.1, RQ-070."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show the categories now and wanted, and the credentials the new ones need."""
        found = category_change(ref)
        return Panel(
            kind="category",
            ref=ref,
            title=_("Change of content categories"),
            says=_("The operator asks for other categories. While this waits, the clock of a drift stands."),
            sections=(_wanted(found.before, found.wanted), *_credentials(found.account_ref, found.wanted, desk)),
            choices=_choices() if found.status == "waiting" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_categories(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if decided.status == "approved":
            return _("The categories are changed; the public card shows them.")
        return _("The change is refused; the operator reads why.")


class Drift:
    """Remind an operator of its categories, or find that nothing is wrong. Source: PA21:15.2, RQ-070."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what was published beside the categories, and when the operator was told."""
        del desk
        found, account = drift_of(ref), registry.account(ref)
        facts = [Fact(pgettext("categories", "Registered"), _names(account.categories))]
        if found is not None:
            share = _("%(outside)d of %(counted)d posts") % {"outside": found.outside, "counted": found.counted}
            facts += [Fact(_("Beside them"), share, "", "warn"), Fact(_("Told on"), found.told_at.date().isoformat())]
            facts += [Fact(name_of("category", code), str(n)) for code, n in found.by_category.items()]
        return Panel(
            kind="drift",
            ref=ref,
            title=_("Posts drift from the registered categories"),
            says=_("The operator was told and had time. What goes further than a reminder is a decision about single posts."),
            sections=(Section(_("What was published"), tuple(facts)),),
            choices=_answers() if found is not None and found.case_ref else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Answer it and say what happened."""
        decide_drift(ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now)
        return _("The operator is reminded; the clock runs anew.") if given.choice == "remind" else _("The drift is cleared.")


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("approve", pgettext("categories", "Approve"), _("They apply at once and show on the public card.")),
        Choice("refuse", pgettext("categories", "Refuse"), _("The account keeps its categories; the operator reads why.")),
    )


def _answers() -> tuple[Choice, ...]:
    return (
        Choice("remind", pgettext("drift", "Remind"), _("The operator reads your reason; nothing is limited.")),
        Choice("clear", pgettext("drift", "Nothing wrong"), _("The drift is cleared; it is counted anew.")),
    )


def _wanted(before: tuple[str, ...], wanted: tuple[str, ...]) -> Section:
    gained = tuple(code for code in wanted if code not in before)
    lost = tuple(code for code in before if code not in wanted)
    facts = (Fact(_("Now"), _names(before)), Fact(_("Wanted"), _names(wanted)), Fact(_("New"), _names(gained)))
    return Section(_("Categories"), (*facts, Fact(_("Given up"), _names(lost))))


def _credentials(account_ref: str, wanted: tuple[str, ...], desk: Desk) -> tuple[Section, ...]:
    day = local_day(desk.now)
    valid = {held.domain for held in registry.credentials_of(account_ref) if held.is_valid(day)}
    needed = domains_of(wanted)
    if not needed:
        return ()
    facts = tuple(
        Fact(name_of("category", one), _("valid") if one in valid else _("none valid"), "", "good" if one in valid else "bad")
        for one in needed
    )
    return (Section(_("Credentials these fields need"), facts),)


def _names(codes: tuple[str, ...]) -> str:
    return " · ".join(name_of("category", code) for code in codes)
