"""The names of what is held about a subject, of what it may ask, and of what it may let be published."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HELD: Mapping[str, str | Promise] = {
    "full_name": pgettext_lazy("held", "Full name"),
    "resident_id": pgettext_lazy("held", "Resident number"),
    "mobile": pgettext_lazy("held", "Mobile number"),
    "age_band": pgettext_lazy("held", "Age group"),
    "contact": pgettext_lazy("held", "Contact"),
    "responsible_person": pgettext_lazy("held", "Responsible person"),
    "identity_document": pgettext_lazy("held", "Identity document"),
    "licence": pgettext_lazy("held", "Scan of a certificate"),
    "authorisation_letter": pgettext_lazy("held", "Letter of authorisation"),
    "credential_number": pgettext_lazy("held", "Number of a credential"),
    "data_request": pgettext_lazy("held", "Your request about your data"),
    "copy": pgettext_lazy("held", "Copy of your data"),
    "export": pgettext_lazy("held", "Export of an account"),
    "refusal": pgettext_lazy("held", "Why a registration was refused"),
    "operating_place": pgettext_lazy("held", "Place of operation"),
}
"""Kinds of data: what is kept, and what was read."""
REQUESTS: Mapping[str, str | Promise] = {
    "copy": pgettext_lazy("data request", "A copy"),
    "correction": pgettext_lazy("data request", "A correction"),
    "deletion": pgettext_lazy("data request", "Deletion"),
}
CORRECTED: Mapping[str, str | Promise] = {
    "contact": pgettext_lazy("corrected", "My contact"),
    "ip_region": pgettext_lazy("corrected", "The IP region of an account"),
    "other": pgettext_lazy("corrected", "Something else"),
}
REQUEST_STATES: Mapping[str, str | Promise] = {
    "waiting": _("With a person"),
    "granted": pgettext_lazy("data request", "Granted"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
TABLES: Mapping[str, Mapping[str, str | Promise]] = {
    "held": HELD,
    "data_request": REQUESTS,
    "corrected": CORRECTED,
    "data_request_state": REQUEST_STATES,
}
"""What the vocabulary takes over."""
