"""Filing packages: a snapshot of what is filed, the package built from it byte for byte, and what changed since. Pure.

Source: PA21:7.3, RQ-018, RQ-019
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from goodstanding.apps.obligations.values import PendingChange

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def snapshot_text(snapshot: Mapping[str, Any], /) -> str:
    """Write a snapshot so that equal ones are equal bytes."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def package_bytes(snapshot: str, rules: bytes, /) -> bytes:
    """Build the package of a snapshot: its files, and a manifest with the digest of each.

    Args:
        rules: The archive of the pack the snapshot names.
    """
    held = json.loads(snapshot)
    files = {
        "accounts.json": _text(held["accounts"]),
        "agreement.json": _text(held["agreement"]),
        "office.json": _text(held["office"]),
        "rules.pack": rules,
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    files["manifest.json"] = _text({"files": digests, "snapshot": hashlib.sha256(snapshot.encode()).hexdigest()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def account_changes(filed: Mapping[str, Any], now: Mapping[str, Any], /) -> Iterator[PendingChange]:
    """Yield accounts that came, went, or are not as filed, with the fields that differ."""
    olds, news = ({one["account"]: one for one in side["accounts"]} for side in (filed, now))
    for ref in sorted({*olds, *news}):
        if ref not in news:
            yield PendingChange("removed", "account", ref)
        elif ref not in olds:
            yield PendingChange("added", "account", ref)
        elif olds[ref] != news[ref]:
            yield PendingChange("changed", "account", ref, tuple(_differing(olds[ref], news[ref])))


def agreement_changes(filed: Mapping[str, Any], now: Mapping[str, Any], /) -> Iterator[PendingChange]:
    """Yield the agreement where another version binds now."""
    old, new = filed["agreement"], now["agreement"]
    if old != new:
        said = f"{old['version'] if old else '–'} → {new['version'] if new else '–'}"
        yield PendingChange("changed", "agreement", "agreement", (said,))


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"{name}: {old.get(name)} → {new.get(name)}"


def _text(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
