"""Claims about two acts at once, with real threads on a real database: a SQLite file, and PostgreSQL where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

SCRIPT = """
import threading, json
from datetime import UTC, datetime, timedelta
import tests.django_ready
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress.services import takedown
from goodstanding.apps.redress.takedown_selectors import takedown as read
from goodstanding.core.kernel.errors import GoodstandingError
from tests.apps.redress.test_takedowns import court_order
from tests.factories.matters import CONTENT, publish, seed_matters
from tests.factories.takedowns import answered_by, acted

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
matters = seed_matters(at=at)
rounds = []
for number in range(4):
    content = f"c-race-{number}"
    publish(content, at=at)
    found = answered_by(matters, acted(matters, at=at, content_ref=content).ref, at=at)
    after, gate, results = found.window_ends_at + timedelta(hours=1), threading.Barrier(2), {}

    def run(name, act):
        try:
            gate.wait()
            results[name] = str(act())
        except GoodstandingError as fault:
            results[name] = fault.code
        finally:
            connections.close_all()

    people = [
        threading.Thread(target=run, args=("clock", lambda: takedown.end_windows(at=after))),
        threading.Thread(target=run, args=("court", lambda: court_order(matters, found, after, content=content).verdict)),
    ]
    [one.start() for one in people]
    [one.join() for one in people]
    rounds.append({"results": results, "state": read(found.ref).state, "status": ingest.content(content).status})
print(json.dumps({"rounds": rounds, "log": verify_log().is_whole}))
"""


def court_stands(found: dict[str, Any]) -> None:
    """Whoever came first, the content stays down by the court's order, and the record is whole."""
    for one in found["rounds"]:
        assert ("violation", "removed") == (one["results"]["court"], one["status"]), one
        assert one["state"] in {"restored", "superseded"}, one
    assert found["log"]


def test_restoring_and_a_courts_order_never_both_win_on_sqlite(tmp_path: Path):
    court_stands(raced(SCRIPT, sqlite_in(tmp_path)))


@needs_postgresql
def test_restoring_and_a_courts_order_never_both_win_on_postgresql():
    with own_postgresql("takedown_race") as url:
        court_stands(raced(SCRIPT, url))
