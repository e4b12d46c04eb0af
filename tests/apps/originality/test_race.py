"""Two declarations and two workers at one instant, with real threads: on a SQLite file, and on PostgreSQL where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

SCRIPT = """
import json, sys, tempfile, threading
from datetime import UTC, datetime
from pathlib import Path
import tests.django_ready
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.originality import selectors, text_index
from goodstanding.apps.originality.services.checking import check_declaration
from goodstanding.apps.originality.services.declaring import declare_original
from tests.factories.matters import seed_matters
from tests.factories.originals import AUTHOR, OTHER, article, published

scratch = Path(tempfile.mkdtemp())
text_index.directory = lambda: scratch
at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
seed_matters(at=at)
faults = []

def at_once(*acts):
    gate = threading.Barrier(len(acts))
    def run(act):
        try:
            gate.wait()
            act()
        except Exception as fault:
            faults.append(f"{type(fault).__name__}: {fault}")
        finally:
            connections.close_all()
    people = [threading.Thread(target=run, args=(act,)) for act in acts]
    [one.start() for one in people]
    [one.join() for one in people]

rounds = []
for number in range(3):
    refs = [f"c-{number}-{side}" for side in "ab"]
    at_once(*[lambda ref=ref, who=who: published(ref, article(number), account=who, at=at, declared_original=True)
              for ref, who in zip(refs, (AUTHOR, OTHER))])
    at_once(*[lambda ref=ref: declare_original(ref, via="api", actor=SYSTEM, at=at) for ref in refs for _ in range(2)])
    declarations = [one for ref in refs for one in selectors.declarations_of(selectors.original_of(ref).ref)]
    at_once(*[lambda ref=one.ref: check_declaration(ref, at=at) for one in declarations for _ in range(2)])
    found = sorted((selectors.original_of(ref) for ref in refs), key=lambda one: one.log_index)
    rounds.append({
        "declarations": len(declarations),
        "checks": [len(selectors.checks_of(one.ref)) for one in found],
        "badges": [one.has_badge for one in found],
        "orders": [match.order for one in found for check in selectors.checks_of(one.ref) for match in check.against],
    })
print(json.dumps({"rounds": rounds, "faults": faults, "log": verify_log().is_whole}))
"""


def first_in_the_log_wins(outcome: dict[str, Any]) -> None:
    expected = {"declarations": 2, "checks": [1, 1], "badges": [True, False], "orders": ["log"]}
    assert ([], True) == (outcome["faults"], outcome["log"])
    assert [expected] * 3 == outcome["rounds"]


def test_of_two_at_one_instant_the_first_in_the_log_wins_on_sqlite(tmp_path: Path) -> None:
    first_in_the_log_wins(raced(SCRIPT, sqlite_in(tmp_path)))


@needs_postgresql
def test_of_two_at_one_instant_the_first_in_the_log_wins_on_postgresql() -> None:
    with own_postgresql("race_originals") as url:
        first_in_the_log_wins(raced(SCRIPT, url))
