"""What a refusal means, in the reader's language: services speak English codes and sentences, pages speak to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goodstanding.core.kernel.errors import GoodstandingError

_SENTENCES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "review:case_changed": (
        _("The case changed while you had it open."),
        _("Somebody added to it or acted on it. Look at it as it is now, then send your work again."),
    ),
    "console:item_changed": (
        _("The item was edited while you had it open."),
        _("Read it as it is now before you decide; what you wrote is kept below."),
    ),
    "review:case_leased": (_("Somebody else holds this case."), _("It becomes free when their lease ends or they hand it over.")),
    "review:lease_missing": (_("You no longer hold this case."), _("Claim it again; what you wrote is kept below.")),
    "review:case_settled": (_("This case is already settled."), _("Read the decision; a settled case can be reopened.")),
    "review:case_open_already": (_("Another open case is about the same act."), _("Go on with that one.")),
    "review:case_forbidden": (_("You lack the permission this case needs."), _("Leave it to a colleague who holds it.")),
    "review:actor_excluded": (
        _("You took part in what this case is about, so you may not decide it."),
        _("Leave it to a colleague who did not; they see it in the queue."),
    ),
    "review:awaits_approval": (_("A drafted decision awaits a second person."), _("It must be approved or rejected first.")),
    "copyright:moved": (_("The notice has moved on."), _("Look at how it stands now.")),
    "copyright:refused": (
        _("Something is missing."),
        _("Give a reason both parties can read; to return a notice, mark what is missing."),
    ),
    "dispute:moved": (_("The dispute has moved on."), _("Look at how it stands now.")),
    "dispute:refused": (
        _("The panel's majority binds, or the reason is missing."),
        _("Decide as the panel found, with a reason both sides can read; either side can appeal."),
    ),
    "originality:challenge_refused": (_("It is settled already, or a reason is missing."), _("Look at how it stands now.")),
    "originality:transition_refused": (_("The original does not take this step now."), _("Look at how it stands now.")),
    "originality:licence_refused": (
        _("It was ended already, or the reason is missing."),
        _("Give a reason both sides can read, at most 2,000 characters."),
    ),
    "originality:licence_unknown": (_("There is no such licence."), _("Check the number.")),
    "registry:account_unknown": (_("The register knows no such account."), _("Check the id.")),
    "correction:moved": (
        _("The correction does not take this step now."),
        _("Look at how it stands; an account has one correction at a time."),
    ),
    "correction:unfit": (
        _("Something is missing."),
        _("Name what does not match, say it in words, and say what the operator is to correct."),
    ),
    "correction:deadline_not_over": (_("The time to correct is not over."), _("Wait for the deadline.")),
    "correction:appeal_pending": (_("An appeal of the account waits for its answer."), _("Service does not end before it.")),
    "correction:same_person": (_("You proposed this; another person approves it."), ""),
    "review:action_incomplete": (_("A detail is missing."), _("Give a reason in the field for it.")),
    "decision:clause_too_broad": (
        _("A violation names at least one precise clause; an open-ended one cannot carry it alone."),
        _("Choose the article and item that was broken."),
    ),
    "decision:measure_too_heavy": (
        _("That measure is heavier than the most there is for this violation."),
        _("Choose a lighter one, or another severity with its reasons."),
    ),
    "decision:took_part": (
        _("You took part in what this appeal is about, so you may not decide it."),
        _("Leave it to a colleague who did not; they see it in the queue."),
    ),
    "decision:not_lighter": (
        _("A partly upheld appeal must end lighter than before."),
        _("Take a measure off or shorten one, or choose another outcome."),
    ),
    "decision:superseded": (_("That decision no longer stands."), _("Look at the one that took its place.")),
    "decision:clause_not_on_file": (
        _("The text of a cited clause is not on file for the day of the act."),
        _("Choose a clause that was in force then."),
    ),
    "proposal:settled": (_("This draft is already settled."), _("Open it to read what became of it.")),
    "proposal:changed": (_("The draft is not the one that was shown."), _("Read it again before approving.")),
    "proposal:approval_forbidden": (_("You may not approve this draft."), _("Leave it to a colleague who did not draft it.")),
    "review:case_unknown": (_("There is no such case."), _("Check the number.")),
    "registry:ring_settled": (_("These registrations are decided already, or a reason is missing."), _("Look at them again.")),
    "integrity:finding_settled": (_("This finding is decided already, or a reason is missing."), _("Look at it again.")),
    "integrity:control_missing": (
        _("Alike content alone is no violation: nothing shows one hand behind these accounts."),
        _("Name what shows it, or find that the accounts have nothing to do with one another."),
    ),
    "registry:sample_settled": (_("This is settled already, or a reason is missing."), _("Look at it again.")),
    "registry:grade_table_unknown": (_("There is no such open table of grades."), _("Look at the versions.")),
    "registry:grade_table_unfit": (
        _("The table cannot be activated now."),
        _("It is compared within seven days before, its day lies ahead, and somebody other than who proposed it activates it."),
    ),
    "registry:document_refused": (_("The file cannot be taken."), _("Hand in a PDF, PNG or JPEG of at most 10 MB.")),
    "duty:unfit": (_("Something is missing, or contradicts another part."), _("Read the form again; nothing was kept.")),
    "duty:unknown": (_("There is no such record, or it does not take this step now."), _("Look at how it stands.")),
    "duty:same_person": (_("Two different people are needed."), _("Ask a colleague.")),
    "duty:office_unresolved": (
        _("It is not on file how the competent office is reached."),
        _("Note its channel and when you checked it."),
    ),
    "duty:launch_refused": (
        _("The feature reaches the public or mobilises it: it needs an assessment report that somebody else approved."),
        _("Attach the report, let a colleague approve it, then switch it on."),
    ),
}


def sentence(error: GoodstandingError, /) -> str:
    """Say what was refused."""
    said = getattr(error, "sentences", ())
    if said and error.code not in _SENTENCES:
        language = get_language() or "zh-hans"
        return "".join(one.in_language(language) for one in said)
    return str(_SENTENCES[error.code][0]) if error.code in _SENTENCES else error.message


def hint(error: GoodstandingError, /) -> str:
    """Say what can be done about it; empty when nothing is known."""
    return str(_SENTENCES[error.code][1]) if error.code in _SENTENCES else error.hint
