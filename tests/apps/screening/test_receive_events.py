"""The line from a batch of events to stored events, evaluations, cases and one log entry."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.models import RepeatedEvent, StoredEvent
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.apps.screening.selectors import evaluation
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.originality.fingerprint import fingerprint
from tests.factories.events import event, post

Receive = Callable[..., list[Outcome]]


def test_lawful_post_passes_and_is_kept(receive: Receive) -> None:
    (outcome,) = receive(post("e-1"))

    assert ("accepted", "pass", False) == (outcome.status, outcome.suggestion, outcome.degraded)
    assert "今天天气不错。" == ingest.content("c-e-1").body


def test_offer_opens_a_case_with_spans_in_sent_offsets(receive: Receive) -> None:
    (outcome,) = receive(post("e-1", "长期收购公众号，联系方式见主页"))

    (violation,) = outcome.violations
    assert ("account-trading.offer", "PA21:18(8)") == (violation.rule, violation.clause)
    assert (2, 7, "收购公众号") == (violation.spans[0].start, violation.spans[0].end, violation.spans[0].text)
    assert outcome.case is not None


def test_case_names_the_account_and_the_gravest_violation(receive: Receive) -> None:
    (outcome,) = receive(post("e-1", "长期收购公众号"))

    case = review.case(outcome.case)
    assert ("acct-1", "c-e-1", "account_trading") == (case.account_ref, case.content_ref, case.label)


def test_second_offer_in_the_same_content_joins_the_open_case(receive: Receive) -> None:
    first, second = receive(post("e-1", "收购公众号", content="c-1"), post("e-2", "出售公众号", content="c-1"))

    assert first.case == second.case


def test_repeat_is_answered_with_the_first_outcome(receive: Receive) -> None:
    (first,) = receive(post("e-1", "长期收购公众号"))

    (again,) = receive(post("e-1", "长期收购公众号"))

    assert "duplicate" == again.status
    assert (first.case, first.evaluation, first.violations) == (again.case, again.evaluation, again.violations)


def test_repeat_changes_nothing(receive: Receive) -> None:
    receive(post("e-1"))
    before = LogEntry.objects.count(), EvaluationRecord.objects.count(), StoredEvent.objects.count()

    receive(post("e-1"))

    assert before == (LogEntry.objects.count(), EvaluationRecord.objects.count(), StoredEvent.objects.count())


def test_repeat_with_another_body_is_noted_and_changes_nothing(receive: Receive) -> None:
    receive(post("e-1"))

    (again,) = receive(post("e-1", "收购公众号"))

    assert ("duplicate", "pass") == (again.status, again.suggestion)
    assert ("the event was sent before with another body; the first one stands.",) == again.notes
    assert 1 == RepeatedEvent.objects.count()
    assert "今天天气不错。" == ingest.content("c-e-1").body


def test_repeat_within_one_batch_is_a_duplicate(receive: Receive) -> None:
    first, second = receive(post("e-1", "收购公众号"), post("e-1", "收购公众号"))

    assert ("accepted", "duplicate") == (first.status, second.status)
    assert first.case == second.case
    assert 1 == StoredEvent.objects.count()


def test_repeat_of_an_event_without_time_is_the_same_event(receive: Receive, at: object) -> None:
    from datetime import timedelta

    told = post("e-1")
    del told["time"]
    receive(told)

    (again,) = receive(told, at=at + timedelta(hours=1))  # type: ignore[operator]

    assert "duplicate" == again.status
    assert 0 == RepeatedEvent.objects.count()


def test_same_id_from_another_source_is_another_event(receive: Receive) -> None:
    first, second = receive(post("e-1"), post("e-1", source="/platform/app", content="c-2"))

    assert ["accepted", "accepted"] == [first.status, second.status]


def test_counters_see_the_events_before_in_the_batch(receive: Receive) -> None:
    outcomes = receive(*(post(f"e-{n}") for n in range(5)))

    assert [False, False, False, True, True] == [bool(outcome.violations) for outcome in outcomes]


def test_counters_carry_over_to_the_next_batch(receive: Receive) -> None:
    receive(*(post(f"e-{n}") for n in range(3)))

    (outcome,) = receive(post("e-9"))

    assert "coordinated-posting.burst" == outcome.violations[0].rule


def test_counters_forget_what_lies_before_the_window(receive: Receive) -> None:
    receive(*(post(f"e-{n}", time="2026-11-23T08:00:00+08:00") for n in range(3)))

    (outcome,) = receive(post("e-9"))

    assert () == outcome.violations


def test_recent_fingerprints_are_told_once_an_account_posts_often(receive: Receive) -> None:
    body = "清晨的码头上，渔船陆续靠岸，工人们把一筐筐海货搬上推车。市场里早已亮起灯，摊主们一边分拣，一边招呼熟客。"

    outcomes = receive(*(post(f"e-{n}", body) for n in range(4)))

    documents = [msgspec.json.decode(evaluation(outcome.evaluation or "").document)["counters"] for outcome in outcomes]
    own = sorted(fingerprint(body))
    assert [None, None, own, own] == [document.get("recent_fingerprints") for document in documents]


def test_edited_content_is_not_its_own_recent_post(receive: Receive) -> None:
    body = "清晨的码头上，渔船陆续靠岸，工人们把一筐筐海货搬上推车。"
    receive(*(post(f"e-{n}", "今天天气不错。") for n in range(3)), post("e-3", body, content="c-3"))

    (outcome,) = receive(post("e-9", body + "。", content="c-3", type="content.edited"))

    told = msgspec.json.decode(evaluation(outcome.evaluation or "").document)["counters"]["recent_fingerprints"]
    assert not set(fingerprint(body)) & set(told)


def test_account_event_shapes_the_facts_of_the_next_event(receive: Receive) -> None:
    born = event("e-1", "account.registered", data={"name": "示例账号", "registered_at": "2026-11-13T11:00:00+08:00"})

    _, outcome = receive(born, event("e-2", "follow.created", data={"follower": "acct-7"}))

    assert "missing.fact" == outcome.violations[0].rule
    assert b'"age_days":10' in evaluation(outcome.evaluation or "").document


def test_account_nobody_registered_leaves_its_facts_unknown(receive: Receive) -> None:
    (outcome,) = receive(event("e-1", "follow.created", data={"follower": "acct-7"}))

    assert (True, "pass") == (outcome.degraded, outcome.suggestion)


def test_account_event_reaches_the_registry(receive: Receive) -> None:
    receive(event("e-1", "account.registered", data={"name": "示例账号", "bio": "演示", "categories": ["健康"]}))

    account = registry.account("acct-1")
    assert ("示例账号", "演示", ("健康",)) == (account.name, account.bio, account.categories)


def test_profile_change_is_judged_and_kept_in_history(receive: Receive) -> None:
    receive(event("e-1", "account.registered", data={"name": "示例账号"}))

    (outcome,) = receive(event("e-2", "account.profile_changed", data={"name": "专业收购公众号"}))

    assert "account-trading.name" == outcome.violations[0].rule
    assert [("name", "示例账号", "专业收购公众号")] == [(c.field, c.old, c.new) for c in registry.account_history("acct-1")]


def test_batch_is_one_log_entry_with_the_hash_of_its_outcomes(receive: Receive) -> None:
    receive(*(post(f"e-{n}") for n in range(3)))

    entries = LogEntry.objects.filter(action="events:received")
    assert 1 == entries.count()
    assert '"events":3' in entries.get().payload


def test_unknown_event_type_is_kept_and_reported(receive: Receive) -> None:
    (outcome,) = receive(event("e-1", "weather.changed", data={"sky": "blue"}))

    assert ("accepted", ("/type: unknown event type “weather.changed”, kept.",)) == (outcome.status, outcome.notes)
    assert '"sky":"blue"' in ingest.stored_event("/platform/web", "e-1").body  # type: ignore[union-attr]


def test_refused_input_leaves_the_rest_of_the_batch(receive: Receive) -> None:
    outcomes = receive(b"{", post("e-1"), b'"text"')

    assert ["rejected", "accepted", "rejected"] == [outcome.status for outcome in outcomes]


@pytest.mark.usefixtures("db")
def test_without_a_live_pack_events_are_kept_as_degraded(at: object) -> None:
    from goodstanding.apps.screening.services import receive_events
    from tests.apps.screening.conftest import PLATFORM

    (outcome,) = receive_events([post("e-1", "收购公众号")], source_actor=PLATFORM, at=at)  # type: ignore[arg-type]

    assert ("accepted", "pass", True, None) == (outcome.status, outcome.suggestion, outcome.degraded, outcome.pack)
    assert ("no policy pack is live; the event is kept but was not judged.",) == outcome.notes
    assert 1 == StoredEvent.objects.count()


def test_content_of_another_account_is_left_as_it_is(receive: Receive) -> None:
    receive(post("e-1", content="c-1"))

    (outcome,) = receive(post("e-2", "别人的内容", content="c-1", subject="acct-2"))

    assert "acct-1" == ingest.content("c-1").account_ref
    assert "/data/content_id: the content belongs to another account; it was left as it is." in (outcome.notes or ())


def test_edit_adds_a_version_and_is_judged_again(receive: Receive) -> None:
    receive(post("e-1", content="c-1"))

    (outcome,) = receive(post("e-2", "收购公众号", content="c-1", type="content.edited"))

    assert outcome.case is not None
    assert ["今天天气不错。", "收购公众号"] == [version.body for version in ingest.content_versions("c-1")]
