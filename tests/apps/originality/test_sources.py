"""Broken sources of reposts: looked at twice, told, shown to reviewers; nothing is restricted, and nobody looks unasked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from goodstanding.adapters.sources import SourceProbe
from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.common.models import OutboxMessage
from goodstanding.apps.common.outbox import drain
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.originality.ports import register_source_probe
from goodstanding.apps.originality.selectors import source_look
from goodstanding.apps.originality.services.sources import LOOK
from goodstanding.apps.review.models import Case
from tests.factories.matters import Matters
from tests.factories.originals import AUTHOR, article, published

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CONTENT = "c-repost"


class _Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """A host of our own that may be asked, and who asks it."""
    server = HTTPServer(("127.0.0.1", 0), _Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    place = f"127.0.0.1:{server.server_port}"
    register_source_probe(SourceProbe(private_hosts=[place]))
    yield f"http://{place}"
    register_source_probe(None)
    server.shutdown()
    server.server_close()
    thread.join()


def reposted(url: str, *, at: datetime) -> None:
    source = {"owner": "示例日报", "url": url, "basis": "licence"}
    published(CONTENT, article(), at=at, source=source)


def worked(*, at: datetime) -> None:
    while drain(lambda: at, only=frozenset({LOOK})).done:
        pass


def test_rq075_broken_source_is_confirmed_by_a_second_look_and_told(matters: Matters, host: str, at: datetime) -> None:
    reposted(f"{host}/gone", at=at)

    worked(at=at)
    first = source_look(CONTENT)
    worked(at=at + 2 * DAY)
    second = source_look(CONTENT)

    assert first is not None
    assert second is not None
    assert ("gone", 404, False) == (first.outcome, first.status, first.is_confirmed)
    assert (2, True) == (second.looks, second.is_confirmed)
    assert 1 == sum("转载来源的链接打不开" in one.subject for one in inbox([("account", AUTHOR)]))
    assert ["source:looked"] * 2 == [one.action for one in entries_about("content", CONTENT)]


def test_rq083_broken_source_restricts_nothing_and_opens_no_case(matters: Matters, host: str, at: datetime) -> None:
    reposted(f"{host}/gone", at=at)

    worked(at=at)
    worked(at=at + 2 * DAY)

    assert "visible" == ingest.content(CONTENT).status
    assert not Case.objects.filter(content_ref=CONTENT).exists()


def test_source_that_leads_somewhere_is_looked_at_once(matters: Matters, host: str, at: datetime) -> None:
    reposted(f"{host}/here", at=at)

    worked(at=at)
    worked(at=at + 2 * DAY)

    found = source_look(CONTENT)
    assert found is not None
    assert ("found", 1, False) == (found.outcome, found.looks, found.is_confirmed)


def test_link_put_right_is_what_counts(matters: Matters, host: str, at: datetime) -> None:
    reposted(f"{host}/gone", at=at)
    worked(at=at)
    reposted(f"{host}/here", at=at + timedelta(hours=1))

    worked(at=at + timedelta(hours=2))

    found = source_look(CONTENT)
    assert found is not None
    assert "found" == found.outcome


def test_nobody_looks_where_the_configuration_does_not_ask_for_it(matters: Matters, at: datetime) -> None:
    reposted("https://demo.example.com/1", at=at)

    assert not OutboxMessage.objects.filter(topic=LOOK).exists()
