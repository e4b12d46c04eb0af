"""A dump of the database with all that waits to be sent, and the log lines: nothing that identifies people is in clear."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from goodstanding.apps.common import clock, outbox
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.identity.models import User
from goodstanding.apps.identity.services import issue_api_key
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.models import Appeal, Report
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.models import Application, MicroPayment
from goodstanding.apps.registry.providers import (
    Payment,
    PaymentOrder,
    ProviderUnavailable,
    register_carrier,
    register_payer,
)
from goodstanding.apps.registry.reading.applications import applications_of
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.services.contacting import ask_to_change_mobile
from goodstanding.apps.registry.services.data_requests import ask_about_data
from goodstanding.apps.registry.services.paying import PAY
from tests.factories.applications import company_form, person_form, resident_number
from tests.factories.events import encoded, event
from tests.factories.matters import ACCOUNT, CONTENT, PERSON_ACCOUNT, Matters, decided, seed_matters

RESIDENT = resident_number(417)
MOBILE = "13912345678"
FULL_NAME = "演示姓名甲乙丙"
MAIL = "planted-mail@demo.invalid"
ADDRESS = "示例省演示市样例区虚构路八百八十八号九单元"
WORDS = "植入的举报文字住在样例楼三层"
GROUND = "植入的申诉理由家住样例楼五层"
NUMBER = "PLANTED20260042"
BANK_ACCOUNT = "6222020200998877665"
DOCUMENT = b"\x89PNG\r\n\x1a\n" + b"planted document of nobody " * 9
EVIDENCE = "植入的附件说明 planted attachment of nobody ".encode() * 5
PLANTED = {
    "resident number": RESIDENT,
    "mobile": MOBILE,
    "full name": FULL_NAME,
    "mail": MAIL,
    "address": ADDRESS,
    "words of a reporter": WORDS,
    "number of a credential": NUMBER,
    "bank account": BANK_ACCOUNT,
    "document": DOCUMENT[8:],
    "attachment": EVIDENCE,
}


class _Carrier:
    def carry(self, mobile: str, text: str, /) -> None:
        del mobile, text


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every log line of the test, as handlers format it."""
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(f"{record.getMessage()} {record.__dict__}")

    root, handler = logging.getLogger(), Keep()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def matters(db: None) -> Matters:
    return seed_matters(at=clock.now() - timedelta(hours=1))


@pytest.fixture
def browser(matters: Matters) -> Callable[[str], Client]:
    def open_one(name: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=matters.users[name]))
        return client

    return open_one


def plant_application(matters: Matters, browser: Callable[[str], Client]) -> None:
    """Apply at the portal, with a code for the mobile, a document and a credential."""
    register_carrier(_Carrier())
    owner = browser("owner")
    owner.post("/portal/apply/start/", {"account": ""})
    ref = applications_of(matters.users["owner"])[0].ref
    form = person_form(full_name=FULL_NAME, resident_id=RESIDENT, mobile=MOBILE, contact=MAIL, categories=["medicine"])
    files = {"documents": SimpleUploadedFile("证件.png", DOCUMENT, "image/png")}
    owner.post(f"/portal/apply/{ref}/save/", {**form, **files, "version": "1", "then": "code"})
    credential = {"kind": "medicine:other", "number": NUMBER, "issuer": "示例机关", "scope": "示例", "valid_to": "2030-01-01"}
    scan = {"scan": SimpleUploadedFile("资质.png", DOCUMENT + b"scan", "image/png")}
    owner.post(f"/portal/apply/{ref}/credentials/", {**credential, **scan})
    version = Application.objects.get(ref=ref).version
    owner.post(f"/portal/apply/{ref}/save/", {"version": str(version), "then": "submit"})
    assert {"identity_document", "licence"} <= {one.kind for one in documents_of(ref)}, "a document never arrived"
    assert Application.objects.get(ref=ref).personal_sealed, "the form never arrived"


def plant_payment(matters: Matters, browser: Callable[[str], Client]) -> None:
    """Have a small sum sent to an organization's account, and hand in its letter."""

    class Bank:
        name = "bank"

        def pay(self, order: PaymentOrder, /) -> Payment:
            del order
            raise ProviderUnavailable("out of order")

    register_payer(Bank())
    owner = browser("owner")
    owner.post("/portal/apply/start/", {"account": ""})
    ref = applications_of(matters.users["owner"])[0].ref
    form = company_form(77, mobile=MOBILE, contact=MAIL, responsible_person=FULL_NAME, organization_name="示例植入有限公司")
    way = {"bank": "示例银行", "bank_account": BANK_ACCOUNT, "version": "1", "then": "pay"}
    owner.post(f"/portal/apply/{ref}/save/", {**form, **way})
    letter = SimpleUploadedFile("授权书.png", DOCUMENT + b"letter", "image/png")
    version = Application.objects.get(ref=ref).version
    owner.post(f"/portal/apply/{ref}/save/", {"version": str(version), "then": "letter", "letter": letter})
    outbox.drain(clock.now, only=frozenset({PAY}))
    register_payer(None)
    assert MicroPayment.objects.get(application__ref=ref).account_sealed, "the account never arrived"
    assert "authorisation_letter" in {one.kind for one in documents_of(ref)}, "the letter never arrived"


def plant_mobile(matters: Matters) -> None:
    """Ask for another mobile of a subject."""
    ref = registry.account(ACCOUNT).operator.ref
    ask_to_change_mobile(ref, MOBILE, text="{code}", actor=matters.actor("owner"), at=clock.now())


def plant_operator(matters: Matters) -> None:
    """Register an operator over the API, a natural person."""
    secret = issue_api_key(matters.users["owner"], title="demo", scopes=["registry:write", "registry:read"], at=matters.at)[1]
    body = {"subject_class": "person", "name": FULL_NAME, "contact": f"{MOBILE} {ADDRESS}", "responsible_person": FULL_NAME}
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "planted"}
    reply = Client().post("/api/v1/operators", json.dumps(body), content_type="application/json", headers=headers)
    assert reply.status_code < 300, reply.content


def plant_report() -> None:
    """Report a post at the public page, with a contact, a file, and numbers in the words."""
    form = {
        "kind": "post",
        "target": CONTENT,
        "category": "account_trading",
        "reason": f"{WORDS}，其证件号 {RESIDENT}，电话 {MOBILE}，住{ADDRESS}",
        "contact": MAIL,
        "files": SimpleUploadedFile("证据.txt", EVIDENCE, "text/plain"),
    }
    assert 302 == Client().post("/report/", form).status_code


def plant_appeal(matters: Matters, browser: Callable[[str], Client]) -> None:
    """Appeal at the portal, with numbers in the words and a file."""
    decision = decided(matters, at=clock.now())
    form = {
        "ground_1": "facts_wrong",
        "text_1": f"{GROUND}，本人证件号 {RESIDENT}，电话 {MOBILE}",
        "files": SimpleUploadedFile("证据.txt", EVIDENCE, "text/plain"),
    }
    assert 302 == browser("owner").post(f"/portal/decisions/{decision.ref}/appeal/", form).status_code


def plant_request(matters: Matters) -> None:
    """Ask for a correction of the data held."""
    ref = registry.account(PERSON_ACCOUNT).operator.ref
    registering.add_member(ref, user_id=matters.users["stranger"], actor=SYSTEM, at=clock.now())
    ask_about_data(
        ref,
        kind="correction",
        field="contact",
        value=MOBILE,
        words=f"我住在{ADDRESS}，证件号 {RESIDENT}",
        actor=matters.actor("stranger"),
        at=clock.now(),
    )


def plant_event(matters: Matters) -> None:
    """Let the platform send more of a person than an account event declares."""
    secret = issue_api_key(matters.users["owner"], title="events", scopes=["events:write"], at=matters.at)[1]
    data = {
        "name": "示例注册号",
        "resident_id": RESIDENT,
        "owner": {"full_name": FULL_NAME, "address": ADDRESS},
        "origin": {"phone_prefix": MOBILE, "device": "0" * 64},
    }
    told = event("e-planted", "account.registered", subject="acct-planted", data=data, time=clock.now().isoformat())
    headers = {"Authorization": f"Bearer {secret}"}
    reply = Client().post("/api/v1/events", encoded(told), content_type="application/cloudevents-batch+json", headers=headers)
    assert (200, True) == (reply.status_code, b"not kept" in reply.content), reply.content


def dump() -> Iterator[tuple[str, bytes]]:
    """Yield every value of every table, by table and column: as a dump in text and as the bytes themselves."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def forms_of(value: str | bytes) -> dict[str, bytes]:
    """Write a value in every form it might lie around in."""
    clear = value.encode() if isinstance(value, str) else value
    written = {"clear": clear, "hex": clear.hex().encode(), "reversed": clear[::-1]}
    for shift in range(3):
        coded = base64.b64encode(b"\x00" * shift + clear)
        written[f"base64+{shift}"] = coded[4 if shift else 0 : -4]
    if isinstance(value, str):
        written |= {
            "utf-16": value.encode("utf-16-le"),
            "utf-16 other way": value.encode("utf-16-be"),
            "gb18030": value.encode("gb18030"),
            "json": json.dumps(value)[1:-1].encode(),
        }
    return written


def found_in(places: list[tuple[str, bytes]]) -> list[str]:
    searched = {f"{name} as {form}": written for name, value in PLANTED.items() for form, written in forms_of(value).items()}
    return sorted({f"{where}: {what}" for where, held in places for what, written in searched.items() if written in held})


@pytest.fixture
def planted(matters: Matters, browser: Callable[[str], Client], lines: list[str]) -> list[str]:
    plant_application(matters, browser)
    plant_payment(matters, browser)
    plant_mobile(matters)
    plant_operator(matters)
    plant_report()
    plant_appeal(matters, browser)
    plant_request(matters)
    plant_event(matters)
    return lines


def test_rq021_a_dump_of_the_database_holds_nothing_planted_in_clear(planted: list[str]):
    assert [] == found_in(list(dump()))


def test_words_of_an_appellant_stand_in_the_notices_to_them_alone(planted: list[str]):
    """The answer quotes what it answers, with the numbers of persons hidden; everywhere else the words are sealed."""
    places = {where for where, held in dump() if GROUND.encode() in held}

    assert places <= {"notices_notice.body", "notices_notice.context"}


def test_rq021_no_log_line_holds_anything_planted(planted: list[str]):
    assert planted, "nothing was logged: the test would prove nothing"
    assert [] == found_in([("log", line.encode()) for line in planted])


def test_those_who_may_still_read_what_was_planted(planted: list[str]):
    report, appeal = Report.objects.get(), Appeal.objects.get()

    assert WORDS in redress.report(report.receipt).reason
    assert GROUND in redress.appeal(appeal.receipt).grounds[0].text
    digest = redress.attachments_of(report.receipt)[0].sha256
    assert EVIDENCE == redress.attachment_bytes(report.receipt, digest)


def test_the_search_finds_what_stands_in_clear():
    coded = base64.b64encode(f"xx{MOBILE}yy".encode())

    assert "here: mobile as clear" in found_in([("here", MOBILE.encode())])
    assert [one for one in found_in([("here", coded)]) if "mobile as base64" in one]
