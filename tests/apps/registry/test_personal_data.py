"""Claims about what subjects may ask of the data held on them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.errors import DataRequestUnfit, NotTheSubject
from goodstanding.apps.registry.models import PersonalDataRequest
from goodstanding.apps.registry.reading.documents import documents_of, readings_of
from goodstanding.apps.registry.reading.personal import held_for, masked, subjects_of
from goodstanding.apps.registry.services.data_requests import (
    ask_about_data,
    decide_data_request,
    open_copy,
    open_request_words,
    withdraw_data_request,
)
from goodstanding.apps.registry.services.documents import hand_in_document, purge_documents
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.services import perform
from tests.factories.matters import PERSON_ACCOUNT, Matters, seed_matters

PNG = b"\x89PNG\r\n\x1a\n" + b"demo" * 8


@pytest.fixture
def matters(db: None, at) -> Matters:
    return seed_matters(at=at)


@pytest.fixture
def subject(matters: Matters, at) -> str:
    """The natural person behind an account, who signs in as “stranger”."""
    ref = registry.account(PERSON_ACCOUNT).operator.ref
    registering.add_member(ref, user_id=matters.users["stranger"], actor=SYSTEM, at=at)
    return ref


def asked(matters: Matters, subject: str, at, **what):
    return ask_about_data(subject, actor=matters.actor("stranger"), at=at, **what)


def decided(matters: Matters, request, at, outcome: str = "grant"):
    case = review.case(request.case_ref)
    actor = matters.actor("reviewer")
    claimed = perform(case.ref, action="claim", expected_version=case.version, actor=actor, at=at)
    return decide_data_request(
        request.ref, outcome=outcome, reasons="已核对，符合规定。", case_version=claimed.version, actor=actor, at=at
    )


def test_rq021_the_subject_sees_kinds_and_tails_never_the_data(matters, subject, at):
    (held,) = held_for(matters.users["stranger"])

    shown = {item.code: item.shown for item in held.items}
    assert "示*****" == shown["full_name"]
    assert "***0000" == shown["contact"]
    assert [] == [secret for secret in ("示例个人全名", "13800000000") if secret in str(held)]


def test_rq021_every_reading_is_shown_with_who_why_and_when(matters, subject, at):
    registering.open_operator_contact(subject, reason="核实申诉人身份", actor=matters.actor("senior"), at=at)

    (reading,) = readings_of(subjects_of(matters.users["stranger"]))
    assert ("contact", f"user:{matters.users['senior']}", "核实申诉人身份", at) == (
        reading.what,
        reading.reader,
        reading.purpose,
        reading.at,
    )


def test_a_request_is_due_in_fifteen_working_days_and_waits_for_a_person(matters, subject, at):
    request = asked(matters, subject, at, kind="copy")

    assert ("waiting", "2026-12-14") == (request.status, request.due_at.date().isoformat())
    assert review.case(request.case_ref).due_at == request.due_at


def test_a_granted_copy_opens_for_the_subject_for_thirty_days_and_is_noted(matters, subject, at):
    request = decided(matters, asked(matters, subject, at, kind="copy"), at)

    copy = open_copy(request.ref, actor=matters.actor("stranger"), at=at + timedelta(days=29))

    assert ("示例个人全名", "13800000000") == (copy["full_name"], copy["contact"])
    assert "copy" == readings_of([subject])[0].what
    with pytest.raises(DataRequestUnfit):
        open_copy(request.ref, actor=matters.actor("stranger"), at=at + timedelta(days=30))


@pytest.mark.parametrize("name", ["owner", "senior"])
def test_nobody_else_opens_or_asks(matters, subject, at, name):
    request = decided(matters, asked(matters, subject, at, kind="copy"), at)

    with pytest.raises(NotTheSubject):
        open_copy(request.ref, actor=matters.actor(name), at=at)
    with pytest.raises(NotTheSubject):
        ask_about_data(subject, kind="deletion", actor=matters.actor(name), at=at)


def test_a_corrected_contact_applies_when_granted(matters, subject, at):
    request = asked(matters, subject, at, kind="correction", field="contact", value="new@example.invalid")

    decided(matters, request, at)

    contact = registering.open_operator_contact(subject, reason="核对更正", actor=SYSTEM, at=at)
    assert "new@example.invalid" == contact.contact


def test_a_wrong_region_is_corrected_on_the_card(matters, subject, at):
    request = asked(matters, subject, at, kind="correction", field="ip_region", value="示例省", account_ref=PERSON_ACCOUNT)

    decided(matters, request, at)

    assert "示例省" == registry.account(PERSON_ACCOUNT).ip_region


def test_a_granted_deletion_has_the_documents_purged(matters, subject, at):
    hand_in_document(subject, kind="identity_document", name="a.png", content=PNG, actor=SYSTEM, at=at)

    decided(matters, asked(matters, subject, at, kind="deletion"), at)
    purge_documents(at=at)

    assert [at] == [document.purged_at for document in documents_of(subject)]


def test_what_was_typed_is_sealed_and_gone_once_answered(matters, subject, at):
    request = asked(matters, subject, at, kind="correction", field="contact", value="secret@example.invalid", words="私密说明")
    row = PersonalDataRequest.objects.get(ref=request.ref)
    kept = bytes(row.value_sealed) + bytes(row.words_sealed)
    opened = open_request_words(request.ref, purpose="答复申请", actor=matters.actor("reviewer"), at=at)

    decided(matters, request, at, outcome="refuse")

    row.refresh_from_db()
    assert ("secret@example.invalid", "私密说明") == opened
    assert (False, b"") == (b"secret" in kept, bytes(row.value_sealed) + bytes(row.words_sealed))
    assert "secret" not in json.dumps(list(LogEntry.objects.values_list("payload", flat=True)))


def test_one_request_of_a_kind_waits_at_a_time(matters, subject, at):
    asked(matters, subject, at, kind="copy")

    with pytest.raises(DataRequestUnfit):
        asked(matters, subject, at, kind="copy")


def test_a_withdrawn_request_closes_its_case(matters, subject, at):
    request = asked(matters, subject, at, kind="copy")

    withdraw_data_request(request.ref, actor=matters.actor("stranger"), at=at)

    assert "closed" == review.case(request.case_ref).status


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "gossip"},
        {"kind": "correction", "field": "contact"},
        {"kind": "correction", "field": "resident_id", "value": "1"},
    ],
)
def test_a_request_that_says_nothing_is_refused(matters, subject, at, what):
    with pytest.raises(DataRequestUnfit):
        asked(matters, subject, at, **what)


@pytest.mark.parametrize(
    ("text", "shown"), [("demo@example.invalid", "d***@example.invalid"), ("13800000000", "***0000"), ("短", "***")]
)
def test_a_contact_is_shown_by_its_end_alone(text, shown):
    assert shown == masked(text)
