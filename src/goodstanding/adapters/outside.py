"""Connecting to an address somebody else wrote down: the only place that does.

Such an address could lead to the inside of our own network. So the host is looked up once, every address it has must be public,
and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPublic(Exception):
    """A host leads to an address that is not on the public network."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"The host “{host}” leads to {address}, which is not on the public network.")


def is_public(address: Address, /) -> bool:
    """Say whether an address is one of the public network, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def port_of(parts: SplitResult, /) -> int:
    """Return the port an address names, or that of its scheme."""
    return parts.port or (443 if parts.scheme == "https" else 80)


@contextmanager
def connected(
    parts: SplitResult, /, *, may_be_private: bool, timeout: float, deadline: float
) -> Iterator[http.client.HTTPConnection]:
    """Connect to the host of an address, http or https, and hang up in the end.

    Args:
        may_be_private: Addresses inside our own network are allowed: for development and closed networks only.
        timeout: Seconds one step may take.
        deadline: Seconds everything may take; then the line is cut.

    Raises:
        NotPublic: One of the host's addresses is not public.
        OSError: Nobody answers, or the name leads nowhere.
    """
    host, port = parts.hostname or "", port_of(parts)
    stream: socket.socket = socket.create_connection((_checked(host, port, may_be_private=may_be_private), port), timeout=timeout)
    if parts.scheme == "https":
        stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = stream
    overdue = threading.Timer(deadline, _hang_up, (stream,))
    overdue.daemon = True
    overdue.start()
    try:
        yield connection
    finally:
        overdue.cancel()
        connection.close()


def _checked(host: str, port: int, *, may_be_private: bool) -> str:
    """Look the host up once and return an address of it, after making sure that every one is public."""
    found = [str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not may_be_private and not is_public(ipaddress.ip_address(address)):
            raise NotPublic(host, address)
    return found[0]


def _hang_up(stream: socket.socket) -> None:
    with suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)
