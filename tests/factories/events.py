"""CloudEvents for tests, as a platform sends them."""

from __future__ import annotations

from typing import Any

import msgspec

SOURCE = "/platform/web"


def event(id: str, type: str = "content.published", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """Return one event; ``data`` and other attributes by name."""
    told = {
        "specversion": "1.0",
        "id": id,
        "source": SOURCE,
        "type": type,
        "time": "2026-11-23T11:00:00+08:00",
        "subject": "acct-1",
    }
    return {**told, "data": {}, **fields}


def post(id: str, body: str = "今天天气不错。", *, content: str = "", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """Return a publication."""
    data = {"content_id": content or f"c-{id}", "title": "示例标题", "body": body}
    return event(id, **{"type": "content.published", **fields, "data": data | fields.get("data", {})})


def encoded(*events: Any) -> bytes:
    """Return events as one JSON array."""
    return msgspec.json.encode(list(events))
