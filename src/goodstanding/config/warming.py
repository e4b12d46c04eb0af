"""What a server process does before its first request, so that nobody waits for a pack to compile."""

from __future__ import annotations

import gc
from typing import Any

import structlog
from django.db import DatabaseError, connections

_log: Any = structlog.get_logger()


def warm_up() -> None:
    """Compile the live pack and set aside what lives as long as the process, so that the collector never walks it again.

    Without a live pack, or without a database yet, there is nothing to do.
    """
    from goodstanding.apps.common.clock import now
    from goodstanding.apps.policies import selectors as policies
    from goodstanding.apps.policies.errors import NoLivePack

    try:
        policies.live_engine(at=now())
    except (NoLivePack, DatabaseError) as fault:
        _log.info("no pack to warm up with", fault=type(fault).__name__)
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()
