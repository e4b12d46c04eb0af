"""Profiles the platform reports: what asks for a person is held by the register, and the answer to the event says so.

Source: PA21:8.2, PA21:8.3, RQ-025
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.registry.services.reported import TYPES, hold_reported_profile
from goodstanding.apps.screening.services.evaluating import Screened

_HELD = "the profile is held until a person decides ({ref}); what stood before stands."


def reporting_profiles(screened: Iterable[Screened], /) -> list[Screened]:
    """Return the events that report a profile."""
    return [item for item in screened if item.event.type in TYPES and item.event.subject]


def hold_profile(item: Screened, /, *, at: datetime) -> None:
    """Hold what one event reports, where something asks for a person."""
    hold = hold_reported_profile(item.event, at=at)
    if hold is not None:
        item.case = item.case or hold.case_ref
        item.notes.append(_HELD.format(ref=hold.ref))
