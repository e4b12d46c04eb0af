"""The numbers of the registry that the platform sets and publishes, with the defaults in force where it sets none.

A platform overrides them in its configuration (``registry_numbers``, each ``name=value``).
Source: PA21:8.2, PA21:9.3, PA21:10, PA21:11; practice.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

DEFAULTS: Mapping[str, int] = {
    "accuracy_sample_permille": 20,
    "accuracy_floor_permille": 950,
    "accuracy_least_samples": 20,
    "accuracy_wait_days": 15,
    "cap_person": 1,
    "cap_organization": 2,
    "correction_days": 7,
    "correction_extension_days": 7,
    "correction_reminder_days": 2,
    "dormancy_months": 6,
    "dormancy_first_warning_months": 5,
    "dormancy_last_warning_days": 15,
    "export_kept_days": 90,
    "counter_window_days": 15,
    "counter_window_most_working_days": 20,
    "notice_completion_days": 15,
    "dispute_answer_working_days": 5,
    "panel_invited": 100,
    "panel_least_votes": 10,
    "panel_hours": 24,
    "panel_advisory_percent": 60,
    "panel_binding_percent": 67,
    "panel_clean_days": 365,
    "left_contents_kept_days": 180,
    "evidence_kept_months": 36,
    "notice_senders_kept_months": 36,
    "reporters_kept_days": 180,
    "stop_grace_days": 15,
    "personal_data_kept_months": 6,
    "owner_window_days": 14,
    "agency_warning_days": 30,
    "origins_kept_days": 180,
    "reverification_months_a": 12,
    "reverification_months_b": 6,
    "reverification_months_c": 3,
    "transfer_cooling_days": 7,
    "transfer_unpaid_months": 3,
    "transfer_shown_months": 12,
    "documents_kept_days": 30,
    "credential_warning_days": 30,
    "drift_days": 14,
    "drift_window_days": 90,
    "drift_least_posts": 10,
    "drift_permille": 300,
    "grading_days": 7,
    "name_recheck_percent": 80,
    "name_handling_hours": 24,
    "identity_hold_days": 30,
    "payment_most_fen": 199,
    "payment_tries": 3,
    "payment_valid_days": 7,
    "payment_window_days": 30,
    "payments_in_window": 3,
}
"""Defaults by name; the unit is the last word of the name, and accounts for caps."""


def number(name: str, /) -> int:
    """Return a number in force.

    Raises:
        KeyError: There is no such number.
    """
    return numbers()[name]


def numbers() -> dict[str, int]:
    """Return every number in force, by name, as it is published."""
    chosen = dict(pair.split("=", 1) for pair in settings.CONFIG.registry_numbers)
    return {name: int(chosen.get(name, default)) for name, default in DEFAULTS.items()}
