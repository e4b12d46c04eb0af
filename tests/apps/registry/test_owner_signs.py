"""What must come together before an account looks as if it changed hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.apps.registry.owner_signs import Trace, owner_signs

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
WINDOW = timedelta(days=14)


def old(kind: str, *, last_days: int = 20) -> Trace:
    return Trace(kind, NOW - timedelta(days=300), NOW - timedelta(days=last_days))


def new(kind: str, *, days: int = 2) -> Trace:
    return Trace(kind, NOW - timedelta(days=days), NOW)


def kinds(*traces: Trace) -> list[str]:
    return sorted(one.kind for one in owner_signs(traces, window=WINDOW, at=NOW))


ALL_OLD = [old("device"), old("phone"), old("payout"), old("credential")]


@pytest.mark.parametrize("third", ["payout", "credential"])
def test_rq043_device_phone_and_money_or_credential_together_are_a_sign(third: str) -> None:
    assert sorted(["device", "phone", third]) == kinds(*ALL_OLD, new("device"), new("phone"), new(third))


@pytest.mark.parametrize("changed", [["device"], ["device", "phone"], ["device", "payout"], ["phone", "payout"], ["region"]])
def test_less_is_no_sign(changed: list[str]) -> None:
    assert [] == kinds(*ALL_OLD, *(new(kind) for kind in changed))


def test_an_old_device_still_in_use_clears_it() -> None:
    held = [old("device", last_days=0), old("phone"), old("payout")]

    assert [] == kinds(*held, new("device"), new("phone"), new("payout"))


def test_changes_far_apart_are_no_sign() -> None:
    assert [] == kinds(*ALL_OLD, new("device", days=60), new("phone"), new("payout"))


def test_first_values_of_a_new_account_are_no_sign() -> None:
    assert [] == kinds(new("device"), new("phone"), new("payout"))
