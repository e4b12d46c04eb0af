"""A ring of registrations at the desk: a graph with every line in words, and an answer that limits nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.registry.reading.rings import RingRecord, ring, rings
from goodstanding.apps.registry.services.projection import apply_account_event
from goodstanding.apps.registry.services.ringing import look_for_rings
from goodstanding.apps.review import selectors as review
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.desk import Desk
from tests.factories.events import event

SignIn = Callable[[str], Client]


@pytest.fixture
def found(desk: Desk) -> RingRecord:
    """A ring of five accounts the platform told of."""
    now = clock.now()
    for n in range(5):
        at = now - timedelta(hours=6 - n)
        data = {"name": f"示例批量{n}", "origin": {"device": "d", "phone_prefix": "p"}}
        raw = event(f"reg-{n}", type="account.registered", subject=f"acct-bulk-{n}", data=data, time=at.isoformat())
        told = decode_event(raw, at=now)
        assert isinstance(told, Event)
        apply_account_event(told)
    look_for_rings(at=now)
    return rings()[0]


@pytest.fixture
def holder(sign_in: SignIn, found: RingRecord) -> Client:
    """A reviewer who holds its case."""
    client = sign_in("reviewer")
    client.post(f"/console/cases/{found.case_ref}/claim/", {"version": review.case(found.case_ref).version})
    return client


def test_rq042_graph_has_a_row_in_words_for_every_line(holder: Client, found: RingRecord):
    page = holder.get(f"/console/cases/{found.case_ref}/").content.decode()

    graph = page[page.index('<svg class="ring-graph"') : page.index("</svg>", page.index('<svg class="ring-graph"'))]
    assert len(found.edges) == len(re.findall(r'<line class="edge', graph))
    assert len(found.edges) == page.count("相同的设备")
    assert "示例批量0" in page


def test_graph_is_named_and_described_for_readers(holder: Client, found: RingRecord):
    page = holder.get(f"/console/cases/{found.case_ref}/").content.decode()

    assert 'role="img" aria-labelledby="ring-title ring-desc"' in page
    assert "style=" not in page


def test_rq042_doubtful_says_that_nobody_is_limited(holder: Client, found: RingRecord):
    form = {"version": review.case(found.case_ref).version, "choice": "doubtful", "reasons": "同一设备、号段相连。"}

    page = holder.post(f"/console/cases/{found.case_ref}/matter/", form, follow=True).content.decode()

    assert "doubtful" == ring(found.ref).status
    assert "不因此受限" in page
