"""A past decision is derived again byte for byte; any change to what it rests on shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.policies.models import ClauseVersion
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.apps.screening.replay import replay_decision
from goodstanding.cli import main
from goodstanding.core.events.outcome import Outcome
from tests.core.policy import sample
from tests.factories.events import event, post
from tests.factories.screening_pack import archive

Receive = Callable[..., list[Outcome]]


@pytest.fixture
def decision(receive: Receive) -> str:
    receive(
        event("e-0", "account.registered", data={"name": "示例账号", "registered_at": "2026-11-01T00:00:00+08:00"}),
        post("e-1", "示例博彩平台，\U0001f600下注赢大奖"),
    )
    return enforcement.decisions_of("acct-1")[0].ref


@contextmanager
def triggers_set_aside() -> Iterator[None]:
    """Change a record as somebody with the database in hands could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield


def test_decision_is_derived_again_byte_for_byte(decision: str) -> None:
    result = replay_decision(decision)

    assert [] == [check for check in result.checks if check.diff]
    assert ["evaluation", "clause", "notice"] == [check.name.split()[0] for check in result.checks]


def test_later_pack_and_account_change_nothing(decision: str, receive: Receive, at: datetime) -> None:
    """RQ-011."""
    bank = sample.BANK.replace("id: offers", "id: bets").replace("收购公众号", "别的词语").replace("出售公众号", "另外的词")
    install_pack(
        archive(pack=sample.PACK.replace("2026.11.1", "2026.12.1"), banks__bets=bank),
        mode="live",
        actor=SYSTEM,
        at=at + timedelta(1),
    )
    receive(event("e-2", "account.profile_changed", data={"name": "改名示例"}))

    assert replay_decision(decision).is_identical


def test_changed_input_shows_as_a_diff(decision: str) -> None:
    row = EvaluationRecord.objects.get(ref=enforcement.decision(decision).evaluation_ref)
    other = bytes(row.document).replace("示例博彩平台".encode(), "示例博彩网站".encode())
    with triggers_set_aside():
        EvaluationRecord.objects.filter(pk=row.pk).update(document=other)

    result = replay_decision(decision)

    assert not result.is_identical
    assert "--- frozen" in result.checks[0].diff


def test_changed_answer_shows_by_its_hash(decision: str) -> None:
    with triggers_set_aside():
        EvaluationRecord.objects.update(evaluation=b"{}")

    assert "their hashes differ" in replay_decision(decision).checks[0].diff


def test_changed_clause_text_shows(decision: str) -> None:
    with triggers_set_aside():
        ClauseVersion.objects.update(text="改过的条文")

    assert any(check.diff for check in replay_decision(decision).checks if check.name.startswith("clause"))


def test_changed_notice_shows(decision: str) -> None:
    with triggers_set_aside():
        Notice.objects.update(body="改过的通知")

    assert replay_decision(decision).checks[-1].diff


def test_a_decision_is_proved_and_replayed_in_every_form_from_the_command_line(decision: str) -> None:
    proof = CliRunner().invoke(main, ["audit", "verify", "--proof", decision])
    rows = CliRunner().invoke(main, ["replay", decision, "--format", "jsonl"])

    assert (0, True) == (proof.exit_code, decision in json.loads(proof.stdout)["leaf"])
    assert (0, {True}) == (rows.exit_code, {json.loads(line)["is_identical"] for line in rows.stdout.splitlines()})
