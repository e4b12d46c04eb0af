"""What waits at the register's desk, in words: kinds of matters, rules a name touches, and the codes in their summaries."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

KINDS: Mapping[str, Promise] = {
    "accuracy": pgettext_lazy("desk", "Identity to be judged again"),
    "authorisation_letter": pgettext_lazy("desk", "Letter of authorisation"),
    "category": pgettext_lazy("desk", "Change of categories"),
    "copyright": pgettext_lazy("desk", "Notice of infringement"),
    "correction": pgettext_lazy("desk", "Correction handed in"),
    "credential": pgettext_lazy("desk", "Credential to be looked up"),
    "dispute": pgettext_lazy("desk", "Dispute about originality"),
    "dormancy": pgettext_lazy("desk", "Account long out of use"),
    "drift": pgettext_lazy("desk", "Drift out of the categories"),
    "finding": pgettext_lazy("desk", "Finding about several accounts"),
    "mismatch": pgettext_lazy("desk", "Registration that does not match"),
    "name": pgettext_lazy("desk", "Name held"),
    "original": pgettext_lazy("desk", "Challenge of an original"),
    "overdue": pgettext_lazy("desk", "Correction overdue"),
    "owner_change": pgettext_lazy("desk", "Signs of another owner"),
    "patrol": pgettext_lazy("desk", "Check on schedule"),
    "personal_data": pgettext_lazy("desk", "Request about personal data"),
    "provider": pgettext_lazy("desk", "Provider below the floor"),
    "registration": pgettext_lazy("desk", "Application to register"),
    "ring": pgettext_lazy("desk", "Registrations that hang together"),
    "transfer": pgettext_lazy("desk", "Transfer of an account"),
}
NAME_RULES: Mapping[str, Promise] = {
    "closed": pgettext_lazy("name rule", "Name of a closed account"),
    "contact": pgettext_lazy("name rule", "Contact in the name"),
    "frozen": pgettext_lazy("name rule", "Changed during a transfer"),
    "near_mark": pgettext_lazy("name rule", "Looks like a protected mark"),
    "news": pgettext_lazy("name rule", "Words of news services"),
    "occupation": pgettext_lazy("name rule", "Occupation or title"),
    "official": pgettext_lazy("name rule", "Words of officialdom"),
    "organ": pgettext_lazy("name rule", "Words of public bodies"),
    "organ_name": pgettext_lazy("name rule", "Name of the public body itself"),
    "organ_renamed": pgettext_lazy("name rule", "A public body's new name"),
    "place": pgettext_lazy("name rule", "Place names alone"),
    "protected": pgettext_lazy("name rule", "Like a protected name"),
    "protected_mark": pgettext_lazy("name rule", "Like a protected mark"),
    "state": pgettext_lazy("name rule", "Words of the state"),
    "taken": pgettext_lazy("name rule", "Name of another account"),
}
"""Source: PA21:8.2, AIR22:8, AIR22:10"""
TABLES: Mapping[str, Mapping[str, Promise]] = {"desk_matter": KINDS, "name_rule": NAME_RULES}
