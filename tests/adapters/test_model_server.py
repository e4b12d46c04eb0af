"""The model server's adapter against a small HTTP server of ours: good answers, and every way to fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from goodstanding.adapters.model_server import KeptAnswers, OpenAIServer
from goodstanding.adapters.model_server_settings import AddressWrong, server_from
from goodstanding.core.signals.base import Document, SignalError
from goodstanding.core.signals.declared import SampleDeclaration
from goodstanding.core.signals.model_server import Question, use_model_server
from goodstanding.core.signals.registry import build_signals

QUESTION = Question("sample", "判断文本是否在买卖账号。", "v3", "长期收购公众号", 20.0)


def completion(content: str) -> bytes:
    body = {"model": "sample-2", "choices": [{"message": {"content": content}}], "usage": {"total_tokens": 250}}
    return json.dumps(body, ensure_ascii=False).encode()


GOOD = completion('好的。```json\n{"probability": 0.91, "quote": "收购公众号"}\n```')


class Served(ThreadingHTTPServer):
    """Answers as the test says, and remembers what came."""

    daemon_threads = True
    status = 200
    reply = GOOD
    drip = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.came: list[tuple[dict[str, Any], str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Answering(BaseHTTPRequestHandler):
    server: Served

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((json.loads(body), self.headers.get("Authorization", "")))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.reply)))
        self.end_headers()
        try:
            for at in range(0, len(self.server.reply), 64 if self.server.drip else 1 << 20):
                self.wfile.write(self.server.reply[at : at + (64 if self.server.drip else 1 << 20)])
                self.wfile.flush()
                time.sleep(self.server.drip)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served() -> Iterator[Served]:
    server = Served()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_carries_what_it_took(served: Served) -> None:
    answer = OpenAIServer(served.url, key="k-1", price=Decimal("0.02")).ask(QUESTION)

    assert (0.91, "收购公众号", "sample-2", 250, "0.005") == (
        answer.probability,
        answer.quote,
        answer.model,
        answer.tokens,
        answer.cost.rstrip("0"),
    )


def test_the_request_names_model_prompt_and_key(served: Served) -> None:
    OpenAIServer(served.url, key="k-1").ask(QUESTION)

    request, authorization = served.came[0]
    assert ("sample", 0, "Bearer k-1") == (request["model"], request["temperature"], authorization)
    assert request["messages"][0]["content"].startswith("判断文本是否在买卖账号。")
    assert "长期收购公众号" in request["messages"][1]["content"]


@pytest.mark.parametrize(
    ("status", "reply", "says"),
    [
        (500, GOOD, "status 500"),
        (302, GOOD, "status 302"),
        (200, b"", "no answer in the form"),
        (200, b"<html>", "no answer in the form"),
        (200, b'{"choices": []}', "no answer in the form"),
        (200, completion("我不能判断"), "no answer in the form"),
        (200, completion('{"probability": "high"}'), "no probability"),
        (200, completion('{"probability": 7}'), "no probability"),
        (200, completion('{"probability": true}'), "no probability"),
        (200, completion("{" * 50_000 + "}"), "no answer in the form"),
        (200, b"x" * (2 << 20), "larger than 1 MiB"),
    ],
)
def test_a_reply_that_is_no_answer_is_a_failed_reading(served: Served, status: int, reply: bytes, says: str) -> None:
    served.status, served.reply = status, reply

    with pytest.raises(SignalError, match=says):
        OpenAIServer(served.url).ask(QUESTION)


def test_a_dripping_reply_ends_at_the_deadline(served: Served) -> None:
    served.drip = 0.3
    served.reply = GOOD + b" " * 4096
    hurried = Question("sample", "判断", "v3", "文本", 0.9)
    begun = time.monotonic()

    with pytest.raises(SignalError, match=r"within 0\.9 seconds"):
        OpenAIServer(served.url).ask(hurried)

    assert time.monotonic() - begun < len(served.reply) / 64 * served.drip / 2


def test_nobody_there_is_a_failed_reading() -> None:
    with pytest.raises(SignalError, match="cannot be reached"):
        OpenAIServer("http://127.0.0.1:9/v1").ask(QUESTION)


def test_a_quote_the_text_does_not_hold_is_dropped(served: Served) -> None:
    served.reply = completion('{"probability": 0.9, "quote": "别处的话"}')

    assert "" == OpenAIServer(served.url).ask(QUESTION).quote


def test_the_same_question_is_asked_once(served: Served, tmp_path: Path) -> None:
    kept = KeptAnswers(OpenAIServer(served.url), tmp_path)

    assert kept.ask(QUESTION) == kept.ask(QUESTION)
    assert 1 == len(served.came)


def test_what_is_kept_names_the_prompt_and_never_the_text(served: Served, tmp_path: Path) -> None:
    KeptAnswers(OpenAIServer(served.url), tmp_path).ask(Question("sample", "判断", "v3", "无人知晓的文本,收购公众号", 5.0))

    record = next(tmp_path.rglob("*.json")).read_text(encoding="utf-8")

    assert "v3" in record
    assert "无人知晓" not in record


def test_a_failure_is_not_kept(served: Served, tmp_path: Path) -> None:
    kept = KeptAnswers(OpenAIServer(served.url), tmp_path)
    served.status = 503
    with pytest.raises(SignalError):
        kept.ask(QUESTION)

    served.status = 200

    assert 0.91 == kept.ask(QUESTION).probability


@pytest.mark.parametrize("url", ["ftp://host", "host:80", "http://", "http://user:pass@host/v1"])
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(AddressWrong):
        server_from({"url": url}, folder=tmp_path)


def test_without_an_address_there_is_no_server(tmp_path: Path) -> None:
    assert server_from({"url": "", "key": "k"}, folder=tmp_path) is None


def test_a_price_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AddressWrong, match="price"):
        server_from({"url": "http://127.0.0.1:1/v1", "price": "cheap"}, folder=tmp_path)


def test_a_served_model_hits_through_the_signal(served: Served, tmp_path: Path) -> None:
    use_model_server(server_from({"url": served.url}, folder=tmp_path))
    options = {"model": "sample", "prompt": "判断", "version": "v3"}
    signal = build_signals({"asked": SampleDeclaration("asked", "model_server", options)}, {}, at=date(2026, 11, 23))["asked"]
    try:
        reading = signal.read(Document({"body": "长期收购公众号"}, {}))
    finally:
        use_model_server(None)

    assert (0.91, ["收购公众号"]) == (reading.score, [span.text for span in reading.spans])
