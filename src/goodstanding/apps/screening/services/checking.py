"""What an author can know before publishing: one event judged by the live pack as it would be, nothing kept unless asked.

The author is told which clause and where, never what was looked for: no bank, no signal, no score, and passages that overlap
as one, so that asking again and again does not spell out a list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ulid_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.screening.models import CheckedText
from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.engine.outcome import outcome_of
from goodstanding.core.events.event import Event
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.policy.model import Pack

_TEXTS = frozenset({"body", "title", "name", "bio"})


@dataclass(frozen=True, slots=True)
class Checked:
    """The judgment of an event that was not received.

    Args:
        evaluation: What the rules said, with the trace.
        pack: The pack that said it, for titles, clause texts and advice.
    """

    event: Event
    evaluation: Evaluation
    pack: Pack

    def outcome(self) -> Outcome:
        """Answer in the shape of an outcome; there is neither case nor stored evaluation."""
        return outcome_of(self.evaluation, notes=self.event.notes)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage the author may be shown: code points of the field as it was sent, and its own words."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """The entry of the log that says a text was checked.

    Args:
        ref: ``K-…``.
        log_index: The entry; its proof is public.
        sha256: Of the texts (``body``, ``title``, ``name``, ``bio``, as far as given) as JSON with sorted keys and no white
            space, in UTF-8.
    """

    ref: str
    log_index: int
    sha256: str


def check_event(event: Event, /, *, at: datetime) -> Checked:
    """Judge an event by what is known of its account now. Nothing is stored, counted or opened.

    Args:
        at: Now; the rules of this day apply.

    Raises:
        NoLivePack: No pack is live.
    """
    document: dict[str, Any] = {"event": event.cloud_event()}
    if event.subject:
        facts = registry.account_facts([event.subject], at=at).get(event.subject)
        if facts is not None:
            document["account"] = facts
        document["counters"] = ingest.counters([event.subject], at=at)[event.subject]
    engine = policies.live_engine(at=at)
    return Checked(event, engine.evaluate(document), engine.pack)


def places_of(violation: Violation, /) -> tuple[Place, ...]:
    """Return the passages of a violation field by field, those that overlap or touch as one."""
    texts = {(span.field, span.start + at): letter for span in violation.spans for at, letter in enumerate(span.text)}
    found: list[tuple[str, int, int]] = []
    for span in sorted(violation.spans, key=lambda span: (span.field, span.start, span.end)):
        if found and found[-1][0] == span.field and span.start <= found[-1][2]:
            found[-1] = (span.field, found[-1][1], max(found[-1][2], span.end))
        else:
            found.append((span.field, span.start, span.end))
    return tuple(
        Place(field, start, end, "".join(texts.get((field, at), "") for at in range(start, end))) for field, start, end in found
    )


def texts_digest(data: Mapping[str, Any], /) -> str:
    """Digest the texts of an event, as the record of a check has it."""
    texts = {name: text for name, text in data.items() if name in _TEXTS and isinstance(text, str)}
    return hashlib.sha256(msgspec.json.encode(texts, order="sorted")).hexdigest()


def record_check(checked: Checked, /, *, actor: Actor, at: datetime) -> CheckRecord:
    """Write down, because the author asked for it, that a text was checked and what was said; never the text.

    Whoever keeps the text can show later that it was checked, by whom, when, and against which rules.
    """
    digest = texts_digest(checked.event.data)
    evaluation, ref = checked.evaluation, new_ulid_ref("K")
    payload = {
        "texts_sha256": digest,
        "pack": evaluation.pack,
        "suggestion": evaluation.suggestion,
        "rules": [violation.rule for violation in evaluation.violations],
    }
    with immediate():
        CheckedText.objects.create(ref=ref, texts_sha256=digest, account_ref=checked.event.subject, at=at)
        entry = audit.record("check:recorded", actor=actor, subject_kind="check", subject_ref=ref, payload=payload, at=at)
    return CheckRecord(ref, entry.index, digest)
