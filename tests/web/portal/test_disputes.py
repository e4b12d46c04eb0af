"""A dispute is seen by both sides with the same comparison; a juror votes without learning names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.models import User
from goodstanding.apps.redress.dispute_selectors import dispute, seat
from goodstanding.apps.review import selectors as review
from tests.factories.disputes import CLAIM, DISPUTED, EARLIER, answered, authors, filed, jurors_of, texts
from tests.factories.matters import Matters

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, state_dir=tmp_path))


def test_both_sides_see_the_comparison_and_the_claim(matters: Matters, sign_in: SignIn):
    found = filed(matters, kind="copy", at=clock.now() - timedelta(hours=1))

    for name in ("owner", "stranger"):
        page = sign_in(name).get(f"/portal/disputes/{found.ref}/").content.decode()
        assert CLAIM in page
        assert found.evidence_sha256 in page
        assert 'href="#b-1"' in page


def test_dispute_is_filed_and_answered_on_the_pages(matters: Matters, sign_in: SignIn):
    texts(kind="copy", at=clock.now() - timedelta(hours=1))
    reply = sign_in("owner").post("/portal/disputes/", {"content": DISPUTED, "earlier": EARLIER, "claim": CLAIM})
    ref = reply["Location"].strip("/").rsplit("/", 1)[-1]

    sign_in("stranger").post(f"/portal/disputes/{ref}/answer/", {"answer": "这是独立写成的文章，请核对底稿。"})

    assert "examination" == dispute(ref).state


def test_juror_votes_once_and_sees_no_names(matters: Matters, sign_in: SignIn):
    at = clock.now() - timedelta(hours=2)
    authors(matters, 10, at=at)
    ref = answered(matters, filed(matters, at=at).ref, at=clock.now()).ref
    juror = next(name for name, user in matters.users.items() if user == jurors_of(ref)[0])
    client = sign_in(juror)

    page = client.get(f"/portal/panels/{ref}-1/").content.decode()
    client.post(f"/portal/panels/{ref}-1/", {"choice": "rewritten", "reason": "逐段对照后认为是改写。"})

    assert not [name for name in ("示例健康小站", "样例生活") if name in page]
    assert "rewritten" == seat(f"{ref}-1", matters.users[juror]).choice


def test_nobody_else_opens_a_panel(matters: Matters, sign_in: SignIn):
    at = clock.now() - timedelta(hours=2)
    authors(matters, 10, at=at)
    ref = answered(matters, filed(matters, at=at).ref, at=clock.now()).ref

    assert 404 == sign_in("owner").get(f"/portal/panels/{ref}-1/").status_code


def test_desk_shows_both_texts_and_decides(matters: Matters):
    at = clock.now() - timedelta(hours=2)
    ref = answered(matters, filed(matters, kind="copy", at=at).ref, at=clock.now()).ref
    case_ref = dispute(ref).case_ref
    client = Client()
    client.force_login(User.objects.get(pk=matters.users["reviewer"]))
    client.post(f"/console/cases/{case_ref}/claim/", {"version": review.case(case_ref).version})

    page = client.get(f"/console/cases/{case_ref}/").content.decode()
    client.post(
        f"/console/cases/{case_ref}/matter/",
        {"version": review.case(case_ref).version, "choice": "revoke", "reasons": "逐段比对一致。"},
    )

    assert 'id="a-1"' in page
    assert "revoked" == dispute(ref).state


def test_english_reader_is_told_in_which_language_the_other_side_wrote(matters: Matters, sign_in: SignIn):
    found = filed(matters, kind="copy", at=clock.now() - timedelta(hours=1))
    client, note = sign_in("stranger"), "Written in Chinese; shown as it was written."
    assert note not in client.get(f"/portal/disputes/{found.ref}/").content.decode()

    client.cookies["goodstanding_language"] = "en"

    assert note in client.get(f"/portal/disputes/{found.ref}/").content.decode()
