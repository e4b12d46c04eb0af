"""An author declares, reads why it was refused with both texts, challenges, licenses, records drafts and downloads proofs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.apps.audit.offline import verify_document
from goodstanding.apps.common import clock
from goodstanding.apps.identity.models import User
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.values import OriginalView
from goodstanding.apps.review import selectors as review
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters
from tests.factories.originals import article, checked, declared, published, rewritten, worked

SignIn = Callable[[str], Client]
STATEMENT = "两文都引自同一份公开采访记录，请核对底稿。"


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


@pytest.fixture
def refused(matters: Matters) -> OriginalView:
    """The owner declared another account's article as its own."""
    at = clock.now() - timedelta(hours=2)
    published("c-first", article(), account=PERSON_ACCOUNT, at=at)
    return declared("c-copy", article(), at=at + timedelta(minutes=5))


def test_post_is_declared_and_shows_the_badge(matters: Matters, owner: Client):
    at = clock.now() - timedelta(hours=1)
    published("c-own", article(7), at=at)
    sent = owner.post("/portal/originals/", {"content": "c-own"})
    checked("c-own", at=clock.now())

    page = owner.get(sent["Location"]).content.decode()

    assert "显示原创标识" in page


@pytest.mark.parametrize("content", ["c-nowhere", "c-first"])
def test_others_posts_are_as_unknown_as_none(refused: OriginalView, owner: Client, content: str):
    reply = owner.post("/portal/originals/", {"content": content})

    assert 422 == reply.status_code
    assert originality.original_of(content) is None


def test_rq064_refused_author_sees_both_texts_with_linked_passages(refused: OriginalView, owner: Client):
    page = owner.get(f"/portal/originals/{refused.ref}/").content.decode()

    assert 'id="a1-1" href="#b1-1"' in page
    assert 'id="b1-1" href="#a1-1"' in page


def test_reasons_are_told_in_the_readers_language(refused: OriginalView, owner: Client):
    owner.cookies["goodstanding_language"] = "en"

    assert "Earlier work “c-first”" in owner.get(f"/portal/originals/{refused.ref}/").content.decode()


def test_refusal_is_challenged_once(refused: OriginalView, owner: Client):
    owner.post(f"/portal/originals/{refused.ref}/challenge/", {"statement": STATEMENT})

    reply = owner.post(f"/portal/originals/{refused.ref}/challenge/", {"statement": STATEMENT})

    assert 422 == reply.status_code
    assert 1 == len(originality.challenges_of(refused.ref))


def test_declaration_is_taken_back(refused: OriginalView, owner: Client):
    owner.post(f"/portal/originals/{refused.ref}/withdraw/")

    assert "withdrawn" == originality.original(refused.ref).status


@pytest.mark.parametrize("page", ["", "proof/", "text/"])
def test_nobody_else_opens_an_original(refused: OriginalView, sign_in: SignIn, page: str):
    assert 404 == sign_in("stranger").get(f"/portal/originals/{refused.ref}/{page}").status_code


def test_proof_is_downloaded_and_holds_for_the_text_offered(refused: OriginalView, owner: Client):
    proof = owner.get(f"/portal/originals/{refused.ref}/proof/")
    text = owner.get(f"/portal/originals/{refused.ref}/text/")

    assert verify_document(json.loads(proof.content), text=text.content).holds
    assert "attachment" in proof["Content-Disposition"]


def test_licence_is_granted_listed_for_both_and_taken_back(matters: Matters, sign_in: SignIn):
    form = {"grantor": ACCOUNT, "grantee": PERSON_ACCOUNT, "kind": "licence", "scopes": ["excerpt"], "ends": "2099-01-31"}
    sign_in("owner").post("/portal/licences/", form)
    (given,) = originality.licences_given(ACCOUNT)

    assert given.ref in sign_in("owner").get("/portal/licences/").content.decode()
    assert given.ref in sign_in("stranger").get("/portal/licences/").content.decode()
    assert 404 == sign_in("stranger").post(f"/portal/licences/{given.ref}/revoke/").status_code
    sign_in("owner").post(f"/portal/licences/{given.ref}/revoke/")
    assert originality.licence(given.ref).revoked_at


@pytest.mark.parametrize(
    "changes",
    [{"scopes": []}, {"grantee": "acct-nobody"}, {"ends": "gestern"}, {"grantee": ACCOUNT}, {"content": "c-first"}],
)
def test_licence_that_does_not_fit_is_refused_with_what_was_typed(
    refused: OriginalView, owner: Client, changes: dict[str, object]
):
    form = {"grantor": ACCOUNT, "grantee": PERSON_ACCOUNT, "kind": "licence", "scopes": ["excerpt"], "terms": "署名"}

    reply = owner.post("/portal/licences/", form | changes)

    assert 422 == reply.status_code
    assert "署名" in reply.content.decode()


def test_licence_of_anothers_account_is_not_granted(matters: Matters, sign_in: SignIn):
    form = {"grantor": ACCOUNT, "grantee": PERSON_ACCOUNT, "kind": "whitelist"}

    assert 404 == sign_in("stranger").post("/portal/licences/", form).status_code


def test_draft_of_a_text_is_recognised_when_it_is_published(matters: Matters, owner: Client):
    at = clock.now()
    owner.post("/portal/drafts/", {"account": ACCOUNT, "title": "示例标题", "body": article(3), "note": "草稿一"})
    declared("c-later", article(3), at=at + timedelta(minutes=1), title="示例标题")

    page = owner.get("/portal/drafts/").content.decode()

    assert "草稿一" in page
    assert "c-later" in page


def test_draft_is_proved_by_its_author_only(matters: Matters, sign_in: SignIn):
    sign_in("owner").post("/portal/drafts/", {"account": ACCOUNT, "sha256": "ab" * 32})
    (draft,) = originality.drafts_of(ACCOUNT)

    assert 404 == sign_in("stranger").get(f"/portal/drafts/{draft.ref}/proof/").status_code
    assert verify_document(json.loads(sign_in("owner").get(f"/portal/drafts/{draft.ref}/proof/").content)).holds


def test_draft_without_anything_is_refused(matters: Matters, owner: Client):
    reply = owner.post("/portal/drafts/", {"account": ACCOUNT, "note": "空"})

    assert 422 == reply.status_code
    assert () == originality.drafts_of(ACCOUNT)


def test_empty_pages_say_what_comes_next(matters: Matters, owner: Client):
    worked(at=clock.now())

    for page in ("originals", "licences", "drafts", "disputes", "copyright"):
        assert 200 == owner.get(f"/portal/{page}/").status_code


@pytest.mark.parametrize(("choice", "badge"), [("upheld", True), ("refused", False)])
def test_rq064_desk_sees_the_same_passages_and_settles_the_challenge(
    refused: OriginalView, owner: Client, matters: Matters, choice: str, badge: bool
):
    owner.post(f"/portal/originals/{refused.ref}/challenge/", {"statement": STATEMENT})
    case_ref = originality.challenges_of(refused.ref)[0].case_ref
    staff = Client()
    staff.force_login(User.objects.get(pk=matters.users["reviewer"]))
    staff.post(f"/console/cases/{case_ref}/claim/", {"version": review.case(case_ref).version})

    page = staff.get(f"/console/cases/{case_ref}/").content.decode()
    staff.post(
        f"/console/cases/{case_ref}/matter/",
        {"version": review.case(case_ref).version, "choice": choice, "reasons": "已逐段核对两文。"},
    )

    assert STATEMENT in page
    assert 'id="a1-1" href="#b1-1"' in page
    assert badge == originality.original(refused.ref).has_badge


def test_rq064_earlier_work_found_later_leaves_the_badge_to_the_desk(matters: Matters):
    at = clock.now() - timedelta(hours=2)
    mine = declared("c-mine", article(), at=at + timedelta(minutes=5))
    published("c-archive", article(), account=PERSON_ACCOUNT, at=at, received_at=at + timedelta(minutes=10))
    worked(at=at + timedelta(minutes=10))
    (challenge,) = originality.challenges_of(mine.ref)
    staff = Client()
    staff.force_login(User.objects.get(pk=matters.users["reviewer"]))

    page = staff.get(f"/console/cases/{challenge.case_ref}/").content.decode()

    assert "后来发现" in page or "发现在先作品" in page
    assert originality.original(mine.ref).has_badge


def test_rq064_card_counts_posts_with_the_badge(matters: Matters):
    declared("c-mine", article(), at=clock.now() - timedelta(hours=2))

    assert "篇内容显示原创标识" in Client().get(f"/accounts/{ACCOUNT}/").content.decode()


def test_words_that_were_changed_are_told_from_those_that_were_taken(matters: Matters, owner: Client):
    at = clock.now() - timedelta(hours=2)
    published("c-first", article(), account=PERSON_ACCOUNT, at=at)
    found = declared("c-changed", rewritten(share=0.2), at=at + timedelta(minutes=5))

    page = owner.get(f"/portal/originals/{found.ref}/").content.decode()

    assert '<mark class="changed">' in page
    assert 1 == page.count('id="a1-1"')
