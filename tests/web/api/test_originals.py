"""Originals through the API: declared, answered with both sides' spans, challenged, licensed, proved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from goodstanding.apps.audit.offline import verify_document
from goodstanding.apps.common.clock import now
from tests.factories.matters import Matters
from tests.factories.originals import AUTHOR, OTHER, article, declared, published, worked
from tests.web.api.conftest import Api, assert_problem

MINUTE = timedelta(minutes=1)


@pytest.fixture
def since(matters: Matters) -> datetime:
    """A post of the author, published half an hour ago and read by the index."""
    at = now() - timedelta(minutes=30)
    published("c-1", article(), at=at)
    worked(at=at)
    return at


def test_operator_declares_its_own_content(since: datetime, signed_in: Callable[[str], Api]) -> None:
    made = signed_in("owner").post("/originals", {"content": "c-1"})
    worked(at=now())

    read = signed_in("owner").get(f"/originals/{made.json()['id']}").json()

    assert (201, "checking") == (made.status_code, made.json()["status"])
    assert ("declared", True, ["granted"]) == (read["status"], read["badge"], [check["outcome"] for check in read["checks"]])


def test_nobody_declares_for_another(since: datetime, signed_in: Callable[[str], Api], keyed: Callable[..., Api]) -> None:
    assert_problem(signed_in("stranger").post("/originals", {"content": "c-1"}), 403)
    assert_problem(keyed("content:read").post("/originals", {"content": "c-1"}), 403, code="api:scope_missing")


def test_rq064_refused_declarer_reads_the_spans_of_both_sides(since: datetime, signed_in: Callable[[str], Api]) -> None:
    refused = declared("c-2", article(), account=OTHER, at=since + MINUTE)

    (check,) = signed_in("stranger").get(f"/originals/{refused.ref}").json()["checks"]

    passage = check["matches"][0]["passages"][0]
    assert passage["a"]["text"] == passage["b"]["text"] == article()[passage["b"]["start"] : passage["b"]["end"]]
    assert "c-1" == check["matches"][0]["earlier"]["content"]


def test_text_is_compared_before_it_is_published(since: datetime, keyed: Callable[..., Api]) -> None:
    found = keyed("content:read").post("/originals/matches", {"text": "头一句。" + article(), "account": OTHER}).json()

    assert (["c-1"], [True], 0) == (
        [one["earlier"]["content"] for one in found["items"]],
        [one["counts"] for one in found["items"]],
        found["behind"],
    )


def test_own_text_is_no_match(since: datetime, signed_in: Callable[[str], Api]) -> None:
    found = signed_in("owner").post("/originals/matches", {"text": article(), "account": AUTHOR}).json()

    assert [("none", ["same_account"])] == [(one["kind"], [e["code"] for e in one["exclusions"]]) for one in found["items"]]


def test_comparison_of_nothing_or_of_two_things_is_refused(since: datetime, keyed: Callable[..., Api]) -> None:
    caller = keyed("content:read")

    assert_problem(caller.post("/originals/matches", {}), 422, code="api:text_missing")
    assert_problem(caller.post("/originals/matches", {"text": "x", "content": "c-1"}), 422, code="api:text_missing")


def test_refusal_is_challenged_by_its_operator_only(since: datetime, signed_in: Callable[[str], Api]) -> None:
    refused = declared("c-2", article(), account=OTHER, at=since + MINUTE)
    path, told = f"/originals/{refused.ref}/challenge", {"statement": "这是我方旧稿，此前已在别处发表。"}

    assert_problem(signed_in("owner").post(path, told), 403)
    made = signed_in("stranger").post(path, told)

    assert (201, "refusal", None) == (made.status_code, made.json()["kind"], made.json()["case"])
    assert_problem(signed_in("stranger").post(path, told), 409)


def test_licence_is_seen_by_both_sides_and_taken_back_by_the_grantor(since: datetime, signed_in: Callable[[str], Api]) -> None:
    told = {"grantor": AUTHOR, "grantee": OTHER, "content": "c-1", "scopes": ["reprint"]}
    made = signed_in("owner").post("/originals/licences", told).json()

    seen = signed_in("stranger").get(f"/originals/licences?account={OTHER}").json()["items"]

    assert [made["id"]] == [one["id"] for one in seen]
    assert_problem(signed_in("stranger").post(f"/originals/licences/{made['id']}/revocation"), 403)
    assert signed_in("owner").post(f"/originals/licences/{made['id']}/revocation").json()["revoked_at"]


def test_draft_is_proved_by_a_file_that_needs_no_database(since: datetime, signed_in: Callable[[str], Api]) -> None:
    text = "尚未发表的示例文稿。".encode()
    told = {"account": AUTHOR, "sha256": hashlib.sha256(text).hexdigest(), "note": "草稿一"}
    made = signed_in("owner").post("/originals/drafts", told).json()

    proof = signed_in("owner").get(f"/originals/{made['id']}/proof").json()

    assert verify_document(proof, text=text).holds
    assert not verify_document(proof, text=text + b"!").holds


def test_text_of_a_draft_is_hashed_and_not_kept(since: datetime, signed_in: Callable[[str], Api]) -> None:
    made = signed_in("owner").post("/originals/drafts", {"account": AUTHOR, "title": "题", "body": "正文示例"}).json()

    assert hashlib.sha256("题\x00正文示例".encode()).hexdigest() == made["sha256"]
    assert "正文示例" not in str(made)


def test_repost_form_is_read_with_its_source_line(since: datetime, keyed: Callable[..., Api]) -> None:
    source = {"owner": "示例日报", "url": "https://demo.example.com/1", "basis": "licence"}
    published("c-3", article(2), at=since, source=source)

    read = keyed("content:read").get("/originals/reposts?content=c-3", Accept_Language="zh-hans").json()

    assert (True, "来源：示例日报（https://demo.example.com/1）") == (read["complete"], read["line"])


def test_originals_are_listed_page_by_page(since: datetime, keyed: Callable[..., Api]) -> None:
    for number in (1, 2, 3):
        declared(f"c-{number}0", article(number), at=since + number * MINUTE)
    caller = keyed("content:read")
    first = caller.get("/originals?limit=2").json()

    second = caller.get(f"/originals?limit=2&cursor={first['next']}").json()

    assert (["c-30", "c-20"], ["c-10"]) == (
        [one["content"] for one in first["items"]],
        [one["content"] for one in second["items"]],
    )
