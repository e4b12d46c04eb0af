"""Filing an appeal without script, following it, and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.redress import selectors as redress
from tests.factories.matters import Matters, answered, appealed

SignIn = Callable[[str], Client]


def address(decision: DecisionView) -> str:
    return f"/portal/decisions/{decision.ref}/appeal/"


def form(**changes: object) -> dict[str, object]:
    return {"ground_1": "facts_wrong", "text_1": "所述示例并非交易。", "ground_2": "", "text_2": ""} | changes


def test_filed_appeal_leads_to_its_receipt(owner: Client, decision: DecisionView):
    reply = owner.post(address(decision), form(), follow=True)

    (appeal,) = redress.appeals_against(decision.ref)
    page = reply.content.decode()
    assert reply.redirect_chain == [(f"/portal/appeals/{appeal.receipt}/", 302)]
    assert appeal.receipt in page
    assert "答复期限" in page


def test_each_ground_with_words_is_kept(owner: Client, decision: DecisionView):
    owner.post(address(decision), form(ground_2="measure_too_heavy", text_2="首次发生。", ground_3="", text_3="其他说明。"))

    (appeal,) = redress.appeals_against(decision.ref)
    assert ["facts_wrong", "measure_too_heavy", "other"] == [ground.ground for ground in appeal.grounds]


def test_files_are_kept_and_handed_back_as_downloads(owner: Client, decision: DecisionView):
    owner.post(address(decision), form(files=SimpleUploadedFile("证明.txt", "示例证明".encode())))

    (appeal,) = redress.appeals_against(decision.ref)
    (file,) = redress.attachments_of(appeal.receipt)
    reply = owner.get(f"/portal/appeals/{appeal.receipt}/files/{file.sha256}/")
    assert "示例证明".encode() == reply.content
    assert reply["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text_1": "字" * 5001}, "不超过 5,000 字"),
        ({"files": SimpleUploadedFile("a.exe", b"MZ\x90\x00\xff\xfe")}, "有文件无法接收"),
    ],
)
def test_refused_form_says_why_and_keeps_what_was_typed(owner: Client, decision: DecisionView, changes: dict, says: str):
    reply = owner.post(address(decision), form(text_2="第二项理由原样保留") | changes)

    page = reply.content.decode()
    assert (422, True, True) == (reply.status_code, says in page, "第二项理由原样保留" in page)


def test_missing_words_are_asked_for(owner: Client, decision: DecisionView):
    reply = owner.post(address(decision), form(text_1=" "))

    assert 422 == reply.status_code
    assert "至少需要一项理由" in reply.content.decode()


def test_second_appeal_while_one_is_open_is_refused_with_its_clause(owner: Client, matters: Matters, decision: DecisionView):
    appealed(matters, decision, at=clock.now())

    reply = owner.post(address(decision), form())

    page = reply.content.decode()
    assert 409 == reply.status_code
    assert "appeal:open" in page
    assert "PA21:20.2" in page


def test_answered_appeal_shows_each_answer_beside_its_ground(owner: Client, matters: Matters, decision: DecisionView):
    filed = appealed(matters, decision, at=clock.now())
    settled = answered(matters, filed, "rejected", at=clock.now())

    page = owner.get(f"/portal/appeals/{filed.receipt}/").content.decode()

    assert settled.grounds[0].answer in page
    assert settled.reasons in page


def test_who_decided_is_not_shown(owner: Client, matters: Matters, decision: DecisionView):
    filed = appealed(matters, decision, at=clock.now())
    answered(matters, filed, "rejected", at=clock.now())

    assert "演示officer" not in owner.get(f"/portal/appeals/{filed.receipt}/").content.decode()


def test_answered_appeal_lets_new_evidence_be_brought(owner: Client, matters: Matters, decision: DecisionView):
    answered(matters, appealed(matters, decision, at=clock.now()), "rejected", at=clock.now())

    refused = owner.post(address(decision), form())
    taken = owner.post(address(decision), form(ground_1="new_evidence"))

    assert (409, 302) == (refused.status_code, taken.status_code)


def test_withdrawn_appeal_can_be_filed_again(owner: Client, decision: DecisionView):
    owner.post(address(decision), form())
    (first,) = redress.appeals_against(decision.ref)

    owner.post(f"/portal/appeals/{first.receipt}/withdraw/", {"reason": "另行补充"})

    assert "withdrawn" == redress.appeal(first.receipt).outcome
    assert 302 == owner.post(address(decision), form()).status_code


def test_appeal_of_another_operator_is_not_there(sign_in: SignIn, matters: Matters, decision: DecisionView):
    filed = appealed(matters, decision, at=clock.now())
    stranger = sign_in("stranger")

    replies = [stranger.get(f"/portal/appeals/{filed.receipt}/"), stranger.post(f"/portal/appeals/{filed.receipt}/withdraw/")]

    assert [404, 404] == [reply.status_code for reply in replies]
    assert "" == redress.appeal(filed.receipt).outcome


def test_zero_characters_do_no_harm(owner: Client, decision: DecisionView):
    reply = owner.post(address(decision), form(text_1="前\x00后"))

    (appeal,) = redress.appeals_against(decision.ref)
    assert (302, "前后") == (reply.status_code, appeal.grounds[0].text)
