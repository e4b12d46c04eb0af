"""Declarations: the badge, or the reason with the earlier work and its spans on both sides; what does not count, and why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.originality import evidence, selectors
from goodstanding.apps.originality.errors import DeclarationRefused
from goodstanding.apps.originality.models import DeclarationCheck
from goodstanding.apps.originality.services.badges import ban_declaring
from goodstanding.apps.originality.services.checking import check_declaration
from goodstanding.apps.originality.services.declaring import declare_original, withdraw_declaration
from goodstanding.apps.originality.services.licensing import grant_licence, revoke_licence
from goodstanding.apps.originality.values import OriginalView
from tests.factories.matters import Matters
from tests.factories.originals import AUTHOR, CHECKS, OTHER, article, checked, declared, edited, published, rewritten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("matters")]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def reasons_of(found: OriginalView) -> tuple[str, str]:
    return found.status, found.reason


def test_rq064_text_of_its_own_gets_the_badge(at: datetime) -> None:
    found = declared("c-1", article(), at=at)

    assert ("declared", "original", True) == (*reasons_of(found), found.has_badge)


def test_rq064_declarer_is_told_which_earlier_work_of_when_and_where_it_matches(at: datetime) -> None:
    published("c-1", article(), at=at)

    refused = declared("c-2", "开头的话。" + article(), account=OTHER, at=at + MINUTE)

    check = selectors.latest_check(refused.ref)
    assert check is not None
    (match,) = check.against
    assert ("refused", "earlier_work") == reasons_of(refused)
    assert ("c-1", at, "time") == (match.other.content_ref, match.other.at, match.order)
    assert match.earlier_covered > 0.98
    theirs, mine = selectors.wording(match.other), selectors.wording(check.declared)
    assert theirs is not None
    assert mine is not None
    first = match.passages[0]
    assert mine[1][first.a.start : first.a.end] == theirs[1][first.b.start : first.b.end]
    assert "c-1" in refused.reasons
    assert any("The declaration of originality was refused" in one.subject for one in inbox([("account", OTHER)]))


def test_rewriting_is_found_with_what_was_changed(at: datetime) -> None:
    published("c-1", article(1), at=at)

    refused = declared("c-2", rewritten(1), account=OTHER, at=at + MINUTE)

    check = selectors.latest_check(refused.ref)
    assert check is not None
    assert ["rewriting"] == [match.kind for match in check.against]
    assert check.against[0].changes


def test_later_copy_never_speaks_against_the_first(at: datetime) -> None:
    published("c-2", article(), account=OTHER, at=at + MINUTE)

    found = declared("c-1", article(), at=at, received_at=at + 2 * MINUTE)

    assert found.has_badge


def test_two_declarations_of_one_millisecond_are_ordered_by_the_log_and_say_so(at: datetime) -> None:
    published("c-1", article(), at=at, declared_original=True)
    published("c-2", article(), account=OTHER, at=at + timedelta(microseconds=400), declared_original=True)

    first, second = checked("c-1", at=at), checked("c-2", at=at)

    check = selectors.latest_check(second.ref)
    assert check is not None
    assert (True, False) == (first.has_badge, second.has_badge)
    assert "log" == check.against[0].order
    assert check.against[0].other.log_index == first.log_index < second.log_index
    assert "存证日志中在先" in second.reasons


def test_edit_does_not_make_the_author_the_later_one(at: datetime) -> None:
    published("c-1", article(), at=at)
    published("c-2", article(), account=OTHER, at=at + MINUTE)
    edited("c-1", article() + "更正一个错字。", at=at + 2 * MINUTE)

    declare_original("c-1", via="portal", actor=SYSTEM, at=at + 3 * MINUTE)

    assert checked("c-1", at=at + 3 * MINUTE).has_badge


def test_edit_that_brings_in_anothers_text_does_not_make_it_the_earlier_one(at: datetime) -> None:
    published("c-old", article(3), account=OTHER, at=at - DAY)
    published("c-1", article(), at=at)
    edited("c-old", article(), account=OTHER, at=at + MINUTE)

    declare_original("c-old", via="portal", actor=SYSTEM, at=at + 2 * MINUTE)
    declare_original("c-1", via="portal", actor=SYSTEM, at=at + 2 * MINUTE)

    assert ("refused", "declared") == (
        checked("c-old", at=at + 3 * MINUTE).status,
        checked("c-1", at=at + 3 * MINUTE).status,
    )


def test_badge_does_not_stand_on_an_edit_nobody_compared(at: datetime) -> None:
    published("c-1", article(4), account=OTHER, at=at - DAY)
    declared("c-2", article(), at=at)

    edited("c-2", article(4), at=at + MINUTE)

    assert ("refused", "earlier_work") == reasons_of(checked("c-2", at=at + MINUTE))


def test_rq064_series_of_one_account_is_excluded_with_the_reason(at: datetime) -> None:
    published("c-1", article(), at=at)

    found = declared("c-2", article(), at=at + MINUTE)

    check = selectors.latest_check(found.ref)
    assert check is not None
    assert found.has_badge
    assert [["same_account"]] == [[one.code for one in match.exclusions] for match in check.excused]


def test_rq064_licensed_passage_is_excluded_with_the_licence_named(at: datetime) -> None:
    published("c-1", article(5, letters=400), at=at)
    licence = grant_licence(grantor=AUTHOR, grantee=OTHER, scopes=["excerpt"], content_ref="c-1", actor=SYSTEM, at=at)

    found = declared("c-2", article(6, letters=900) + article(5, letters=400), account=OTHER, at=at + MINUTE)

    check = selectors.latest_check(found.ref)
    assert check is not None
    assert found.has_badge
    assert licence.ref in check.excused[0].exclusions[0].zh


def test_licensed_reprint_bears_no_badge_and_is_told_to_be_no_violation(at: datetime) -> None:
    published("c-1", article(), at=at)
    grant_licence(grantor=AUTHOR, grantee=OTHER, kind="whitelist", actor=SYSTEM, at=at)

    found = declared("c-2", article(), account=OTHER, at=at + MINUTE)

    assert ("refused", "mostly_shared") == reasons_of(found)
    assert "不是违规" in found.reasons


def test_licence_taken_back_covers_what_was_reused_before(at: datetime) -> None:
    published("c-1", article(), at=at)
    licence = grant_licence(grantor=AUTHOR, grantee=OTHER, scopes=["reprint"], actor=SYSTEM, at=at)
    published("c-2", article(), account=OTHER, at=at + MINUTE, declared_original=True)
    revoke_licence(licence.ref, grantor=AUTHOR, actor=SYSTEM, at=at + 2 * MINUTE)

    later = declared("c-3", article(), account=OTHER, at=at + 3 * MINUTE)

    assert ("mostly_shared", "earlier_work") == (checked("c-2", at=at + 3 * MINUTE).reason, later.reason)


def test_few_borrowed_lines_are_shown_and_cost_no_badge(at: datetime) -> None:
    published("c-1", article(7, letters=900), at=at)

    found = declared("c-2", article(8, letters=1200) + article(7, letters=900)[:150], account=OTHER, at=at + MINUTE)

    check = selectors.latest_check(found.ref)
    assert check is not None
    assert found.has_badge
    assert [("borrowed_passage", False)] == [(match.kind, match.counts) for match in check.matches]


@pytest.mark.parametrize(
    ("body", "data", "reason"),
    [
        ("太短。", {}, "too_short"),
        (article(9), {"repost_of": "c-demo-1", "source": {"owner": "示例作者", "basis": "licence"}}, "repost"),
    ],
)
def test_what_cannot_be_original_is_refused_with_the_reason(
    body: str, data: dict[str, object], reason: str, at: datetime
) -> None:
    found = declared("c-1", body, at=at, **data)

    assert ("refused", reason) == reasons_of(found)


def test_account_barred_by_a_decision_is_told_until_when(at: datetime) -> None:
    ban_declaring(AUTHOR, until=at + 7 * DAY, decision_ref="D-1", actor=SYSTEM, at=at)
    published("c-2", article(), at=at)

    found = declared("c-1", article(2), at=at + DAY)

    assert ("refused", "banned") == reasons_of(found)
    with pytest.raises(DeclarationRefused, match="2026-11-30"):
        declare_original("c-2", via="api", actor=SYSTEM, at=at + DAY)


def test_ban_ends_by_itself(at: datetime) -> None:
    ban_declaring(AUTHOR, until=at + 7 * DAY, decision_ref="D-1", actor=SYSTEM, at=at)

    assert declared("c-1", article(), at=at + 7 * DAY).has_badge


def test_declaring_twice_changes_nothing(at: datetime) -> None:
    first = declared("c-1", article(), at=at)

    again = declare_original("c-1", via="portal", actor=SYSTEM, at=at + DAY)

    assert (first.declared_at, True, 1) == (again.declared_at, again.has_badge, len(selectors.declarations_of(first.ref)))


def test_check_answered_twice_is_one_check(at: datetime) -> None:
    found = declared("c-1", article(), at=at)
    (declaration,) = selectors.declarations_of(found.ref)

    again = check_declaration(declaration.ref, at=at + DAY)

    assert [again.ref] == [check.ref for check in selectors.checks_of(found.ref)]


def test_evidence_is_what_the_log_says_it_is(at: datetime) -> None:
    published("c-1", article(), at=at)
    refused = declared("c-2", article(), account=OTHER, at=at + MINUTE)

    row = DeclarationCheck.objects.get(declaration__original__ref=refused.ref)
    logged = next(one for one in entries_about("original", refused.ref) if one.index == row.log_index)

    assert evidence.digest(row.evidence) == row.evidence_sha256 == logged.details()["evidence_sha256"]


def test_withdrawn_declaration_shows_no_badge(at: datetime) -> None:
    found = declared("c-1", article(), at=at)

    withdrawn = withdraw_declaration(found.ref, actor=SYSTEM, at=at + DAY)

    assert ("withdrawn", False) == (withdrawn.status, withdrawn.has_badge)


def test_comment_and_content_of_another_account_are_not_declared(matters: Matters, at: datetime) -> None:
    published("c-1", article(), at=at)
    published("c-1", article(), account=OTHER, at=at + MINUTE, declared_original=True)

    drain(lambda: at + DAY, only=CHECKS)

    assert selectors.original_of("c-1") is None
