"""Our reader of JSON Schema, which knows lines and columns, agrees with the jsonschema library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import goodstanding.core.policy.schema as schema_package
from goodstanding.core.policy.files import kind_of
from goodstanding.core.policy.nodes import Node, read_yaml
from goodstanding.core.policy.schema import check_form, schema
from tests.core.policy.sample import TEXTS
from tests.core.policy.test_loader import SPOILT

KINDS = sorted(path.stem for path in Path(schema_package.__path__[0]).glob("*.json"))


def validator(kind: str) -> Any:
    return jsonschema.Draft202012Validator(schema(kind), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_valid_json_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("path", TEXTS)
def test_the_sample_files_pass_both_readers(path: str) -> None:
    root, _ = read_yaml(TEXTS[path], path)
    kind = kind_of(path)

    assert root is not None
    assert kind is not None
    assert [] == check_form(root, kind)
    assert [] == list(validator(kind).iter_errors(root.plain()))


def _read(name: str) -> Node | None:
    """Return a spoilt file's document, or None where it is refused before its form is looked at."""
    path, old, new = SPOILT[name]
    root, faults = read_yaml(TEXTS[path].replace(old, new), path)
    return None if faults else root


@pytest.mark.parametrize("name", [name for name in SPOILT if _read(name) is not None])
def test_both_readers_refuse_the_same_files(name: str) -> None:
    root, kind = _read(name), kind_of(SPOILT[name][0])

    assert root is not None
    assert kind is not None
    assert bool(list(validator(kind).iter_errors(root.plain()))) == bool(check_form(root, kind))


def _words(value: Any, found: Callable[[str], None], *, names: bool = False) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not names:
                found(key)
            _words(item, found, names=key in ("properties", "$defs") and not names)
    elif isinstance(value, list):
        for item in value:
            _words(item, found)


def test_the_schemas_use_only_words_our_reader_knows() -> None:
    words: set[str] = set()
    for kind in KINDS:
        _words(json.loads(json.dumps(schema(kind))), words.add)

    known = {"$schema", "$defs", "$ref", "title", "description", "type", "oneOf", *schema_package._CHECKS}
    assert set() == words - known
