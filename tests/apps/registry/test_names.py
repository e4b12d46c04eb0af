"""Names at the gate: what is held, what is refused, who releases it, and what the register forgets."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.application_records import ApplicationRecord, CheckRecord
from goodstanding.apps.registry.errors import NameEntryUnfit, NameHoldSettled, NameLetterMissing, NameRefused, RegistrationBarred
from goodstanding.apps.registry.models import NameLetter, Operator
from goodstanding.apps.registry.name_gate import examine
from goodstanding.apps.registry.name_records import Bearer, HoldRecord, NewName, Profile
from goodstanding.apps.registry.reading import applications as reading
from goodstanding.apps.registry.reading.names import handling_times, holds_of, name_hold, protected_names
from goodstanding.apps.registry.services.accounts import close_account, register_account, reopen_account
from goodstanding.apps.registry.services.applying import save_application, submit_application, withdraw_application
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.registry.services.mark_register import protect_mark
from goodstanding.apps.registry.services.name_register import protect_names, withdraw_name
from goodstanding.apps.registry.services.profiles import propose_profile, withdraw_proposal
from goodstanding.apps.review import services as review
from goodstanding.apps.review.errors import ReviewError
from goodstanding.apps.review.selectors import case
from tests.factories.applications import applied, company_form, credit_code, person_form
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters

pytestmark = pytest.mark.django_db

UNIVERSITY = "示例理工大学"


@pytest.fixture
def protected(matters: Matters, at: datetime) -> str:
    """A protected name, of nobody known."""
    return protect_names([NewName(UNIVERSITY, "university", "示例名录 2026-01")], actor=SYSTEM, at=at)[0]


def name_check(found: ApplicationRecord) -> CheckRecord:
    return next(one for one in found.checks if one.code == "name")


def decided(
    hold: HoldRecord,
    matters: Matters,
    outcome: str,
    at: datetime,
    *,
    by: str = "reviewer",
    letter: str = "",
    reasons: str = "已核对材料。",
) -> HoldRecord:
    """Claim the case of a hold and decide it."""
    actor = matters.actor(by)
    review.perform(hold.case_ref, action="claim", expected_version=case(hold.case_ref).version, actor=actor, at=at)
    version = case(hold.case_ref).version
    return decide_name(hold.ref, outcome=outcome, reasons=reasons, letter=letter, case_version=version, actor=actor, at=at)


def held_application(at: datetime, **changed: str) -> tuple[ApplicationRecord, HoldRecord]:
    found = applied(person_form(account_name="示例理工太学", **changed), at=at)
    return found, holds_of(found.account_ref)[0]


def test_rq027_lookalike_of_a_protected_name_is_held_with_both_spans(protected: str, at: datetime) -> None:
    found, hold = held_application(at)

    likeness = hold.likenesses[0]
    assert ("checking", "waiting", "held") == (found.status, name_check(found).state, hold.state)
    assert (protected, UNIVERSITY) == (likeness.ref, likeness.name)
    assert ("太", "大") == next((one.text, one.other_text) for one in likeness.readings if one.disguise != "exact")


def test_rq027_applicant_reads_which_name_and_which_characters(protected: str, at: datetime) -> None:
    found, _ = held_application(at)

    said = name_check(found).says.zh
    assert UNIVERSITY in said
    assert "“太”与“大”读音相同或相近" in said


def test_rq027_name_is_decided_by_a_person_with_a_reason_only(protected: str, matters: Matters, at: datetime) -> None:
    _, hold = held_application(at)

    with pytest.raises(NameHoldSettled):
        decided(hold, matters, "release", at, reasons=" ")

    assert "held" == name_hold(hold.ref).state


def test_rq027_released_name_lets_the_application_go_on(protected: str, matters: Matters, at: datetime) -> None:
    found, hold = held_application(at)

    done = decided(hold, matters, "release", at)

    after = reading.application(found.ref)
    assert ("released", f"user:{matters.users['reviewer']}") == (done.state, done.decided_by)
    assert ("review", "passed") == (after.status, name_check(after).state)


def test_rq027_refused_name_returns_the_application_with_the_reason(protected: str, matters: Matters, at: datetime) -> None:
    found, hold = held_application(at)

    decided(hold, matters, "refuse", at, reasons="与示例理工大学混淆，请改用其他名称。")

    after = reading.application(found.ref)
    assert ("correction", "failed") == (after.status, name_check(after).state)
    assert "请改用其他名称" in after.reasons


def test_another_name_replaces_the_held_one(protected: str, matters: Matters, at: datetime) -> None:
    found, hold = held_application(at)
    decided(hold, matters, "return", at)
    after = reading.application(found.ref)

    saved = save_application(found.ref, values={"account_name": "样例读书笔记"}, expected_version=after.version, at=at)
    again = submit_application(found.ref, expected_version=saved.version, actor=SYSTEM, at=at)

    assert "passed" == name_check(again).state


def test_withdrawn_application_leaves_no_name_waiting(protected: str, matters: Matters, at: datetime) -> None:
    found, hold = held_application(at)

    withdraw_application(found.ref, expected_version=found.version, actor=SYSTEM, at=at)

    assert ("withdrawn", "closed") == (name_hold(hold.ref).state, case(hold.case_ref).status)


def test_rq027_authorised_holder_passes_with_the_letter_on_file(matters: Matters, at: datetime) -> None:
    code = credit_code(9, kind="12")
    protect_names([NewName(UNIVERSITY, "university", "示例名录", code, "档案 2026-7")], actor=SYSTEM, at=at)
    form = company_form(9, subject_class="enterprise", uscc=code, organization_name=UNIVERSITY, account_name=UNIVERSITY)

    found = applied(form, at=at)

    assert "passed" == name_check(found).state


def test_rq027_holder_without_a_letter_is_held(matters: Matters, at: datetime) -> None:
    code = credit_code(9, kind="12")
    protect_names([NewName(UNIVERSITY, "university", "示例名录", code)], actor=SYSTEM, at=at)

    found = applied(company_form(9, uscc=code, organization_name=UNIVERSITY, account_name=UNIVERSITY), at=at)

    assert "waiting" == name_check(found).state


def test_letter_accepted_at_release_counts_the_next_time(protected: str, matters: Matters, at: datetime) -> None:
    held = propose_profile(ACCOUNT, values={"name": UNIVERSITY}, actor=matters.actor("owner"), at=at)
    assert held.hold is not None
    decided(held.hold, matters, "release", at, letter="F-DEMO")

    propose_profile(ACCOUNT, values={"name": "示例健康小站"}, actor=matters.actor("owner"), at=at)
    again = propose_profile(ACCOUNT, values={"name": UNIVERSITY}, actor=matters.actor("owner"), at=at)

    assert ("applied", 1) == (again.state, NameLetter.objects.count())


def test_rq031_name_of_a_closed_account_is_refused_citing_the_closure(matters: Matters, at: datetime) -> None:
    close_account(ACCOUNT, decision_ref="D-DEMO", at=at)

    found = applied(person_form(account_name="示例健康小站"), at=at)

    check = name_check(found)
    assert ("correction", "failed", "PA21:8.3") == (found.status, check.state, check.clause)
    assert "D-DEMO" in check.says.zh


def test_rq031_closed_name_in_disguise_of_width_is_the_same_name(matters: Matters, at: datetime) -> None:
    register_account("acct-closed", name="样例ABC生活", actor=SYSTEM, at=at)
    close_account("acct-closed", decision_ref="D-DEMO", at=at)

    with pytest.raises(NameRefused):
        propose_profile(ACCOUNT, values={"name": "样例ＡＢＣ生活"}, actor=matters.actor("owner"), at=at)

    assert "示例健康小站" == selectors.account(ACCOUNT).name


def test_rq031_overturned_closure_frees_the_name(matters: Matters, at: datetime) -> None:
    close_account(ACCOUNT, decision_ref="D-DEMO", at=at)
    reopen_account(ACCOUNT, decision_ref="D-LATER", at=at)

    found = applied(person_form(account_name="示例健康小站2号"), at=at)

    assert ("passed", ()) == (name_check(found).state, protected_names())


def test_authorised_holder_gets_its_name_back_from_a_closed_impersonator(matters: Matters, at: datetime) -> None:
    code = credit_code(9, kind="12")
    protect_names([NewName("示例健康小站", "trademark", "示例名录", code, "档案 1")], actor=SYSTEM, at=at)
    close_account(ACCOUNT, decision_ref="D-DEMO", at=at)

    verdict = examine(Profile("示例健康小站"), Bearer("acct-new", refs=frozenset({code})), at=at)

    assert verdict.refusal is None


def test_closed_name_cannot_be_registered_past_the_gate(matters: Matters, at: datetime) -> None:
    close_account(ACCOUNT, decision_ref="D-DEMO", at=at)

    with pytest.raises(RegistrationBarred, match="D-DEMO"):
        register_account("acct-past", name="示例健康小站", actor=SYSTEM, at=at)

    assert selectors.find_account("acct-past") is None


def test_rq032_near_name_of_a_closed_account_is_held_never_refused(matters: Matters, at: datetime) -> None:
    close_account(ACCOUNT, decision_ref="D-DEMO", at=at)

    found = applied(person_form(account_name="示例健康小栈"), at=at)

    likeness = holds_of(found.account_ref)[0].likenesses[0]
    assert ("waiting", "closed", 80) == (name_check(found).state, likeness.kind, likeness.threshold)
    assert likeness.threshold <= likeness.percent < 100


def test_rq026_occupation_without_a_credential_shows_both_values(matters: Matters, at: datetime) -> None:
    found = applied(person_form(bio="执业律师，专注劳动纠纷"), at=at)

    hit = next(one for one in holds_of(found.account_ref)[0].hits if one.rule == "occupation")
    assert ("bio", "律师") == (hit.field, hit.text)
    assert {"claimed": "律师", "needs": "law", "on_record": "", "subject": ""} == dict(hit.values)


def test_rq025_without_a_rule_pack_a_person_looks_at_the_profile(db: None, at: datetime) -> None:
    found = applied(person_form(), at=at)

    assert "needs_person" == name_check(found).state


def test_rq025_every_hit_names_its_rule_and_place(protected: str, matters: Matters, at: datetime) -> None:
    proposed = propose_profile(ACCOUNT, values={"name": "样例日报官方", "bio": "执业医师"}, actor=matters.actor("owner"), at=at)

    assert proposed.hold is not None
    texts = {"name": "样例日报官方", "bio": "执业医师"}
    found = {(hit.rule, texts[hit.field][hit.start : hit.end]) for hit in proposed.hold.hits}
    assert {("news", "日报"), ("official", "官方"), ("occupation", "医师")} <= found


def test_until_decided_the_old_profile_stands(protected: str, matters: Matters, at: datetime) -> None:
    proposed = propose_profile(ACCOUNT, values={"name": "示例理工太学"}, actor=matters.actor("owner"), at=at)
    assert proposed.hold is not None
    before = selectors.account(ACCOUNT).name

    decided(proposed.hold, matters, "release", at)

    assert ("示例健康小站", "示例理工太学") == (before, selectors.account(ACCOUNT).name)


def test_profile_that_touches_no_rule_is_applied_at_once(matters: Matters, at: datetime) -> None:
    proposed = propose_profile(ACCOUNT, values={"bio": "记录三餐与散步。"}, actor=matters.actor("owner"), at=at)

    assert ("applied", "记录三餐与散步。") == (proposed.state, selectors.account(ACCOUNT).bio)


def test_newer_proposal_takes_the_place_of_the_held_one(protected: str, matters: Matters, at: datetime) -> None:
    first = propose_profile(ACCOUNT, values={"name": "示例理工太学"}, actor=matters.actor("owner"), at=at)
    second = propose_profile(ACCOUNT, values={"name": "示例理工大學"}, actor=matters.actor("owner"), at=at)

    assert first.hold is not None
    assert second.hold is not None
    assert ("withdrawn", "held") == (name_hold(first.hold.ref).state, name_hold(second.hold.ref).state)


def test_proposal_taken_back_is_decided_by_nobody(protected: str, matters: Matters, at: datetime) -> None:
    proposed = propose_profile(ACCOUNT, values={"name": "示例理工太学"}, actor=matters.actor("owner"), at=at)
    assert proposed.hold is not None

    withdraw_proposal(proposed.hold.ref, account_ref=ACCOUNT, actor=matters.actor("owner"), at=at)

    with pytest.raises((NameHoldSettled, ReviewError)):
        decided(proposed.hold, matters, "release", at)


def test_protected_mark_as_avatar_is_held(matters: Matters, at: datetime) -> None:
    mark = protect_mark(title="示例标识", sha256="a" * 64, source="示例登记", actor=SYSTEM, at=at)

    proposed = propose_profile(ACCOUNT, values={"avatar_sha256": "a" * 64}, actor=matters.actor("owner"), at=at)

    assert proposed.hold is not None
    assert ("protected_mark", mark) == (proposed.hold.hits[0].rule, proposed.hold.hits[0].text)


def test_rq004_public_body_is_renamed_by_two_people(protected: str, matters: Matters, at: datetime) -> None:
    hold = _renamed_body(matters, at)

    first = decided(hold, matters, "release", at)
    with pytest.raises(ReviewError):
        decided(first, matters, "release", at)
    second = decided(name_hold(hold.ref), matters, "release", at, by="colleague")

    assert ("held", "released") == (first.state, second.state)
    assert f"user:{matters.users['reviewer']}" == second.first_release_by


def test_rq030_handling_times_show_median_and_what_is_late(protected: str, matters: Matters, at: datetime) -> None:
    _, hold = held_application(at)
    late = propose_profile(ACCOUNT, values={"name": "示例理工大學"}, actor=matters.actor("owner"), at=at)
    decided(hold, matters, "release", at + timedelta(hours=3))

    times = handling_times(since=at, at=at + timedelta(hours=30))

    assert late.hold is not None
    assert (1, 3.0, 3.0, 24) == (times.decided, times.median_hours, times.p95_hours, times.limit_hours)
    assert [late.hold.ref] == [one.ref for one in times.late]


def test_name_of_another_subject_is_held_for_the_later_one(matters: Matters, at: datetime) -> None:
    applied(person_form(1, account_name="样例同名"), at=at)

    later = applied(person_form(2, account_name="样例同名"), at=at)

    assert "waiting" == name_check(later).state
    assert ["taken"] == [hit.rule for hit in holds_of(later.account_ref)[0].hits]


def test_withdrawn_entry_frees_the_name(protected: str, matters: Matters, at: datetime) -> None:
    withdraw_name(protected, why="名录已更新", actor=SYSTEM, at=at)

    verdict = examine(Profile(UNIVERSITY), Bearer("acct-new", "", "person"), at=at)

    assert () == verdict.likenesses


@pytest.mark.parametrize(
    "entry",
    [
        NewName("", "university", "示例"),
        NewName(UNIVERSITY, "no-such", "示例"),
        NewName(UNIVERSITY, "university", ""),
        NewName(UNIVERSITY, "closed", "示例"),
    ],
)
def test_entry_without_name_kind_or_source_is_refused(entry: NewName, db: None, at: datetime) -> None:
    with pytest.raises(NameEntryUnfit):
        protect_names([entry], actor=SYSTEM, at=at)

    assert () == protected_names()


def test_same_entry_is_entered_once(protected: str, at: datetime) -> None:
    again = protect_names([NewName(UNIVERSITY, "university", "示例名录 2026-01")], actor=SYSTEM, at=at)

    assert ((), 1) == (again, len(protected_names()))


def _renamed_body(matters: Matters, at: datetime) -> HoldRecord:
    Operator.objects.filter(accounts__account_ref=PERSON_ACCOUNT).update(subject_class="government", name="示例市演示局")
    proposed = propose_profile(PERSON_ACCOUNT, values={"name": "示例市演示局发布"}, actor=matters.actor("stranger"), at=at)
    assert proposed.hold is not None
    return proposed.hold


def test_rq004_public_body_is_not_released_without_a_letter(matters: Matters, at: datetime) -> None:
    found = applied(company_form(5, subject_class="government", uscc=credit_code(5, kind="11")), at=at)
    hold = holds_of(found.account_ref)[0]

    with pytest.raises(NameLetterMissing):
        decided(hold, matters, "release", at)

    assert ["organ_name"] == [hit.rule for hit in hold.hits]


def test_rq004_name_of_a_public_body_is_protected_from_its_release(matters: Matters, at: datetime) -> None:
    found = applied(company_form(5, subject_class="government", uscc=credit_code(5, kind="11")), at=at)

    decided(holds_of(found.account_ref)[0], matters, "release", at, letter="F-DEMO")

    [entry] = protected_names()
    assert (found.account_name, "government", "F-DEMO") == (entry.name, entry.kind, entry.letter)


@pytest.mark.parametrize(
    ("name", "bio"),
    [("演示理工大學招生办", ""), ("官方演示新闻社", ""), ("示例收购公众号", "收购公众号"), ("演示律师", "执业律师，十年经验")],
)
def test_english_reasons_hold_no_chinese_but_in_quotes(name: str, bio: str, matters: Matters, at: datetime) -> None:
    protect_names([NewName("演示理工大学", "university", "演示名录 2026-01")], actor=SYSTEM, at=at)

    verdict = examine(Profile(name, bio), Bearer("acct-new", licences=("health:健康科普备案（示例）",)), at=at)

    said = [sentence.en for sentence in verdict.sentences()] + [one.says.en for one in verdict.likenesses]
    assert said
    assert [] == [text for text in said if re.search("[一-鿿]", re.sub("“[^”]*”", "", text))]
