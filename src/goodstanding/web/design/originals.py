"""The names of codes of declared originals, licences and challenges, as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Name = str | Promise

ORIGINALS: Mapping[str, Name] = {
    "checking": pgettext_lazy("original", "Being compared"),
    "declared": pgettext_lazy("original", "Original"),
    "refused": pgettext_lazy("original", "Refused"),
    "challenged": pgettext_lazy("original", "With a person"),
    "upheld": pgettext_lazy("original", "Original, confirmed by a person"),
    "revoked": pgettext_lazy("original", "Badge taken back"),
    "withdrawn": pgettext_lazy("original", "Withdrawn by you"),
}
CAUSES: Mapping[str, Name] = {
    "declaration": pgettext_lazy("original", "declared"),
    "check": _("compared with earlier texts"),
    "challenge": _("challenged or settled"),
    "decision": _("by a decision"),
    "reversal": _("the decision was overturned"),
    "withdrawal": _("taken back by you"),
}
ORDERS: Mapping[str, Name] = {
    "time": _("earlier in time"),
    "log": _("of the same instant, earlier in the log"),
    "arrival": _("of the same instant, received earlier"),
}
CHALLENGES: Mapping[str, Name] = {
    "refusal": _("You challenged the refusal"),
    "later_found": _("Earlier work was found later"),
    "dispute": _("Others dispute it"),
}
CHALLENGE_OUTCOMES: Mapping[str, Name] = {
    "upheld": _("The declaration stands"),
    "refused": _("The refusal stands"),
    "revoked": _("The badge was taken back"),
}
SCOPES: Mapping[str, Name] = {
    "reprint": pgettext_lazy("licence scope", "Reprint whole"),
    "excerpt": pgettext_lazy("licence scope", "Use parts"),
    "adapt": pgettext_lazy("licence scope", "Adapt"),
    "translate": pgettext_lazy("licence scope", "Translate"),
}
KINDS: Mapping[str, Name] = {
    "licence": pgettext_lazy("kind of licence", "Licence"),
    "whitelist": pgettext_lazy("kind of licence", "Whitelist: any use"),
}
STATES: Mapping[str, Name] = {
    "running": pgettext_lazy("licence of a text", "in force"),
    "later": pgettext_lazy("licence of a text", "not begun"),
    "ended": pgettext_lazy("licence of a text", "ended"),
    "revoked": pgettext_lazy("licence of a text", "taken back"),
}
LOOKS: Mapping[str, Name] = {
    "found": _("The link of the source can be opened"),
    "gone": _("The link of the source leads to nothing"),
    "nowhere": _("The link of the source names no known host"),
    "unclear": _("The link of the source did not answer"),
    "refused": _("The link of the source is no public page"),
}
TABLES: Mapping[str, Mapping[str, Name]] = {
    "original": ORIGINALS,
    "original_cause": CAUSES,
    "order": ORDERS,
    "challenge": CHALLENGES,
    "challenge_outcome": CHALLENGE_OUTCOMES,
    "licence_scope": SCOPES,
    "licence_kind": KINDS,
    "licence_state": STATES,
    "source_look": LOOKS,
}
"""Tables by name, for ``vocabulary``."""
