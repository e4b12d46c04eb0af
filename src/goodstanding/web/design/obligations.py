"""The platform's own duties in words: offices, management systems, questions, items. Part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TABLES: Mapping[str, Mapping[str, str | Promise]] = {
    "office": {
        "content_safety_officer": pgettext_lazy("office", "Content safety officer"),
        "content_safety_deputy": pgettext_lazy("office", "Deputy"),
    },
    "slot": {
        "registration": pgettext_lazy("management system", "Registration and verification"),
        "content_safety": pgettext_lazy("management system", "Content safety"),
        "ecology": pgettext_lazy("management system", "Ecology of content"),
        "emergency": pgettext_lazy("management system", "Emergency response"),
        "network_security": pgettext_lazy("management system", "Network security"),
        "data_security": pgettext_lazy("management system", "Data security"),
        "personal_data": pgettext_lazy("management system", "Personal information"),
        "intellectual_property": pgettext_lazy("management system", "Intellectual property"),
        "credit": pgettext_lazy("management system", "Credit evaluation"),
    },
    "staff_role": {
        "reviewers": pgettext_lazy("staff", "Reviewers"),
        "appeals": pgettext_lazy("staff", "Appeals officers"),
        "engineers": pgettext_lazy("staff", "Engineers"),
        "security": pgettext_lazy("staff", "Security staff"),
    },
    "launch_question": {
        "publishes_to_public": pgettext_lazy("launch", "Users publish to the public with it"),
        "groups_or_channels": pgettext_lazy("launch", "It makes groups, channels or accounts others follow"),
        "live_or_realtime": pgettext_lazy("launch", "It is live: broadcasts, rooms, running comments"),
        "recommends_or_ranks": pgettext_lazy("launch", "It recommends, ranks or lists trends"),
        "mobilises": pgettext_lazy("launch", "It calls people to act: votes, petitions, meetings"),
    },
    "conduct": {
        "training_held": pgettext_lazy("conduct", "Staff were trained, and the training is on record"),
        "policy_public": pgettext_lazy("conduct", "The policy is published where everybody finds it"),
        "no_value_scoring": pgettext_lazy("conduct", "No program scores opinions or values"),
        "complaints_read": pgettext_lazy("conduct", "Complaints of the public were read through"),
        "minors_protected": pgettext_lazy("conduct", "The protection of minors was looked at"),
        "corrections_made": pgettext_lazy("conduct", "What was found wanting was put right"),
    },
}
"""Tables by name; the vocabulary takes them over."""
