"""Calling addresses somebody else wrote down, without being led inside."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from goodstanding.adapters import webhooks
from goodstanding.adapters.webhooks import HttpSender, is_public
from goodstanding.apps.webhooks.errors import AddressRefused, NotDelivered

OUTSIDE = HttpSender()
CLOSED_NETWORK = HttpSender(may_call_private=True)


class Hooks(BaseHTTPRequestHandler):
    """Answers as its path says, and keeps what it was sent."""

    seen: list[tuple[str, bytes, dict[str, str]]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        """Answer a call."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append((self.path, body, {name.lower(): value for name, value in self.headers.items()}))
        status = int(self.path.rpartition("/")[2])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    Hooks.seen.clear()
    server = HTTPServer(("127.0.0.1", 0), Hooks)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_body_and_headers_arrive_as_they_are(base: str) -> None:
    reply = CLOSED_NETWORK.post(f"{base}/hook?x=1/204", body="示例".encode(), headers={"webhook-id": "M-1"})

    ((path, body, headers),) = Hooks.seen
    assert (204, "/hook?x=1/204", "示例", "M-1") == (reply.status, path, body.decode(), headers["webhook-id"])


def test_redirect_is_not_followed(base: str) -> None:
    assert 302 == CLOSED_NETWORK.post(f"{base}/302", body=b"{}", headers={}).status
    assert 1 == len(Hooks.seen)


def test_nobody_listening_is_not_delivered() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(NotDelivered):
        CLOSED_NETWORK.post(f"http://127.0.0.1:{port}/", body=b"{}", headers={})


def test_endless_reply_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "DEADLINE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotDelivered):
        CLOSED_NETWORK.post(f"http://127.0.0.1:{silent.getsockname()[1]}/", body=b"{}", headers={})


@pytest.mark.parametrize(
    "url",
    [
        "http://platform.example/hooks",
        "ftp://platform.example/hooks",
        "https://",
        "https:///hooks",
        "https://user:secret@platform.example/",
        "https://platform.example/#part",
        "https://localhost/",
        "https://intranet/",
        "https://db.internal/",
        "https://printer.local./",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://platform.example:99999/",
        "https://platform.example/ hooks",
        "https://platform.example/\r\nx: y",
        "https://例子.example/",
        "https://platform.example/" + "a" * 500,
        "nonsense",
        "",
    ],
)
def test_address_that_leads_inside_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        OUTSIDE.check_address(url)


@pytest.mark.parametrize("url", ["https://platform.example/hooks?x=1", "https://platform.example:8443/", "https://8.8.8.8/"])
def test_public_address_is_taken(url: str) -> None:
    OUTSIDE.check_address(url)


def test_name_that_leads_inside_is_refused_when_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)

    with pytest.raises(AddressRefused, match=r"10\.0\.0\.8"):
        OUTSIDE.post("https://platform.example/", body=b"{}", headers={})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::ffff:192.168.0.1", False),
    ],
)
def test_public_is_what_is_public_inside_any_wrapping(address: str, expected: bool) -> None:
    assert expected is is_public(ipaddress.ip_address(address))
