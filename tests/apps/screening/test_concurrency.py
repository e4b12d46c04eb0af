"""Two senders with the same events at the same instant: each event is taken once, each sender is answered."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection, connections

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest.models import CounterBucket, StoredEvent
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.events.outcome import Outcome
from tests.apps.screening.conftest import PLATFORM
from tests.factories.events import event, post
from tests.factories.screening_pack import archive

SENDERS = 4
EVENTS = 12


@pytest.mark.django_db(transaction=True)
def test_events_sent_by_many_at_once_are_taken_once(at: datetime) -> None:
    install_pack(archive(), mode="live", actor=SYSTEM, at=at)
    batch = [event("e-born", "account.registered", data={"name": "示例账号"})]
    batch += [post(f"e-{n}", "收购公众号" if n % 4 == 0 else "今天天气不错。") for n in range(EVENTS)]

    def send(number: int) -> list[Outcome]:
        try:
            turned = batch[number:] + batch[:number]
            return receive_events(turned, source_actor=PLATFORM, at=at)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite" and "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database locks tables, not the file; the crash test covers a file")
    with ThreadPoolExecutor(SENDERS) as pool:
        answers = [outcome for outcomes in pool.map(send, range(SENDERS)) for outcome in outcomes]

    total = len(batch)
    assert Counter(accepted=total, duplicate=total * (SENDERS - 1)) == Counter(outcome.status for outcome in answers)
    assert {total} == {StoredEvent.objects.count(), EvaluationRecord.objects.count()}
    assert EVENTS == sum(CounterBucket.objects.filter(metric="posts").values_list("value", flat=True))
    assert verify_log().is_whole
