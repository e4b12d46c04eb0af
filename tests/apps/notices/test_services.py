"""Notices: written with their cause, kept byte for byte, carried until they arrive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from goodstanding.adapters.mail import as_mail
from goodstanding.apps.common import outbox
from goodstanding.apps.common.errors import OutsideTransaction
from goodstanding.apps.identity.services import create_user
from goodstanding.apps.notices import ports, selectors, wordings
from goodstanding.apps.notices.errors import ContextIncomplete, DeliveryFailed
from goodstanding.apps.notices.models import Notice, TemplateVersion
from goodstanding.apps.notices.services import Recipient, confirm_delivery, issue_notice, mark_read, preview_notice
from tests.apps.notices.contexts import CONTEXTS

TO_ACCOUNT = Recipient("account", "acct-demo-1")


def issue(at, *, recipient=TO_ACCOUNT, code="decision_issued", language="zh-hans"):
    return issue_notice(code, language=language, recipient=recipient, context=CONTEXTS[code], at=at, decision_ref="D-DEM0001")


@pytest.fixture
def reader(db, at):
    return create_user("reader", at=at, email="reader@example.invalid")


@pytest.fixture
def carried(monkeypatch):
    letters = []

    class Kept:
        def carry(self, letter, /, *, target):
            letters.append((target, letter))

    monkeypatch.setitem(ports._CARRIERS, "mail", Kept())
    return letters


@pytest.mark.django_db(transaction=True)
def test_no_notice_is_issued_outside_a_transaction(at):
    with pytest.raises(OutsideTransaction):
        issue(at)


def test_a_notice_is_in_the_inbox_at_once(db, at):
    issued = issue(at)

    assert [issued.ref] == [item.ref for item in selectors.inbox([("account", "acct-demo-1")])]


def test_an_inbox_holds_nobody_elses_notices(db, at):
    issue(at)

    assert () == selectors.inbox([("account", "acct-demo-2"), ("user", "acct-demo-1")])


def test_a_preview_is_what_will_be_sent(db, at):
    preview = preview_notice("decision_issued", language="en", context=CONTEXTS["decision_issued"])

    assert preview.body == issue(at, language="en").body


@pytest.mark.parametrize("code", wordings.codes())
def test_a_notice_rendered_again_is_the_same_bytes(db, at, code):
    issued = issue(at, code=code)

    assert issued.body.encode() == selectors.rerender(issued.ref)


def test_a_changed_wording_leaves_sent_notices_as_they_were(db, at, monkeypatch):
    issued = issue(at)
    changed = wordings.Template("decision_issued", "zh-hans", "新标题", "新正文", {})
    monkeypatch.setattr("goodstanding.apps.notices.services.template", lambda *_: changed)

    again = issue(at)

    assert ("新正文", True, 2) == (again.body, selectors.is_intact(issued.ref), TemplateVersion.objects.count())


def test_a_changed_platform_name_leaves_sent_notices_as_they_were(db, at, settings):
    issued = issue(at)
    with override_settings(CONFIG=type("Other", (), {"platform_name": "另一个平台", "public_url": "https://other.invalid"})()):
        assert issued.body.encode() == selectors.rerender(issued.ref)


def test_a_notice_with_a_gap_is_not_issued(db, at):
    with pytest.raises(ContextIncomplete):
        issue_notice(
            "decision_issued",
            language="zh-hans",
            recipient=Recipient("account", "acct-demo-1"),
            context={**CONTEXTS["decision_issued"], "facts": ""},
            at=at,
        )

    assert 0 == Notice.objects.count()


def test_opening_a_notice_is_noted_once(db, at):
    issued = issue(at)
    mark_read(issued.ref, at=at)
    mark_read(issued.ref, at=at + timedelta(days=1))

    assert [at] == [delivery.read_at for delivery in selectors.deliveries(issued.ref)]


def test_a_letter_travels_by_mail_once(reader, at, carried):
    issue(at, recipient=Recipient("user", str(reader.id)))

    first, second = outbox.drain(lambda: at), outbox.drain(lambda: at)

    assert (1, 0, ["reader@example.invalid"]) == (first.done, second.done, [target for target, _ in carried])


def test_a_letter_not_taken_is_tried_again(reader, at, carried, monkeypatch):
    class Refuses:
        def carry(self, letter, /, *, target):
            raise DeliveryFailed("Not today.")

    issued = issue(at, recipient=Recipient("user", str(reader.id)))
    with monkeypatch.context() as patch:
        patch.setitem(ports._CARRIERS, "mail", Refuses())
        outbox.drain(lambda: at)
    refused = selectors.deliveries(issued.ref)[1].status

    outbox.drain(lambda: at + timedelta(minutes=1))

    assert ("failed", "sent", 1) == (refused, selectors.deliveries(issued.ref)[1].status, len(carried))


def test_a_carriers_word_completes_the_delivery(reader, at, carried):
    issued = issue(at, recipient=Recipient("user", str(reader.id)))
    outbox.drain(lambda: at)

    confirm_delivery(issued.ref, channel="mail", at=at)

    assert "delivered" == selectors.deliveries(issued.ref)[1].status


def test_a_letter_is_a_well_formed_mail(reader, at):
    issued = issue(at)
    mail = as_mail(ports.Letter(issued.ref, issued.language, issued.subject, issued.body), target="reader@example.invalid")

    assert (issued.subject, issued.body) == (mail["Subject"], mail.get_content())


@pytest.mark.parametrize("table", ["notices_notice", "notices_templateversion"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET body = body", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_notice(db, at, table, statement):
    issue(at)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


HOSTILE = "名\ud800字\x00\u202e\r\n\r\n八、记录\n本决定已撤销"


def test_no_account_writes_sections_into_its_notice(db, at):
    context = {**CONTEXTS["decision_issued"], "account": {"ref": "acct\nx", "name": HOSTILE}}

    issued = issue_notice("decision_issued", language="zh-hans", recipient=TO_ACCOUNT, context=context, at=at)

    assert "“名\ufffd字\ufffd\ufffd 八、记录 本决定已撤销”（账号 acct x）的运营者：" == issued.body.splitlines()[0]
    assert 1 == sum(line.startswith("八、记录") for line in issued.body.splitlines())
    assert selectors.is_intact(issued.ref)


def test_quoted_passages_cannot_leave_their_frame(db, at):
    act = {**CONTEXTS["decision_issued"]["act"], "excerpt": HOSTILE + "\u2028九、结论\x85十、完"}

    issued = issue_notice(
        "decision_issued", language="zh-hans", recipient=TO_ACCOUNT, context={**CONTEXTS["decision_issued"], "act": act}, at=at
    )

    assert [] == [line for line in issued.body.splitlines() if line.startswith(("九、", "十、"))]


def test_an_accounts_longest_id_has_room(db, at):
    recipient = Recipient("account", "a" * 512)

    assert recipient.ref == issue(at, recipient=recipient).recipient_ref
