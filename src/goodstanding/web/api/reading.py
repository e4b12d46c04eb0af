"""The OpenAPI document laid out for people: operations by subject, and every shape with its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from goodstanding.web.api.document import scopes_of

_SCHEMA = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is, in words, with the shape it refers to where there is one."""

    words: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter or field."""

    name: str
    place: str
    kind: Kind
    is_required: bool
    says: str


@dataclass(frozen=True, slots=True)
class Body:
    """One form a body or answer comes in.

    Args:
        status: Status of an answer; empty for a body sent.
    """

    status: str
    form: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One operation."""

    anchor: str
    method: str
    path: str
    title: str
    paragraphs: tuple[str, ...]
    subject: str
    scopes: tuple[str, ...]
    is_public: bool
    parameters: tuple[Row, ...]
    bodies: tuple[Body, ...]
    answers: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One schema with its fields."""

    name: str
    says: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The operations about one subject."""

    name: str
    deeds: tuple[Deed, ...]


def subjects(document: Mapping[str, Any], /) -> tuple[Subject, ...]:
    """Lay out the operations by subject, in the document's order."""
    deeds = list(_deeds(document))
    order = list(dict.fromkeys(deed.subject for deed in deeds))
    deeds.sort(key=lambda deed: order.index(deed.subject))
    return tuple(Subject(name, tuple(group)) for name, group in groupby(deeds, key=lambda deed: deed.subject))


def shapes(document: Mapping[str, Any], /) -> tuple[Shape, ...]:
    """Lay out the schemas by name."""
    found = document["components"]["schemas"]
    return tuple(Shape(name, found[name].get("description", ""), tuple(_fields(found[name]))) for name in sorted(found))


def _deeds(document: Mapping[str, Any]) -> Iterator[Deed]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield Deed(
                anchor=told["operationId"],
                method=method.upper(),
                path=path,
                title=told["summary"],
                paragraphs=tuple(_besides(told["summary"], told["description"])),
                subject=told["tags"][0],
                scopes=tuple(scopes_of(told)),
                is_public="security" not in told,
                parameters=tuple(_parameter(document, one) for one in told.get("parameters", ())),
                bodies=tuple(_bodies(told.get("requestBody", {}), "")),
                answers=tuple(_answers(document, told["responses"])),
            )


def _besides(title: str, description: str) -> Iterator[str]:
    """Yield the paragraphs that say more than the title does."""
    for paragraph in description.split("\n\n"):
        more = paragraph.removeprefix(f"{title}.").strip()
        if more:
            yield more


def _parameter(document: Mapping[str, Any], told: Mapping[str, Any]) -> Row:
    told = _followed(document, told)
    return Row(told["name"], told["in"], kind_of(told["schema"]), bool(told.get("required")), told.get("description", ""))


def _answers(document: Mapping[str, Any], responses: Mapping[str, Any]) -> Iterator[Body]:
    for status, told in responses.items():
        yield from _bodies(_followed(document, told), status)


def _bodies(told: Mapping[str, Any], status: str) -> Iterator[Body]:
    for form, content in told.get("content", {}).items():
        yield Body(status, form, kind_of(content["schema"]), told.get("description", ""))


def _fields(schema: Mapping[str, Any]) -> Iterator[Row]:
    required = set(schema.get("required", ()))
    for name, told in schema.get("properties", {}).items():
        yield Row(name, "", kind_of(told), name in required, told.get("description", ""))


def kind_of(schema: Mapping[str, Any], /) -> Kind:
    """Say in words what a schema allows."""
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix(_SCHEMA)
        return Kind(name, name)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _joined(kind_of(one) for one in schema[several])
    if "enum" in schema or "const" in schema:
        return Kind(" | ".join(str(value) for value in schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"[{inner.words}]", inner.shape)
    kinds = schema.get("type", "any")
    words = " | ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return Kind(f"{words} ({schema['format']})" if "format" in schema else words)


def _joined(kinds: Iterable[Kind]) -> Kind:
    known = list(kinds)
    return Kind(" | ".join(kind.words for kind in known), next((kind.shape for kind in known if kind.shape), ""))


def _followed(document: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in told:
        return told
    _, part, name = str(told["$ref"]).removeprefix("#/").split("/")
    found: Mapping[str, Any] = document["components"][part][name]
    return found
