"""The names of codes of copyright notices, disputes about originality and panels, as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Name = str | Promise

TAKEDOWNS: Mapping[str, Name] = {
    "incomplete": _("Returned: something is missing"),
    "examination": _("A person looks at it"),
    "acted": _("Forwarded; the content is not shown"),
    "countered": _("Answered; the window runs"),
    "proceedings": _("Before a court or an authority"),
    "refused": _("Not acted on"),
    "lapsed": _("Never completed"),
    "withdrawn": _("Withdrawn"),
    "restored": _("Over; the content is shown again"),
    "confirmed": _("Over; the content stays down"),
    "wrongful": _("Found wrongful; the content is shown again"),
    "superseded": _("Settled by another decision"),
}
TAKEDOWN_STEPS: Mapping[str, Name] = {
    "file": _("Filed, complete"),
    "file_incomplete": _("Filed, something missing"),
    "complete": _("Completed"),
    "send_back": _("Returned by a person"),
    "refuse": _("Not acted on"),
    "lapse": _("Lapsed"),
    "withdraw": _("Withdrawn"),
    "act": _("Taken down and forwarded"),
    "counter": _("Counter-statement forwarded"),
    "prove": _("Proof handed in"),
    "refuse_proof": _("Proof not accepted"),
    "extend": _("Window extended"),
    "proceed": _("Proof of proceedings accepted"),
    "restore": _("Window over: shown again"),
    "give_back": _("Shown again"),
    "confirm": _("Stays down"),
    "find_wrongful": _("Found wrongful"),
    "supersede": _("Settled by another decision"),
}
NOTICE_PARTS: Mapping[str, Name] = {
    "name": pgettext_lazy("notice of infringement", "Name"),
    "contact": pgettext_lazy("notice of infringement", "Contact"),
    "address": _("Address"),
    "work": _("Title of the work"),
    "infringement": _("Why the content infringes"),
    "rights_proof": _("Proof of your rights"),
    "authority": _("Authorization by the owner"),
    "guarantee": _("That you answer for the truth of it"),
    "statement": _("Why the content does not infringe"),
    "proof": _("First proof that it does not infringe"),
}
NOTICE_FILES: Mapping[str, Name] = {
    "identity": _("Proof of identity (not forwarded)"),
    "rights_proof": _("Proof of rights"),
    "infringement": _("Proof of infringement"),
    "authority": _("Authorization"),
    "counter_proof": _("Proof of non-infringement"),
    "proceedings": _("Proof of suit or complaint"),
    "delay": _("Proof of delay"),
}
RIGHTS: Mapping[str, Name] = {
    "owner": _("Owner of the rights"),
    "licensee": _("Holder of an exclusive licence"),
    "agent": _("Agent of the owner"),
}
PROOFS: Mapping[str, Name] = {
    "proceedings": _("A court or an authority was asked"),
    "delay": _("A delay beyond the sender's control"),
    "pending": pgettext_lazy("proof", "with a person"),
    "accepted": pgettext_lazy("proof", "accepted"),
    "refused": pgettext_lazy("proof", "not accepted"),
}
DISPUTES: Mapping[str, Name] = {
    "answering": _("The other side is heard"),
    "voting": _("With a panel of peers"),
    "examination": _("A person decides"),
    "revoked": _("The badge was removed"),
    "dismissed": _("The declaration stands"),
    "withdrawn": _("Withdrawn"),
}
DISPUTE_STEPS: Mapping[str, Name] = {
    "file": pgettext_lazy("dispute", "Filed"),
    "answer": _("Answered"),
    "lapse": _("Not answered in time"),
    "invite": _("Peers invited"),
    "repeat": _("Other peers invited"),
    "tally": _("Votes counted"),
    "examine": _("Brought before a person"),
    "revoke": _("Decided: badge removed"),
    "dismiss": _("Decided: declaration stands"),
    "withdraw": _("Withdrawn"),
}
VOTES: Mapping[str, Name] = {
    "rewritten": _("It is the other text told anew"),
    "own_work": _("It is a work of its own"),
    "cannot_say": _("I cannot say"),
}
WORTHS: Mapping[str, Name] = {
    "binding": _("binding: the decision follows it"),
    "advisory": _("advice to the person who decides"),
    "none": _("no result"),
}
SAMENESS: Mapping[str, Name] = {
    "exact_copy": _("Exact copy"),
    "light_edit": _("Lightly edited"),
    "rewriting": _("Rewriting"),
    "borrowed_passage": _("Borrowed passage"),
    "none": _("Nothing that counts"),
}
TABLES: Mapping[str, Mapping[str, Name]] = {
    "takedown": TAKEDOWNS,
    "takedown_step": TAKEDOWN_STEPS,
    "notice_part": NOTICE_PARTS,
    "notice_file": NOTICE_FILES,
    "rights": RIGHTS,
    "proof": PROOFS,
    "dispute": DISPUTES,
    "dispute_step": DISPUTE_STEPS,
    "vote": VOTES,
    "worth": WORTHS,
    "sameness": SAMENESS,
}
"""Tables by name, for ``vocabulary``."""
