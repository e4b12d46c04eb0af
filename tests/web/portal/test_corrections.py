"""The operator's page of a correction: what is wrong, until when, and saying it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction
from goodstanding.apps.redress.services.corrections import report_mismatch, suspend_for_mismatch
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.review import selectors as review
from goodstanding.apps.screening.services import receive_events
from tests.factories.events import post
from tests.factories.matters import ACCOUNT, PLATFORM, Matters, claimed

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"demo"


@pytest.fixture
def found(matters: Matters) -> CorrectionView:
    """A mismatch a reviewer has not decided yet."""
    now = clock.now()
    return report_mismatch(ACCOUNT, fields=["identity"], facts="主体与登记不符。", actor=matters.actor("colleague"), at=now)


@pytest.fixture
def suspended(matters: Matters, found: CorrectionView) -> CorrectionView:
    """An account suspended for a mismatch."""
    now, reviewer = clock.now(), matters.actor("reviewer")
    case = claimed(review.case(found.case_ref), reviewer, at=now)
    return suspend_for_mismatch(
        found.ref,
        fields=found.fields,
        facts="主体与登记不符。",
        to_fix="请提交证明。",
        case_version=case.version,
        actor=reviewer,
        at=now,
    )


def test_page_says_what_is_wrong_what_to_hand_in_and_until_when(owner: Client, suspended: CorrectionView) -> None:
    page = owner.get(f"/portal/corrections/{suspended.ref}/").content.decode()

    assert "主体与登记不符。" in page
    assert "请提交证明。" in page
    assert "截止时间" in page


def test_account_page_leads_to_the_correction(owner: Client, suspended: CorrectionView) -> None:
    page = owner.get(f"/portal/accounts/{ACCOUNT}/").content.decode()

    assert f"/portal/corrections/{suspended.ref}/" in page


def test_page_exists_for_nobody_else(sign_in: Callable[[str], Client], suspended: CorrectionView) -> None:
    assert 404 == sign_in("stranger").get(f"/portal/corrections/{suspended.ref}/").status_code


def test_undecided_mismatch_is_not_shown(owner: Client, found: CorrectionView) -> None:
    assert 404 == owner.get(f"/portal/corrections/{found.ref}/").status_code


def test_correction_is_handed_in_with_a_sealed_document(owner: Client, suspended: CorrectionView) -> None:
    owner.post(
        f"/portal/corrections/{suspended.ref}/hand-in/",
        {"answer": "已更正。", "files": SimpleUploadedFile("a.png", PNG)},
    )

    assert "handed_in" == correction(suspended.ref).state
    assert ["correction"] == [one.kind for one in documents_of(suspended.ref)]


def test_identity_without_a_document_is_given_back_with_the_words(owner: Client, suspended: CorrectionView) -> None:
    response = owner.post(f"/portal/corrections/{suspended.ref}/hand-in/", {"answer": "就是本人。"})

    assert 422 == response.status_code
    assert "就是本人。" in response.content.decode()


def test_more_time_is_asked_for_once(owner: Client, suspended: CorrectionView) -> None:
    owner.post(f"/portal/corrections/{suspended.ref}/extend/", {"reason": "等待盖章。"})
    again = owner.post(f"/portal/corrections/{suspended.ref}/extend/", {"reason": "再等。"})

    assert correction(suspended.ref).is_extended
    assert 422 == again.status_code


def test_page_reads_in_english(owner: Client, suspended: CorrectionView) -> None:
    owner.cookies["goodstanding_language"] = "en"

    page = owner.get(f"/portal/corrections/{suspended.ref}/").content.decode()

    assert "What is wrong" in page


def test_account_page_lists_what_is_kept_back_and_why(owner: Client, suspended: CorrectionView) -> None:
    receive_events([post("e-kept", subject=ACCOUNT)], source_actor=PLATFORM, at=clock.now())

    page = owner.get(f"/portal/accounts/{ACCOUNT}/").content.decode()

    assert "c-e-kept" in page
    assert "服务已暂停" in page
