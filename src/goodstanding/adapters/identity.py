"""Asking an identity provider over HTTP: a deadline, the same key at every attempt, and a pause once it keeps failing."""

from __future__ import annotations

import http.client
import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from goodstanding.apps.registry.providers import Answer, ProviderUnavailable, Question

DEADLINE = 5.0
"""Seconds a provider has to answer."""
FAILURES_UNTIL_PAUSE = 5
PAUSE = 30.0
"""Seconds nobody is asked after so many failures in a row; then one question tries again."""
LARGEST_ANSWER = 64 * 1024


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
        self._parts = urlsplit(base)
        self._deadline = deadline
        self._breaker = Breaker()

    def ask(self, question: Question, /) -> Answer:
        """Answer a question.

        Raises:
            ProviderUnavailable: No answer came in time, or not one that can be understood.
        """
        self._breaker.require()
        try:
            answer = _read(self._post(question))
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as fault:
            self._breaker.note(answered=False)
            raise ProviderUnavailable(f"The identity provider gave no answer ({type(fault).__name__}).") from fault
        self._breaker.note(answered=True)
        return answer

    def _post(self, question: Question) -> dict[str, Any]:
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=self._deadline)
        try:
            body = json.dumps({"kind": question.kind, "fields": dict(question.fields)}).encode()
            connection.request("POST", f"{self._parts.path}/verifications", body, _headers(question.key))
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


def _read(reply: dict[str, Any]) -> Answer:
    matches = reply["matches"]
    if not isinstance(matches, bool):
        raise TypeError("matches is neither true nor false")
    return Answer(matches, str(reply["reference"]), str(reply["register"])[:120])
