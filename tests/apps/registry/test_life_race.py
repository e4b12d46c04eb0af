"""Taken back in the same second as it ends, with real threads on a real database: exactly one wins, and the record agrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

SCRIPT = """
import threading, json
from datetime import UTC, datetime
import tests.django_ready
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.common import outbox
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.reading.life import stop_of
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.registry.services.stopping import ask_to_stop, end_stopped, take_back_stop
from goodstanding.core.kernel.errors import GoodstandingError
from tests.factories.matters import ACCOUNT, seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
matters = seed_matters(at=at)
owner, operator = matters.actor("owner"), selectors.account(ACCOUNT).operator
rounds = []
for number in range(4):
    ref = f"acct-race-{number}"
    register_account(ref, name=f"示例{number}", operator_ref=operator.ref, actor=SYSTEM, at=at)
    asked = ask_to_stop(ref, reason="", confirmed_by="password", actor=owner, at=at)
    outbox.drain(lambda: at, only=frozenset({"registry.export"}))
    gate, said = threading.Barrier(2), {}

    def run(name, act):
        gate.wait()
        try:
            said[name] = str(act())
        except GoodstandingError as fault:
            said[name] = fault.code
        finally:
            connections.close_all()

    steps = {
        "end": lambda: end_stopped(at=asked.ends_at),
        "take_back": lambda: take_back_stop(asked.ref, actor=owner, at=asked.ends_at).status,
    }
    people = [threading.Thread(target=run, args=pair) for pair in steps.items()]
    [one.start() for one in people]
    [one.join() for one in people]
    rounds.append({"said": said, "stop": stop_of(ref).status, "account": selectors.account(ref).status})

from goodstanding.apps.audit.verification import verify_log
print(json.dumps({"rounds": rounds, "log": str(verify_log())}))
"""


def exactly_one_wins(rounds: list[dict[str, Any]]) -> None:
    for one in rounds:
        ended = ("ended", "closed", "1", "registry:life_unfit")
        kept = ("taken_back", "active", "0", "taken_back")
        assert (one["stop"], one["account"], one["said"]["end"], one["said"]["take_back"]) in {ended, kept}, one


def test_rq048_taken_back_or_ended_exactly_one_wins_on_sqlite(tmp_path: Path) -> None:
    exactly_one_wins(raced(SCRIPT, sqlite_in(tmp_path))["rounds"])


@needs_postgresql
def test_rq048_taken_back_or_ended_exactly_one_wins_on_postgresql() -> None:
    with own_postgresql("life_race") as url:
        exactly_one_wins(raced(SCRIPT, url)["rounds"])
