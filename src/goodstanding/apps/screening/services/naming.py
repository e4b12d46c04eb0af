"""Profiles the platform reports: what asks for a person is held by the register, and the answer to the event says so.

Source: PA21:8.2, PA21:8.3, RQ-025
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.registry.services.reported import hold_reported_profile, worth_a_look
from goodstanding.apps.screening.services.evaluating import Screened

_HELD = "the profile is held until a person decides ({ref}); what stood before stands."


def reporting_profiles(screened: Iterable[Screened], /) -> list[Screened]:
    """Return the events that report a profile which may ask for a person."""
    items = list(screened)
    wanted = {event.key for event in worth_a_look(item.event for item in items)}
    return [item for item in items if item.event.key in wanted]


def hold_profile(item: Screened, /, *, at: datetime) -> None:
    """Hold what one event reports, where something asks for a person."""
    hold = hold_reported_profile(item.event, at=at)
    if hold is not None:
        item.case = item.case or hold.case_ref
        item.notes.append(_HELD.format(ref=hold.ref))
