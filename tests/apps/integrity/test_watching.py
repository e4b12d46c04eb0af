"""Farms and waves among posts as they come in; series, licences, reposts and one theft are neither."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest.models import Content
from goodstanding.apps.integrity.models import Alike
from goodstanding.apps.integrity.selectors import finding, findings
from goodstanding.apps.integrity.services.watching import WAVE_ACCOUNTS, forget_alike
from goodstanding.apps.originality.services.licensing import grant_licence
from goodstanding.apps.registry.models import Account
from tests.factories.farms import FARM, one_subject, rewritten_by_all, watched
from tests.factories.matters import Matters
from tests.factories.originals import article, published

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_rq081_rewritten_articles_across_accounts_are_a_farm(matters: Matters, at: datetime) -> None:
    one_subject(FARM, at=at)
    rewritten_by_all(2, at=at, apart=2 * HOUR)

    (ref,) = watched(at=at + DAY)

    found = finding(ref)
    assert ("farm", FARM, 8) == (found.kind, found.accounts, len(found.contents))
    assert {"rewriting", "light_edit"} >= {one.kind for one in found.alike}
    assert all(one.passages and one.sha256 and one.other_sha256 for one in found.alike)
    assert {"same_subject"} == {link.kind for link in found.control}


def test_machine_changes_no_account_and_no_post(matters: Matters, at: datetime) -> None:
    before = list(Account.objects.order_by("id").values())
    rewritten_by_all(2, at=at, apart=2 * HOUR)

    watched(at=at + DAY)

    assert before == list(Account.objects.filter(id__in=[row["id"] for row in before]).order_by("id").values())
    assert {"visible"} == set(Content.objects.values_list("status", flat=True))


def test_one_article_taken_by_all_is_a_theft_and_no_farm(matters: Matters, at: datetime) -> None:
    rewritten_by_all(1, at=at, apart=2 * HOUR)

    assert () == watched(at=at + DAY)
    assert Alike.objects.exists()


def test_rq081_one_text_by_many_accounts_within_an_hour_is_a_wave(matters: Matters, at: datetime) -> None:
    for n in range(WAVE_ACCOUNTS):
        published(f"c-wave-{n}", article(1), account=f"acct-wave-{n}", at=at + n * timedelta(minutes=5))

    (ref,) = watched(at=at + HOUR)

    assert ("wave", WAVE_ACCOUNTS, "exact_copy") == (finding(ref).kind, len(finding(ref).accounts), finding(ref).alike[0].kind)


def test_same_text_over_days_is_no_wave(matters: Matters, at: datetime) -> None:
    for n in range(WAVE_ACCOUNTS):
        published(f"c-slow-{n}", article(1), account=f"acct-slow-{n}", at=at + n * DAY)

    assert () == watched(at=at + 6 * DAY)


def test_one_account_repeating_itself_is_no_finding_across_accounts(matters: Matters, at: datetime) -> None:
    for n in range(6):
        published(f"c-own-{n}", article(1), account="acct-own", at=at + n * timedelta(minutes=1))

    assert ((), False) == (watched(at=at + HOUR), Alike.objects.exists())


def test_reposts_with_owner_and_source_are_no_wave(matters: Matters, at: datetime) -> None:
    published("c-first", article(1), account="acct-first", at=at)
    source = {"owner": "示例作者", "url": "https://example.invalid/a", "basis": "licence"}
    for n in range(6):
        published(f"c-re-{n}", article(1), account=f"acct-re-{n}", at=at + HOUR / 10 * n, repost_of="c-first", source=source)

    assert () == watched(at=at + HOUR)


def test_licensed_reprints_are_no_farm(matters: Matters, at: datetime) -> None:
    accounts = ("acct-demo-01", "acct-lic-1", "acct-lic-2")
    one_subject(accounts[1:], at=at)
    for one in accounts:
        for other in accounts:
            if one != other:
                grant_licence(grantor=one, grantee=other, scopes=["reprint", "adapt"], actor=SYSTEM, at=at)
    rewritten_by_all(2, accounts=accounts, at=at + HOUR, apart=HOUR)

    assert () == watched(at=at + DAY)


def test_new_texts_join_the_open_farm(matters: Matters, at: datetime) -> None:
    rewritten_by_all(2, at=at, apart=2 * HOUR)
    (ref,) = watched(at=at + DAY)
    rewritten_by_all(3, accounts=("acct-farm-8", *FARM), at=at + 2 * DAY, apart=HOUR)

    grown = watched(at=at + 3 * DAY)

    assert {ref} == set(grown)
    assert 5 == len(finding(ref).accounts)


def test_posts_are_looked_at_once(matters: Matters, at: datetime) -> None:
    rewritten_by_all(2, at=at, apart=2 * HOUR)
    watched(at=at + DAY)

    assert ((), 1) == (watched(at=at + 2 * DAY), len(findings()))


def test_without_an_index_the_next_round_goes_on(matters: Matters, at: datetime) -> None:
    from goodstanding.adapters.alike_texts import IndexedTexts
    from goodstanding.apps.integrity.services.watching import watch_posts

    published("c-1", article(1), account="acct-a", at=at)

    assert () == watch_posts(IndexedTexts(), at=at)


def test_old_pairs_are_forgotten(matters: Matters, at: datetime) -> None:
    rewritten_by_all(1, at=at, apart=HOUR)
    watched(at=at + DAY)

    assert (0, True) == (forget_alike(at=at + 30 * DAY), forget_alike(at=at + 62 * DAY) > 0)
