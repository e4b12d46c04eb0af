"""Installing packs: exact bytes, one live version, clause texts that never change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.policies import selectors
from goodstanding.apps.policies.errors import (
    AnotherPackIsLive,
    ModeUnknown,
    NoLivePack,
    PackCannotJudge,
    PackNotInstalled,
    PackRetroactive,
    PackVersionTaken,
)
from goodstanding.apps.policies.services import install_pack, set_mode
from goodstanding.core.policy.archive import load_archive
from tests.core.policy import sample
from tests.factories.screening_pack import PARAMETERS, RULES, archive, rules_from, texts

pytestmark = pytest.mark.django_db


def version(number: str, *, pack: str = "sample") -> str:
    return sample.PACK.replace("2026.11.1", number).replace("id: sample", f"id: {pack}")


def install(mode: str = "live", *, at: datetime, **changes: str) -> str:
    return install_pack(archive(**changes), mode=mode, actor=SYSTEM, at=at).name


def test_installed_bytes_are_those_given(at: datetime) -> None:
    install(at=at)

    pack = selectors.live_pack()
    assert pack is not None
    assert archive() == selectors.archive_of(pack.digest)


def test_directory_and_archive_are_the_same_version(at: datetime, tmp_path: Path) -> None:
    for name, text in texts().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    install(at=at)

    again = install_pack(tmp_path, mode="live", actor=SYSTEM, at=at)

    assert 1 == len(selectors.installed_packs())
    assert load_archive(archive()).digest == again.digest


def test_new_live_version_switches_the_former_off(at: datetime) -> None:
    install(at=at)

    install(at=at + timedelta(seconds=1), pack=version("2026.11.2"))

    assert [("2026.11.2", "live"), ("2026.11.1", "off")] == [(p.version, p.mode) for p in selectors.installed_packs()]


def test_other_contents_under_a_taken_version_are_refused(at: datetime) -> None:
    """RQ-011."""
    install(at=at)

    with pytest.raises(PackVersionTaken):
        install(at=at, queues=sample.QUEUES.replace("limit: 5", "limit: 6"))


def test_second_pack_cannot_be_live_beside_the_first(at: datetime) -> None:
    install(at=at)

    with pytest.raises(AnotherPackIsLive):
        install(at=at, pack=version("2026.11.1", pack="other"))


def test_second_pack_may_run_in_the_shadow(at: datetime) -> None:
    install(at=at)

    install("shadow", at=at, pack=version("2026.11.1", pack="other"))

    assert ["other@2026.11.1"] == [pack.name for pack in selectors.shadow_packs()]


def test_unknown_mode_is_refused(at: datetime) -> None:
    with pytest.raises(ModeUnknown):
        install("loud", at=at)


def test_mode_of_what_is_not_installed_is_refused(at: datetime) -> None:
    with pytest.raises(PackNotInstalled):
        set_mode("sample@1", mode="live", actor=SYSTEM, at=at)


def test_engine_is_compiled_once_for_days_alike(at: datetime) -> None:
    install(at=at)

    assert selectors.live_engine(at=at) is selectors.live_engine(at=at + timedelta(days=3))


def test_without_a_live_pack_there_is_no_engine(at: datetime) -> None:
    with pytest.raises(NoLivePack):
        selectors.live_engine(at=at)


def test_day_begins_at_midnight_in_shanghai() -> None:
    assert date(2026, 11, 24) == selectors.day_of(datetime.fromisoformat("2026-11-23T16:00:00+00:00"))


def test_days_before_and_after_a_dated_change_have_engines_of_their_own(at: datetime) -> None:
    """RQ-011."""
    install(at=at, parameters__burst=PARAMETERS + "      2026-11-20: 5\n")

    before, after, later = (selectors.live_engine(at=at - timedelta(days=days)) for days in (4, 3, 0))

    assert (True, False) == (before is not after, after is not later)


def test_clause_keeps_text_hash_and_pack(at: datetime) -> None:
    install(at=at)

    clause = selectors.clause("PA21:18(8)")
    assert (sample.CLAUSE, "sample@2026.11.1") == (clause.text, clause.version)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE policies_clauseversion SET text = 'other'",
        "DELETE FROM policies_clauseversion",
        "UPDATE policies_installedpack SET digest = 'other'",
        "DELETE FROM policies_installedpack",
    ],
)
def test_what_was_installed_cannot_be_changed_with_raw_sql(statement: str, at: datetime) -> None:
    install(at=at)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def changed(since: str) -> dict[str, str]:
    """A later version whose first rule asks for a hold from a day on, and for a look before it."""
    return {"pack": version("2026.11.2"), "rules__rules": rules_from(since, "suggestion: review", "suggestion: hold", count=1)}


def test_rq011_version_that_changes_a_rule_for_days_gone_by_is_refused_naming_rule_and_day(at: datetime) -> None:
    install(at=at)

    with pytest.raises(PackRetroactive, match=r"rule account-trading\.offer changed from 2021-02-22 on"):
        install(at=at, pack=version("2026.11.2"), rules__rules=RULES.replace("suggestion: review", "suggestion: hold", 1))

    assert ["2026.11.1"] == [pack.version for pack in selectors.installed_packs()]


def test_rq011_version_that_changes_a_rule_from_today_on_is_installed(at: datetime) -> None:
    install(at=at)

    install(at=at, **changed(selectors.day_of(at).isoformat()))

    assert "2026.11.2" == selectors.live_pack().version  # type: ignore[union-attr]


def test_rq011_version_kept_off_until_its_first_day_is_past_cannot_go_live(at: datetime) -> None:
    install(at=at)
    install("off", at=at, **changed(selectors.day_of(at).isoformat()))

    with pytest.raises(PackRetroactive):
        set_mode("sample@2026.11.2", mode="live", actor=SYSTEM, at=at + timedelta(days=2))


def test_version_that_judged_before_may_come_back(at: datetime) -> None:
    install(at=at)
    install(at=at, **changed(selectors.day_of(at).isoformat()))

    set_mode("sample@2026.11.1", mode="live", actor=SYSTEM, at=at + timedelta(days=2))

    assert "2026.11.1" == selectors.live_pack().version  # type: ignore[union-attr]


def test_pack_that_cannot_be_compiled_is_refused_with_its_problem_and_nothing_is_kept(at: datetime) -> None:
    broken = RULES.replace("signal.offers.hit", "signal.offers.hitt", 1)

    with pytest.raises(PackCannotJudge, match="hitt"):
        install(at=at, rules__rules=broken)

    assert () == selectors.installed_packs()
    assert not LogEntry.objects.exists()


def test_pack_that_cannot_be_compiled_for_a_later_day_is_refused_today(at: datetime) -> None:
    first, second, rest = changed("2026-12-24")["rules__rules"].split("signal.offers.hit", 2)

    with pytest.raises(PackCannotJudge, match="2026-12-24"):
        install(at=at, rules__rules=f"{first}signal.offers.hit{second}signal.offers.hitt{rest}")
