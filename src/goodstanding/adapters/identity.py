"""Asking an identity provider over HTTP, and having it pay: a deadline, one key for all attempts, a pause while it fails."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from goodstanding.apps.registry.providers import Answer, Payment, PaymentOrder, ProviderUnavailable, Question

DEADLINE = 5.0
"""Seconds a provider has to answer."""
FAILURES_UNTIL_PAUSE = 5
PAUSE = 30.0
"""Seconds nobody is asked after so many failures in a row; then one question tries again."""
LARGEST_ANSWER = 64 * 1024
Read = TypeVar("Read")


class Breaker:
    """Keeps a provider that is out of order from being asked by everybody at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def require(self) -> None:
        """Refuse while the pause lasts; the first question after it may pass, and the pause begins anew for the others.

        Raises:
            ProviderUnavailable: The provider is not asked now.
        """
        with self._lock:
            if self._failures < FAILURES_UNTIL_PAUSE:
                return
            if time.monotonic() < self._closed_until:
                raise ProviderUnavailable("The provider failed again and again; it is not asked for a while.")
            self._closed_until = time.monotonic() + PAUSE

    def note(self, *, answered: bool) -> None:
        """Note whether the provider answered."""
        with self._lock:
            self._failures = 0 if answered else self._failures + 1
            if self._failures >= FAILURES_UNTIL_PAUSE:
                self._closed_until = time.monotonic() + PAUSE


class HttpIdentity:
    """A provider that answers ``POST <base>/verifications``.

    The request is ``{"kind", "fields"}`` with the question's key as ``Idempotency-Key``; the reply is
    ``{"matches": bool, "reference": text, "register": text}``. Anything else is no answer.

    Args:
        base: ``http://host:port`` or ``https://host``.
        deadline: Seconds to wait for the whole answer.
    """

    name = "identity"

    def __init__(self, base: str, *, deadline: float = DEADLINE) -> None:
        self._door = _Door(base, "/verifications", deadline)

    def ask(self, question: Question, /) -> Answer:
        """Answer a question.

        Raises:
            ProviderUnavailable: No answer came in time, or not one that can be understood.
        """
        return self._door.call(question.key, {"kind": question.kind, "fields": dict(question.fields)}, _answer)


class HttpPayments:
    """A provider that answers ``POST <base>/payments``.

    The request is ``{"organization", "code", "bank", "account", "amount_fen"}`` with the order's key as ``Idempotency-Key``; the
    reply is ``{"paid": bool, "reference": text, "register": text}``. Anything else is no answer: the order is given again under
    the same key, and the provider pays it once.

    Args:
        base: ``http://host:port`` or ``https://host``.
        deadline: Seconds to wait for the whole answer.
    """

    name = "payments"

    def __init__(self, base: str, *, deadline: float = DEADLINE) -> None:
        self._door = _Door(base, "/payments", deadline)

    def pay(self, order: PaymentOrder, /) -> Payment:
        """Carry an order out, once.

        Raises:
            ProviderUnavailable: No answer came in time, or not one that can be understood.
        """
        body = {
            "organization": order.organization,
            "code": order.code,
            "bank": order.bank,
            "account": order.account,
            "amount_fen": order.fen,
        }
        return self._door.call(order.key, body, _payment)


class _Door:
    """One address of a provider with its own breaker: where payments fail, identities are verified as before."""

    def __init__(self, base: str, path: str, deadline: float) -> None:
        self._parts, self._path, self._deadline = urlsplit(base), path, deadline
        self._breaker = Breaker()

    def call(self, key: str, body: dict[str, Any], read: Callable[[dict[str, Any]], Read], /) -> Read:
        """Post a body and read the reply; whatever goes wrong is no answer.

        Raises:
            ProviderUnavailable: No answer came in time, or not one that can be understood.
        """
        self._breaker.require()
        try:
            found = read(self._post(key, body))
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as fault:
            self._breaker.note(answered=False)
            raise ProviderUnavailable(f"The identity provider gave no answer ({type(fault).__name__}).") from fault
        self._breaker.note(answered=True)
        return found

    def _post(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=self._deadline)
        try:
            connection.request("POST", f"{self._parts.path}{self._path}", json.dumps(body).encode(), _headers(key))
            response = connection.getresponse()
            data = response.read(LARGEST_ANSWER)
            if response.status != http.client.OK:
                raise ValueError(f"status {response.status}")
            found: dict[str, Any] = json.loads(data)
            return found
        finally:
            connection.close()


def _headers(key: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if settings.CONFIG.identity_key:
        headers["Authorization"] = f"Bearer {settings.CONFIG.identity_key}"
    return headers


def _answer(reply: dict[str, Any]) -> Answer:
    return Answer(_is(reply["matches"]), str(reply["reference"]), str(reply["register"])[:120])


def _payment(reply: dict[str, Any]) -> Payment:
    return Payment(_is(reply["paid"]), str(reply["reference"]), str(reply["register"])[:120])


def _is(told: object) -> bool:
    if not isinstance(told, bool):
        raise TypeError("neither true nor false")
    return told
