"""Media come from allowed places only, whole, and as the event said they are."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from goodstanding.adapters.images import MediaFetcher
from goodstanding.apps.screening.ports import MediaRefused, MediaUnavailable

IMAGE = b"\x89PNG example"


class _Host(BaseHTTPRequestHandler):
    wbufsize = 0

    def do_GET(self) -> None:
        status = {"/moved": 302, "/gone": 404, "/busy": 503}.get(self.path, 200)
        self.send_response(status)
        if self.path == "/moved":
            self.send_header("Location", "http://127.0.0.1:9/inside")
        if self.path == "/huge":
            self.send_header("Content-Length", str(10**9))
        self.end_headers()
        with suppress(OSError):  # whoever asked has hung up
            self.wfile.write(b"0" * (21 * 1024 * 1024) if self.path == "/long" else IMAGE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> MediaFetcher:
    return MediaFetcher(hosts=("127.0.0.1",), may_call_private=True)


def _refusal(fetcher: MediaFetcher, url: str, sha256: str = "") -> str:
    with pytest.raises(MediaRefused) as refused:
        fetcher.fetch(url, sha256=sha256)
    return refused.value.reason


def test_media_of_an_allowed_host_are_fetched(host: str, fetcher: MediaFetcher) -> None:
    assert fetcher.fetch(f"{host}/a.png", sha256=hashlib.sha256(IMAGE).hexdigest()) == IMAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/moved", "redirect"), ("/gone", "not_found"), ("/huge", "too_many_bytes"), ("/long", "too_many_bytes")],
)
def test_answers_that_are_no_image_are_refused(host: str, fetcher: MediaFetcher, path: str, reason: str) -> None:
    assert reason == _refusal(fetcher, host + path)


def test_other_bytes_than_were_said_are_refused(host: str, fetcher: MediaFetcher) -> None:
    assert "sha256_differs" == _refusal(fetcher, f"{host}/a.png", "0" * 64)


def test_a_busy_host_is_asked_again_later(host: str, fetcher: MediaFetcher) -> None:
    with pytest.raises(MediaUnavailable):
        fetcher.fetch(f"{host}/busy")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://elsewhere.example/a.png", "host"),
        ("https://media.example.evil.example/a.png", "host"),
        ("https://notmedia.example/a.png", "host"),
        ("http://media.example/a.png", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://media.example/", "scheme"),
        ("https://user@media.example/", "no_address"),
        ("https://media.example:99999/", "no_address"),
        ("https://[::1/", "no_address"),
        ("https://media.example/ a", "no_address"),
        ("//media.example/a.png", "scheme"),
        ("a.png", "no_address"),
        ("", "no_address"),
    ],
)
def test_addresses_outside_the_configuration_are_refused(url: str, reason: str) -> None:
    assert reason == _refusal(MediaFetcher(hosts=("media.example",)), url)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"])
def test_an_allowed_host_that_leads_inside_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = (2, 1, 6, "", (address, 443))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("203.0.113.7", 443)), entry])

    assert "private_address" == _refusal(MediaFetcher(hosts=("media.example",)), "https://media.example/a.png")


def test_media_lie_in_the_directory_too(tmp_path: Path) -> None:
    (tmp_path / "示例 1.png").write_bytes(IMAGE)

    assert IMAGE == MediaFetcher(directory=tmp_path).fetch("/%E7%A4%BA%E4%BE%8B%201.png")


@pytest.mark.parametrize("path", ["../secret", "/../../etc/passwd", "%2e%2e/secret", "link"])
def test_nothing_outside_the_directory_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_bytes(b"hush")
    inside = tmp_path / "media"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path / "secret")

    assert "outside_directory" == _refusal(MediaFetcher(directory=inside), path)


@pytest.mark.parametrize("path", ["/nothing.png", "/", "/a%00b"])
def test_a_path_that_is_no_file_is_refused(tmp_path: Path, path: str) -> None:
    assert _refusal(MediaFetcher(directory=tmp_path), path) in {"not_found", "no_address"}
