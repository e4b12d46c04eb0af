"""Avatars that are, or look like, a protected mark: held before a person with both shown; never refused by themselves."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest
from PIL import Image

from goodstanding.adapters.images.hashing import cropped_hashes, hash_of
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.errors import NameEntryUnfit
from goodstanding.apps.registry.models import Account, AccountChange, NameHold, ProtectedMark
from goodstanding.apps.registry.name_records import Verdict
from goodstanding.apps.registry.reading.names import holds_of, name_hold, protected_marks
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services.applying import save_application, start_application
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.registry.services.mark_register import RECHECK, protect_mark, withdraw_mark
from goodstanding.apps.registry.services.profiles import Proposed, propose_profile
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.events.outcome import Outcome
from goodstanding.core.signals.image_hash import NEAR_BITS
from tests.factories.applications import applied, person_form
from tests.factories.events import event
from tests.factories.logos import COPIES, logo, written
from tests.factories.matters import ACCOUNT, PLATFORM, Matters

pytestmark = pytest.mark.django_db

MARK, OTHER = logo(3), logo(4)
HELD = (
    "scaled to 30 %",
    "JPEG, quality 50",
    "greyscale",
    "negative",
    "brighter by 20 %, paler",
    "hues turned by 28°",
    "cut by 2 % a side",
    "cut by 3 % left and 2 % below",
    "cut by 5 % a side",
)


def avatar(image: Image.Image) -> dict[str, str]:
    return {"avatar_sha256": hashlib.sha256(written(image)).hexdigest(), "avatar_phash": hash_of(image)}


def protect(at: datetime, *, holder: str = "", letter: str = "", **more: object) -> str:
    hashes = {"phash": hash_of(MARK), "cropped": cropped_hashes(MARK)} | more
    digest = hashlib.sha256(written(MARK)).hexdigest()
    return protect_mark(
        title="示例盾徽", source="示例商标 001", sha256=digest, holder_ref=holder, letter=letter, actor=SYSTEM, at=at, **hashes
    )


def propose(matters: Matters, values: dict[str, str], at: datetime) -> Proposed:
    return propose_profile(ACCOUNT, values=values, actor=matters.actor("owner"), at=at)


def report(at: datetime, **data: str) -> Outcome:
    """Let the platform report a changed profile."""
    told = event(f"e-{len(data)}-{data.get('avatar_sha256', '')[:8]}", "account.profile_changed", subject=ACCOUNT, data=data)
    [outcome] = receive_events([told | {"time": at.isoformat()}], source_actor=PLATFORM, at=at)
    return outcome


@pytest.mark.parametrize("change", HELD)
def test_changed_copy_of_a_mark_is_held_with_mark_source_and_distance(change: str, matters: Matters, at: datetime) -> None:
    ref = protect(at)

    proposed = propose(matters, avatar(COPIES[change](MARK)), at)

    hit = next(one for one in proposed.hold.hits if one.rule == "near_mark")  # type: ignore[union-attr]
    values = dict(hit.values)
    assert ("held", ref, "示例盾徽", "示例商标 001") == (proposed.state, hit.text, values["mark"], values["source"])
    assert int(values["bits"]) <= int(values["threshold"]) == NEAR_BITS


def test_the_very_file_is_held_as_the_mark_itself(matters: Matters, at: datetime) -> None:
    protect(at)

    proposed = propose(matters, avatar(MARK), at)

    assert ["protected_mark"] == [one.rule for one in proposed.hold.hits]  # type: ignore[union-attr]


def test_an_unrelated_logo_touches_no_mark(matters: Matters, at: datetime) -> None:
    protect(at)

    proposed = propose(matters, avatar(OTHER), at)

    assert [] == [one.rule for one in (proposed.hold.hits if proposed.hold else ()) if "mark" in one.rule]


def test_without_a_perceptual_hash_the_same_file_alone_is_found(matters: Matters, at: datetime) -> None:
    protect(at, phash="", cropped=())

    near = propose(matters, avatar(COPIES["JPEG, quality 50"](MARK)), at)
    same = propose(matters, {"avatar_sha256": avatar(MARK)["avatar_sha256"]}, at)

    rules = [[one.rule for one in (found.hold.hits if found.hold else ()) if "mark" in one.rule] for found in (near, same)]
    assert [[], ["protected_mark"]] == rules


def test_the_holder_with_a_letter_passes_and_without_one_is_held(matters: Matters, at: datetime) -> None:
    ref = protect(at, holder=ACCOUNT)
    without = propose(matters, avatar(MARK), at)
    ProtectedMark.objects.filter(ref=ref).update(letter="F-DEMO")

    with_letter = propose(matters, avatar(COPIES["negative"](MARK)), at)

    assert ["protected_mark"] == [one.rule for one in without.hold.hits]  # type: ignore[union-attr]
    assert not with_letter.hold or not with_letter.hold.hits


def test_a_person_releases_it_and_the_letter_is_noted_for_the_next_time(matters: Matters, at: datetime) -> None:
    ref = protect(at)
    hold = propose(matters, avatar(MARK), at).hold
    assert hold is not None
    actor = matters.actor("reviewer")
    review.perform(hold.case_ref, action="claim", expected_version=case(hold.case_ref).version, actor=actor, at=at)

    decide_name(
        hold.ref,
        outcome="release",
        reasons="已核对授权书。",
        letter="F-DEMO",
        case_version=case(hold.case_ref).version,
        actor=actor,
        at=at,
    )

    row = ProtectedMark.objects.get(ref=ref)
    assert (avatar(MARK)["avatar_phash"], "F-DEMO") == (Account.objects.get(account_ref=ACCOUNT).avatar_phash, row.letter)
    assert "released" == name_hold(hold.ref).state


def test_a_reported_avatar_near_a_mark_is_put_back_until_a_person_decides(matters: Matters, at: datetime) -> None:
    protect(at)
    before = account(ACCOUNT)
    told = avatar(COPIES["JPEG, quality 50"](MARK))

    report(at, **told)

    after, hold = account(ACCOUNT), holds_of(ACCOUNT)[0]
    assert ["near_mark"] == [one.rule for one in hold.hits]
    assert (before.avatar_sha256, before.avatar_phash) == (after.avatar_sha256, after.avatar_phash)
    assert told["avatar_phash"] == hold.proposed["avatar_phash"]


def test_another_avatar_without_its_hash_leaves_no_stale_one(matters: Matters, at: datetime) -> None:
    report(at, **avatar(OTHER))

    report(at, avatar_sha256="b" * 64)

    assert ("b" * 64, "") == (account(ACCOUNT).avatar_sha256, account(ACCOUNT).avatar_phash)
    assert AccountChange.objects.filter(account_ref=ACCOUNT, field="avatar_phash").count() == 2


def test_an_event_with_a_hash_that_is_none_is_refused(matters: Matters, at: datetime) -> None:
    outcome = report(at, avatar_phash="xyz")

    assert ("rejected", "") == (outcome.status, account(ACCOUNT).avatar_phash)


def test_an_application_waits_for_a_person_when_its_avatar_looks_like_a_mark(matters: Matters, at: datetime) -> None:
    protect(at)

    found = applied(person_form(**avatar(COPIES["scaled to 30 %"](MARK))), at=at)

    check = next(one for one in found.checks if one.code == "name")
    assert ("checking", "waiting") == (found.status, check.state)
    assert "示例盾徽" in check.says.zh


def test_a_draft_with_another_avatar_forgets_the_former_hash(matters: Matters, at: datetime) -> None:
    begun = start_application("acct-demo-77", applicant=matters.users["owner"], actor=matters.actor("owner"), at=at)
    saved = save_application(begun.ref, values=avatar(MARK), expected_version=begun.version, at=at)

    again = save_application(begun.ref, values={"avatar_sha256": "c" * 64}, expected_version=saved.version, at=at)

    assert ("c" * 64, "") == (again.avatar_sha256, again.avatar_phash)


def test_a_mark_entered_again_takes_the_hash_it_lacked(at: datetime) -> None:
    first = protect(at, phash="", cropped=())

    second = protect(at)

    assert first == second
    assert hash_of(MARK) == ProtectedMark.objects.get(ref=first).perceptual_hash


def test_a_mark_takes_no_hash_that_is_none(at: datetime) -> None:
    with pytest.raises(NameEntryUnfit):
        protect(at, phash="12")


def wear(image: Image.Image, *, account_ref: str = ACCOUNT) -> None:
    """Let an account have had an avatar all along."""
    Account.objects.filter(account_ref=account_ref).update(**avatar(image))


def recheck(at: datetime) -> None:
    """Let the worker do what the register asked for."""
    drain(lambda: at, only=[RECHECK])


def test_an_avatar_that_looks_like_a_new_mark_is_brought_before_a_person_and_stays(matters: Matters, at: datetime) -> None:
    wear(COPIES["JPEG, quality 50"](MARK))
    before = account(ACCOUNT)

    ref = protect(at)
    recheck(at)

    [hold] = holds_of(ACCOUNT)
    assert ("held", "recheck", ref) == (hold.state, hold.origin, hold.hits[0].text)
    assert (before.avatar_sha256, before.status) == (account(ACCOUNT).avatar_sha256, account(ACCOUNT).status)


def test_an_avatar_unlike_the_new_mark_is_left_alone(matters: Matters, at: datetime) -> None:
    wear(OTHER)

    protect(at)
    recheck(at)

    assert () == holds_of(ACCOUNT)


def test_what_a_person_released_is_not_asked_again_for_the_same_mark(matters: Matters, at: datetime) -> None:
    wear(COPIES["negative"](MARK))
    ref = protect(at)
    recheck(at)
    NameHold.objects.update(state="released", reason="已核对。", decided_at=at)

    withdraw_mark(ref, why="误录", actor=SYSTEM, at=at)
    protect(at)
    recheck(at)

    assert ["released"] == [one.state for one in holds_of(ACCOUNT)]


def test_an_account_whose_profile_is_being_decided_is_looked_at_a_day_later(matters: Matters, at: datetime) -> None:
    wear(MARK)
    propose(matters, {"name": "示例大学官方"}, at)

    protect(at)
    recheck(at)

    NameHold.objects.filter(state="held").update(state="refused", reason="请更名。", decided_at=at)
    assert ["refused"] == [one.state for one in holds_of(ACCOUNT)]
    recheck(at + timedelta(days=1))
    assert ["held", "refused"] == [one.state for one in holds_of(ACCOUNT)]


def test_a_withdrawn_mark_is_compared_with_nothing_and_can_be_entered_again(matters: Matters, at: datetime) -> None:
    ref = protect(at)

    withdraw_mark(ref, why="误录", actor=SYSTEM, at=at)

    rules = [one.rule for one in (propose(matters, avatar(MARK), at).hold or Verdict(())).hits]
    assert [] == [rule for rule in rules if "mark" in rule]
    assert ref == protect(at)
    assert [ref] == [one.ref for one in protected_marks()]


def test_a_mark_is_withdrawn_for_a_reason_only(matters: Matters, at: datetime) -> None:
    ref = protect(at)

    with pytest.raises(NameEntryUnfit):
        withdraw_mark(ref, why=" ", actor=SYSTEM, at=at)
