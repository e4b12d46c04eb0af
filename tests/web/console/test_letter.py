"""A letter of authorisation at the desk: compared, ticked, accepted or given back with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.reading.ways import letter_of
from goodstanding.apps.registry.services.applying import submit_application
from goodstanding.apps.registry.services.authorising import SEEN, hand_in_letter
from goodstanding.apps.registry.ways_records import LetterRecord
from goodstanding.apps.review import selectors as review
from tests.factories.applications import company_form, filled_in
from tests.factories.desk import Desk

SignIn = Callable[[str], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"letter of nobody"


@pytest.fixture
def waiting(desk: Desk) -> LetterRecord:
    """A letter that waits for a person."""
    now = clock.now()
    draft = filled_in(company_form(), at=now)
    hand_in_letter(draft.ref, name="授权书.png", content=PNG, actor=SYSTEM, at=now)
    submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=now)
    found = letter_of(draft.ref)
    assert found is not None
    return found


@pytest.fixture
def holder(sign_in: SignIn, waiting: LetterRecord) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{waiting.case_ref}/claim/", {"version": review.case(waiting.case_ref).version})
    return client


def answer(waiting: LetterRecord, *, seen: tuple[str, ...] = SEEN, **changed: str) -> dict[str, str]:
    form = {
        "version": str(review.case(waiting.case_ref).version),
        "choice": "accept",
        "reasons": "已对照公章核对。",
    }
    return form | {f"field_{one}": "yes" for one in seen} | changed


def test_panel_says_whom_the_letter_must_name(holder: Client, waiting: LetterRecord):
    page = holder.get(f"/console/cases/{waiting.case_ref}/").content.decode()

    assert "示例科技有限公司" in page
    assert "示例公司日记1" in page
    assert waiting.document_ref in page
    assert "盖有清晰且与名称一致的单位公章" in page


def test_letter_opens_for_who_holds_its_case_and_that_is_written_down(holder: Client, waiting: LetterRecord):
    page = holder.post(f"/console/documents/{waiting.document_ref}/", {"purpose": "核对授权书"})

    assert 200 == page.status_code
    assert [waiting.case_ref] == [one.case_ref for one in readings_of((waiting.application_ref,))]


def test_accepted_letter_closes_its_case(holder: Client, waiting: LetterRecord):
    holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting))

    found = letter_of(waiting.application_ref)
    assert found is not None
    assert ("accepted", "closed") == (found.state, review.case(waiting.case_ref).status)


def test_letter_with_something_unseen_is_given_back_with_what_is_missing(holder: Client, waiting: LetterRecord):
    response = holder.post(f"/console/cases/{waiting.case_ref}/matter/", answer(waiting, seen=SEEN[:1]))

    assert 422 == response.status_code
    assert "须逐项核对" in response.content.decode()
    assert 'name="field_names_organization" value="yes" checked' in response.content.decode()
