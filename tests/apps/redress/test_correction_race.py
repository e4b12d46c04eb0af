"""An operator who hands in while two people end the account: exactly one of the two happens, with real threads."""

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

from goodstanding.apps.redress.correction_selectors import correction
from goodstanding.apps.redress.services import corrections
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from tests.factories.matters import ACCOUNT, claimed, seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
matters = seed_matters(at=at)
reviewer, later = matters.actor("reviewer"), at + timedelta(days=8)
view = corrections.report_mismatch(ACCOUNT, fields=["profile"], facts="示例不符。", actor=reviewer, at=at)
version = claimed(review.case(view.case_ref), reviewer, at=at).version
corrections.suspend_for_mismatch(
    view.ref, fields=view.fields, facts="示例不符。", to_fix="请更正。", case_version=version, actor=reviewer, at=at
)
corrections.mind_corrections(at=at + timedelta(days=6))
corrections.mind_corrections(at=later)
case = claimed(review.case(correction(view.ref).case_ref), reviewer, at=later)
corrections.propose_termination(view.ref, reasons="仍未更正。", case_version=case.version, actor=reviewer, at=later)

gate, results = threading.Barrier(2), {}

def act(name, call):
    try:
        gate.wait()
        results[name] = call().state
    except GoodstandingError as fault:
        results[name] = fault.code
    finally:
        connections.close_all()

def hand_in():
    return corrections.hand_in_correction(view.ref, answer="已改名。", actor=matters.actor("owner"), at=later)

def end():
    return corrections.terminate(view.ref, actor=matters.actor("senior"), at=later)

both = [threading.Thread(target=act, args=("hand_in", hand_in)), threading.Thread(target=act, args=("end", end))]
[one.start() for one in both]
[one.join() for one in both]
print(json.dumps({"results": results, "state": correction(view.ref).state, "account": registry.account(ACCOUNT).status}))
"""


def one_happens(outcome: dict[str, Any]) -> None:
    if outcome["state"] == "handed_in":
        assert ("correction:moved", "suspended") == (outcome["results"]["end"], outcome["account"]), outcome
    else:
        assert ("terminated", "correction:moved", "closed") == (
            outcome["state"],
            outcome["results"]["hand_in"],
            outcome["account"],
        ), outcome


def test_rq029_late_correction_and_end_exclude_each_other_on_sqlite(tmp_path: Path) -> None:
    one_happens(raced(SCRIPT, sqlite_in(tmp_path)))


@needs_postgresql
def test_rq029_late_correction_and_end_exclude_each_other_on_postgresql() -> None:
    with own_postgresql("correction_race") as url:
        one_happens(raced(SCRIPT, url))
