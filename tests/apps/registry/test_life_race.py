"""Taken back in the same second as it ends, with real threads on a real database: exactly one wins, and the record agrees."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
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


def race(url: str) -> list[dict[str, Any]]:
    environment = os.environ | {"GOODSTANDING_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    rounds: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])["rounds"]
    return rounds


def exactly_one_wins(rounds: list[dict[str, Any]]) -> None:
    for one in rounds:
        ended = ("ended", "closed", "1", "registry:life_unfit")
        kept = ("taken_back", "active", "0", "taken_back")
        assert (one["stop"], one["account"], one["said"]["end"], one["said"]["take_back"]) in {ended, kept}, one


def test_rq048_taken_back_or_ended_exactly_one_wins_on_sqlite(tmp_path: Path) -> None:
    exactly_one_wins(race(f"sqlite:///{tmp_path / 'race.sqlite3'}"))


@pytest.mark.skipif(
    not os.environ.get("GOODSTANDING_DATABASE_URL", "").startswith("postgresql"),
    reason="GOODSTANDING_DATABASE_URL names no PostgreSQL",
)
def test_rq048_taken_back_or_ended_exactly_one_wins_on_postgresql() -> None:
    import psycopg

    base = os.environ["GOODSTANDING_DATABASE_URL"]
    name = f"life_race_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        head, _, query = base.partition("?")
        exactly_one_wins(race(f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")))
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
