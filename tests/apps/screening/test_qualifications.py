"""What credentials open and close for posts, from the registry through the shipped pack to the hold and its notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.registry.models import Credential
from goodstanding.apps.registry.services import add_credential, register_account
from goodstanding.apps.screening.services import receive_events
from tests.factories.desk import PACK
from tests.factories.events import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(db: None, at: datetime) -> str:
    """The shipped pack, and an account registered for news and health."""
    install_pack(PACK, mode="live", actor=SYSTEM, at=at)
    register_account("acct-1", name="小示例", categories=["news", "health", "food"], actor=SYSTEM, at=at)
    return "acct-1"


def published(category: str, at: datetime, **more: Any) -> Any:
    """Let the account publish a post; return the outcome."""
    told = post(f"e-{category}", "示例内容，仅供演示。", content="c-1", subject="acct-1", at=at)
    told["data"] |= {"category": category, "title": "样例标题"} | more
    (outcome,) = receive_events([told], source_actor=Actor("api_key", "gs_test"), at=at)
    return outcome


def licence(at: datetime, domain: str, kind: str, *, forms: str = "", valid_to: date | None = None) -> None:
    """Note a licence of the account."""
    add_credential(account_ref="acct-1", domain=domain, kind=kind, valid_to=valid_to, actor=SYSTEM, at=at)
    Credential.objects.filter(domain=domain).update(forms=forms)


def rules(outcome: Any) -> list[str]:
    return [violation.rule for violation in outcome.violations]


def test_rq006_news_without_a_licence_is_held_with_clause_and_way_to_appeal(account: str, at: datetime) -> None:
    outcome = published("news", at)

    (decision,) = enforcement.decisions_of(account)
    assert ("hold", "held") == (outcome.suggestion, ingest.content("c-1").status)
    assert "PA21:5.2" in [clause.ref for clause in decision.clauses]
    assert decision.appeal_route["url_path"]


def test_rq006_original_report_on_a_repost_licence_is_held(account: str, at: datetime) -> None:
    licence(at, "news", "news_licence", forms="repost")

    outcome = published("news", at)

    assert ("hold", ["unlicensed-news.other-service"]) == (outcome.suggestion, rules(outcome))


def test_rq006_repost_on_a_repost_licence_passes(account: str, at: datetime) -> None:
    licence(at, "news", "news_licence", forms="repost")
    source = {"owner": "示例日报", "url": "https://demo.example.com/1", "basis": "licence"}

    assert [] == rules(published("news", at, repost_of="c-0", source=source))


def test_rq006_licence_that_ran_out_counts_for_nothing(account: str, at: datetime) -> None:
    licence(at, "news", "news_licence", forms="editing", valid_to=at.date() - timedelta(days=1))

    assert ["unlicensed-news.no-licence"] == rules(published("news", at))


@pytest.mark.parametrize(("category", "suggestion"), [("health", "hold"), ("food", "pass")])
def test_rq033_expired_licence_blocks_posts_of_its_domain_only(
    account: str, at: datetime, category: str, suggestion: str
) -> None:
    licence(at, "medicine", "physician", valid_to=at.date() - timedelta(days=1))

    assert suggestion == published(category, at).suggestion


def test_account_that_never_showed_a_credential_is_not_suspended(account: str, at: datetime) -> None:
    assert [] == rules(published("health", at))
