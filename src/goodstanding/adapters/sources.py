"""Looking whether the link given as the source of a repost leads anywhere. Nothing of what stands there is kept.

Asked by http or https, on the ports of these, at public addresses only; each redirect is checked like the first address. Source:
PA21:17.1, RQ-075.
"""

from __future__ import annotations

import http.client
import socket
from collections.abc import Collection
from urllib.parse import SplitResult, urljoin, urlsplit

from goodstanding.adapters.outside import NotPublic, connected, port_of
from goodstanding.apps.originality.ports import SourceAnswer

TIMEOUT, DEADLINE = 8.0, 12.0
"""Seconds one step may take, and one address altogether."""
LONGEST_URL = 2_000
MOST_REDIRECTS = 4
MOST_BYTES = 65_536
_PORTS = frozenset({80, 443})
_GONE = frozenset({404, 410})
_NAMELESS = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class SourceProbe:
    """Asks an address whether there is something.

    Args:
        private_hosts: ``host:port`` inside our own network that may be asked as well: for tests and closed networks only.
    """

    def __init__(self, *, private_hosts: Collection[str] = ()) -> None:
        self._private = frozenset(host.lower() for host in private_hosts)

    def look(self, url: str, /) -> SourceAnswer:
        """Say what an address answers; a hostile one is an answer too, never an exception."""
        for _ in range(MOST_REDIRECTS + 1):
            parts = _parts(url)
            if parts is None or not (self._is_private(parts) or port_of(parts) in _PORTS):
                return SourceAnswer("refused")
            try:
                status, onward = self._asked(parts)
            except NotPublic:
                return SourceAnswer("refused")
            except socket.gaierror as fault:
                return SourceAnswer("nowhere" if fault.errno in _NAMELESS else "unclear")
            except (OSError, http.client.HTTPException, ValueError):
                return SourceAnswer("unclear")
            if not onward:
                return SourceAnswer(_meaning(status), status)
            url = urljoin(url, onward)
        return SourceAnswer("unclear")

    def _asked(self, parts: SplitResult) -> tuple[int, str]:
        """Return the status and, for a redirect, where it leads; of the body a little is read and let go."""
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        may_be_private = self._is_private(parts)
        with connected(parts, may_be_private=may_be_private, timeout=TIMEOUT, deadline=DEADLINE) as connection:
            connection.request("GET", path, headers={"Accept": "*/*", "User-Agent": "goodstanding-source-check"})
            with connection.getresponse() as reply:
                reply.read(MOST_BYTES)
                is_moved = reply.status in {301, 302, 303, 307, 308}
                return reply.status, (reply.headers.get("Location") or "") if is_moved else ""

    def _is_private(self, parts: SplitResult) -> bool:
        return f"{parts.hostname}:{port_of(parts)}" in self._private


def _meaning(status: int) -> str:
    if status in _GONE:
        return "gone"
    return "found" if 200 <= status < 300 else "unclear"


def _parts(url: str) -> SplitResult | None:
    """Read an address that may be asked; None where it is none."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    is_plain = parts.username is None and parts.password is None and bool(parts.hostname)
    return parts if is_plain and parts.scheme in {"http", "https"} else None
