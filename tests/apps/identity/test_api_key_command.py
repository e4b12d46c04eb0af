"""``goodstanding api-key``: how a new installation gets keys for its programs."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from goodstanding.apps.audit.selectors import latest_entries
from goodstanding.apps.common.clock import now
from goodstanding.apps.identity import selectors
from goodstanding.apps.identity.services import create_user
from goodstanding.cli import main


@pytest.fixture
def program(db) -> str:
    create_user("platform-demo", at=now(), kind="service")
    return "platform-demo"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["api-key", *arguments])


def test_an_issued_key_carries_its_scopes(program):
    secret = run("issue", program, "--scope", "events:write", "--scope", "checks:run", "--days", "30").stdout.strip()

    key = selectors.api_key_by_secret(secret, at=now())
    assert key is not None
    assert ({"events:write", "checks:run"}, True) == (set(key.scopes), key.expires_at is not None)


def test_the_issue_is_recorded_without_the_secret(program):
    secret = run("issue", program, "--scope", "events:write").stdout.strip()

    entry = latest_entries()[0]
    assert ("api_key:issued", False) == (entry.action, secret.split("_", 1)[1] in entry.payload)


@pytest.mark.parametrize("wrong", [("nobody", "events:write"), ("platform-demo", "events:eat")])
def test_an_unknown_owner_or_scope_exits_2_and_records_nothing(program, wrong):
    before = len(latest_entries())

    result = run("issue", wrong[0], "--scope", wrong[1])

    assert (2, "", before) == (result.exit_code, result.stdout, len(latest_entries()))


def test_an_ended_key_opens_nothing_and_is_not_listed(program):
    secret = run("issue", program, "--scope", "events:write").stdout.strip()

    ended = run("end", program, secret.split("_", 1)[0])

    assert (0, None, "") == (
        ended.exit_code,
        selectors.api_key_by_secret(secret, at=now()),
        run("list", program, "--format", "jsonl").stdout,
    )


def test_ending_a_key_that_is_not_theirs_exits_2(program):
    assert 2 == run("end", program, "gs00000000").exit_code
