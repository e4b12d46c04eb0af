"""Credentials: asked for, looked up by a person, badged, lapsed, restored; and what they open and close meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.disclosure.selectors import public_card
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import CredentialRefused, CredentialSettled
from goodstanding.apps.registry.models import Credential
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.credentials import credential, suspended_domains_of
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.services.applying import submit_application
from goodstanding.apps.registry.services.credentials import open_credential_number, withdraw_credential
from goodstanding.apps.registry.services.lapsing import lapse_credentials, warn_of_lapse
from tests.apps.registry.test_applications import approved
from tests.factories.applications import applied, filled_in, person_form
from tests.factories.credentials import REGISTER, credential_form, decided, handed_in
from tests.factories.matters import ACCOUNT, Matters

pytestmark = pytest.mark.django_db


def today(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


def midnight_after(day: date) -> datetime:
    """The first instant of the day after."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=LOCAL)


def verified(matters: Matters, at: datetime, *, domain: str = "medicine", **changed: object) -> str:
    """Have a credential of the demo account verified; return its reference."""
    found = handed_in(domain, account=ACCOUNT, at=at, **changed)
    return decided(found.ref, matters.users["reviewer"], at=at).ref


def state_of(ref: str, code: str = "credential") -> str:
    return {one.code: one.state for one in application(ref).checks}[code]


def test_rq033_application_in_medicine_is_asked_for_a_credential(matters: Matters, at: datetime) -> None:
    found = applied(person_form(categories=["medicine"]), at=at)

    check = {one.code: one for one in found.checks}["credential"]
    assert ("correction", "failed", "credentials") == (found.status, check.state, check.on)
    assert "医疗卫生" in check.says.zh


def test_rq033_application_with_an_unverified_credential_waits_and_is_not_approved(matters: Matters, at: datetime) -> None:
    draft = filled_in(person_form(categories=["medicine"]), at=at)
    handed_in(application=draft.ref, at=at)

    found = submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    assert ("checking", "waiting") == (found.status, state_of(draft.ref))


def test_rq033_application_goes_on_by_itself_once_the_credential_is_verified(matters: Matters, at: datetime) -> None:
    draft = filled_in(person_form(categories=["medicine"]), at=at)
    given = handed_in(application=draft.ref, at=at)
    submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    decided(given.ref, matters.users["reviewer"], at=at)

    assert ("review", "passed") == (application(draft.ref).status, state_of(draft.ref))


def test_rq033_refused_credential_sends_the_application_back(matters: Matters, at: datetime) -> None:
    draft = filled_in(person_form(categories=["medicine"]), at=at)
    given = handed_in(application=draft.ref, at=at)
    submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    decided(given.ref, matters.users["reviewer"], outcome="refuse", at=at)

    assert ("correction", "failed") == (application(draft.ref).status, state_of(draft.ref))


def test_credential_of_an_application_becomes_the_accounts(matters: Matters, at: datetime) -> None:
    draft = filled_in(person_form(categories=["medicine"]), at=at)
    given = handed_in(application=draft.ref, at=at)
    submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)
    decided(given.ref, matters.users["reviewer"], at=at)

    account = approved(draft.ref, matters, at)

    assert [given.ref] == [one.ref for one in selectors.credentials_of(account)]
    assert ["medicine"] == [badge.domain for badge in public_card(account, at=at).badges]


def test_rq034_number_that_fits_its_layout_stays_unverified(matters: Matters, at: datetime) -> None:
    found = handed_in(account=ACCOUNT, at=at)

    assert "unverified" == found.status
    assert () == public_card(ACCOUNT, at=at).badges


@pytest.mark.parametrize("missing", [{"register": " "}, {"consulted_on": None}, {"consulted_on": date(2099, 1, 1)}])
def test_rq034_verification_without_register_and_day_is_refused(
    missing: dict[str, object], matters: Matters, at: datetime
) -> None:
    found = handed_in(account=ACCOUNT, at=at)

    with pytest.raises(CredentialSettled):
        decided(found.ref, matters.users["reviewer"], at=at, **missing)

    assert "unverified" == credential(found.ref).status


def test_rq034_verified_credential_names_reviewer_register_and_day(matters: Matters, at: datetime) -> None:
    ref = verified(matters, at)

    row = Credential.objects.get(ref=ref)
    assert (f"user:{matters.users['reviewer']}", REGISTER, today(at)) == (row.verified_by, row.register, row.checked_on)


def test_rq034_number_that_cannot_be_is_refused_beside_its_field(matters: Matters, at: datetime) -> None:
    with pytest.raises(CredentialRefused) as refused:
        handed_in(account=ACCOUNT, at=at, number="123")

    assert ["number"] == [name for name, _ in refused.value.problems]


def test_number_is_kept_sealed_and_its_reading_is_written_down(matters: Matters, at: datetime) -> None:
    found = handed_in(account=ACCOUNT, at=at)

    number = open_credential_number(found.ref, purpose="到公开登记中核实", actor=matters.actor("reviewer"), at=at)

    assert "110110000000001" == number
    assert "110110000000001" not in repr(Credential.objects.filter(ref=found.ref).values())
    assert ["credential_number"] == [one.what for one in readings_of([ACCOUNT])]


def test_same_number_handed_in_twice_is_one_credential(matters: Matters, at: datetime) -> None:
    first, second = handed_in(account=ACCOUNT, at=at), handed_in(account=ACCOUNT, at=at, number="１１０１１０００００００００1")

    assert first.ref == second.ref


def test_rq035_badge_names_the_domain_and_the_day_of_the_check(matters: Matters, at: datetime) -> None:
    verified(matters, at)

    (badge,) = public_card(ACCOUNT, at=at).badges
    assert ("medicine", today(at)) == (badge.domain, badge.checked_on)


def test_rq035_badge_is_gone_within_five_minutes_of_the_lapse(matters: Matters, at: datetime) -> None:
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)
    OutboxMessage.objects.all().delete()
    after = midnight_after(last) + timedelta(minutes=5)

    lapse_credentials(at=after)

    assert () == public_card(ACCOUNT, at=midnight_after(last)).badges
    assert [ACCOUNT] == list(OutboxMessage.objects.filter(topic="account.disclosure_changed").values_list("key", flat=True))


def test_rq035_badge_is_gone_at_once_when_withdrawn(matters: Matters, at: datetime) -> None:
    ref = verified(matters, at)

    withdraw_credential(ref, reasons="发证机关已撤销该证件。", actor=matters.actor("reviewer"), at=at)

    assert () == public_card(ACCOUNT, at=at).badges


def test_rq033_lapse_suspends_that_domain_only(matters: Matters, at: datetime) -> None:
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)
    verified(matters, at, domain="justice")

    facts = selectors.account_facts([ACCOUNT], at=midnight_after(last))[ACCOUNT]

    assert ["health", "medicine"] == facts["suspended_categories"]
    assert "law" in facts["licences"]


def test_lapse_is_told_with_the_way_to_restore(matters: Matters, at: datetime) -> None:
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)

    lapse_credentials(at=midnight_after(last))

    (latest,) = [one for one in inbox([("account", ACCOUNT)]) if "资质已到期" in one.subject]
    body = notice(latest.ref).body
    assert "提交现行有效的证件" in body
    assert f"/portal/accounts/{ACCOUNT}/credentials/" in body


def test_lapse_is_noted_once(matters: Matters, at: datetime) -> None:
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)

    assert (1, 0) == (lapse_credentials(at=midnight_after(last)), lapse_credentials(at=midnight_after(last)))


def test_holder_is_warned_once_before_the_lapse(matters: Matters, at: datetime) -> None:
    verified(matters, at, valid_to=today(at) + timedelta(days=20))

    assert (1, 0) == (warn_of_lapse(at=at), warn_of_lapse(at=at + timedelta(days=1)))


def test_new_certificate_restores_the_domain(matters: Matters, at: datetime) -> None:
    last = today(at) + timedelta(days=10)
    verified(matters, at, valid_to=last)
    later = midnight_after(last) + timedelta(hours=9)
    lapse_credentials(at=later)
    before = suspended_domains_of(ACCOUNT, at=later)

    again = handed_in(account=ACCOUNT, at=later, valid_to=today(later) + timedelta(days=365))
    decided(again.ref, matters.users["reviewer"], at=later)

    assert (("medicine",), ()) == (before, suspended_domains_of(ACCOUNT, at=later))


def test_expired_certificate_cannot_be_handed_in(matters: Matters, at: datetime) -> None:
    with pytest.raises(CredentialRefused) as refused:
        handed_in(account=ACCOUNT, at=at, valid_to=today(at) - timedelta(days=1))

    assert ["valid_to"] == [name for name, _ in refused.value.problems]


def test_news_licence_names_its_forms_of_service(matters: Matters, at: datetime) -> None:
    with pytest.raises(CredentialRefused) as refused:
        handed_in("news", account=ACCOUNT, at=at, forms=())

    assert ["forms"] == [name for name, _ in refused.value.problems]


def test_rq006_news_licence_is_told_by_its_forms(matters: Matters, at: datetime) -> None:
    verified(matters, at, domain="news", forms=("repost",))

    facts = selectors.account_facts([ACCOUNT], at=at)[ACCOUNT]
    assert ["news", "news:news_licence", "news:repost"] == facts["licences"]


def test_credential_form_never_shows_its_number_in_the_log(matters: Matters, at: datetime) -> None:
    handed_in(account=ACCOUNT, at=at)

    assert credential_form().number not in "".join(LogEntry.objects.values_list("payload", flat=True))
