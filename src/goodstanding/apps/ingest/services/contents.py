"""Effects of decisions on contents; called inside the decision's transaction. Each decision takes back only its own effect."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodstanding.apps.ingest.errors import ContentUnknown
from goodstanding.apps.ingest.models import Content, ContentStatus
from goodstanding.apps.ingest.records import ContentRecord
from goodstanding.apps.ingest.selectors import content_record
from goodstanding.apps.ingest.services.retaining import note_left


def hold_content(content_ref: str, /, *, decision_ref: str, until: datetime, at: datetime) -> ContentRecord:
    """Hide a content while people look, until an instant.

    Raises:
        ContentUnknown: No content has this id.
    """
    return _add(content_ref, {"decision": decision_ref, "effect": "held", "until": until.isoformat(), "since": at.isoformat()})


def remove_content(content_ref: str, /, *, decision_ref: str, at: datetime) -> ContentRecord:
    """Take a content off the platform.

    Raises:
        ContentUnknown: No content has this id.
    """
    return _add(content_ref, {"decision": decision_ref, "effect": "removed", "since": at.isoformat()})


def label_content(
    content_ref: str, /, *, label: str, decision_ref: str, at: datetime, until: datetime | None = None
) -> ContentRecord:
    """Show a label with a content.

    Raises:
        ContentUnknown: No content has this id.
    """
    effect = {"decision": decision_ref, "effect": "labelled", "label": label, "since": at.isoformat()}
    return _add(content_ref, effect | ({"until": until.isoformat()} if until else {}))


def restore_content(content_ref: str, /, *, decision_ref: str, effect: str | None = None) -> ContentRecord:
    """Take back what one decision did to a content; what other decisions did stays.

    Args:
        effect: ``held``, ``removed`` or ``labelled``; None for everything the decision did.

    Raises:
        ContentUnknown: No content has this id.
    """
    row = _locked(content_ref)
    row.effects = [
        known for known in row.effects if known["decision"] != decision_ref or (effect is not None and known["effect"] != effect)
    ]
    return _settle(row)


def _add(content_ref: str, effect: dict[str, Any]) -> ContentRecord:
    row = _locked(content_ref)
    same = {"decision": effect["decision"], "effect": effect["effect"], "label": effect.get("label")}
    row.effects = [known for known in row.effects if {key: known.get(key) for key in same} != same] + [effect]
    return _settle(row)


def _locked(content_ref: str) -> Content:
    row = Content.objects.select_for_update().filter(content_ref=content_ref).first()
    if row is None:
        raise ContentUnknown(f"No content “{content_ref}” was ever reported.", hint="Check the id.")
    return row


def _settle(row: Content) -> ContentRecord:
    """Let the status follow from the effects in force."""
    was_removed = row.status == ContentStatus.REMOVED
    found = {effect["effect"] for effect in row.effects}
    heaviest = (status for status in (ContentStatus.REMOVED, ContentStatus.HELD, ContentStatus.LABELLED) if status in found)
    row.status = next(heaviest, ContentStatus.VISIBLE)
    row.labels = sorted({effect["label"] for effect in row.effects if effect["effect"] == "labelled"})
    ends = [datetime.fromisoformat(effect["until"]) for effect in row.effects if effect["effect"] == "held"]
    row.held_until = max(ends, default=None)
    row.save(update_fields=["effects", "status", "labels", "held_until"])
    if row.status == ContentStatus.REMOVED and not was_removed:
        since = [effect["since"] for effect in row.effects if effect["effect"] == "removed"]
        note_left({row.content_ref: datetime.fromisoformat(since[0])})
    return content_record(row)


def lock_content(content_ref: str, /) -> None:
    """Keep other transactions from changing a content until this one ends; taken after its account's lock, before the log's."""
    list(Content.objects.select_for_update().filter(content_ref=content_ref).values_list("pk"))
