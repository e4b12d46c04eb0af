"""One name, two applicants at the same moment: exactly one has it, the other waits for a person; on both databases."""

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
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.services.applying import submit_application
from tests.factories.applications import filled_in, person_form
from tests.factories.matters import seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
seed_matters(at=at)
rounds = []
for number in range(4):
    drafts = [filled_in(person_form(2 * number + who, account_name=f"样例抢注{number}"), at=at) for who in (1, 2)]
    gate = threading.Barrier(2)
    states = []

    def hand_in(draft):
        try:
            gate.wait()
            found = submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)
            states.append(next(one.state for one in found.checks if one.code == "name"))
        finally:
            connections.close_all()

    people = [threading.Thread(target=hand_in, args=(draft,)) for draft in drafts]
    [one.start() for one in people]
    [one.join() for one in people]
    rounds.append(sorted(states))
print(json.dumps(rounds))
"""


def race(url: str) -> list[list[str]]:
    environment = os.environ | {"GOODSTANDING_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_one_of_two_applicants_gets_the_name_on_sqlite(tmp_path: Path) -> None:
    assert [["passed", "waiting"]] * 4 == race(f"sqlite:///{tmp_path / 'race.sqlite3'}")


@pytest.mark.skipif(
    not os.environ.get("GOODSTANDING_DATABASE_URL", "").startswith("postgresql"),
    reason="GOODSTANDING_DATABASE_URL names no PostgreSQL",
)
def test_one_of_two_applicants_gets_the_name_on_postgresql() -> None:
    import psycopg

    base = os.environ["GOODSTANDING_DATABASE_URL"]
    name = f"name_race_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        head, _, query = base.partition("?")
        url = f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
        assert [["passed", "waiting"]] * 4 == race(url)
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
