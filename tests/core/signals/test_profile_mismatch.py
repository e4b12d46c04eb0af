"""Profiles against the verified subject: both values shown, ordinary words left alone."""

from __future__ import annotations

import pytest

from goodstanding.core.signals.naming import NameIndex, core_of, likeness
from goodstanding.core.signals.profile_mismatch import ProfileMismatch
from tests.core.signals.conformance import SignalConformance, read, signal_of

PERSON = {"account.verified_name": "某甲"}


class TestProfileMismatch(SignalConformance):
    kind = ProfileMismatch


def test_the_finding_shows_both_values() -> None:
    reading = read(signal_of(ProfileMismatch), {"name": "样例商城旗舰店"}, {"account.verified_name": "演示餐饮"})

    assert "旗舰店" in reading.spans[0].why
    assert "演示餐饮" in reading.spans[0].why


def test_an_unverified_account_bears_nothing_out() -> None:
    assert read(signal_of(ProfileMismatch), {"name": "示例市官方"}, {"account.verified_name": ""}).hit


def test_an_organisation_name_on_a_persons_account_is_a_finding() -> None:
    assert 0.8 == read(signal_of(ProfileMismatch, {}), {"name": "示例县公安局"}, PERSON).score


@pytest.mark.parametrize("bio", ["教师节快乐", "想找律师的朋友看过来", "我不是医生", "感谢医生们", "考教师资格"])
def test_naming_an_occupation_is_not_claiming_it(bio: str) -> None:
    assert not read(signal_of(ProfileMismatch), {"name": "小示例", "bio": bio}, PERSON).hit


def test_a_credential_of_another_domain_does_not_help() -> None:
    reading = read(signal_of(ProfileMismatch), {"bio": "主任医师"}, {**PERSON, "account.licences": ["law"]})

    assert reading.hit


@pytest.mark.parametrize("name", ["样例晩报", "样例晚报社区", "樣例晚報", "样 例 晚 报"])
def test_a_name_like_a_protected_one_is_a_finding(name: str) -> None:
    assert read(signal_of(ProfileMismatch, {"bank": "sample-protected", "likeness": 0.6}), {"name": name}, PERSON).hit


def test_the_owner_may_bear_its_protected_name() -> None:
    assert not read(signal_of(ProfileMismatch), {"name": "样例晚报"}, {"account.verified_name": "样例晚报社"}).hit


def test_ornament_is_taken_away() -> None:
    assert "示例" == core_of("示例(官方账号)有限公司")
    assert 1.0 == likeness("示例汽车", "示例汽车销售")


def test_the_closest_name_is_found() -> None:
    assert "示例图书馆" == NameIndex(["演示图书馆", "示例图书馆"]).closest("示例图书官")[0]
    assert ("", 0.0) == NameIndex([]).closest("示例")
