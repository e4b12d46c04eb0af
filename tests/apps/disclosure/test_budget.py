"""Claims about how much of the register one asker may look up."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from goodstanding.apps.disclosure import budget
from goodstanding.apps.disclosure.models import LookupBudget, LookupCount

ROOT = Path(__file__).parents[3]
ASKER = "net:192.0.2.1"
MOST = {(one.measure, one.seconds): one.most for one in budget.LIMITS}


def spend(times: int, *, at, outcome: budget.Outcome = "card", listed: int = 0, asker: str = ASKER) -> None:
    for _ in range(times):
        budget.note_lookup(asker, face="page", outcome=outcome, listed=listed, at=at)


@pytest.mark.django_db
def test_rq037_guessing_ids_is_refused_long_before_looking_up(at):
    spend(MOST["misses", budget.HOUR], outcome="missing", at=at)

    assert 0 < budget.seconds_to_wait(ASKER, at=at) <= budget.HOUR


@pytest.mark.django_db
def test_an_asker_below_its_budget_waits_for_nothing(at):
    spend(MOST["misses", budget.HOUR] - 1, outcome="missing", at=at)

    assert 0 == budget.seconds_to_wait(ASKER, at=at)


@pytest.mark.django_db
def test_another_asker_is_not_held_up(at):
    spend(MOST["misses", budget.HOUR], outcome="missing", at=at)

    assert 0 == budget.seconds_to_wait("net:192.0.2.2", at=at)


@pytest.mark.django_db
def test_an_hour_later_guessing_is_still_bounded_by_the_day(at):
    for hours in range(4):
        spend(25, outcome="missing", at=at + timedelta(hours=hours))

    assert budget.HOUR < budget.seconds_to_wait(ASKER, at=at + timedelta(hours=4)) <= budget.DAY


@pytest.mark.django_db
def test_wide_searches_end_at_the_accounts_listed(at):
    spend(150, outcome="search", listed=20, at=at)

    assert budget.seconds_to_wait(ASKER, at=at) > budget.HOUR


@pytest.mark.django_db
def test_budgets_are_forgotten_and_the_sum_of_the_day_stays(at):
    spend(3, at=at)

    forgotten = budget.forget_spent(at=at + timedelta(days=2))

    (line,) = budget.lookups_since(at.date())
    assert (2, 0, ("page", "card", 3)) == (forgotten, LookupBudget.objects.count(), (line.face, line.outcome, line.times))


@pytest.mark.django_db
def test_the_query_log_holds_neither_asker_nor_account(at):
    spend(1, at=at)

    columns = {field.column for field in LookupCount._meta.concrete_fields}
    assert {"id", "day", "face", "outcome", "times"} == columns
    assert not LookupBudget.objects.filter(asker__contains="192.0.2").exists()


SCRIPT = """
import threading
from datetime import UTC, datetime
import tests.django_ready
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)
from goodstanding.apps.disclosure import budget
from goodstanding.apps.disclosure.models import LookupCount

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
def work():
    for _ in range(10):
        budget.note_lookup("net:192.0.2.9", face="page", outcome="missing", at=at)
    connections.close_all()
threads = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
print(LookupCount.objects.get().times, budget.seconds_to_wait("net:192.0.2.9", at=at))
"""


def test_processes_count_together(tmp_path):
    environment = os.environ | {"GOODSTANDING_DATABASE_URL": f"sqlite:///{tmp_path}/race.sqlite3", "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )

    assert "40 3600" == done.stdout.strip(), done.stderr[-2000:]
