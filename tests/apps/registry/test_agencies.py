"""Agencies (MCN): linked by a written agreement only, unlinked when it ends, their accounts listed together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from goodstanding.apps.disclosure.selectors import public_card
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import AgencyRefused, LifeUnfit
from goodstanding.apps.registry.reading.agencies import agencies, agency, agency_of, agreements_of
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.services.agencies import NewAgency, end_agency, expire_agencies, link_agency, warn_of_agency_end
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import post
from tests.factories.life import SCAN, credit_code
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, PLATFORM, Matters

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def given(at: datetime, days: int = 365) -> NewAgency:
    today = local_day(at)
    duties = ("information_security", "personal_data")
    file = ("agreement.pdf", SCAN)
    return NewAgency("演示万象文化传播有限公司", credit_code(), duties, today, today + timedelta(days=days), file)


def linked(matters: Matters, at: datetime, account: str = ACCOUNT, by: str = "owner", days: int = 365) -> None:
    link_agency(account, given(at, days), actor=matters.actor(by), at=at)


def test_rq074_an_event_alone_links_no_agency(matters: Matters, at: datetime) -> None:
    told = post("e-mcn", content="c-x", subject=ACCOUNT) | {
        "type": "account.profile_changed",
        "data": {"agency": "示例机构"},
        "time": at.isoformat(),
    }
    receive_events([told], source_actor=PLATFORM, at=at)

    assert "" == selectors.account(ACCOUNT).agency


def test_rq074_the_agreement_is_on_record_and_the_card_shows_the_agency(matters: Matters, at: datetime) -> None:
    linked(matters, at)

    found = agency_of(ACCOUNT)
    assert found is not None
    assert (64, credit_code()) == (len(found.agreement_sha256), found.agency_uscc)
    assert "演示万象文化传播有限公司" == public_card(ACCOUNT, at=at).agency


@pytest.mark.parametrize("missing", ["name", "uscc", "duties", "ends_on", "file"])
def test_rq074_an_incomplete_agreement_is_refused_field_by_field(matters: Matters, at: datetime, missing: str) -> None:
    empty = {"name": "", "uscc": "", "duties": (), "ends_on": None, "file": None}

    with pytest.raises(AgencyRefused) as fault:
        link_agency(ACCOUNT, replace(given(at), **{missing: empty[missing]}), actor=matters.actor("owner"), at=at)

    assert [missing] == [name for name, _ in fault.value.problems]


def test_security_duties_must_be_laid_down(matters: Matters, at: datetime) -> None:
    with pytest.raises(AgencyRefused):
        link_agency(ACCOUNT, replace(given(at), duties=("personal_data",)), actor=matters.actor("owner"), at=at)


def test_rq074_expiry_unlinks_and_tells_the_operator(matters: Matters, at: datetime) -> None:
    linked(matters, at, days=10)

    before = expire_agencies(at=at + 10 * DAY)
    after = expire_agencies(at=at + 11 * DAY)

    assert (0, 1) == (before, after)
    assert ("", "expired") == (selectors.account(ACCOUNT).agency, agreements_of(ACCOUNT)[0].status)
    assert "到期" in inbox([("account", ACCOUNT)])[0].subject


def test_operator_is_warned_once_before_the_term_ends(matters: Matters, at: datetime) -> None:
    linked(matters, at, days=20)

    assert (1, 0) == (warn_of_agency_end(at=at), warn_of_agency_end(at=at + DAY))


def test_rq074_an_agencys_accounts_are_listed_together(matters: Matters, at: datetime) -> None:
    linked(matters, at)
    linked(matters, at, PERSON_ACCOUNT, "stranger")

    found = agency(credit_code())
    assert found is not None
    assert [ACCOUNT, PERSON_ACCOUNT] == [account.account_ref for account, _ in found.accounts]
    assert [credit_code()] == [one.uscc for one in agencies()]


def test_one_agency_at_a_time(matters: Matters, at: datetime) -> None:
    linked(matters, at)

    with pytest.raises(LifeUnfit, match="end that"):
        linked(matters, at)


def test_ended_by_its_operator_another_can_be_linked(matters: Matters, at: datetime) -> None:
    linked(matters, at)
    end_agency(ACCOUNT, actor=matters.actor("owner"), at=at)

    linked(matters, at)

    assert ["in_force", "ended"] == [one.status for one in agreements_of(ACCOUNT)]
