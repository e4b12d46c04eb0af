"""A sum typed at the instant its payment runs out: it counts or it does not, nobody waits for ever; on both databases."""

from __future__ import annotations

from pathlib import Path

from tests.factories.racing import needs_postgresql, own_postgresql, raced, sqlite_in

SCRIPT = """
import sys, threading, json
from datetime import UTC, datetime, timedelta
import tests.django_ready
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0, skip_checks=True)

from goodstanding.apps.common.sealing import unseal
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.errors import WayRefused
from goodstanding.apps.registry.models import MicroPayment, VerificationFactor
from goodstanding.apps.registry.providers import Payment, register_payer
from goodstanding.apps.registry.services.paying import enter_sum, expire_payments, note_payment, start_payment
from tests.factories.applications import company_form, filled_in
from tests.factories.matters import seed_matters

at = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
seed_matters(at=at)

class Bank:
    name = "bank"

register_payer(Bank())
rounds = []
for number in range(1, 5):
    draft = filled_in(company_form(number), at=at)
    made = start_payment(draft.ref, bank="示例银行", account=f"62220202001122{number:04d}", actor=SYSTEM, at=at)
    note_payment(made.ref, Payment(True, "r", "示例银行"), provider="bank", at=at)
    fen = int(unseal(MicroPayment.objects.get(ref=made.ref).sum_sealed, context="registry.payment_sum"))
    gate = threading.Barrier(3)
    faults = []

    def act(step):
        try:
            gate.wait()
            step()
        except WayRefused:
            pass
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connections.close_all()

    typed = f"{fen // 100}.{fen % 100:02d}"
    steps = (
        lambda: enter_sum(draft.ref, typed, actor=SYSTEM, at=at + timedelta(days=6)),
        lambda: enter_sum(draft.ref, typed, actor=SYSTEM, at=at + timedelta(days=6)),
        lambda: expire_payments(at=at + timedelta(days=8)),
    )
    people = [threading.Thread(target=act, args=(step,)) for step in steps]
    [one.start() for one in people]
    [one.join() for one in people]
    state = MicroPayment.objects.get(ref=made.ref).state
    counted = VerificationFactor.objects.filter(application__ref=draft.ref, state="passed").count()
    rounds.append([faults, {"passed": 1, "expired": 0}[state] == counted])
print(json.dumps(rounds))
"""


def test_sum_typed_as_its_payment_runs_out_counts_once_or_not_at_all_on_sqlite(tmp_path: Path) -> None:
    assert [[[], True]] * 4 == raced(SCRIPT, sqlite_in(tmp_path))


@needs_postgresql
def test_sum_typed_as_its_payment_runs_out_counts_once_or_not_at_all_on_postgresql() -> None:
    with own_postgresql("payment_race") as url:
        assert [[[], True]] * 4 == raced(SCRIPT, url)
