"""Links given as sources are looked at without ever reaching the inside of our own network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from goodstanding.adapters import sources
from goodstanding.adapters.sources import SourceProbe
from goodstanding.apps.originality.ports import SourceAnswer

ANSWERS = {"/gone": 404, "/over": 410, "/closed": 403, "/busy": 503}


class _Host(BaseHTTPRequestHandler):
    wbufsize = 0

    def do_GET(self) -> None:
        onward = {"/moved": "/here", "/inward": "http://127.0.0.1:9/inside", "/loop": "/loop", "/other": "ftp://example.com/"}
        place = onward.get(self.path)
        self.send_response(302 if place else ANSWERS.get(self.path, 200))
        if place:
            self.send_header("Location", place)
        self.end_headers()
        with suppress(OSError):  # whoever asked has hung up
            self.wfile.write(b"0" * (8 * 1024 * 1024) if self.path == "/long" else b"here")
        if self.path == "/long":
            self.server.written = True  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def look(host: str) -> Callable[[str], SourceAnswer]:
    """Look at a path of our own server, which is allowed by the configuration."""
    probe = SourceProbe(private_hosts=[host])
    return lambda path: probe.look(f"http://{host}{path}")


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/here", "found", 200),
        ("/gone", "gone", 404),
        ("/over", "gone", 410),
        ("/closed", "unclear", 403),
        ("/busy", "unclear", 503),
        ("/moved", "found", 200),
        ("/loop", "unclear", 0),
        ("/inward", "refused", 0),
        ("/other", "refused", 0),
    ],
)
def test_answer_says_what_stands_there(look: Callable[[str], SourceAnswer], path: str, outcome: str, status: int) -> None:
    assert SourceAnswer(outcome, status) == look(path)


def test_little_of_a_long_page_is_read(look: Callable[[str], SourceAnswer]) -> None:
    assert "found" == look("/long").outcome


def test_slow_host_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}"

        assert "unclear" == SourceProbe(private_hosts=[place]).look(f"http://{place}/").outcome


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/",
        "http://0x7f000001/",
        "http://localhost/",
        "http://127.0.0.1:8000/",
        "https://user:word@example.com/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "http://exa mple.com/",
        "http:///path",
        "http://example.com:99999/",
        "http://" + "a" * 3000,
    ],
)
def test_address_that_is_not_a_public_page_is_never_asked(url: str) -> None:
    assert "refused" == SourceProbe().look(url).outcome


def test_host_without_an_address_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert "nowhere" == SourceProbe().look("https://none.example.com/").outcome


def test_allowed_host_opens_no_other_port(host: str) -> None:
    assert "refused" == SourceProbe(private_hosts=[host]).look("http://127.0.0.1:1/").outcome
