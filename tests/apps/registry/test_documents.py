"""Documents: taken by their bytes, sealed, opened through a door that remembers, purged in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.errors import DocumentRefused, DocumentUnknown, OperatorDetailsInvalid
from goodstanding.apps.registry.models import SealedDocument
from goodstanding.apps.registry.reading.documents import documents_of, readings_of
from goodstanding.apps.registry.services.documents import (
    hand_in_document,
    open_document,
    purge_documents,
    reseal_document_keys,
    schedule_purge,
)

pytestmark = pytest.mark.django_db

SCAN = b"\x89PNG\r\n\x1a\n" + b"planted secret of a document" * 10


def handed_in(at: datetime, content: bytes = SCAN) -> str:
    return hand_in_document("R-1", kind="identity_document", name="scan.png", content=content, actor=SYSTEM, at=at).ref


def test_document_is_stored_sealed_only(at: datetime) -> None:
    ref = handed_in(at)

    row = SealedDocument.objects.get(ref=ref)
    assert b"planted secret" not in bytes(row.content_sealed) + bytes(row.key_sealed)


def test_opened_document_is_what_was_handed_in(at: datetime) -> None:
    _, content = open_document(handed_in(at), purpose="核对证件", actor=Actor.user(1), at=at)

    assert SCAN == content


def test_opening_is_shown_to_the_subject_with_its_purpose(at: datetime) -> None:
    open_document(handed_in(at), purpose="核对证件", case_ref="C-1", actor=Actor("user", "7"), at=at)

    (found,) = readings_of(["R-1"])
    assert ("identity_document", "user:7", "核对证件", "C-1") == (found.what, found.reader, found.purpose, found.case_ref)


def test_document_is_not_opened_without_a_purpose(at: datetime) -> None:
    with pytest.raises(OperatorDetailsInvalid):
        open_document(handed_in(at), purpose=" ", actor=SYSTEM, at=at)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff" + bytes(20 * 1024 * 1024), b"plain text"])
def test_empty_huge_and_strange_files_are_refused(content: bytes, at: datetime) -> None:
    with pytest.raises(DocumentRefused):
        handed_in(at, content)


def test_same_file_handed_in_twice_is_one_document(at: datetime) -> None:
    assert handed_in(at) == handed_in(at)


def test_document_is_purged_thirty_days_after_it_was_needed(at: datetime) -> None:
    ref = handed_in(at)
    schedule_purge(["R-1"], at=at)

    purged = [purge_documents(at=at + timedelta(days=days)) for days in (29, 30)]

    assert [0, 1] == purged
    assert documents_of("R-1")[0].purged_at is not None
    with pytest.raises(DocumentUnknown):
        open_document(ref, purpose="核对证件", actor=SYSTEM, at=at)


def test_rotated_ring_reseals_keys_and_still_opens(at: datetime, settings: Settings) -> None:
    ref = handed_in(at)
    former: Mapping[str, bytes] = settings.SEALING_RING
    settings.SEALING_RING = {"newer": b"n" * 32} | dict(former)

    resealed = [reseal_document_keys(), reseal_document_keys()]

    assert [1, 0] == resealed
    assert SCAN == open_document(ref, purpose="核对证件", actor=SYSTEM, at=at)[1]
