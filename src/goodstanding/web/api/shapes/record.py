"""What can be read of the public record, of contents and of evaluations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.disclosure.values import CardLine, PublicCard
from goodstanding.apps.ingest.records import ContentRecord, ContentVersionRecord
from goodstanding.apps.screening.records import EvaluationView
from goodstanding.web.api.shapes.common import Moment, Page


class Version(Schema):
    """A content as one event published or edited it."""

    sha256: str
    title: str
    body: str
    at: Moment
    event_source: str
    event_id: str


class Content(Schema):
    """A post or comment as it stands, with every version."""

    id: str
    account: str
    kind: str
    parent: str | None
    status: str = Field(description="visible, labelled, held or removed")
    labels: list[str]
    decisions: list[str] = Field(description="The decisions in force on it, oldest first.")
    title: str
    body: str
    category: str
    published_at: Moment
    held_until: Moment | None
    withdrawn_at: Moment | None
    sha256: str
    versions: list[Version]


class Evaluation(Schema):
    """What the rules said of one event, with everything they were told: enough to say it again."""

    id: str
    event_source: str
    event_id: str
    account: str
    content: str
    pack: str
    pack_digest: str
    day: date = Field(description="Whose rules and parameters applied.")
    degraded: bool
    suggestion: str
    created_at: Moment
    document: dict[str, Any] = Field(description="The frozen input.")
    evaluation: dict[str, Any] = Field(description="Violations, spans and trace.")


class CardInList(Schema):
    """One account in a list of search results."""

    id: str
    name: str
    operating_entity: str
    subject_class: str
    verified: bool
    status: str


class CardPage(Page[CardInList]):
    """What a search found: at most 20; the register is looked up, not exported."""


class Badge(Schema):
    """A verified qualification."""

    domain: str
    kind: str
    checked_on: date
    valid_to: date | None


class SubjectChange(Schema):
    """The account passing from one operating entity to another; a natural person is not named."""

    on: date
    former: str
    later: str


class AnnouncedChange(Schema):
    """A change of who answers for the account that was announced and has not taken effect."""

    on: date
    former: str
    later: str


class FormerName(Schema):
    """A name the account had, and until when."""

    name: str
    until: date


class Card(Schema):
    """Who operates an account, as PA21:9.2 has it published; less where a natural person does."""

    id: str
    name: str
    categories: list[str]
    subject_class: str
    operating_entity: str
    registered_address: str
    operating_address: str
    uscc: str
    contact: str
    verified: bool
    ip_region: str
    agency: str
    status: str
    status_since: date | None
    registered_on: date | None
    badges: list[Badge]
    subject_changes: list[SubjectChange]
    announced_change: AnnouncedChange | None = Field(description="Takes effect on that day unless it is withdrawn before.")
    former_names: list[FormerName] = Field(description="The latest first, five at most.")
    reduced: bool = Field(description="True for a natural person: less may be published.")
    as_of: Moment


class Checkpoint(Schema):
    """A signed root of the log: keep it, and nothing before it can be changed unseen."""

    origin: str
    size: int
    root_hash: str
    at: str
    key_id: str
    public_key: str | None = Field(description="Ed25519, hexadecimal.")
    signature: str = Field(description="Over origin, size, root in base 64 and time, one a line; hexadecimal.")


class Proof(Schema):
    """Proof that one entry stands in the log: hash the leaf with a 0x00 before it, and climb the path to the root."""

    entry: str
    subject: str = Field(description="What the entry is about, for example decision:D-7K2M9QXT.")
    leaf: str = Field(description="The exact text the leaf hash covers.")
    leaf_hash: str
    index: int
    size: int
    root_hash: str
    path: list[str] = Field(description="The audit path from the leaf upwards (RFC 6962).")
    checkpoint: Checkpoint | None
    verified: bool = Field(description="What this server found; check it yourself.")


def content(found: ContentRecord, versions: Sequence[ContentVersionRecord], /) -> dict[str, Any]:
    """Shape a content."""
    return {
        "id": found.content_ref,
        "account": found.account_ref,
        "kind": found.kind,
        "parent": found.parent_ref or None,
        "status": found.status,
        "labels": list(found.labels),
        "decisions": list(found.decisions),
        "title": found.title,
        "body": found.body,
        "category": found.category,
        "published_at": found.published_at,
        "held_until": found.held_until,
        "withdrawn_at": found.withdrawn_at,
        "sha256": found.latest_sha256,
        "versions": [
            {
                "sha256": one.sha256,
                "title": one.title,
                "body": one.body,
                "at": one.at,
                "event_source": one.event_source,
                "event_id": one.event_id,
            }
            for one in versions
        ],
    }


def evaluation(found: EvaluationView, /) -> dict[str, Any]:
    """Shape an evaluation."""
    return {
        "id": found.ref,
        "event_source": found.event_source,
        "event_id": found.event_id,
        "account": found.account_ref,
        "content": found.content_ref,
        "pack": found.pack_name,
        "pack_digest": found.pack_digest,
        "day": found.day,
        "degraded": found.degraded,
        "suggestion": found.suggestion,
        "created_at": found.created_at,
        "document": json.loads(found.document),
        "evaluation": json.loads(found.evaluation),
    }


def card_in_list(found: CardLine, /) -> dict[str, Any]:
    """Shape a search result."""
    return {
        "id": found.account_ref,
        "name": found.name,
        "operating_entity": found.operating_entity,
        "subject_class": found.subject_class,
        "verified": found.is_verified,
        "status": found.status,
    }


def card(found: PublicCard, /) -> dict[str, Any]:
    """Shape a public card."""
    return {
        "id": found.account_ref,
        "name": found.name,
        "categories": list(found.categories),
        "subject_class": found.subject_class,
        "operating_entity": found.operating_entity,
        "registered_address": found.registered_address,
        "operating_address": found.operating_address,
        "uscc": found.uscc,
        "contact": found.contact,
        "verified": found.is_verified,
        "ip_region": found.ip_region,
        "agency": found.agency,
        "status": found.status,
        "status_since": found.status_since,
        "registered_on": found.registered_on,
        "badges": [
            {"domain": b.domain, "kind": b.kind, "checked_on": b.checked_on, "valid_to": b.valid_to} for b in found.badges
        ],
        "subject_changes": [{"on": c.on, "former": c.former, "later": c.later} for c in found.subject_changes],
        "announced_change": asdict(found.announced_change) if found.announced_change else None,
        "former_names": [asdict(one) for one in found.former_names],
        "reduced": found.is_reduced,
        "as_of": found.as_of,
    }
