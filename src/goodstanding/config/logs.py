"""Logging: constant phrases with keys, never content text or personal data."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

PRIVATE_KEYS = frozenset(
    [
        "password",
        "secret",
        "token",
        "authorization",
        "cookie",
        "contact",
        "email",
        "phone",
        "name",
        "body",
        "title",
        "text",
        "content",
    ]
)
"""Keys whose values are withheld wherever they appear in a log line."""


def withhold_private_values(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of every private key, so that a slip at a call site leaks nothing."""
    for key in PRIVATE_KEYS & event.keys():
        event[key] = "withheld"
    return event


def configure_logging(*, log_format: str) -> None:
    """Send every log line, ours and Django's, to standard error in one form.

    Args:
        log_format: ``json`` or ``console``.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        withhold_private_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_finishing(log_format)))
    root = logging.getLogger()
    root.handlers = [held for held in root.handlers if not isinstance(held.formatter, structlog.stdlib.ProcessorFormatter)]
    root.addHandler(stream)
    root.setLevel(logging.INFO)


def _finishing(log_format: str) -> list[Processor]:
    last: Processor = structlog.dev.ConsoleRenderer(colors=False)
    if log_format == "json":
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        last,
    ]
