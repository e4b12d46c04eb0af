"""What enforcement tells the platform, through the outbox and in the transaction of the thing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goodstanding.apps.common.outbox import enqueue

DECISION_ISSUED = "decision.issued"
DECISION_SUPERSEDED = "decision.superseded"
MEASURE_APPLY = "measure.apply"
MEASURE_REVERT = "measure.revert"


def tell(topic: str, /, *, decision_ref: str, detail: Mapping[str, Any], at: datetime) -> None:
    """Put one message into the outbox."""
    enqueue(topic, key=decision_ref, payload={"decision": decision_ref, **detail}, at=at)
