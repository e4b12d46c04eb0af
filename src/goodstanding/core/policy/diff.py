"""What changed from one version of a pack to another, thing by thing: what a reviewer and the changelog need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from goodstanding.core.policy.digest import digest_of
from goodstanding.core.policy.model import Pack

_PLACES = frozenset({"where", "when_at"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing added, removed or changed.

    Args:
        kind: What it is: rule, clause, parameter, signal, bank, queue, fact, model, ladder, case or setting.
        name: Its id.
        fields: For a change, the fields that differ with their old and new values.
    """

    change: Literal["added", "removed", "changed"]
    kind: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]


def changes(old: Pack, new: Pack, /) -> Iterator[Change]:
    """Yield what differs, places in files aside, by kind and then by name."""
    for kind, olds, news in _things(old, new):
        for name in sorted({*olds, *news}):
            if name not in news:
                yield Change("removed", kind, name, {})
            elif name not in olds:
                yield Change("added", kind, name, {})
            else:
                differing = _differing(olds[name], news[name])
                if differing:
                    yield Change("changed", kind, name, differing)


def _things(old: Pack, new: Pack) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    for kind in ("clauses", "facts", "parameters", "signals", "banks", "queues"):
        yield kind.rstrip("s"), getattr(old, kind), getattr(new, kind)
    yield "model", _models(old), _models(new)
    yield "rule", _rules(old), _rules(new)
    yield "ladder", _ladder(old), _ladder(new)
    yield "case", _cases(old), _cases(new)
    yield "setting", _settings(old), _settings(new)


def _models(pack: Pack) -> dict[str, Any]:
    """Key models by folder; of their files only the digests are compared and shown."""
    folders = sorted({path.rpartition("/")[0] for path in pack.models})
    return {
        folder: {path: digest_of(text.encode()) for path, text in pack.models.items() if path.startswith(f"{folder}/")}
        for folder in folders
    }


def _rules(pack: Pack) -> dict[str, Any]:
    """Key rules by id; a rule that stands several times for different days is keyed by its first day too."""
    ids = [rule.id for rule in pack.rules]
    return {rule.id if ids.count(rule.id) == 1 else f"{rule.id} from {rule.effective_from}": rule for rule in pack.rules}


def _ladder(pack: Pack) -> dict[str, Any]:
    return {f"{step.label} {step.severity} {step.occurrence}": step for step in pack.ladder}


def _cases(pack: Pack) -> dict[str, Any]:
    return {f"{case.rule}: {case.name}": case for case in pack.cases}


def _settings(pack: Pack) -> dict[str, Any]:
    return {**pack.settings, "title": pack.title, "ladder window (days)": pack.ladder_window_days}


def _differing(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    if old == new:
        return {}
    if not hasattr(old, "__dataclass_fields__") or type(old) is not type(new):
        return {"value": (old, new)}
    pairs = {part.name: (getattr(old, part.name), getattr(new, part.name)) for part in fields(old) if part.name not in _PLACES}
    return {name: _narrowed(name, *pair) for name, pair in pairs.items() if pair[0] != pair[1]}


def _narrowed(name: str, old: Any, new: Any) -> tuple[Any, Any]:
    """Of a bank's entries, keep those that came or went."""
    if name != "entries":
        return old, new
    kept = set(old) & set(new)
    return tuple(entry for entry in old if entry not in kept), tuple(entry for entry in new if entry not in kept)
