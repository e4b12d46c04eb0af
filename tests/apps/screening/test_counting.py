"""Hits are counted once each, behind ingest, by rule and by the entry of the bank that was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening import selectors
from goodstanding.apps.screening.records import Hits
from goodstanding.apps.screening.services.counting import count_hits
from goodstanding.core.events.outcome import Outcome
from tests.core.policy import sample
from tests.factories.events import post
from tests.factories.screening_pack import archive, rules_from

Receive = Callable[..., list[Outcome]]


@pytest.fixture
def later(at: datetime) -> datetime:
    return at + timedelta(minutes=5)


def test_hits_are_counted_by_rule(receive: Receive, at: datetime, later: datetime) -> None:
    receive(post("e-1", "收购公众号"), post("e-2", "出售公众号"), post("e-3", "今天天气不错"))

    count_hits(at=later)

    assert {"account-trading.offer": Hits(acted=2)} == selectors.hits_of_rules(since=policies.day_of(at))


def test_hits_are_counted_by_entry_and_bank(receive: Receive, at: datetime, later: datetime) -> None:
    receive(post("e-1", "收购公众号,收购公众号"), post("e-2", "收購公眾號和出售公众号"))

    count_hits(at=later)

    keys = {entry.pattern: entry.key for entry in policies.live_policy().banks["offers"].entries}
    assert {("offers", ""): 2, ("offers", keys["收购公众号"]): 2, ("offers", keys["出售公众号"]): 1} == {
        key: hits.acted for key, hits in selectors.hits_of_entries(["offers"], since=policies.day_of(at)).items()
    }


def test_nothing_is_counted_twice(receive: Receive, at: datetime, later: datetime) -> None:
    receive(post("e-1", "收购公众号"))
    count_hits(at=later)
    receive(post("e-2", "收购公众号"))

    assert (1, 0) == (count_hits(at=later), count_hits(at=later))
    assert Hits(acted=2) == selectors.hits_of_rules(since=policies.day_of(at))["account-trading.offer"]


def test_evaluations_that_may_not_be_alone_yet_wait(receive: Receive, at: datetime) -> None:
    receive(post("e-1", "收购公众号"))

    assert 0 == count_hits(at=at + timedelta(seconds=30))


def test_what_only_a_shadow_rule_saw_is_recorded(receive: Receive, at: datetime, later: datetime) -> None:
    rules = rules_from(policies.day_of(at).isoformat(), "    effective_from", "    mode: shadow\n    effective_from")
    pack = sample.PACK.replace("2026.11.1", "2026.11.9") + "settings: {machine_hold_hours: 24}\n"
    install_pack(archive(pack=pack, rules__rules=rules), mode="live", actor=SYSTEM, at=at)
    receive(post("e-1", "收购公众号"))

    count_hits(at=later)

    assert {"account-trading.offer": Hits(recorded=1)} == selectors.hits_of_rules(since=policies.day_of(at))
    assert Hits(recorded=1) == selectors.hits_of_entries(["offers"], since=policies.day_of(at))[("offers", "")]


def test_a_hundred_evaluations_cost_few_statements(receive: Receive, later: datetime) -> None:
    receive(*(post(f"e-{number}", "收购公众号") for number in range(100)))

    with CaptureQueriesContext(connection) as statements:
        count_hits(at=later)

    assert len(statements) <= 12
