"""The names of what the record holds: what an entry is about, and what was done."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Name = str | Promise

MATTERS: Mapping[str, Name] = {
    "account": pgettext_lazy("record", "account"),
    "appeal": pgettext_lazy("record", "appeal"),
    "batch": pgettext_lazy("record", "batch"),
    "case": pgettext_lazy("record", "case"),
    "decision": pgettext_lazy("record", "decision"),
    "operator": pgettext_lazy("record", "operator"),
    "policy": pgettext_lazy("record", "policy pack"),
    "proposal": pgettext_lazy("record", "draft"),
    "report": pgettext_lazy("record", "report"),
    "user": pgettext_lazy("record", "person"),
    "webhook": pgettext_lazy("record", "webhook"),
}
"""What an entry of the record is about."""
ENTRIES: Mapping[str, Name] = {
    "account:registered": pgettext_lazy("record", "Account registered"),
    "account:operator_set": pgettext_lazy("record", "Operator of an account set"),
    "appeal:filed": pgettext_lazy("record", "Appeal filed"),
    "appeal:decided": pgettext_lazy("record", "Appeal decided"),
    "appeal:withdrawn": pgettext_lazy("record", "Appeal withdrawn"),
    "case:opened": pgettext_lazy("record", "Case opened"),
    "case:joined": pgettext_lazy("record", "Case joined by a further source"),
    "case:claim": pgettext_lazy("record", "Case claimed"),
    "case:release": pgettext_lazy("record", "Case released"),
    "case:note": pgettext_lazy("record", "Note added to a case"),
    "case:hand_over": pgettext_lazy("record", "Case handed over"),
    "case:escalate": pgettext_lazy("record", "Case escalated"),
    "case:skip": pgettext_lazy("record", "Case skipped"),
    "case:reopen": pgettext_lazy("record", "Case reopened"),
    "case:settled": pgettext_lazy("record", "Case settled"),
    "case:closed": pgettext_lazy("record", "Case closed"),
    "credential:added": pgettext_lazy("record", "Qualification recorded"),
    "decision:issued": pgettext_lazy("record", "Decision issued"),
    "events:received": pgettext_lazy("record", "Events received"),
    "events:screened": pgettext_lazy("record", "Events screened"),
    "events:kept": pgettext_lazy("record", "Events kept"),
    "measure:ended": pgettext_lazy("record", "Measure ended"),
    "operator:registered": pgettext_lazy("record", "Operator registered"),
    "operator:verified": pgettext_lazy("record", "Operator verified"),
    "operator:member_added": pgettext_lazy("record", "Person added to an operator"),
    "operator:contact_opened": pgettext_lazy("record", "Contact of an operator read"),
    "policy:installed": pgettext_lazy("record", "Policy pack installed"),
    "check:recorded": pgettext_lazy("record", "Text checked before publishing, on record"),
    "policy:mode_set": pgettext_lazy("record", "Mode of a policy pack set"),
    "proposal:made": pgettext_lazy("record", "Draft sent to a second person"),
    "proposal:approved": pgettext_lazy("record", "Draft approved"),
    "proposal:rejected": pgettext_lazy("record", "Draft rejected"),
    "report:filed": pgettext_lazy("record", "Report filed"),
    "report:closed": pgettext_lazy("record", "Report closed"),
    "report:contact_read": pgettext_lazy("record", "Contact of a reporter read"),
}
"""What an entry of the record says was done; a code nobody named is shown as it is."""
