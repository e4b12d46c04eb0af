"""Two things in the same second, with real threads on a real database: a transfer is withdrawn while it completes, and two
applications want the last slot of their subject. Exactly one happens, and whoever comes second is told."""

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

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.reading import applications as reading
from goodstanding.apps.registry.models import Account
from goodstanding.apps.registry.reading.transfers import transfer
from goodstanding.apps.registry.services.applying import decide_application
from goodstanding.apps.registry.services.transferring import complete_transfers, withdraw_transfer
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from goodstanding.core.kernel.errors import GoodstandingError
from tests.apps.registry.test_transfers import ACCOUNT, Parties
from tests.factories.applications import applied, person_form
from tests.factories.matters import seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
matters = seed_matters(at=at)


def race(steps):
    gate, said = threading.Barrier(len(steps)), {}

    def run(name, act):
        gate.wait()
        try:
            said[name] = str(act())
        except GoodstandingError as fault:
            said[name] = fault.code
        finally:
            connections.close_all()

    people = [threading.Thread(target=run, args=pair) for pair in steps.items()]
    [one.start() for one in people]
    [one.join() for one in people]
    return said


parties, passing = Parties(matters, at), []
for number in range(4):
    found = parties.decided(parties.agreed(at).ref, at)
    due = found.completes_at
    said = race({
        "complete": lambda: complete_transfers(at=due),
        "withdraw": lambda: withdraw_transfer(found.ref, actor=parties.giver, at=due).status,
    })
    owner = selectors.account(ACCOUNT).operator.ref
    passing.append({"said": said, "status": transfer(found.ref).status, "is_takers": owner == parties.taker_ref})
    if owner == parties.taker_ref:
        break

slots = []
for number in range(3):
    refs = [
        applied(person_form(40 + number, account_name=f"示例争位{number}{who}", mobile=f"1390000{number}{who}00"), at=at).ref
        for who in (1, 2)
    ]
    held = {}
    for ref, name in zip(refs, ("reviewer", "colleague")):
        found = reading.application(ref)
        review.perform(
            found.case_ref, action="claim", expected_version=case(found.case_ref).version, actor=matters.actor(name), at=at
        )
        held[name] = (ref, case(found.case_ref).version)

    def approving(name):
        ref, version = held[name]
        return lambda: decide_application(
            ref, outcome="approve", reasons="材料齐全。", case_version=version, actor=matters.actor(name), at=at
        ).status

    said = race({name: approving(name) for name in held})
    made = Account.objects.filter(account_ref__in=[reading.application(ref).account_ref for ref in refs]).count()
    slots.append({"said": sorted(said.values()), "made": made, "left": sorted(reading.application(ref).status for ref in refs)})

from goodstanding.apps.audit.verification import verify_log
print(json.dumps({"passing": passing, "slots": slots, "log": str(verify_log())}))
"""


def exactly_one_happens(found: dict[str, Any]) -> None:
    for one in found["passing"]:
        done = ("completed", True, "1", "registry:transfer_refused")
        kept = ("withdrawn", False, "0", "withdrawn")
        assert (one["status"], one["is_takers"], one["said"]["complete"], one["said"]["withdraw"]) in {done, kept}, one
    for one in found["slots"]:
        assert (1, ["active", "registry:cap_reached"], ["active", "review"]) == (one["made"], one["said"], one["left"]), one


def test_rq039_rq044_last_slot_and_withdrawn_transfer_have_one_outcome_on_sqlite(tmp_path: Path) -> None:
    exactly_one_happens(raced(SCRIPT, sqlite_in(tmp_path)))


@needs_postgresql
def test_rq039_rq044_last_slot_and_withdrawn_transfer_have_one_outcome_on_postgresql() -> None:
    with own_postgresql("transfer_race") as url:
        exactly_one_happens(raced(SCRIPT, url))
