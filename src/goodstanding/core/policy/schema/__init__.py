"""The form of each file of a pack: JSON Schema documents, and the reader that checks nodes against them with places.

The schemas are ordinary JSON Schema 2020-12, usable by editors. Only the words they use are implemented here, because
messages must name line, column and the likely typo; a test holds this reader and the ``jsonschema`` library to agreement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from goodstanding.core.policy.errors import Problem, did_you_mean
from goodstanding.core.policy.model import Location
from goodstanding.core.policy.nodes import Node

Schema = Mapping[str, Any]


@cache
def schema(name: str, /) -> Schema:
    """Return the schema of one kind of file, e.g. ``rules``."""
    text = (files(__package__) / f"{name}.json").read_text(encoding="utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def check_form(node: Node, name: str, /) -> list[Problem]:
    """Check a document against the schema of its kind; return every fault, with its place."""
    root = schema(name)
    return list(_check(node, root, root, ""))


def _check(node: Node, rule: Schema, root: Schema, path: str) -> Iterator[Problem]:
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if "oneOf" in rule:
        yield from _check_choice(node, rule["oneOf"], root, path)
        return
    types = rule.get("type")
    if types is not None and not _has_type(node, types):
        yield Problem(f"{_name(path)} must be {_type_name(types)}, not {_kind(node)}.", node.where, _type_hint(node, types))
        return
    for word, check in _CHECKS.items():
        if word in rule:
            yield from check(node, rule, root, path)


def _check_choice(node: Node, choices: list[Schema], root: Schema, path: str) -> Iterator[Problem]:
    """Check against the one alternative that fits best, so that its faults are told rather than “none fits”.

    Of several whose type fits, that is the first with every key it requires, or else the first.
    """
    targets = [_resolved(choice, root) for choice in choices]
    fitting = [target for target in targets if _has_type(node, target["type"])]
    if fitting:
        yield from _check(node, next((target for target in fitting if _has_keys(node, target)), fitting[0]), root, path)
        return
    names = " or ".join(dict.fromkeys(_type_name(target["type"]) for target in targets))
    yield Problem(f"{_name(path)} must be {names}, not {_kind(node)}.", node.where)


def _has_keys(node: Node, rule: Schema) -> bool:
    return all(node.get(key) is not None for key in rule.get("required", ()))


def _resolved(rule: Schema, root: Schema) -> Schema:
    found: Schema = root["$defs"][rule["$ref"].removeprefix("#/$defs/")] if "$ref" in rule else rule
    return found


def _properties(node: Node, rule: Schema, root: Schema, path: str) -> Iterator[Problem]:
    if not isinstance(node.value, dict):
        return
    known = rule["properties"]
    for key, value in node.value.items():
        if key in known:
            yield from _check(value, known[key], root, f"{path}.{key}" if path else key)
        elif rule.get("additionalProperties") is False:
            yield Problem(f"unknown key “{key}”.", _key_place(node, key), did_you_mean(key, known))


def _additional(node: Node, rule: Schema, root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(rule["additionalProperties"], dict) and isinstance(node.value, dict):
        for key, value in node.value.items():
            if key not in rule.get("properties", ()):
                yield from _check(value, rule["additionalProperties"], root, f"{path}.{key}" if path else key)


def _names(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    names = rule["propertyNames"]
    for key in node.value if isinstance(node.value, dict) else ():
        if not re.search(names["pattern"], key):
            yield Problem(f"“{key}” is not a good key of {_name(path)}.", _key_place(node, key), names.get("description", ""))


def _required(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, dict):
        for key in rule["required"]:
            if key not in node.value:
                yield Problem(f"{_name(path)} lacks “{key}”.", node.where)


def _items(node: Node, rule: Schema, root: Schema, path: str) -> Iterator[Problem]:
    for position, item in enumerate(node.items()):
        yield from _check(item, rule["items"], root, f"{path}[{position}]")


def _enum(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if node.value not in rule["enum"]:
        hint = did_you_mean(str(node.value), map(str, rule["enum"]))
        yield Problem(f"{_name(path)} cannot be “{node.value}”.", node.where, hint)


def _pattern(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, str) and not re.search(rule["pattern"], node.value):
        yield Problem(f"“{node.value}” is not a good {_name(path)}.", node.where, rule.get("description", ""))


def _min_length(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, str) and len(node.value) < rule["minLength"]:
        yield Problem(f"{_name(path)} is empty.", node.where)


def _min_items(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, list) and len(node.value) < rule["minItems"]:
        yield Problem(f"{_name(path)} needs at least {rule['minItems']}.", node.where)


def _minimum(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, (int, float)) and node.value < rule["minimum"]:
        yield Problem(f"{_name(path)} is {node.value}; it cannot be below {rule['minimum']}.", node.where)


def _maximum(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if isinstance(node.value, (int, float)) and node.value > rule["maximum"]:
        yield Problem(f"{_name(path)} is {node.value}; it cannot be above {rule['maximum']}.", node.where)


def _format(node: Node, rule: Schema, _root: Schema, path: str) -> Iterator[Problem]:
    if rule["format"] == "date" and isinstance(node.value, str):
        try:
            date.fromisoformat(node.value)
        except ValueError:
            yield Problem(f"{_name(path)} “{node.value}” is not a date.", node.where, "Write year, month and day: 2026-11-01.")


_CHECKS: Mapping[str, Callable[[Node, Schema, Schema, str], Iterator[Problem]]] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _min_length,
    "minItems": _min_items,
    "minimum": _minimum,
    "maximum": _maximum,
    "format": _format,
}

_TYPES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "object": ("a mapping", lambda value: isinstance(value, dict)),
    "array": ("a list", lambda value: isinstance(value, list)),
    "string": ("a text", lambda value: isinstance(value, str)),
    "integer": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "number": ("a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "null": ("null", lambda value: value is None),
}


def _has_type(node: Node, types: str | list[str]) -> bool:
    return any(_TYPES[name][1](node.value) for name in ([types] if isinstance(types, str) else types))


def _type_name(types: str | list[str]) -> str:
    return " or ".join(_TYPES[name][0] for name in ([types] if isinstance(types, str) else types))


def _type_hint(node: Node, types: str | list[str]) -> str:
    return "Put it in quotes." if types == "string" and isinstance(node.value, (int, float, bool)) else ""


def _kind(node: Node) -> str:
    for name in ("null", "boolean", "integer", "number", "string", "array", "object"):
        if _has_type(node, name):
            return f"“{str(node.value)[:40]}”" if name in ("string", "integer", "number") else _TYPES[name][0]
    return "something else"


def _name(path: str) -> str:
    return path or "the file"


def _key_place(node: Node, key: str) -> Location:
    return node.keys.get(key, node.where)
