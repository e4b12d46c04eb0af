"""Claims about two people at one case, with real threads on a real database: a SQLite file, and PostgreSQL where there is one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys, threading, json
from datetime import UTC, datetime
import tests.django_ready
from django.core.management import call_command
from django.db import connection, connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.enforcement import selectors, services
from goodstanding.core.kernel.errors import GoodstandingError
from tests.factories.matters import ACCOUNT, case_about, claimed, draft_for, seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
matters = seed_matters(at=at)
rounds = []
for number in range(5):
    case = case_about("", label=f"label_{number}", at=at)
    gate = threading.Barrier(2)
    results = {}

    def decide(name):
        try:
            gate.wait()
            taken = claimed(case, matters.actor(name), at=at)
            draft = draft_for(taken, label=case.label)
            results[name] = services.decide(draft, actor=matters.actor(name), expected_version=taken.version, at=at).ref
        except GoodstandingError as fault:
            results[name] = fault.code
        finally:
            connections.close_all()

    people = [threading.Thread(target=decide, args=(name,)) for name in ("reviewer", "colleague")]
    [one.start() for one in people]
    [one.join() for one in people]
    rounds.append({"results": results, "decisions": len(selectors.decisions_of_case(case.ref))})

from goodstanding.apps.audit.verification import verify_log
print(json.dumps({"rounds": rounds, "log": str(verify_log())}))
"""


def race(url):
    environment = os.environ | {"GOODSTANDING_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def one_decides(outcome):
    for one in outcome["rounds"]:
        winners = [result for result in one["results"].values() if result.startswith("D-")]
        losers = [result for result in one["results"].values() if not result.startswith("D-")]
        assert (1, 1, 1) == (len(winners), len(losers), one["decisions"]), outcome
        assert losers[0] in {"review:case_leased", "review:case_changed", "review:case_settled"}


def test_of_two_reviewers_exactly_one_decides_on_sqlite(tmp_path):
    one_decides(race(f"sqlite:///{tmp_path / 'race.sqlite3'}"))


@pytest.mark.skipif(
    not os.environ.get("GOODSTANDING_DATABASE_URL", "").startswith("postgresql"),
    reason="GOODSTANDING_DATABASE_URL names no PostgreSQL",
)
def test_of_two_reviewers_exactly_one_decides_on_postgresql():
    import psycopg

    base = os.environ["GOODSTANDING_DATABASE_URL"]
    name = f"race_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        head, _, query = base.partition("?")
        one_decides(race(f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")))
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
