"""The OpenAPI 3.1 document: what the framework knows, and what it does not: the hot path, scopes, problems, headers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from goodstanding.web.api.by_hand import CHECK_BODY, EVENTS, SCHEMAS
from goodstanding.web.api.interface import api
from goodstanding.web.api.problems import MEDIA_TYPE
from goodstanding.web.api.shapes.common import Problem

PREFIX = "/api/v1/"
_SCOPE = re.compile(r"Scope: ([a-z_]+:[a-z_]+(?: or [a-z_]+:[a-z_]+)*)")
_RENAMED = {
    "/accounts/{account}": "/accounts/{id}",
    "/contents/{content}": "/contents/{id}",
    "{ref}": "{id}",
}
"""Every resource's own reference is its ``id`` outside."""
_VERSIONED = frozenset({"act_on_case", "decide", "propose"})
_LIMITED = "a minute"
_SUCCESS = "2"


def openapi_document() -> dict[str, Any]:
    """Build the document; every call returns its own copy."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    found["paths"] = {PREFIX + "events": json.loads(json.dumps(EVENTS)), **_renamed(found["paths"])}
    found["paths"][PREFIX + "check"]["post"]["requestBody"] = CHECK_BODY
    found["components"]["schemas"] |= SCHEMAS | {"Problem": Problem.model_json_schema()}
    found["components"]["parameters"] = _PARAMETERS
    found["components"]["responses"] = _RESPONSES
    found["components"]["headers"] = _HEADERS
    found["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    if not found.get("servers"):
        found.pop("servers", None)
    for method, operation in operations(found):
        _complete(method, operation)
    found["components"]["schemas"] = _used(found)
    return found


def operations(document: dict[str, Any], /) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every operation of a document with its method."""
    for path in document["paths"].values():
        yield from path.items()


def scopes_of(operation: dict[str, Any], /) -> list[str]:
    """List the scopes an operation's description names; one of them is enough."""
    found = _SCOPE.search(" ".join(operation.get("description", "").split()))
    return found[1].split(" or ") if found else []


def _renamed(paths: dict[str, Any]) -> dict[str, Any]:
    renamed = {}
    for path, methods in paths.items():
        new = path
        for old, later in _RENAMED.items():
            new = new.replace(old, later)
        former, later_names = re.findall(r"{(\w+)}", path), re.findall(r"{(\w+)}", new)
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["name"] = dict(zip(former, later_names, strict=True))[parameter["name"]]
                    parameter["schema"].pop("title", None)
        renamed[new] = methods
    return renamed


def _complete(method: str, operation: dict[str, Any]) -> None:
    lines = operation["description"].split("\n\n")
    operation["summary"] = " ".join(lines[0].split()).partition(". ")[0].rstrip(".")
    operation["description"] = "\n\n".join(" ".join(part.split()) for part in lines)
    if "security" in operation:
        operation["security"] = [
            {name: scopes_of(operation) if name == "Key" else []} for each in operation["security"] for name in each
        ]
    if method == "post":
        operation["parameters"].append({"$ref": "#/components/parameters/IdempotencyKey"})
    if operation["operationId"] in _VERSIONED:
        operation["parameters"].append({"$ref": "#/components/parameters/IfMatch"})
    _add_refusals(method, operation)


def _add_refusals(method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "security" in operation:
        responses |= {"401": {"$ref": "#/components/responses/Unknown"}, "403": {"$ref": "#/components/responses/Forbidden"}}
    if _LIMITED in operation["description"]:
        responses["429"] = {"$ref": "#/components/responses/TooOften"}
    responses["default"] = {"$ref": "#/components/responses/Refused"}
    if method == "post":
        for status, response in responses.items():
            if status.startswith(_SUCCESS):
                response["headers"] = {"Idempotent-Replayed": {"$ref": "#/components/headers/IdempotentReplayed"}}


def _used(document: dict[str, Any]) -> dict[str, Any]:
    """Keep the schemas something refers to."""
    schemas = document["components"]["schemas"]
    wanted, kept = set(_references({**document, "components": _RESPONSES})), set[str]()
    while wanted - kept:
        name = (wanted - kept).pop()
        kept.add(name)
        wanted |= set(_references(schemas[name]))
    return {name: schemas[name] for name in sorted(kept)}


def _references(value: Any) -> Iterator[str]:
    yield from re.findall(r'"#/components/schemas/(\w+)"', json.dumps(value))


def _refusal(description: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content} | ({"headers": headers} if headers else {})


_PARAMETERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "maxLength": 255},
        "description": "The same key with the same request is answered as the first time; kept for 48 hours.",
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "The ETag of the case, in place of expected_version.",
    },
}
_HEADERS: dict[str, Any] = {
    "IdempotentReplayed": {"schema": {"type": "string", "const": "true"}, "description": "Present on an answer given before."},
}
_RESPONSES: dict[str, Any] = {
    "Unknown": _refusal("No key that is valid here, and nobody signed in.", {"WWW-Authenticate": {"schema": {"type": "string"}}}),
    "Forbidden": _refusal("A scope or permission is missing; the problem names it."),
    "TooOften": _refusal("Too many calls.", {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}),
    "Refused": _refusal("Any other refusal: 400, 404, 405, 409, 413, 415, 422."),
}
