"""The accuracy programme at the desk: a verdict judged again by a second person, and a provider below the floor."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import ApplicationUnknown
from goodstanding.apps.registry.reading.accuracy import accuracy, accuracy_action, sample
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.services.sampling import judge_sample, settle_action
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.accuracy import share_words
from goodstanding.web.console.pages.matters.panel import Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


class Judging:
    """Enter what is so about an identity, without being shown what the verdict was.

    Source: PA21:8.1, RQ-023
    """

    def panel(self, ref: str, _desk: Desk, /) -> Panel:
        """Show what is to be looked up, and not what was answered."""
        found = sample(ref)
        return Panel(
            kind="accuracy",
            ref=ref,
            title=_("Judge an identity again"),
            says=_(
                "Drawn by lot. Find out by another way than the one named here whether name and number belong together. "
                "The answer given then is not shown, so that it does not lead you."
            ),
            sections=(_drawn(found.kind, found.provider, found.quarter), *_applicant(found.application_ref)),
            choices=() if found.truth else _truths(),
            reasons_hint=_("Colleagues read this, and the record keeps it: say how you found out."),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Note what is so, and say what follows."""
        done = judge_sample(
            ref, truth=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if done.truth == "unknown":
            return _("Noted. It counts neither as right nor as wrong.")
        was_right = done.accepted == (done.truth == "holds")
        if was_right:
            return _("Noted. The verdict was right.")
        if done.accepted:
            return _("Noted. The verdict was wrong; the account's identity is due for verification now.")
        return _("Noted. The verdict was wrong; the applicant is told.")


class Providing:
    """Say what is done about a provider whose verdicts are right too seldom.

    Source: PA21:8.1, RQ-023
    """

    def panel(self, ref: str, _desk: Desk, /) -> Panel:
        """Show the figures of the quarter."""
        found = accuracy_action(ref)
        current = next((one for one in accuracy(found.quarter) if one.provider == found.provider), None)
        facts = [Fact(_("Provider"), found.provider), Fact(_("Quarter"), found.quarter)]
        if current is not None:
            tone = "bad" if current.is_below else ""
            floor = _("the floor is %(floor)s %%") % {"floor": f"{current.floor_permille / 10:g}"}
            facts += [
                Fact(_("Right"), share_words(current.right), floor, tone),  # type: ignore[arg-type]
                Fact(_("Accepted wrongly"), share_words(current.false_accepts)),
                Fact(_("Rejected wrongly"), share_words(current.false_rejects)),
            ]
        facts.append(Fact(_("Opened"), moments.local(found.opened_at)))
        return Panel(
            kind="provider",
            ref=ref,
            title=_("A provider below the floor"),
            says=_("Its verdicts were right less often than the platform's floor. Say what was done about it."),
            sections=(Section(_("Figures"), tuple(facts)),),
            choices=() if found.settled_at else _outcomes(),
            reasons_hint=_("Colleagues read this, and the record keeps it: say what was done."),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Note what was done."""
        settle_action(ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now)
        return _("Noted. The report of the quarter names it.")


def _truths() -> tuple[Choice, ...]:
    return (
        Choice("holds", _("They belong together"), ""),
        Choice("does_not", _("They do not belong together"), _("If the account is registered, its identity is due now.")),
        Choice("unknown", _("It cannot be found out"), _("Counted beside the others, as neither right nor wrong.")),
    )


def _outcomes() -> tuple[Choice, ...]:
    return (
        Choice("mended", pgettext("provider", "Mended"), _("The provider goes on; say what was put right and since when.")),
        Choice("replaced", pgettext("provider", "Replaced"), _("Somebody else is asked from now on; say who.")),
    )


def _drawn(kind: str, provider: str, quarter: str) -> Section:
    who = _("a member of staff") if provider == "staff" else provider
    facts = (Fact(_("Question"), name_of("verdict_kind", kind)), Fact(_("Answered by"), who), Fact(_("Quarter"), quarter))
    return Section(_("The verdict"), facts)


def _applicant(application_ref: str) -> tuple[Section, ...]:
    try:
        found = application(application_ref)
    except ApplicationUnknown:
        return ()
    return (Section(_("The applicant"), _facts(found)),)


def _facts(found: ApplicationRecord) -> tuple[Fact, ...]:
    return (
        Fact(_("Application"), found.ref),
        Fact(_("Account id"), found.account_ref),
        Fact(_("Class"), name_of("subject", found.subject_class)),
        Fact(_("Registered name"), found.organization_name or _("sealed; a natural person")),
        Fact(_("Number"), found.uscc or str(found.shown.get("resident_id", ""))),
    )
