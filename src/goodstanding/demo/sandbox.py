"""An identity provider that knows nobody: a real HTTP service to try the product with, which can be late, wrong or out of order.

It cannot exist for real here: the population register and the carriers answer licensed providers only. Every number that is well
formed belongs to whoever names it, unless the name ends in “不符”, so that both answers can be had. ``POST /mode`` with
``{"mode": "normal | slow | timeout | outage | garbled", "for": 3}`` makes the next so many verifications go
wrong, all of them without ``for``. The same ``Idempotency-Key`` gets the same answer.

``POST /payments`` sends a small sum to an organization's account, to nobody's in truth: ``GET /statements/<account>`` shows what
the account received, as its bank would. The same moods apply, and an organization whose name ends in “不符” is refused.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from goodstanding.apps.common import clock
from goodstanding.core.identifiers.checking import check_identifier
from goodstanding.core.identifiers.findings import IdentifierKind, WellFormed

MODES = ("normal", "slow", "timeout", "outage", "garbled")
SLOW = 1.0
TIMEOUT = 30.0
LATENCY = 0.02
MISMATCH = "不符"
_LARGEST = 64 * 1024


class Sandbox(ThreadingHTTPServer):
    """The service and its mood.

    Args:
        port: Port on this machine; 0 takes a free one.
        tell: Told of each sum that was paid, as the account's bank would tell its holder.
    """

    daemon_threads = True

    def __init__(self, port: int = 0, *, tell: Callable[[str], object] = lambda _line: None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.asked: list[str] = []
        """Keys of the questions that arrived, in order."""
        self._lock = threading.Lock()
        self._mode, self._left, self._tell = "normal", -1, tell
        self._answers: dict[str, dict[str, Any]] = {}
        self._statements: dict[str, list[dict[str, Any]]] = {}

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def set_mode(self, mode: str, /, *, times: int = -1) -> None:
        """Change the mood for the next verifications; -1 until changed again."""
        with self._lock:
            self._mode, self._left = mode, times

    def next_mode(self) -> str:
        """Return the mood for one verification and use it up."""
        with self._lock:
            mode = self._mode if self._left else "normal"
            self._left = max(self._left - 1, 0) if self._left > 0 else self._left
            return mode

    def answer(self, key: str, kind: str, fields: dict[str, str], /) -> dict[str, Any]:
        """Answer a question, and the same again to the same key."""
        with self._lock:
            self.asked.append(key)
            found = self._answers.get(key)
            if found is None:
                found = self._answers[key] = _answer(key, kind, fields)
            return found

    def pay(self, key: str, order: dict[str, Any], /) -> dict[str, Any]:
        """Carry an order out, once for its key."""
        with self._lock:
            self.asked.append(key)
            found = self._answers.get(key)
            if found is None:
                found = self._answers[key] = _payment(key, order)
                if found["paid"]:
                    received = {"amount_fen": int(order["amount_fen"]), "reference": found["reference"]}
                    self._statements.setdefault(str(order["account"]), []).append(received)
                    fen, tail = received["amount_fen"], str(order["account"])[-4:]
                    self._tell(f"{fen // 100}.{fen % 100:02d} yuan arrived on the account ending …{tail}")
            return found

    def statement(self, account: str, /) -> list[dict[str, Any]]:
        """Return what an account received, the latest last."""
        with self._lock:
            return list(self._statements.get(account, ()))


class _Handler(BaseHTTPRequestHandler):
    server: Sandbox

    def do_POST(self) -> None:
        """Take a question or a change of mood."""
        try:
            body = json.loads(self.rfile.read(min(int(self.headers.get("Content-Length", "0")), _LARGEST)) or b"{}")
            if self.path == "/mode":
                return self._change(body)
            if self.path == "/verifications":
                fields = {name: str(value) for name, value in dict(body["fields"]).items()}
                return self._answer(lambda key: self.server.answer(key, str(body["kind"]), fields))
            if self.path == "/payments":
                return self._answer(lambda key: self.server.pay(key, body))
        except (ValueError, KeyError, TypeError) as fault:
            return self._reply(400, {"error": f"{type(fault).__name__}: {fault}"})
        return self._reply(404, {"error": "not here"})

    def _change(self, body: dict[str, Any]) -> None:
        if body.get("mode") not in MODES:
            return self._reply(400, {"error": f"mode is one of {', '.join(MODES)}"})
        self.server.set_mode(body["mode"], times=int(body.get("for", -1)))
        return self._reply(200, {"mode": body["mode"]})

    def do_GET(self) -> None:
        """Show the statement of an account."""
        _, sep, account = self.path.partition("/statements/")
        if not sep:
            return self._reply(404, {"error": "not here"})
        return self._reply(200, {"account": account, "received": self.server.statement(account)})

    def _answer(self, answered: Callable[[str], dict[str, Any]]) -> None:
        mode = self.server.next_mode()
        if mode == "outage":
            return self._reply(503, {"error": "out of order"})
        answer = answered(self.headers.get("Idempotency-Key", ""))
        time.sleep({"slow": SLOW, "timeout": TIMEOUT}.get(mode, LATENCY))
        return self._reply(200, {"garbled": True} if mode == "garbled" else answer)

    def _reply(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            return  # whoever asked has gone

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it
        """Say nothing: a question holds personal data."""


def _answer(key: str, kind: str, fields: dict[str, str]) -> dict[str, Any]:
    asked = IdentifierKind.CREDIT_CODE if kind == "corporate" else IdentifierKind.RESIDENT_ID
    number = fields.get("code" if kind == "corporate" else "number", "")
    well_formed = isinstance(check_identifier(asked, number, at=clock.now().date()), WellFormed)
    named = fields.get("organization" if kind == "corporate" else "name", "")
    register = "sandbox company register" if kind == "corporate" else "sandbox population register"
    reference = hashlib.sha256(key.encode()).hexdigest()[:16]
    return {"matches": well_formed and bool(named) and not named.endswith(MISMATCH), "reference": reference, "register": register}


def _payment(key: str, order: dict[str, Any]) -> dict[str, Any]:
    named, account = str(order["organization"]), str(order["account"])
    is_paid = bool(named) and account.isdigit() and int(order["amount_fen"]) > 0 and not named.endswith(MISMATCH)
    return {"paid": is_paid, "reference": hashlib.sha256(key.encode()).hexdigest()[:16], "register": "sandbox bank"}
