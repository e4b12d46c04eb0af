"""Doubts that people settle: a refusal challenged, earlier work found later, disputes; nobody loses a badge to a machine."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.originality import selectors
from goodstanding.apps.originality.errors import ChallengeRefused, OriginalDisputed, TransitionRefused
from goodstanding.apps.originality.services.badges import ban_declaring, lift_declaring_ban, restore_badge, revoke_badge
from goodstanding.apps.originality.services.challenges import (
    challenge_refusal,
    decide_challenge,
    open_dispute,
    settle_dispute,
)
from goodstanding.apps.originality.services.declaring import withdraw_declaration
from goodstanding.apps.originality.services.forgetting import forget_content
from goodstanding.apps.originality.text_index import content_of, text_indexes
from goodstanding.apps.originality.values import ChallengeView, OriginalView
from goodstanding.apps.registry.services.telling import DISCLOSURE_CHANGED
from goodstanding.apps.review.selectors import case
from tests.factories.matters import Matters, claimed
from tests.factories.originals import AUTHOR, OTHER, article, checked, declared, edited, published, worked

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
STATEMENT = "这是我方旧稿，此前已在别处发表。"


@pytest.fixture
def refused(matters: Matters, at: datetime) -> OriginalView:
    """A declaration refused because of an earlier work."""
    published("c-1", article(), at=at)
    return declared("c-2", article(), account=OTHER, at=at + MINUTE)


def decided(challenge: ChallengeView, outcome: str, matters: Matters, *, at: datetime) -> ChallengeView:
    held = claimed(case(challenge.case_ref), matters.actor("reviewer"), at=at)
    return decide_challenge(
        challenge.ref, outcome=outcome, reasons="已核对原稿。", case_version=held.version, actor=matters.actor("reviewer"), at=at
    )


def test_challenged_refusal_is_decided_by_a_person_with_the_same_evidence(
    refused: OriginalView, matters: Matters, at: datetime
) -> None:
    challenge = challenge_refusal(refused.ref, statement=STATEMENT, actor=matters.actor("stranger"), at=at + DAY)

    decided(challenge, "upheld", matters, at=at + DAY)

    found, check = selectors.original(refused.ref), selectors.latest_check(refused.ref)
    assert check is not None
    assert (check.ref, "upheld", True) == (challenge.check_ref, found.status, found.has_badge)
    assert "closed" == case(challenge.case_ref).status
    assert any("The declaration of originality stands" in one.subject for one in inbox([("account", OTHER)]))


def test_refusal_that_stands_is_told_with_the_way_to_appeal(refused: OriginalView, matters: Matters, at: datetime) -> None:
    challenge = challenge_refusal(refused.ref, statement=STATEMENT, actor=matters.actor("stranger"), at=at + DAY)

    decided(challenge, "refused", matters, at=at + DAY)

    assert ("refused", False) == (selectors.original(refused.ref).status, selectors.original(refused.ref).has_badge)
    assert any("The refusal of the declaration stands" in one.subject for one in inbox([("account", OTHER)]))


def test_challenge_needs_a_refusal_and_a_statement(refused: OriginalView, at: datetime) -> None:
    with pytest.raises(ChallengeRefused):
        challenge_refusal(refused.ref, statement=" 不服 ", actor=SYSTEM, at=at)
    granted = declared("c-3", article(2), at=at)
    with pytest.raises(ChallengeRefused):
        challenge_refusal(granted.ref, statement=STATEMENT, actor=SYSTEM, at=at)


def test_earlier_work_that_comes_to_light_goes_before_a_person_and_the_badge_stays(matters: Matters, at: datetime) -> None:
    first = declared("c-1", article(), at=at)

    published("c-old", article(), account=OTHER, at=at - DAY, received_at=at + DAY)
    worked(at=at + DAY)

    found = selectors.original(first.ref)
    (challenge,) = selectors.challenges_of(first.ref)
    check = selectors.check(challenge.check_ref)
    assert ("challenged", True, "later_found") == (found.status, found.has_badge, challenge.kind)
    assert ["c-old"] == [match.other.content_ref for match in check.against]
    assert any("发现在先作品" in one.subject for one in inbox([("account", AUTHOR)]))
    decided(challenge, "revoked", matters, at=at + 2 * DAY)
    assert ("revoked", False) == (selectors.original(first.ref).status, selectors.original(first.ref).has_badge)


def test_work_a_person_looked_at_does_not_open_it_again(matters: Matters, at: datetime) -> None:
    first = declared("c-1", article(), at=at)
    published("c-old", article(), account=OTHER, at=at - DAY, received_at=at + DAY)
    worked(at=at + DAY)
    (challenge,) = selectors.challenges_of(first.ref)
    decided(challenge, "upheld", matters, at=at + 2 * DAY)

    edited("c-old", article(), account=OTHER, at=at + 3 * DAY)
    published("c-older", article(3), account=OTHER, at=at - 2 * DAY, received_at=at + 3 * DAY)
    worked(at=at + 3 * DAY)

    assert 1 == len(selectors.challenges_of(first.ref))


def test_recorded_draft_makes_the_author_the_first(matters: Matters, at: datetime) -> None:
    from goodstanding.apps.ingest.services.content_book import content_sha256
    from goodstanding.apps.originality.services.drafts import record_draft

    digest = content_sha256("示例标题", article())
    record_draft(AUTHOR, sha256=digest, actor=SYSTEM, at=at - DAY)
    published("c-thief", article(), account=OTHER, at=at)

    found = declared("c-1", article(), at=at + MINUTE)

    assert found.has_badge


def test_text_under_dispute_is_not_let_go(matters: Matters, at: datetime) -> None:
    first = declared("c-1", article(), at=at)
    open_dispute("c-1", dispute_ref="DP-1", actor=SYSTEM, at=at)

    with pytest.raises(OriginalDisputed):
        forget_content("c-1", actor=SYSTEM, at=at)
    with pytest.raises(TransitionRefused):
        withdraw_declaration(first.ref, actor=SYSTEM, at=at)
    settle_dispute("DP-1", outcome="upheld", reasons="成立。", actor=SYSTEM, at=at)
    forget_content("c-1", actor=SYSTEM, at=at)

    assert "c-1" not in {content_of(entry.ref) for entry in text_indexes().current().entries()}


def test_earlier_work_of_a_challenged_refusal_is_not_let_go_either(refused: OriginalView, at: datetime) -> None:
    challenge_refusal(refused.ref, statement=STATEMENT, actor=SYSTEM, at=at + DAY)

    assert {"c-1", "c-2"} == selectors.disputed_contents()


def test_dispute_that_fails_leaves_the_badge(matters: Matters, at: datetime) -> None:
    first = declared("c-1", article(), at=at)
    open_dispute("c-1", dispute_ref="DP-1", actor=SYSTEM, at=at)

    settle_dispute("DP-1", outcome="upheld", reasons="成立。", actor=SYSTEM, at=at)

    assert ("upheld", True) == (selectors.original(first.ref).status, selectors.original(first.ref).has_badge)


def test_reversal_gives_the_badge_back_unless_another_decision_took_it(matters: Matters, at: datetime) -> None:
    declared("c-1", article(), at=at)
    for ref in ("D-1", "D-2", "D-2"):
        revoke_badge("c-1", decision_ref=ref, reasons="抄袭。", actor=SYSTEM, at=at)

    first = restore_badge("c-1", decision_ref="D-1", reasons="撤销。", actor=SYSTEM, at=at)
    second = restore_badge("c-1", decision_ref="D-2", reasons="撤销。", actor=SYSTEM, at=at)

    assert [("revoked", False), ("upheld", True)] == [(one.status, one.has_badge) for one in (first, second)]


def test_reversal_gives_no_badge_to_what_had_none(refused: OriginalView, at: datetime) -> None:
    revoke_badge("c-2", decision_ref="D-1", reasons="抄袭。", actor=SYSTEM, at=at)

    found = restore_badge("c-2", decision_ref="D-1", reasons="撤销。", actor=SYSTEM, at=at)

    assert ("refused", False) == (found.status, found.has_badge)


def test_ban_of_one_decision_is_lifted_and_that_of_another_stands(matters: Matters, at: datetime) -> None:
    ban_declaring(AUTHOR, until=at + 7 * DAY, decision_ref="D-1", actor=SYSTEM, at=at)
    ban_declaring(AUTHOR, until=None, decision_ref="D-2", actor=SYSTEM, at=at)

    lift_declaring_ban(AUTHOR, decision_ref="D-2", actor=SYSTEM, at=at)

    ban = selectors.declaring_ban(AUTHOR, at=at)
    assert ban is not None
    assert "D-1" == ban.decision_ref


def test_every_step_is_in_the_history(refused: OriginalView, matters: Matters, at: datetime) -> None:
    challenge = challenge_refusal(refused.ref, statement=STATEMENT, actor=matters.actor("stranger"), at=at + DAY)
    decided(challenge, "upheld", matters, at=at + DAY)

    steps = [(one.before, one.after, one.cause) for one in selectors.changes_of(refused.ref)]

    assert [
        ("", "checking", "declaration"),
        ("checking", "refused", "check"),
        ("refused", "challenged", "challenge"),
        ("challenged", "upheld", "challenge"),
    ] == steps


def test_edit_under_dispute_leaves_the_disputed_wording(matters: Matters, at: datetime) -> None:
    first = declared("c-1", article(), at=at)
    open_dispute("c-1", dispute_ref="DP-1", actor=SYSTEM, at=at)

    edited("c-1", article(5), at=at + MINUTE, declared_original=True)

    assert (first.content_sha256, "challenged") == (
        selectors.original(first.ref).content_sha256,
        checked("c-1", at=at + MINUTE).status,
    )


@pytest.mark.parametrize("step", ["withdrawn", "edited"])
def test_badge_that_goes_for_now_is_told_to_the_platform(matters: Matters, at: datetime, step: str) -> None:
    found = declared("c-1", article(), at=at)
    OutboxMessage.objects.all().delete()

    if step == "withdrawn":
        withdraw_declaration(found.ref, actor=matters.actor("owner"), at=at + MINUTE)
    else:
        edited("c-1", article(9), at=at + MINUTE, declared_original=True)

    assert OutboxMessage.objects.filter(topic=DISCLOSURE_CHANGED, key=AUTHOR).exists()
