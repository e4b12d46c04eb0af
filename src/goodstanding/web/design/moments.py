"""Times as people read them: local, short, and how far away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext, ngettext

Tone = Literal["good", "warn", "bad"]
_SOON = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Due:
    """How long until a deadline, in words, with a tone and an icon so that colour is never alone."""

    text: str
    tone: Tone
    icon: str


def local(moment: datetime, /) -> str:
    """Print a moment in the installation's time zone, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def duration(span: timedelta, /) -> str:
    """Print a length of time in its largest unit (days, hours, minutes), rounded down; below a minute as “under a minute”."""
    minutes = int(abs(span).total_seconds()) // 60
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if minutes:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return gettext("under a minute")


def due(deadline: datetime, /, *, at: datetime) -> Due:
    """Say how a deadline stands at a moment."""
    left = deadline - at
    if left < timedelta(0):
        return Due(gettext("overdue by %(time)s") % {"time": duration(left)}, "bad", "alert")
    tone: Tone = "warn" if left <= _SOON else "good"
    return Due(gettext("%(time)s left") % {"time": duration(left)}, tone, "clock")
