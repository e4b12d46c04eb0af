"""An organization's letter of authorisation before the person who looks at it.

Source: PA21:8.1, RQ-021
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.reading.ways import letter
from goodstanding.apps.registry.services.authorising import SEEN, decide_letter
from goodstanding.apps.registry.ways_records import LetterRecord
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of


class Authorising:
    """Accept a letter as a factor of identity, or not."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show whom the letter must name, and what is to be found in it."""
        del desk
        found = letter(ref)
        applied = application(found.application_ref)
        is_open = found.state == "waiting"
        return Panel(
            kind="authorisation_letter",
            ref=ref,
            title=_("Letter of authorisation"),
            says=_("Open the letter and compare it with what the organization filled in. Once accepted it counts as one factor."),
            sections=(_organization(applied), _account(applied), _course(found)),
            documents=_documents(found),
            choices=_choices() if is_open else (),
            fields=_fields() if is_open else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what follows."""
        decided = decide_letter(
            ref,
            outcome=given.choice,
            seen=[name for name in SEEN if given.fields.get(name)],
            reasons=given.reasons,
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        if decided.state == "accepted":
            return _("The letter is accepted and counts as one factor; the application goes on.")
        return _("The letter is not accepted; the applicant reads why and can choose another way.")


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("accept", pgettext("letter", "Accept"), _("It counts as one factor; a second, independent one is needed.")),
        Choice("refuse", pgettext("letter", "Do not accept"), _("The applicant reads why, and can choose another way.")),
    )


def _fields() -> tuple[Field, ...]:
    titles = {
        "names_organization": _("It names this organization and this credit code"),
        "bears_seal": _("It bears the organization's seal, legible and fitting the name"),
        "authorizes_account": _("It authorizes this account, and is in date"),
    }
    return tuple(Field(name, titles[name], "check", needed_for=("accept",)) for name in SEEN)


def _organization(applied: ApplicationRecord) -> Section:
    facts = (
        Fact(_("Registered name"), applied.organization_name),
        Fact(_("Unified social credit code"), applied.uscc),
        Fact(_("Class"), name_of("subject", applied.subject_class)),
        Fact(_("Registered address"), applied.address),
    )
    return Section(_("The letter must name"), facts)


def _account(applied: ApplicationRecord) -> Section:
    facts = (
        Fact(_("Account name"), applied.account_name),
        Fact(_("Account id"), applied.account_ref),
        Fact(_("Application"), applied.ref),
    )
    return Section(_("It must authorize"), facts)


def _course(found: LetterRecord) -> Section:
    names = {
        "waiting": _("waits for a person"),
        "accepted": _("accepted"),
        "refused": _("not accepted"),
        "replaced": _("withdrawn"),
    }
    return Section(_("The letter"), (Fact(_("Standing"), names[found.state], found.reasons),))


def _documents(found: LetterRecord) -> tuple[Document, ...]:
    return tuple(
        Document(
            one.name,
            "" if one.purged_at else reverse("console:document", args=[one.ref]),
            _("purged") if one.purged_at else "",
        )
        for one in documents_of(found.application_ref)
        if one.ref == found.document_ref
    )
