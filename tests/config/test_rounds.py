"""What a worker does in one round."""

from __future__ import annotations

from datetime import timedelta

from goodstanding.apps.audit.selectors import latest_checkpoint
from goodstanding.apps.audit.services import record
from goodstanding.apps.common.clock import now
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.workers.rounds import checkpoint_when_due, work


def test_a_round_on_an_empty_installation_does_nothing(db):
    assert (0, 0) == (work().done, work().failed)


def test_the_log_is_signed_when_the_last_checkpoint_is_old(db):
    at = now()
    for number, moment in enumerate((at, at + timedelta(minutes=1), at + timedelta(hours=1))):
        record("case:opened", actor=SYSTEM, subject_kind="case", subject_ref=f"C-{number}", at=moment)
        checkpoint_when_due(moment)

    assert (3, at + timedelta(hours=1)) == (latest_checkpoint().size, latest_checkpoint().at)
