"""``goodstanding createuser`` as an administrator types it."""

from __future__ import annotations

from click.testing import CliRunner

from goodstanding.apps.audit.selectors import latest_entries
from goodstanding.apps.identity import selectors
from goodstanding.cli.createuser import command

PASSWORD = "a long enough phrase 47\n"


def run(*arguments, given=PASSWORD):
    return CliRunner().invoke(command, [*arguments, "--password-stdin"], input=given)


def test_an_account_is_made_with_its_roles(db):
    result = run("staff-demo", "--role", "reviewer")

    assert (0, True) == (
        result.exit_code,
        "cases:decide" in selectors.permissions_of(selectors.person_by_username("staff-demo").id),
    )


def test_the_making_is_recorded_without_the_name(db):
    run("staff-demo", "--role", "reviewer")

    assert ["user:created", '{"kind":"staff","roles":["reviewer"]}'] == [latest_entries()[0].action, latest_entries()[0].payload]


def test_a_wrong_role_leaves_no_account_and_exits_2(db):
    result = run("staff-demo", "--role", "king")

    assert (2, 0) == (result.exit_code, len(latest_entries()))


def test_a_weak_password_is_refused_without_a_traceback(db):
    result = run("staff-demo", given="short\n")

    assert (2, False) == (result.exit_code, "Traceback" in result.output)
