"""What the live pack says of a profile before it is taken over: the answer to the registry's question.

Source: PA21:8.2, RQ-025
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from goodstanding.apps.policies import selectors
from goodstanding.apps.registry.ports import ProfileHit

_TYPE = "account.profile_changed"


def profile_hits(profile: Mapping[str, str], facts: Mapping[str, Any], at: datetime, /) -> Sequence[ProfileHit] | None:
    """Judge a profile as if the platform had reported it; None where no pack is live. Nothing is stored."""
    if selectors.live_pack() is None:
        return None
    event = {
        "specversion": "1.0",
        "id": "profile",
        "source": "/goodstanding/registry",
        "type": _TYPE,
        "time": at.isoformat(),
        "subject": str(facts.get("id", "")),
        "data": dict(profile),
    }
    engine = selectors.live_engine(at=at)
    evaluation = engine.evaluate({"event": event, "account": dict(facts)})
    titles = {rule.id: rule.title for rule in engine.pack.rules}
    found: list[ProfileHit] = []
    for violation in evaluation.violations:
        title = titles[violation.rule].zh if violation.rule in titles else violation.rule
        spans = [span for span in violation.spans if span.field in profile]
        found += [
            ProfileHit(span.field, violation.rule, violation.clause, span.start, span.end, span.text, span.why or title)
            for span in spans
        ]
        if not spans:
            field = next(iter(profile), "name")
            found.append(ProfileHit(field, violation.rule, violation.clause, 0, len(profile.get(field, "")), "", title))
    return found
