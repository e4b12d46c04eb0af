"""What a server process does before its first request, so that nobody waits for a pack to compile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

import structlog
from django.db import DatabaseError, connections

_log: Any = structlog.get_logger()


def warm_up() -> None:
    """Compile the live pack and set aside what lives as long as the process, so that the collector never walks it again.

    From then on a pack that comes into force, and the rules of a new day, are compiled beside the requests. Without a live pack,
    or without a database yet, there is nothing to do; with one that cannot be compiled, events are kept unjudged.
    """
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.policies import selectors as policies
    from goodstanding.core.kernel.errors import GoodstandingError

    try:
        policies.make_engines_beside(_start)
        policies.live_engine(at=now())
    except (GoodstandingError, DatabaseError) as fault:
        _log.info("no pack to warm up with", fault=type(fault).__name__)
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()


def _start(job: Callable[[], None], /) -> None:
    threading.Thread(target=_run, args=(job,), name="engine", daemon=True).start()


def _run(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connections.close_all()
