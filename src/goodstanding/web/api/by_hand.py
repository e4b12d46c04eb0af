"""What the framework does not see of the interface: the hot path for events, and bodies in the form of events."""

from __future__ import annotations

from typing import Any, Final

_OUTCOME = {"$ref": "#/components/schemas/Outcome"}
_EVENT = {"$ref": "#/components/schemas/CloudEvent"}

SCHEMAS: Final[dict[str, Any]] = {
    "CloudEvent": {
        "type": "object",
        "description": "CloudEvents 1.0, structured. Unknown types and fields are kept and reported, never dropped.",
        "required": ["specversion", "id", "source", "type"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "maxLength": 512, "description": "Unique together with source."},
            "source": {"type": "string", "maxLength": 512},
            "type": {
                "type": "string",
                "maxLength": 512,
                "examples": ["content.published", "comment.posted", "account.profile_changed", "metric.sampled"],
            },
            "time": {"type": "string", "format": "date-time"},
            "subject": {"type": "string", "maxLength": 512, "description": "The account."},
            "data": {"type": "object"},
        },
    },
    "Draft": {
        "type": "object",
        "description": "A text that was not published yet.",
        "required": ["text"],
        "properties": {
            "id": {"type": "string", "maxLength": 512},
            "text": {"type": "string"},
            "title": {"type": "string"},
            "account_id": {"type": "string", "maxLength": 512},
        },
    },
    "OutcomeViolation": {
        "type": "object",
        "required": ["rule", "clause", "label", "score", "spans"],
        "properties": {
            "rule": {"type": "string"},
            "clause": {"type": "string"},
            "label": {"type": "string"},
            "score": {"type": "number", "minimum": 0, "maximum": 1},
            "spans": {"type": "array", "items": {"$ref": "#/components/schemas/Span"}},
        },
    },
    "Outcome": {
        "type": "object",
        "description": "What is said of one event. A degraded outcome may open a case but never restricts by itself.",
        "required": ["event_id", "status"],
        "properties": {
            "event_id": {"type": "string"},
            "status": {"enum": ["accepted", "duplicate", "rejected"]},
            "suggestion": {"enum": ["pass", "review", "hold"]},
            "degraded": {"type": "boolean"},
            "violations": {"type": "array", "items": {"$ref": "#/components/schemas/OutcomeViolation"}},
            "labels": {"type": "array", "items": {"type": "string"}},
            "case": {"type": ["string", "null"]},
            "evaluation": {"type": ["string", "null"]},
            "pack": {"type": ["string", "null"]},
            "error": {"type": "string", "description": "Why it was rejected."},
            "notes": {"type": "array", "items": {"type": "string"}, "description": "What was kept but not understood."},
        },
    },
}

_ANSWERS = {
    "application/json": {"schema": {"oneOf": [_OUTCOME, {"type": "array", "items": _OUTCOME}]}},
    "application/x-ndjson": {"schema": {"type": "string", "description": "One outcome a line."}},
}

EVENTS: Final[dict[str, Any]] = {
    "post": {
        "operationId": "send_events",
        "tags": ["events"],
        "description": (
            "Send events, and get the outcome of each, in order.\n\n"
            "At most 1,000 events and 8 MiB a call. An event sent again is answered “duplicate” with the first outcome and "
            "changes nothing. `Prefer: respond-async` is answered with 202 once the events are durable. "
            "One bad event is rejected alone. "
            "Scope: events:write."
        ),
        "security": [{"Key": []}],
        "parameters": [
            {
                "name": "Prefer",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "examples": ["respond-async"]},
                "description": "`respond-async`: answer once the events are durable, before they are judged.",
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/cloudevents+json": {"schema": _EVENT},
                "application/cloudevents-batch+json": {"schema": {"type": "array", "items": _EVENT, "maxItems": 1000}},
                "application/x-ndjson": {"schema": {"type": "string", "description": "One event a line."}},
            },
        },
        "responses": {
            "200": {"description": "The outcomes: one, a list, or one a line, as the events came.", "content": _ANSWERS},
            "202": {
                "description": "The events are durable and will be judged; only status, id and error are told.",
                "content": _ANSWERS,
            },
        },
    }
}
"""POST /events."""

CHECK_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"oneOf": [{"$ref": "#/components/schemas/Draft"}, _EVENT]}},
        "application/cloudevents+json": {"schema": _EVENT},
    },
}
"""What POST /check takes."""
