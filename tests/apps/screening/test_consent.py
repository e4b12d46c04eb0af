"""The service agreement changes: accounts are told ahead, and publish nothing more from its day until they accept it.

Source: PA21:6.2, RQ-012
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.registry.errors import AgreementUnfit
from goodstanding.apps.registry.services.agreement_news import tell_of_agreements
from goodstanding.apps.registry.services.agreements import SLOTS, accept_agreement, publish_agreement
from goodstanding.apps.screening.selectors import withheld_of
from goodstanding.apps.screening.services import receive_events
from goodstanding.apps.screening.services.withholding import release_served
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import post
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, PLATFORM, Matters, seed_matters

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def published(version: str, *, from_: datetime, material: bool = True, at: datetime) -> str:
    """Publish a version of the agreement; return its hash."""
    return publish_agreement(
        version,
        zh=f"{' '.join(SLOTS)} {version}",
        en=version,
        clauses={slot: slot for slot in SLOTS},
        material=material,
        effective_from=from_,
        actor=SYSTEM,
        at=at,
    ).sha256


def told(at: datetime, id_: str, account: str = ACCOUNT) -> Outcome:
    (outcome,) = receive_events([post(id_, subject=account)], source_actor=PLATFORM, at=at)
    return outcome


@pytest.fixture
def matters(db: None, at: datetime) -> Matters:
    """A platform with verified accounts."""
    return seed_matters(at=at)


@pytest.fixture
def later(matters: Matters, at: datetime) -> str:
    """An account accepted the agreement; another version is announced for a month later."""
    accept_agreement(ACCOUNT, sha256=published("1", from_=at, at=at), actor=SYSTEM, at=at)
    return published("2", from_=at + MONTH, at=at)


def test_rq012_account_publishes_until_its_consent_lapses_and_not_after(later: str, at: datetime) -> None:
    before, after = told(at + MONTH - timedelta(seconds=1), "e-1"), told(at + MONTH, "e-2")

    assert ("pass", "hold") == (before.suggestion, after.suggestion)
    assert "held" == ingest.content("c-e-2").status
    assert any("PA21:6.2" in note for note in after.notes or ())
    assert [("agreement", "")] == [(one.reason, one.decision_ref) for one in withheld_of(ACCOUNT)]
    assert () == enforcement.decisions_of(ACCOUNT)


def test_rq012_nothing_is_lost_once_the_new_version_is_accepted(later: str, at: datetime) -> None:
    told(at + MONTH, "e-2")
    still = release_served(at=at + MONTH)

    accept_agreement(ACCOUNT, sha256=later, actor=SYSTEM, at=at + MONTH)
    let_through = release_served(at=at + MONTH)

    assert (0, 1) == (still, let_through)
    assert "visible" == ingest.content("c-e-2").status


def test_rq012_account_is_told_ahead_of_the_day_and_again_when_consent_lapsed(later: str, at: datetime) -> None:
    counts = [tell_of_agreements(at=moment) for moment in (at, at, at + MONTH, at + MONTH)]

    lapsed, ahead = inbox([("account", ACCOUNT)])
    assert [1, 0, 1, 0] == counts
    assert "2026年12月23日" in notice(ahead.ref).body
    assert "原先的同意已失效" in notice(lapsed.ref).body


def test_rq012_version_accepted_ahead_of_its_day_interrupts_nothing(later: str, at: datetime) -> None:
    accept_agreement(ACCOUNT, sha256=later, actor=SYSTEM, at=at + timedelta(days=3))

    assert "pass" == told(at + MONTH, "e-2").suggestion
    assert 0 == tell_of_agreements(at=at + MONTH)


def test_rq012_account_the_platform_alone_knows_is_left_to_the_platform(later: str, at: datetime) -> None:
    assert "pass" == told(at + MONTH, "e-2", PERSON_ACCOUNT).suggestion


def test_rq012_version_that_was_replaced_is_not_accepted_any_more(later: str, at: datetime) -> None:
    with pytest.raises(AgreementUnfit):
        accept_agreement(PERSON_ACCOUNT, sha256="0" * 64, actor=SYSTEM, at=at + MONTH)
