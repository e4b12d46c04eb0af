"""Claims about two people at one case, with real threads on a real database: a SQLite file, and PostgreSQL where there is one."""

from __future__ import annotations

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

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


def one_decides(outcome):
    for one in outcome["rounds"]:
        winners = [result for result in one["results"].values() if result.startswith("D-")]
        losers = [result for result in one["results"].values() if not result.startswith("D-")]
        assert (1, 1, 1) == (len(winners), len(losers), one["decisions"]), outcome
        assert losers[0] in {"review:case_leased", "review:case_changed", "review:case_settled"}


def test_of_two_reviewers_exactly_one_decides_on_sqlite(tmp_path):
    one_decides(raced(SCRIPT, sqlite_in(tmp_path)))


@needs_postgresql
def test_of_two_reviewers_exactly_one_decides_on_postgresql():
    with own_postgresql("race") as url:
        one_decides(raced(SCRIPT, url))
