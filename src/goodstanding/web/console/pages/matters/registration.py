"""An application to register an account, before the person who decides it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.application_records import ApplicationRecord, CheckRecord
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.services.applying import decide_application
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of

_TONES = {"passed": "good", "failed": "bad", "waiting": "warn", "needs_person": "warn"}


class Registration:
    """Approve, refuse or return an application.

    Source: PA21:7.1, PA21:8.1
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show the form, what was checked, and what asks for a person."""
        found = application(ref)
        return Panel(
            kind="registration",
            ref=ref,
            title=_("Application to register an account"),
            says=_says(found, desk.language),
            sections=(_checks(found, desk.language), *_further(found), _subject(found), _account(found)),
            documents=_documents(ref),
            choices=_choices() if found.status == "review" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_application(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        return {
            "active": _("The account %(account)s is registered.") % {"account": decided.account_name},
            "refused": _("The application is refused; the applicant reads why."),
        }.get(decided.status, _("The application went back to the applicant with your reason."))


def _documents(ref: str) -> tuple[Document, ...]:
    """List what was handed in with it; a purged document is named and opens no more."""
    return tuple(
        Document(
            f"{name_of('held', one.kind)} · {one.name}",
            "" if one.purged_at else reverse("console:document", args=[one.ref]),
            _("purged") if one.purged_at else "",
        )
        for one in documents_of(ref)
    )


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("approve", pgettext("application", "Register"), _("The account can publish at once.")),
        Choice("return", pgettext("application", "Return"), _("The applicant corrects what you name and hands it in again.")),
        Choice("refuse", pgettext("application", "Refuse"), _("The application ends; the applicant may appeal or apply anew.")),
    )


def _says(found: ApplicationRecord, language: str) -> str:
    asking = [check.says.in_language(language) for check in found.checks if check.state == "needs_person"]
    return " ".join(asking) or _("Every check passed; nothing else asks for a person.")


def _checks(found: ApplicationRecord, language: str) -> Section:
    return Section(_("What was checked"), tuple(_check(check, language) for check in found.checks))


def _check(check: CheckRecord, language: str) -> Fact:
    tone = _TONES.get(check.state, "")
    return Fact(name_of("check", check.code), check.says.in_language(language), check.clause, tone)  # type: ignore[arg-type]


def _further(found: ApplicationRecord) -> tuple[Section, ...]:
    """Show the four results a further account needs, and the accounts the subject runs. Source: RQ-040."""
    check = next((one for one in found.checks if one.code == "further"), None)
    if check is None:
        return ()
    names = {
        "nature": _("Nature of the subject"),
        "qualification": _("Qualification"),
        "scope": _("Business scope"),
        "credit": _("Credit: decisions within a year"),
    }
    results = (str(check.detail.get(code, "")) for code in names)
    facts = [
        Fact(name, name_of("result", result), "", _TONES.get(result, "warn"))  # type: ignore[arg-type]
        for name, result in zip(names.values(), results, strict=True)
    ]
    facts.append(Fact(_("Accounts it runs"), " · ".join(check.detail.get("accounts", ()))))
    if check.detail.get("decisions"):
        facts.append(Fact(_("Decisions"), " · ".join(check.detail["decisions"])))
    return (Section(_("A further account of the subject"), tuple(facts)),)


def _subject(found: ApplicationRecord) -> Section:
    shown = found.shown
    facts = [
        Fact(_("Class"), name_of("subject", found.subject_class)),
        Fact(_("Registered name"), found.organization_name or _("sealed; a natural person")),
        Fact(_("Number"), found.uscc or str(shown.get("resident_id", ""))),
        Fact(_("Mobile"), str(shown.get("mobile", ""))),
        Fact(_("Place of registration"), found.registered_place, found.address),
        Fact(_("Place of operation"), found.operating_place),
    ]
    if found.business_scope:
        facts.append(Fact(_("Business scope"), found.business_scope))
    return Section(_("The applicant"), tuple(facts))


def _account(found: ApplicationRecord) -> Section:
    facts = (
        Fact(_("Account id"), found.account_ref),
        Fact(_("Account name"), found.account_name),
        *((Fact(_("Asks for an exception from the cap"), found.cap_reason, "PA21:10.1", "warn"),) if found.cap_reason else ()),
        Fact(_("Self-description"), found.bio),
        Fact(_("Content categories"), " · ".join(name_of("category", code) for code in found.categories)),
    )
    return Section(_("The account"), facts)
