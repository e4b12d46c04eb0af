"""The outbox: at least once, by one worker at a time, until it works or patience ends."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from goodstanding.apps.common import outbox, selectors, services
from goodstanding.apps.common.errors import HandlerMissing, KeyReused, OutsideTransaction
from goodstanding.apps.common.models import IdempotencyRecord, OutboxMessage


@pytest.fixture
def handled(monkeypatch):
    done = []
    monkeypatch.setattr(outbox, "_HANDLERS", {"test.work": lambda message, at: done.append(message.key)})
    return done


def put(at, key="1"):
    return services.enqueue("test.work", key=key, payload={}, at=at)


@pytest.mark.django_db(transaction=True)
def test_work_outside_a_transaction_is_refused(at):
    with pytest.raises(OutsideTransaction):
        put(at)


def test_work_undone_with_its_cause_is_gone(db, at):
    with transaction.atomic():
        put(at)
        transaction.set_rollback(True)

    assert [] == services.claim_due(["test.work"], at=at)


def test_due_work_is_done_once(db, at, handled):
    put(at)

    outbox.drain(lambda: at)
    outbox.drain(lambda: at)

    assert ["1"] == handled


def test_work_waits_for_its_time(db, at, handled):
    services.enqueue("test.work", key="1", payload={}, at=at, available_at=at + timedelta(hours=1))

    early, late = outbox.drain(lambda: at), outbox.drain(lambda: at + timedelta(hours=1))

    assert (0, 1) == (early.done, late.done)


def test_claimed_work_is_not_claimed_again_for_five_minutes(db, at):
    put(at)

    first = services.claim_due(["test.work"], at=at)
    second = services.claim_due(["test.work"], at=at + timedelta(minutes=4))
    third = services.claim_due(["test.work"], at=at + timedelta(minutes=6))

    assert (1, 0, 1) == (len(first), len(second), len(third))


def test_failed_work_comes_back_after_growing_pauses(db, at, monkeypatch):
    def fails(message, moment):
        raise ValueError("no")

    monkeypatch.setattr(outbox, "_HANDLERS", {"test.work": fails})
    put(at)
    pauses, moment = [], at
    for _ in range(4):
        outbox.drain(lambda: moment)  # noqa: B023
        available = OutboxMessage.objects.get().available_at
        pauses.append((available - moment).total_seconds())
        moment = available

    assert [5, 10, 20, 40] == pauses


def test_work_is_given_up_after_seventy_two_hours_and_shown(db, at, monkeypatch):
    def fails(message, moment):
        raise ValueError("no")

    monkeypatch.setattr(outbox, "_HANDLERS", {"test.work": fails})
    put(at)
    outbox.drain(lambda: at + timedelta(hours=72))

    assert [("test.work", 0, 1)] == [(line.topic, line.waiting, line.given_up) for line in selectors.backlog()]


def test_given_up_work_can_be_sent_again(db, at, handled):
    message_id = put(at)
    services.mark_failed(message_id, error="no", at=at + timedelta(hours=73))

    services.send_again(message_id, at=at + timedelta(hours=80))
    outbox.drain(lambda: at + timedelta(hours=80))

    assert ["1"] == handled


def test_one_topic_has_one_handler(handled):
    with pytest.raises(HandlerMissing):
        outbox.register_handler("test.work", lambda message, at: None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_work(at):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory database belongs to one thread")
    with transaction.atomic():
        for number in range(40):
            put(at, key=str(number))
    claimed, start = [], threading.Barrier(4)

    def work():
        start.wait()
        for _ in range(5):
            claimed.extend(message.key for message in services.claim_due(["test.work"], at=at, limit=4))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, range(40))) == sorted(claimed)


def answer(at, act, request=b"POST /x {}", scope="key-1"):
    return services.answer_once("k", scope=scope, request=request, at=at, act=act)


def test_a_repeated_request_gets_the_first_answer(db, at):
    first = answer(at, lambda: (201, "made"))
    second = answer(at, lambda: pytest.fail("the act must not run twice"))

    assert (201, "made", False, 201, "made", True) == (
        first.status, first.body, first.is_repeated, second.status, second.body, second.is_repeated,
    )  # fmt: skip


def test_a_key_with_another_request_is_refused(db, at):
    answer(at, lambda: (201, "made"))

    with pytest.raises(KeyReused):
        answer(at, lambda: (201, "made"), request=b"POST /x {1}")


def test_two_askers_may_use_the_same_key(db, at):
    answer(at, lambda: (201, "made"))

    assert "other" == answer(at, lambda: (201, "other"), scope="key-2").body


def test_a_servers_fault_is_not_kept(db, at):
    answer(at, lambda: (503, "later"))

    assert 201 == answer(at, lambda: (201, "made")).status


def test_an_act_that_fails_leaves_no_answer(db, at):
    def fails():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        answer(at, fails)

    assert 0 == IdempotencyRecord.objects.count()


def test_old_answers_are_forgotten(db, at):
    answer(at, lambda: (201, "made"))

    assert (0, 1) == (services.forget_answers(at=at + timedelta(hours=47)), services.forget_answers(at=at + timedelta(hours=49)))


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_the_same_instant_act_once(at):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory database belongs to one thread")
    acted, answers, start = [], [], threading.Barrier(4)

    def act():
        acted.append(1)
        return 201, "made"

    def ask():
        start.wait()
        answers.append(answer(at, act).body)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ([1], ["made"] * 4) == (acted, answers)
