"""Calling the platform's addresses, public ones only (``adapters.outside``); redirects are never followed."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from goodstanding.adapters.outside import Address, NotPublic, connected, is_public
from goodstanding.apps.webhooks.errors import AddressRefused, NotDelivered
from goodstanding.apps.webhooks.ports import Reply

TIMEOUT = 10.0
"""Seconds one step of a call may take."""
DEADLINE = 20.0
"""Seconds a whole call may take."""
LONGEST_URL = 500
_READ = 4096
_INSIDE = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")


class HttpSender:
    """Sends by HTTPS to public addresses.

    Args:
        may_call_private: Also http, and addresses inside our own network: for development and closed networks only.
    """

    def __init__(self, *, may_call_private: bool = False) -> None:
        self._may_call_private = may_call_private

    def check_address(self, url: str, /) -> None:
        """Refuse an address that may never be called.

        Raises:
            AddressRefused: It is not https, names no public host, or carries a user name or a fragment.
        """
        parts = _parts(url)
        if parts.scheme != "https" and not (self._may_call_private and parts.scheme == "http"):
            raise AddressRefused("A webhook's address begins with https://.")
        host = (parts.hostname or "").lower().rstrip(".")
        if not host or parts.username is not None or parts.password is not None or parts.fragment:
            raise AddressRefused("A webhook's address names a host, and neither a user nor a fragment.")
        if self._may_call_private:
            return
        literal = _literal(host)
        if (literal is not None and not is_public(literal)) or (literal is None and _is_inside(host)):
            raise AddressRefused(f"The host “{host}” is not on the public network.", hint="Use a public address.")

    def post(self, url: str, /, *, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a body and return the reply, whatever its status.

        Raises:
            AddressRefused: The host's address is not public.
            NotDelivered: No reply came in time.
        """
        self.check_address(url)
        parts = _parts(url)
        begun = time.monotonic()
        try:
            status = self._status(parts, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise NotDelivered(f"The call did not come through: {type(fault).__name__}.") from fault
        return Reply(status, int((time.monotonic() - begun) * 1000))

    def _status(self, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            with connected(parts, may_be_private=self._may_call_private, timeout=TIMEOUT, deadline=DEADLINE) as connection:
                connection.request("POST", _path(parts), body=body, headers=dict(headers))
                reply = connection.getresponse()
                reply.read(_READ)
                return reply.status
        except NotPublic as fault:
            raise AddressRefused(str(fault)) from fault


def _parts(url: str) -> SplitResult:
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused(f"A webhook's address has at most {LONGEST_URL} printable ASCII characters.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as fault:
        raise AddressRefused("That is not an address.") from fault
    return parts


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host))
    except OSError:
        return None


def _is_inside(host: str) -> bool:
    return host == "localhost" or "." not in host or f".{host}".endswith(_INSIDE)
