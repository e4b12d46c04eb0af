"""What a refusal means, in the reader's language: services speak English codes and sentences, pages speak to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.redress.standing import Refused
from goodstanding.core.kernel.errors import GoodstandingError

_Words = tuple[str | Promise, str | Promise]
_WORDS: Mapping[str, _Words] = {
    "appeal:not_a_party": (
        _("You do not act for the account this decision is about."),
        _("Sign in as somebody who operates the account."),
    ),
    "appeal:superseded": (_("This decision no longer stands; another took its place."), _("Appeal against that one instead.")),
    "appeal:open": (
        _("Your appeal against this decision waits for its answer."),
        _("Follow it by its receipt. You can withdraw it and file another while there is time."),
    ),
    "appeal:too_late": (
        _("The time to appeal against this decision is over."),
        _("If something new has come to light, write to us through a report."),
    ),
    "appeal:answered": (
        _("An appeal against this decision was answered before."),
        _("A further appeal needs new evidence: choose “There is new evidence” as a reason and say what is new."),
    ),
    "dispute:refused": (
        _("The dispute cannot be filed as it is."),
        _("The content must show the badge, the earlier one be yours, the statement 10 to 5,000 characters; one at a time."),
    ),
    "dispute:not_party": (_("You do not act for the account this takes."), _("Name a content of your own account.")),
    "dispute:moved": (_("The dispute does not take this step any more."), _("See below how it stands now.")),
    "originality:unknown": (_("One of the two texts is not on file."), _("Check both ids.")),
    "originality:declaration_refused": (
        _("This post cannot be declared original now."),
        _("It must be published, not under dispute, and its account not kept from declaring."),
    ),
    "originality:challenge_refused": (
        _("The challenge cannot be taken as it is."),
        _("Say in at least 10 characters what the comparison misses; only a refusal can be challenged, once at a time."),
    ),
    "originality:transition_refused": (_("It does not take this step now."), _("See below how it stands.")),
    "originality:disputed": (_("It is under dispute."), _("Wait for the decision; you will get a notice.")),
    "originality:licence_refused": (
        _("The licence cannot be granted as it is."),
        _("Name another account, a text of your own or none for all, at least one use, and an end after its beginning."),
    ),
    "originality:draft_refused": (
        _("Nothing to record was given."),
        _("Enter a text, choose a file, or give a SHA-256 of 64 hexadecimal digits; a name has at most 200 characters."),
    ),
    "originality:index_behind": (_("The comparison has not caught up."), _("Try again in a few minutes.")),
    "ingest:content_unknown": (_("None of your accounts published a post with this id."), _("Check the id of the post.")),
    "registry:account_unknown": (_("There is no account with this id."), _("Check the id of the account.")),
    "panel:vote_refused": (
        _("The vote does not count as it is."),
        _("Choose one answer and give a reason of 10 to 1,000 characters, before the panel closes; a vote is cast once."),
    ),
    "copyright:moved": (_("The notice waits for no answer any more."), _("See below how it stands now.")),
    "copyright:refused": (
        _("This cannot be taken as it is."),
        _("Statements have at most 5,000 characters; files are PNG, JPEG or PDF of at most 5 MB."),
    ),
    "appeal:grounds_incomplete": (
        _("The appeal needs at least one reason, in your own words, of at most 5,000 characters each."),
        _("Say what is wrong with the decision, and why."),
    ),
    "appeal:settled": (_("This appeal has its outcome; it cannot be withdrawn any more."), ""),
    "appeal:not_appellant": (_("You do not act for the account that filed this appeal."), ""),
    "attachment:refused": (
        _("One of the files cannot be taken."),
        _("Hand in at most five files, each PNG, JPEG, PDF or plain text, and no larger than 5 MB. Please choose them again."),
    ),
    "registry:account_known_already": (
        _("This id belongs to an account, or somebody applies for it."),
        _("Choose another, or go on with the application you began."),
    ),
    "registry:application_changed": (
        _("The application was saved in another window since you opened it."),
        _("This is how it stands now; what you had typed here was not saved."),
    ),
    "registry:application_closed": (_("The application does not take this step now."), ""),
    "registry:agreement_unfit": (
        _("The service agreement has a newer version."),
        _("Read the current version below and accept it."),
    ),
    "registry:cap_reached": (
        _("The subject runs as many accounts as it may."),
        _("Close one first, or ask the platform for an exception and say why."),
    ),
    "registry:registration_barred": (
        _("This name or subject cannot be registered: a decision stands against it."),
        _("Choose another name, or appeal against that decision."),
    ),
    "registry:code_refused": (
        _("The code does not count, or none can be sent now."),
        _("Enter the latest code, wait a minute before asking for another, and check the mobile number."),
    ),
    "registry:name_hold_settled": (_("The proposal is decided; it cannot be taken back."), _("Propose a change anew.")),
    "registry:name_hold_unknown": (_("There is no such proposal."), ""),
    "registry:document_refused": (
        _("One of the documents cannot be taken."),
        _("Hand in PNG, JPEG or PDF, each up to 10 MB."),
    ),
    "registry:category_change_unfit": (
        _("These categories cannot be asked for now."),
        _("Choose categories of the list that differ from those you have; one request waits at a time."),
    ),
    "registry:consent_unfit": (
        _("This consent cannot be given now."),
        _("Only a verified natural person publishes more of themselves."),
    ),
    "registry:data_request_unfit": (
        _("The request cannot be taken like this."),
        _("For a correction say what it is to be; one request of a kind waits at a time, and an answered one has ended."),
    ),
    "registry:data_request_unknown": (_("There is no such request."), ""),
    "registry:not_the_subject": (_("Only the owner of the subject decides about its data."), _("Sign in as its owner.")),
    "registry:credential_settled": (_("The credential does not take this step now."), _("Look at how it stands on this page.")),
    "correction:moved": (
        _("The correction does not take this step now."),
        _("It is with a person, settled, or was extended before. Look at how it stands on this page."),
    ),
    "correction:unfit": (
        _("Something is missing."),
        _("Say what you corrected, or why you need more time; an identity is corrected with a document."),
    ),
    "policies:no_live_pack": (_("No rules are in force here yet, so there is nothing to check against."), ""),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal as a page shows it.

    Args:
        clause: What it rests on; empty when nothing was named.
        other_ref: The decision to appeal against instead, where there is one.
    """

    code: str
    sentence: str
    hint: str
    clause: str = ""
    other_ref: str = ""


def problem_of(error: GoodstandingError | Refused, /) -> Problem:
    """Word a refusal; one nobody worded yet is shown as the service said it."""
    sentences = getattr(error, "sentences", ())
    if sentences:
        language = get_language() or "zh-hans"
        return Problem(error.code, "".join(one.in_language(language) for one in sentences), "", error.clause)
    own_hint = error.hint if isinstance(error, GoodstandingError) else ""
    sentence, hint = _WORDS.get(error.code, (error.message, own_hint))
    other = error.other_ref if isinstance(error, Refused) else ""
    return Problem(error.code, str(sentence), str(hint), error.clause, other)
