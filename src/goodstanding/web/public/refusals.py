"""What a refusal of a report means, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodstanding.apps.redress import clocks
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.public.pages.reporting import KINDS, ReportForm

LONGEST_REASON, LONGEST_CONTACT = 5_000, 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the form: the field it belongs to (empty: the whole form), and what to do."""

    field: str
    sentence: str
    hint: str = ""


def problems_with(form: ReportForm, /) -> tuple[Problem, ...]:
    """Say everything that is missing or too long at once, each beside its field."""
    found = []
    if form.kind not in KINDS:
        found.append(Problem("kind", _("Say whether it is an account, a post or a comment.")))
    if not form.target:
        found.append(Problem("target", _("Say what you report."), _("Paste its id or its address.")))
    if form.category not in clocks.CATEGORIES:
        found.append(Problem("category", _("Choose what kind of problem it is.")))
    if not form.reason.strip():
        found.append(Problem("reason", _("Say what is wrong, in your own words.")))
    if len(form.reason.strip()) > LONGEST_REASON:
        found.append(Problem("reason", _("This is longer than 5,000 characters."), _("Put the rest into a text file.")))
    if len(form.contact) > LONGEST_CONTACT:
        found.append(Problem("contact", _("This is longer than 200 characters.")))
    return tuple(found)


def problem_of(error: GoodstandingError, /) -> Problem:
    """Word a refusal; one nobody worded yet is shown as the service said it."""
    if error.code == "report:target_unknown":
        return Problem(
            "target", _("There is nothing here by that id or address."), _("Copy it from the page of what you report.")
        )
    if error.code == "attachment:refused":
        hint = _("At most five files: PNG, JPEG, PDF or plain text, each up to 5 MB. Please choose them again.")
        return Problem("files", _("One of the files cannot be taken."), hint)
    return Problem("", error.message, error.hint)


def notice_problem(error: GoodstandingError, /) -> Problem:
    """Word a refusal of a notice of infringement."""
    words = {
        "report:target_unknown": (
            "target",
            _("There is no content here by that id or address."),
            _("Copy it from the page of the content."),
        ),
        "copyright:unknown": (
            "contact",
            _("No notice has this receipt and this contact."),
            _("Give the contact the notice was sent with, exactly as you gave it then."),
        ),
        "copyright:moved": ("", _("The notice does not take this step any more."), _("See below how it stands now.")),
        "copyright:refused": (
            "",
            _("This cannot be taken as it is."),
            _("Files are PNG, JPEG or PDF, up to 5 MB each. A proof needs a file and words. Only one notice of yours is open."),
        ),
    }
    field, sentence, hint = words.get(error.code, ("", error.message, error.hint))
    return Problem(field, sentence, hint)
