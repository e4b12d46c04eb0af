"""What the live pack says of a profile before it is taken over: the answer to the registry's question.

Source: PA21:8.2, RQ-025
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from goodstanding.apps.policies import selectors
from goodstanding.apps.registry.ports import ProfileHit
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.policy.model import Bilingual
from goodstanding.core.signals.base import Span
from goodstanding.core.signals.reasons import in_english

_CODE = "registry:profile_rule"
_HAN, _QUOTED = re.compile("[\u3400-\u9fff]"), re.compile("“[^”]*”")
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
        title = titles.get(violation.rule, Bilingual(violation.rule, violation.rule))
        spans = [span for span in violation.spans if span.field in profile]
        found += [
            ProfileHit(span.field, violation.rule, violation.clause, span.start, span.end, span.text, _why(span, title))
            for span in spans
        ]
        if not spans:
            field = next(iter(profile), "name")
            found.append(ProfileHit(field, violation.rule, violation.clause, 0, len(profile.get(field, "")), "", _titled(title)))
    return found


def _why(span: Span, title: Bilingual) -> Sentence:
    """Say why a place matters; in English by the rule's title where the reason would quote Chinese words unmarked."""
    if not span.why:
        return _titled(title)
    english = in_english(span.why)
    told = english if not _HAN.search(_QUOTED.sub("", english)) else f"“{span.text}”: {title.en}"
    return Sentence(_CODE, span.why, told)


def _titled(title: Bilingual) -> Sentence:
    return Sentence(_CODE, title.zh, title.en)
