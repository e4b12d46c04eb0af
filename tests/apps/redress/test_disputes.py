"""Claims about disputes over originality: both sides heard, peers drawn at random, a person decides (RQ-064)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.models import Proposal
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.models import User
from goodstanding.apps.notices.models import Notice
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.redress.dispute_selectors import dispute, seat, why_it_ended
from goodstanding.apps.redress.dispute_words import read_reason
from goodstanding.apps.redress.disputing import PanelRule, Worth, tally
from goodstanding.apps.redress.errors import DisputeMoved, DisputeRefused, DisputeUnknown, NotParty, VoteRefused
from goodstanding.apps.redress.models import Panel, PanelVote
from goodstanding.apps.redress.services import disputes, file_appeal
from goodstanding.apps.redress.services.disputes.drawing import draw, eligible_jurors
from goodstanding.apps.redress.values import NewGround
from goodstanding.apps.registry import selectors as reading
from goodstanding.apps.registry import services as registry
from goodstanding.apps.review import selectors as review
from tests.factories.disputes import (
    ANSWER,
    CLAIM,
    CLAIMANT,
    DECLARER,
    DISPUTED,
    EARLIER,
    answered,
    author,
    authors,
    filed,
    judged,
    jurors_of,
    texts,
    voted,
)
from tests.factories.matters import answered as appeal_answered

HOUR = timedelta(hours=1)
RULE = PanelRule(10, 60, 67)


@pytest.fixture(autouse=True)
def _own_index(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


@pytest.fixture
def voting(matters, at):
    """A dispute about a rewriting with twelve jurors."""
    authors(matters, 12, at=at)
    return answered(matters, filed(matters, at=at).ref, at=at + HOUR)


def closed(found):
    return found.panels[-1].closes_at + timedelta(seconds=1)


def test_rq064_both_sides_see_the_same_frozen_comparison(matters, at):
    found = filed(matters, at=at)

    match = read_pair(found.evidence).match
    assert ("rewriting", True, EARLIER) == (match.kind, match.counts, match.other.content_ref)
    assert found.evidence_sha256 == read_pair(found.evidence).sha256


def test_rq064_declarer_is_told_why_and_until_when_to_answer(matters, at):
    found = filed(matters, at=at)

    notice = Notice.objects.filter(recipient_ref=DECLARER, body__contains=CLAIM).get()
    assert found.ref in notice.body
    assert "30 November 2026" in notice.body


def test_the_answer_reaches_the_claimant(matters, at):
    found = filed(matters, kind="copy", at=at)

    answered(matters, found.ref, at=at + HOUR)

    assert Notice.objects.filter(recipient_ref=CLAIMANT, body__contains=ANSWER).exists()


def test_the_badge_stays_while_the_dispute_is_open(matters, at):
    filed(matters, at=at)

    found = originality.original_of(DISPUTED)
    assert ("challenged", True) == (found.status, found.has_badge)


def test_a_copy_goes_to_a_person_without_a_panel(matters, at):
    found = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR)

    assert ("examination", ()) == (found.state, found.panels)


def test_rewriting_goes_to_peers_drawn_at_random(voting):
    assert ("voting", 12, 12) == (voting.state, voting.panels[0].invited, voting.panels[0].eligible)


def test_the_same_seed_draws_the_same_people(matters, at):
    authors(matters, 12, at=at)
    jurors = eligible_jurors((CLAIMANT, DECLARER), at=at)

    assert draw(jurors, seed="a", most=5) == draw(jurors, seed="a", most=5)
    assert draw(jurors, seed="a", most=5) != draw(jurors, seed="b", most=5)


def test_nobody_related_or_with_a_violation_is_asked(matters, at):
    refs = authors(matters, 3, at=at)
    texts(at=at)
    registry.restrict_function(refs[0], function="publish", decision_ref="D-X", starts_at=at, ends_at=None)
    registry.set_account_status(refs[0], status="limited", decision_ref="D-X", at=at)
    registry.add_member(registry_operator(refs[1]), user_id=matters.users["owner"], actor=Actor("system", "test"), at=at)

    asked = {one.account_ref for one in eligible_jurors((CLAIMANT, DECLARER), at=at)}

    assert {refs[2]} == asked


def registry_operator(account_ref):
    return reading.account(account_ref).operator.ref


def test_too_few_peers_leave_it_to_a_person(matters, at):
    authors(matters, 9, at=at)

    found = answered(matters, filed(matters, at=at).ref, at=at + HOUR)

    assert ("examination", ()) == (found.state, found.panels)


def test_unanswered_dispute_goes_on_after_its_time(matters, at):
    found = filed(matters, kind="copy", at=at)

    passed = disputes.pass_unanswered(at=found.answer_due_at + timedelta(seconds=1))

    assert (1, "examination") == (passed, dispute(found.ref).state)


@pytest.mark.parametrize(
    ("votes", "finding", "worth"),
    [
        ({"rewritten": 9}, "", Worth.NONE),
        ({"rewritten": 5, "own_work": 5}, "", Worth.NONE),
        ({"rewritten": 6, "own_work": 4}, "rewritten", Worth.ADVISORY),
        ({"rewritten": 3, "own_work": 7}, "own_work", Worth.BINDING),
        ({"rewritten": 9, "cannot_say": 20}, "", Worth.NONE),
    ],
)
def test_votes_are_counted_by_the_published_rule(votes, finding, worth):
    found = tally(votes, RULE)

    assert (finding, worth) == (found.finding, found.worth)


def test_votes_are_closed_to_everybody_until_they_are_counted(voting, at):
    voted(voting.ref, "rrr", at=at + 2 * HOUR)

    assert () == dispute(voting.ref).panels[0].votes


def test_panel_binds_and_the_decision_follows_it(matters, voting, at):
    voted(voting.ref, "rrrrrrrrrrro", at=at + 2 * HOUR)
    after = closed(voting)
    disputes.close_panels(at=after)

    assert ("rewritten", "binding") == (dispute(voting.ref).last_panel.finding, dispute(voting.ref).last_panel.worth)
    with pytest.raises(DisputeRefused, match="binds"):
        judged(matters, voting.ref, "dismiss", at=after)


def test_undecided_panel_is_repeated_once_then_a_person_decides(matters, voting, at):
    authors_more = authors_from(matters, 12, 24, at=at)
    voted(voting.ref, "rroo", at=at + 2 * HOUR)
    disputes.close_panels(at=closed(voting))
    again = dispute(voting.ref)

    assert ("voting", 2) == (again.state, len(again.panels))
    assert set(jurors_of(voting.ref, 1)).isdisjoint(jurors_of(voting.ref, 2))
    disputes.close_panels(at=closed(again))
    assert ("examination", 2) == (dispute(voting.ref).state, len(dispute(voting.ref).panels))
    assert 12 == len(authors_more)


def authors_from(matters, first, last, *, at):
    return [author(matters, number, at=at) for number in range(first, last)]


def test_a_second_vote_is_refused(voting, at):
    voted(voting.ref, "r", at=at + 2 * HOUR)

    with pytest.raises(VoteRefused):
        voted(voting.ref, "o", at=at + 2 * HOUR)
    assert 1 == PanelVote.objects.count()


def test_a_vote_after_the_close_is_refused(voting):
    with pytest.raises(VoteRefused):
        voted(voting.ref, "r", at=closed(voting))


def test_the_database_refuses_a_vote_after_the_close(voting, at):
    voted(voting.ref, "r", at=at + 2 * HOUR)
    disputes.close_panels(at=closed(voting))
    late = Panel.objects.get().seats.exclude(vote__isnull=False).first()

    with pytest.raises(IntegrityError, match="panel:closed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO redress_panelvote (seat_id, choice, reason, at) VALUES (%s, 'rewritten', 'x', %s)",
            [late.pk, late.panel.opened_at],
        )


def test_a_vote_without_a_reason_is_refused(voting, at):
    with pytest.raises(VoteRefused):
        disputes.cast_vote(
            f"{voting.ref}-1", choice="rewritten", reason="是", actor=Actor.user(jurors_of(voting.ref)[0]), at=at + 2 * HOUR
        )


def test_somebody_not_invited_cannot_vote(matters, voting, at):
    with pytest.raises(DisputeUnknown):
        disputes.cast_vote(
            f"{voting.ref}-1", choice="rewritten", reason="逐段对照后的判断理由。", actor=matters.actor("owner"), at=at + 2 * HOUR
        )


def test_a_juror_is_shown_no_names(voting):
    found = seat(f"{voting.ref}-1", jurors_of(voting.ref)[0])

    assert not {"account_ref", "claimant_ref"} & set(type(found).__dataclass_fields__)


def test_revoked_badge_comes_with_the_ladders_first_step_and_a_notice(matters, at):
    found = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR)

    done = judged(matters, found.ref, "revoke", at=at + 2 * HOUR)

    decision = enforcement.decision(done.decision_ref)
    assert ("revoked", "false_originality", "violation") == (done.state, decision.label, decision.verdict)
    assert ("revoked", False) == (originality.original_of(DISPUTED).status, originality.original_of(DISPUTED).has_badge)
    assert Notice.objects.filter(
        recipient_ref=DECLARER, decision_ref=decision.ref, body__contains=f"The claimant: {CLAIM}"
    ).exists()


def test_reversal_restores_the_badge_and_the_right_to_declare(matters, at):
    found = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR)
    done = judged(matters, found.ref, "adversarial", by="reviewer", at=at + 2 * HOUR)
    assert "examination" == done.state
    proposal = Proposal.objects.get()
    enforcing.approve_proposal(proposal.ref, actor=matters.actor("senior"), at=at + 3 * HOUR)
    decision = enforcement.decision(dispute(found.ref).decision_ref)
    assert originality.declaring_ban(DECLARER, at=at + 4 * HOUR) is not None
    appeal = file_appeal(
        decision.ref, grounds=[NewGround("facts_wrong", "独立完成。")], actor=matters.actor("stranger"), at=at + 4 * HOUR
    )
    appeal_answered(matters, appeal, "upheld", at=at + 5 * HOUR)

    assert ("upheld", True) == (originality.original_of(DISPUTED).status, originality.original_of(DISPUTED).has_badge)
    assert originality.declaring_ban(DECLARER, at=at + 6 * HOUR) is None


def test_permanent_loss_takes_two_people(matters, at):
    found = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR)

    done = judged(matters, found.ref, "permanent", at=at + 2 * HOUR)

    assert ("examination", True) == (done.state, originality.original_of(DISPUTED).has_badge)


def test_dismissed_dispute_leaves_the_badge(matters, at):
    found = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR)

    done = judged(matters, found.ref, "dismiss", at=at + 2 * HOUR)

    assert ("dismissed", "upheld", True) == (
        done.state,
        originality.original_of(DISPUTED).status,
        originality.original_of(DISPUTED).has_badge,
    )


def test_jurors_and_sides_never_decide(matters, at):
    authors(matters, 12, at=at)
    found = answered(matters, filed(matters, at=at).ref, at=at + HOUR)
    disputes.close_panels(at=closed(found))
    found = dispute(found.ref)
    if found.state == "voting":
        disputes.close_panels(at=closed(found))

    case = review.case(dispute(found.ref).case_ref)
    assert set(jurors_of(found.ref)) <= set(case.excluded)


def test_withdrawn_dispute_leaves_the_badge(matters, at):
    found = filed(matters, at=at)

    disputes.withdraw_dispute(found.ref, actor=matters.actor("owner"), at=at + HOUR)

    assert ("withdrawn", True) == (dispute(found.ref).state, originality.original_of(DISPUTED).has_badge)


def test_only_the_author_of_the_earlier_text_disputes(matters, at):
    texts(at=at)

    with pytest.raises(NotParty):
        disputes.file_dispute(DISPUTED, earlier_ref=EARLIER, claim=CLAIM, actor=matters.actor("reviewer"), at=at + HOUR)


def test_answered_twice_is_refused(matters, at):
    found = filed(matters, kind="copy", at=at)
    answered(matters, found.ref, at=at + HOUR)

    with pytest.raises(DisputeMoved):
        answered(matters, found.ref, at=at + HOUR)


def test_a_second_dispute_by_the_same_side_is_refused(matters, at):
    filed(matters, at=at)

    with pytest.raises(DisputeRefused):
        disputes.file_dispute(DISPUTED, earlier_ref=EARLIER, claim=CLAIM, actor=matters.actor("owner"), at=at + HOUR)


def test_everything_is_in_the_record(matters, voting, at):
    voted(voting.ref, "rrrrrrrrrrro", at=at + 2 * HOUR)
    disputes.close_panels(at=closed(voting))
    judged(matters, voting.ref, "revoke", at=closed(voting) + HOUR)

    assert ["file", "answer", "invite", "tally", "revoke"] == [one.step for one in dispute(voting.ref).steps]
    assert verify_log().is_whole


def test_end_reads_in_either_language_and_the_decision_stays_as_issued(matters, at):
    ref = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR).ref

    found = judged(matters, ref, "dismiss", at=at + 2 * HOUR)

    english = why_it_ended(found, "en")
    assert f"The claimant: {CLAIM}" in english
    assert "Findings: 已逐段比对两篇文本。" in english
    assert "认定理由：已逐段比对两篇文本。" in why_it_ended(found, "zh")
    assert found.reasons == english == enforcement.decision(found.decision_ref).facts


def test_english_reader_is_told_the_end_in_english(matters, at):
    User.objects.filter(pk=matters.users["owner"]).update(language="en")
    ref = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR).ref

    judged(matters, ref, "dismiss", at=at + 2 * HOUR)

    told = Notice.objects.filter(recipient_ref=CLAIMANT).latest("id")
    assert "The claimant:" in told.body
    assert "提出方陈述" not in told.body


@pytest.mark.parametrize(("language", "says"), [("zh-hans", "提出方撤回了争议。"), ("en", "The claimant withdrew.")])
def test_machine_made_reason_reads_in_the_readers_language(matters, at, language, says):
    found = disputes.withdraw_dispute(filed(matters, kind="copy", at=at).ref, actor=matters.actor("owner"), at=at + HOUR)

    assert says == why_it_ended(found, language)


def test_what_a_person_wrote_stays_as_written():
    assert "我们已经和解。" == read_reason("我们已经和解。", "en")


def test_proposal_that_waits_shows_no_findings(matters, at):
    ref = answered(matters, filed(matters, kind="copy", at=at).ref, at=at + HOUR).ref

    found = judged(matters, ref, "permanent", at=at + 2 * HOUR)

    assert ("examination", "", "") == (found.state, found.findings, why_it_ended(found, "en"))
