"""Claims about the second factor: codes that count once, locks, recovery, and who must use one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.test import Client

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.common import clock
from goodstanding.apps.identity import second_factor
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.errors import CodesLocked, CodeWrong, FactorMissing
from goodstanding.apps.identity.models import RecoveryCode, SecondFactor
from goodstanding.apps.identity.services import create_user

PASSWORD = "a long enough phrase 47"


@pytest.fixture
def person(db, at):
    return create_user("staff-demo", at=at, password=PASSWORD, roles=["senior_reviewer"])


@pytest.fixture
def strict(settings):
    settings.CONFIG = replace(settings.CONFIG, second_factor="personal_data", confirm_after=900, demo=False)


@pytest.fixture
def set_up(person, at):
    """The person's secret, in use since a minute before noon, and the recovery codes."""
    begun = second_factor.begin_second_factor(person.id, issuer="示例平台", at=at)
    codes = second_factor.confirm_second_factor(person.id, code=code_at(begun.secret, at), at=at)
    return begun.secret, codes


def code_at(secret: str, at) -> str:
    return pyotp.TOTP(secret).at(int(at.timestamp()))


def now_code(secret: str) -> str:
    return code_at(secret, clock.now())


def signed_in(secret: str = "") -> Client:
    client = Client()
    client.post("/sign-in/", {"username": "staff-demo", "password": PASSWORD})
    if secret:
        client.post("/sign-in/code/", {"code": now_code(secret)})
    return client


def test_a_right_code_is_taken_once(person, set_up, at):
    later = at + timedelta(seconds=60)
    second_factor.check_second_factor(person.id, code=code_at(set_up[0], later), at=later)

    with pytest.raises(CodeWrong):
        second_factor.check_second_factor(person.id, code=code_at(set_up[0], later), at=later)


@pytest.mark.parametrize(("drift", "is_taken"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_phone_may_be_half_a_minute_off_and_no_more(person, set_up, at, drift, is_taken):
    later = at + timedelta(seconds=300)
    code = code_at(set_up[0], later + timedelta(seconds=drift))

    if is_taken:
        second_factor.check_second_factor(person.id, code=code, at=later)
    else:
        with pytest.raises(CodeWrong):
            second_factor.check_second_factor(person.id, code=code, at=later)


def test_five_wrong_codes_lock_the_right_one_out_for_five_minutes(person, set_up, at):
    later = at + timedelta(minutes=1)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            second_factor.check_second_factor(person.id, code="000000", at=later)

    with pytest.raises(CodesLocked):
        second_factor.check_second_factor(person.id, code=code_at(set_up[0], later), at=later)
    with pytest.raises(CodesLocked):
        second_factor.check_second_factor(person.id, code=set_up[1][0], at=later)
    after = later + timedelta(minutes=5)
    second_factor.check_second_factor(person.id, code=code_at(set_up[0], after), at=after)


def test_a_recovery_code_opens_once(person, set_up, at):
    second_factor.check_second_factor(person.id, code=set_up[1][3].lower(), at=at)

    with pytest.raises(CodeWrong):
        second_factor.check_second_factor(person.id, code=set_up[1][3], at=at)
    assert 9 == second_factor.recovery_codes_left(person.id)


def test_nothing_of_it_is_kept_in_clear(person, set_up):
    row = SecondFactor.objects.get()

    assert set_up[0].encode() not in bytes(row.secret_sealed)
    assert [] == [one for one in RecoveryCode.objects.values_list("code_digest", flat=True) if one in set_up[1]]


def test_what_is_done_to_it_is_in_the_log(person, set_up, at):
    second_factor.renew_recovery_codes(person.id, at=at)
    second_factor.remove_second_factor(person.id, actor=SYSTEM, at=at)

    actions = list(LogEntry.objects.filter(subject_kind="user").order_by("index").values_list("action", flat=True))
    assert ["second_factor:set_up", "second_factor:codes_renewed", "second_factor:removed"] == actions
    assert not second_factor.has_second_factor(person.id)


def test_one_that_was_only_begun_is_not_asked_for(person, at):
    second_factor.begin_second_factor(person.id, issuer="示例平台", at=at)

    assert not second_factor.has_second_factor(person.id)
    with pytest.raises(FactorMissing):
        second_factor.check_second_factor(person.id, code="000000", at=at)


def test_a_password_alone_opens_nothing_once_it_is_in_use(person, set_up):
    client = signed_in()

    assert "/sign-in/?next=/console/" == client.get("/console/")["Location"]


def test_password_and_code_open_the_desk(person, set_up):
    client = signed_in(set_up[0])

    assert 200 == client.get("/console/").status_code


def test_a_wrong_code_is_answered_with_the_form(person, set_up):
    client = signed_in()

    reply = client.post("/sign-in/code/", {"code": "000000"})

    assert (422, True) == (reply.status_code, "验证码不正确" in reply.content.decode())


def test_rq004_whoever_may_read_personal_data_sets_one_up_first(person, strict):
    client = signed_in()

    assert "/security/?next=%2Fconsole%2F" == client.get("/console/")["Location"]
    client.get("/security/set-up/?next=/console/")
    secret = second_factor.begun_second_factor(person.id, issuer="").secret
    codes = client.post("/security/set-up/", {"code": now_code(secret), "next": "/console/"})
    assert 10 == codes.content.decode().count('<li class="ref">')
    assert 200 == client.get("/console/").status_code


def test_a_reviewer_without_that_right_is_not_asked(db, at, strict):
    create_user("staff-demo", at=at, password=PASSWORD, roles=["reviewer"])

    assert 200 == signed_in().get("/console/").status_code


def test_the_demo_asks_nobody(person, strict, settings):
    settings.CONFIG = replace(settings.CONFIG, demo=True)

    assert 200 == signed_in().get("/console/").status_code


def test_something_sensitive_asks_again_a_quarter_of_an_hour_later(person, strict):
    client = signed_in()
    session = client.session
    session["confirmed_at"] -= 901
    session.save()

    reply = client.get("/security/set-up/")

    assert "/confirm/?next=%2Fsecurity%2Fset-up%2F" == reply["Location"]
    assert 422 == client.post("/confirm/", {"password": "wrong"}).status_code
    client.post("/confirm/", {"password": PASSWORD, "next": "/security/set-up/"})
    assert 200 == client.get("/security/set-up/").status_code


def test_whoever_guesses_the_password_again_and_again_is_signed_out(person, strict):
    client = signed_in()

    for _ in range(5):
        client.post("/confirm/", {"password": "wrong"})

    assert client.get("/security/")["Location"].startswith(f"/{settings.LOGIN_URL}/?next=")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.invalid/", "//elsewhere.invalid/"])
def test_confirming_leads_to_no_other_host(person, strict, elsewhere):
    client = signed_in()

    assert "/console/" == client.post("/confirm/", {"password": PASSWORD, "next": elsewhere})["Location"]


@pytest.mark.parametrize("path", ["/console/proposals/P-1/", "/console/documents/F-1/", "/console/credentials/K-1/number/"])
def test_approving_and_opening_ask_again(person, set_up, strict, path):
    client = signed_in(set_up[0])
    session = client.session
    session["confirmed_at"] -= 901
    session.save()

    assert client.get(path)["Location"].startswith("/confirm/?next=")
