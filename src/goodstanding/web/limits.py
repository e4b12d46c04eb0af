"""How often one visitor may ask for something, counted in Django's cache: fixed windows, nothing kept beyond them.

With Django's default cache each server process counts for itself; a shared cache makes the limits exact across processes.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

_NETWORK_BITS = 64
"""An IPv6 visitor owns at least this network; counting single addresses would count nothing."""


def allow(key: str, limit: int, seconds: int, at: datetime) -> bool:
    """Count one request and say whether it is within the limit.

    Args:
        key: Who asks for what, e.g. ``search:192.0.2.1``; stored as a digest only.
        limit: Requests allowed in one window, 1 or more.
        seconds: Length of a window.
        at: Now.
    """
    name = _name(key, seconds, at)
    cache.add(name, 0, timeout=2 * seconds)
    try:
        return cache.incr(name) <= limit
    except ValueError:  # the cache dropped the entry between the two calls
        cache.set(name, 1, timeout=2 * seconds)
        return True


def seconds_left(seconds: int, at: datetime) -> int:
    """Say after how many seconds the window of ``at`` ends: what ``Retry-After`` tells, 1 or more."""
    return seconds - int(at.timestamp()) % seconds


def client_key(request: HttpRequest, /) -> str:
    """Name the network a request came from. Only the connection's own address is believed, never a header anybody can write."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text or "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((int(address), _NETWORK_BITS), strict=False))
    return str(address)


def _name(key: str, seconds: int, at: datetime) -> str:
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"limit:{digest}:{seconds}:{int(at.timestamp()) // seconds}"
