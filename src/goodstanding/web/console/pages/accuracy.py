"""The accuracy of identity verdicts as the desk shows it: shares in words, never a rate nobody counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodstanding.apps.registry.reading.accuracy import ProviderAccuracy
from goodstanding.core.scoring.intervals import Share


@dataclass(frozen=True, slots=True)
class AccuracyLine:
    """One provider in a quarter, its shares in words."""

    provider: str
    drawn: int
    judged: int
    right: str
    false_accepts: str
    false_rejects: str
    state: str
    action_ref: str


def accuracy_line(found: ProviderAccuracy, /) -> AccuracyLine:
    """Word the figures of a provider."""
    state = "below" if found.is_below else "in_order" if found.is_enough else "too_few"
    return AccuracyLine(
        provider=_("staff") if found.provider == "staff" else found.provider,
        drawn=found.drawn,
        judged=found.judged,
        right=share_words(found.right),
        false_accepts=share_words(found.false_accepts),
        false_rejects=share_words(found.false_rejects),
        state=state,
        action_ref=found.action_ref,
    )


def share_words(share: Share, /) -> str:
    """Word a share with its n and its 95 % interval."""
    if share.rate is None:
        return _("not counted yet")
    low, high = share.interval
    return _("%(rate)s %% (%(low)s–%(high)s), %(part)d of %(whole)d") % {
        "rate": f"{100 * share.rate:.1f}",
        "low": f"{100 * low:.1f}",
        "high": f"{100 * high:.1f}",
        "part": share.part,
        "whole": share.whole,
    }
