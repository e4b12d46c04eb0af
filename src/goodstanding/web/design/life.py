"""The names of what happens in an account's life: exports, agencies, signs that it changed hands. Part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EXPORTS: Mapping[str, str | Promise] = {
    "asked": pgettext_lazy("export", "Being put together"),
    "ready": pgettext_lazy("export", "Ready"),
    "purged": pgettext_lazy("export", "Deleted"),
}
AGENCIES: Mapping[str, str | Promise] = {
    "in_force": pgettext_lazy("agreement", "In force"),
    "ended": pgettext_lazy("agreement", "Ended"),
    "expired": pgettext_lazy("agreement", "Expired"),
}
DUTIES: Mapping[str, str | Promise] = {
    "information_security": _("Information security"),
    "review_before_publishing": _("Review before publishing"),
    "no_account_trading": _("No renting or selling of accounts"),
    "personal_data": _("Protection of personal data"),
    "incident_report": _("Report of incidents"),
    "cooperation": _("Help with checks by the platform"),
}
"""Duties an agreement may lay on an agency. Source: PA21:16.4, RQ-074"""
TRACES: Mapping[str, str | Promise] = {
    "device": _("Device signed in with"),
    "phone": _("Mobile number"),
    "payout": _("Account money is paid to"),
    "region": _("Region by network"),
    "credential": _("Qualification"),
}
PAUSES: Mapping[str, str | Promise] = {
    "dormancy": pgettext_lazy("pause", "Not used"),
    "own_wish": pgettext_lazy("pause", "Its operator's wish"),
}
