"""Fetching media: from a directory of our own, or by HTTPS from hosts named in the configuration; never from our own network.

Connections go to public addresses only (``adapters.outside``).
Redirects are not followed. What is too large, or is not what the event said it is, is refused.
"""

from __future__ import annotations

import hashlib
import http.client
import time
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from goodstanding.adapters.images.limits import Limits
from goodstanding.adapters.outside import NotPublic, connected
from goodstanding.apps.screening.ports import MediaRefused, MediaUnavailable

TIMEOUT = 10.0
"""Seconds one step may take."""
DEADLINE = 30.0
"""Seconds a whole fetch may take."""
LONGEST_URL = 2_000
_PART = 65_536
_LASTING = frozenset({400, 401, 403, 404, 405, 410, 414, 451})


class MediaFetcher:
    """Fetches media the platform's events point to.

    Args:
        hosts: Hosts media may come from, each with all below it where it begins with a dot.
        directory: Where media addressed by a plain path lie; None where there are none.
        may_call_private: Also http, and addresses inside our own network: for development and closed networks only.
    """

    def __init__(self, *, hosts: Collection[str] = (), directory: Path | None = None, may_call_private: bool = False) -> None:
        self._hosts = tuple(host.lower() for host in hosts)
        self._directory = directory.resolve() if directory else None
        self._may_call_private = may_call_private
        self._most = Limits().bytes

    def fetch(self, url: str, /, *, sha256: str = "") -> bytes:
        """Return the bytes a URL stands for.

        Args:
            sha256: What the event says their hash is; empty where it does not say.

        Raises:
            MediaRefused: They are never fetched: the place is not allowed, they are too large, or not what was said.
            MediaUnavailable: They cannot be fetched now.
        """
        data = self._found(url)
        if sha256 and hashlib.sha256(data).hexdigest() != sha256.lower():
            raise MediaRefused("sha256_differs")
        return data

    def _found(self, url: str) -> bytes:
        if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
            raise MediaRefused("no_address")
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            raise MediaRefused("no_address") from None
        if not parts.scheme and not parts.netloc:
            return self._from_directory(parts.path)
        if parts.scheme != "https" and not (self._may_call_private and parts.scheme == "http"):
            raise MediaRefused("scheme")
        host = (parts.hostname or "").lower().rstrip(".")
        if not url.isascii() or not host or parts.username is not None or parts.password is not None:
            raise MediaRefused("no_address")
        if not self._is_allowed(host):
            raise MediaRefused("host")
        return self._from_network(parts)

    def _is_allowed(self, host: str) -> bool:
        return any(host == allowed or (allowed.startswith(".") and host.endswith(allowed)) for allowed in self._hosts)

    def _from_directory(self, path: str) -> bytes:
        if self._directory is None:
            raise MediaRefused("no_address")
        asked = unquote(path).lstrip("/")
        if "\0" in asked:
            raise MediaRefused("no_address")
        found = (self._directory / asked).resolve()
        if not found.is_relative_to(self._directory):
            raise MediaRefused("outside_directory")
        try:
            if not found.is_file():
                raise MediaRefused("not_found")
            with found.open("rb") as file:
                return self._within(file.read(self._most + 1))
        except OSError as fault:
            raise MediaUnavailable(f"The media file cannot be read: {type(fault).__name__}.") from fault

    def _from_network(self, parts: SplitResult) -> bytes:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            with connected(
                parts, may_be_private=self._may_call_private, timeout=TIMEOUT, deadline=DEADLINE + 2 * TIMEOUT
            ) as connection:
                return self._body(connection, path)
        except NotPublic as fault:
            raise MediaRefused("private_address") from fault
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise MediaUnavailable(f"The media cannot be fetched: {type(fault).__name__}.") from fault

    def _body(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        connection.request("GET", path, headers={"Accept": "image/*"})
        with connection.getresponse() as reply:
            if reply.status in _LASTING:
                raise MediaRefused("not_found")
            if 300 <= reply.status < 400:
                raise MediaRefused("redirect")
            if reply.status != 200:
                raise MediaUnavailable(f"The media's host answered {reply.status}.")
            return self._whole(reply)

    def _whole(self, reply: http.client.HTTPResponse) -> bytes:
        begun = time.monotonic()
        if reply.length is not None and reply.length > self._most:
            raise MediaRefused("too_many_bytes")
        got = bytearray()
        while part := reply.read(_PART):
            got += part
            if len(got) > self._most:
                raise MediaRefused("too_many_bytes")
            if time.monotonic() - begun > DEADLINE:
                raise MediaUnavailable("The media took too long to fetch.")
        return bytes(got)

    def _within(self, data: bytes) -> bytes:
        if len(data) > self._most:
            raise MediaRefused("too_many_bytes")
        return data
