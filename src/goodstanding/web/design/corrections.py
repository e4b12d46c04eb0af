"""The names of corrections as people read them: where they stand and what was done. Part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CORRECTIONS: Mapping[str, str | Promise] = {
    "found": pgettext_lazy("correction", "found, not yet decided"),
    "open": pgettext_lazy("correction", "suspended, to be corrected"),
    "handed_in": pgettext_lazy("correction", "handed in, being looked at"),
    "overdue": pgettext_lazy("correction", "deadline passed"),
    "corrected": pgettext_lazy("correction", "corrected"),
    "terminated": pgettext_lazy("correction", "service ended"),
    "dismissed": pgettext_lazy("correction", "nothing found"),
    "overturned": pgettext_lazy("correction", "overturned on appeal"),
}
"""Where a correction stands."""
CORRECTION_STEPS: Mapping[str, str | Promise] = {
    "find": _("Mismatch found"),
    "suspend": _("Service suspended"),
    "dismiss": _("Nothing found"),
    "extend": _("More time on request"),
    "deliver_again": _("More time: the notice did not arrive"),
    "remind": _("Reminded"),
    "hand_in": _("Handed in"),
    "send_back": _("Sent back"),
    "confirm": _("Confirmed; service restored"),
    "lapse": _("Deadline passed"),
    "terminate": _("Service ended"),
    "overturn": _("Overturned"),
    "change": _("Decision replaced"),
    "reopen": _("Ending overturned; time to correct anew"),
}
"""What was done about a correction."""
FAULTS: Mapping[str, str | Promise] = {
    "": pgettext_lazy("fault", "neither borrowed nor forged"),
    "borrowed": pgettext_lazy("fault", "borrowed from somebody else"),
    "forged": pgettext_lazy("fault", "forged"),
}
"""How an identity can be wrong."""
NO_SERVICE: Mapping[str, str | Promise] = {
    "unverified": pgettext_lazy("no service", "the identity is not verified"),
    "borrowed": pgettext_lazy("no service", "the identity is somebody else's"),
    "forged": pgettext_lazy("no service", "the identity is forged"),
    "applying": pgettext_lazy("no service", "the application is not decided"),
    "no_subject": pgettext_lazy("no service", "no real identity was given"),
    "unknown": pgettext_lazy("no service", "the account is not registered"),
    "suspended": pgettext_lazy("no service", "the service is suspended"),
    "closed": pgettext_lazy("no service", "the account is closed"),
    "paused": pgettext_lazy("no service", "the account is paused"),
    "agreement": pgettext_lazy("no service", "the service agreement is not accepted"),
}
"""Why what an account published is kept back."""
