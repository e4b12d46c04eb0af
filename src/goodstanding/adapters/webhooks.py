"""Calling the platform's addresses: the only place that opens a connection to an address somebody else wrote down.

Such an address could lead to the inside of our own network. So the host is looked up once, every address it has must be public,
and the connection goes to the very address that was checked; redirects are never followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from goodstanding.apps.webhooks.errors import AddressRefused, NotDelivered
from goodstanding.apps.webhooks.ports import Reply

TIMEOUT = 10.0
"""Seconds one step of a call may take."""
DEADLINE = 20.0
"""Seconds a whole call may take."""
LONGEST_URL = 500
_READ = 4096
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INSIDE = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
        host, is_secret = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if is_secret else 80)
        stream = socket.create_connection((self._checked(host, port), port), timeout=TIMEOUT)
        if is_secret:
            stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = stream
        overdue = threading.Timer(DEADLINE, _hang_up, (stream,))
        overdue.daemon = True
        overdue.start()
        try:
            connection.request("POST", _path(parts), body=body, headers=dict(headers))
            reply = connection.getresponse()
            reply.read(_READ)
            return reply.status
        finally:
            overdue.cancel()
            connection.close()

    def _checked(self, host: str, port: int) -> str:
        """Look the host up once and return an address of it, after making sure that every one is public."""
        found = [str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self._may_call_private:
            for address in found:
                if not is_public(ipaddress.ip_address(address)):
                    raise AddressRefused(f"The host “{host}” leads to {address}, which is not on the public network.")
        return found[0]


def is_public(address: Address, /) -> bool:
    """Say whether an address is one of the public network, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


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


def _hang_up(stream: socket.socket) -> None:
    with suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)
