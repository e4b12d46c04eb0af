"""What is said about a name reads as a sentence also where nobody is named."""

from __future__ import annotations

from goodstanding.core.names.rules import Applicant, check_name


def test_word_of_officialdom_without_a_verified_name_is_told_without_empty_quotes() -> None:
    (found,) = [one for one in check_name("示例散步官方", applicant=Applicant("person"), matches=()) if one.rule == "official"]

    assert "“”" not in found.reason.zh + found.reason.en
    assert "没有经认证的单位名称" in found.reason.zh
