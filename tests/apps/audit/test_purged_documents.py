"""Claims about the log when personal data is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.services.documents import hand_in_document, purge_documents, schedule_purge


@pytest.mark.django_db
def test_rq091_purging_a_document_leaves_the_chain_valid(at: datetime) -> None:
    hand_in_document("R-1", kind="identity_document", name="scan.png", content=b"\x89PNG\r\n\x1a\nexample", actor=SYSTEM, at=at)
    schedule_purge(["R-1"], at=at)

    purged = purge_documents(at=at + timedelta(days=30))

    assert (1, True) == (purged, verify_log().is_whole)
