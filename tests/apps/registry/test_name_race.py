"""One name, two applicants at the same moment: exactly one has it, the other waits for a person; on both databases."""

from __future__ import annotations

from pathlib import Path

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

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


def test_one_of_two_applicants_gets_the_name_on_sqlite(tmp_path: Path) -> None:
    assert [["passed", "waiting"]] * 4 == raced(SCRIPT, sqlite_in(tmp_path))


@needs_postgresql
def test_one_of_two_applicants_gets_the_name_on_postgresql() -> None:
    with own_postgresql("name_race") as url:
        assert [["passed", "waiting"]] * 4 == raced(SCRIPT, url)
