"""The names of findings among accounts, for pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Name = str | Promise

FINDINGS: Mapping[str, Name] = {
    "farm": pgettext_lazy("finding", "Accounts whose texts are alike again and again"),
    "wave": pgettext_lazy("finding", "One text by many accounts within an hour"),
    "repeated": pgettext_lazy("finding", "Accounts that share the same things at the same time"),
    "copies_across_accounts": pgettext_lazy("finding", "One text copied across accounts"),
    "copy": pgettext_lazy("finding", "A text copied by another account"),
    "ring": pgettext_lazy("finding", "Registrations that hang together"),
    "burst": pgettext_lazy("finding", "Too many registrations within a time"),
}
"""What was found."""
ANSWERS: Mapping[str, Name] = {
    "open": pgettext_lazy("finding", "With a person"),
    "unrelated": pgettext_lazy("finding", "Chance"),
    "lawful": pgettext_lazy("finding", "They belong together, lawfully"),
    "confirmed": pgettext_lazy("finding", "Confirmed: each account has a case"),
}
"""What a person found it to be."""
ALIKE: Mapping[str, Name] = {
    "exact_copy": pgettext_lazy("alike", "word for word"),
    "light_edit": pgettext_lazy("alike", "lightly edited"),
    "rewriting": pgettext_lazy("alike", "rewritten"),
    "borrowed_passage": pgettext_lazy("alike", "passage taken over"),
}
"""How one text is the other again."""
LINKS: Mapping[str, Name] = {
    "same_subject": pgettext_lazy("control link", "one verified subject"),
    "same_agency": pgettext_lazy("control link", "one agency on file"),
    "registration": pgettext_lazy("control link", "registered together"),
}
"""What shows one hand behind two accounts."""
DETECTORS: Mapping[str, Name] = {
    "originality": pgettext_lazy("detector", "the index of texts"),
    "coordination": pgettext_lazy("detector", "sharing over the event lake"),
    "duplicates": pgettext_lazy("detector", "texts over the event lake"),
    "registrations": pgettext_lazy("detector", "registrations over the event lake"),
    "engagement": pgettext_lazy("detector", "figures over the event lake"),
}
"""What found it."""
