"""Which data fields each event type is known to carry, and of what shape. Others are kept and reported.

Source: CONTRACT §2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goodstanding.core.kernel.digests import is_perceptual_hash

Check = Callable[[Any], bool]

_EXACT = 2**53


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_text_or_null(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_EXACT <= value <= _EXACT


def _is_number(value: Any) -> bool:
    return _is_integer(value) or isinstance(value, float)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_object_or_null(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _is_perceptual_hash_or_null(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_perceptual_hash(value, or_empty=True))


EXPECTED: Mapping[Check, str] = {
    _is_text: "text",
    _is_text_or_null: "text or null",
    _is_bool: "true or false",
    _is_integer: "a whole number within ±2^53",
    _is_number: "a number",
    _is_object: "an object",
    _is_object_or_null: "an object or null",
    _is_list_of_texts: "a list of texts",
    _is_list_of_objects: "a list of objects",
    _is_perceptual_hash_or_null: "64 hexadecimal digits in lower case, or null",
}
"""How each check is called in a refusal."""

_CONTENT: Mapping[str, Check] = {
    "content_id": _is_text,
    "title": _is_text_or_null,
    "body": _is_text_or_null,
    "media": _is_list_of_objects,
    "links": _is_list_of_texts,
    "declared_original": _is_bool,
    "repost_of": _is_text_or_null,
    "source": _is_object_or_null,
    "category": _is_text_or_null,
    "aigc_label": _is_text_or_null,
    "commercial": _is_bool,
}

_PROFILE: Mapping[str, Check] = {
    "name": _is_text_or_null,
    "bio": _is_text_or_null,
    "avatar_sha256": _is_text_or_null,
    "avatar_phash": _is_perceptual_hash_or_null,
    "subject_class": _is_text_or_null,
    "categories": _is_list_of_texts,
    "registered_at": _is_text_or_null,
    "registered_place": _is_text_or_null,
    "operating_place": _is_text_or_null,
    "ip_region": _is_text_or_null,
    "agency": _is_text_or_null,
    "operator": _is_text_or_null,
    "phone_token": _is_text_or_null,
    "payout_token": _is_text_or_null,
    "origin": _is_object_or_null,
    "followers": _is_integer,
    "status": _is_text_or_null,
}

_FOLLOW: Mapping[str, Check] = {
    "follower": _is_text,
    "surface": _is_text_or_null,
    "consent": _is_bool,
    "consent_text": _is_text_or_null,
}

METRICS = frozenset({"followers", "reads", "likes", "shares", "comments"})
"""What ``metric.sampled`` may measure; another metric is kept and reported."""

FIELDS: Mapping[str, Mapping[str, Check]] = {
    "account.registered": _PROFILE,
    "account.profile_changed": _PROFILE,
    "account.signed_in": {
        "device": _is_text_or_null,
        "ip_region": _is_text_or_null,
        "phone_token": _is_text_or_null,
        "payout_token": _is_text_or_null,
    },
    "account.transfer_requested": {"from": _is_text_or_null, "to": _is_text_or_null, "reason": _is_text_or_null},
    "account.closed": {"reason": _is_text_or_null},
    "content.published": _CONTENT,
    "content.edited": _CONTENT,
    "content.removed": {"content_id": _is_text, "reason": _is_text_or_null},
    "comment.posted": {
        "comment_id": _is_text,
        "content_id": _is_text_or_null,
        "parent_id": _is_text_or_null,
        "body": _is_text_or_null,
        "author": _is_text_or_null,
    },
    "follow.created": _FOLLOW,
    "follow.removed": _FOLLOW,
    "metric.sampled": {
        "metric": _is_text,
        "value": _is_number,
        "window_seconds": _is_number,
        "content_id": _is_text_or_null,
        "baseline": _is_number,
        "growth": _is_number,
    },
}
"""Known data fields by event type."""
