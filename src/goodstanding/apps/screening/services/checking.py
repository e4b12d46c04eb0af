"""What an author can know before publishing: one event judged by the live pack as it would be, and nothing kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.engine.outcome import outcome_of
from goodstanding.core.events.event import Event
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.policy.model import Pack


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
    return Checked(event, policies.live_engine(at=at).evaluate(document), policies.live_policy())
