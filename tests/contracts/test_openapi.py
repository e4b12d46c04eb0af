"""The outside interface: a change of it shows up as a diff of one committed file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import validate

from goodstanding.apps.identity.permissions import SCOPES
from goodstanding.web.api.document import openapi_document, operations, scopes_of

SNAPSHOT = "../contracts/openapi.json"
CONTRACT = {
    "/events": {"post"},
    "/check": {"post"},
    "/operators": {"get", "post"},
    "/accounts": {"get", "post"},
    "/accounts/{id}/credentials": {"get", "post"},
    "/accounts/{id}/transfers": {"get", "post"},
    "/accounts/{id}/standing": {"get"},
    "/contents/{id}": {"get"},
    "/evaluations/{id}": {"get"},
    "/cases": {"get", "post"},
    "/cases/{id}": {"get"},
    "/decisions": {"get", "post"},
    "/decisions/{id}": {"get"},
    "/decisions/{id}/appeals": {"get", "post"},
    "/originals": {"get", "post"},
    "/originals/matches": {"get", "post"},
    "/reports": {"post"},
    "/reports/{receipt}": {"get"},
    "/disclosure": {"get"},
    "/disclosure/{account}": {"get"},
    "/log/entries/{id}/proof": {"get"},
    "/log/checkpoint": {"get"},
    "/webhooks": {"get", "post"},
    "/webhooks/{id}/deliveries": {"get"},
    "/deliveries/{id}/redeliver": {"post"},
}
"""Paths the outside contract fixes, with the methods this version answers."""


def test_interface_is_the_one_committed(golden: Callable[[str, str], None]) -> None:
    golden(SNAPSHOT, json.dumps(openapi_document(), indent=2, ensure_ascii=False) + "\n")


def test_document_is_valid_openapi_3_1() -> None:
    document = openapi_document()

    validate(document)

    assert "3.1.0" == document["openapi"]


@pytest.mark.parametrize("path", CONTRACT)
def test_path_of_the_contract_is_answered(path: str) -> None:
    told = openapi_document()["paths"]["/api/v1" + path]

    assert set() == CONTRACT[path] - set(told)


def test_every_named_scope_exists() -> None:
    named = {scope for _method, operation in operations(openapi_document()) for scope in scopes_of(operation)}

    assert set() == named - SCOPES


def test_every_post_takes_an_idempotency_key() -> None:
    without = [
        operation["operationId"]
        for method, operation in operations(openapi_document())
        if method == "post" and {"$ref": "#/components/parameters/IdempotencyKey"} not in operation["parameters"]
    ]

    assert [] == without


def test_every_operation_tells_how_it_refuses() -> None:
    document = openapi_document()

    for _method, operation in operations(document):
        assert "default" in operation["responses"]
        assert operation["description"]


@pytest.mark.django_db
def test_document_is_served() -> None:
    answer = Client().get("/api/v1/openapi.json")

    assert openapi_document() == answer.json()


def described(language: str) -> Any:
    client = Client()
    client.cookies["goodstanding_language"] = language
    return client.get("/api/v1/docs")


@pytest.mark.django_db
def test_docs_name_every_operation() -> None:
    page = described("en").content.decode()

    for path, methods in openapi_document()["paths"].items():
        assert path in page
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page


@pytest.mark.django_db
def test_docs_need_no_script_and_no_other_host() -> None:
    answer = described("zh-hans")

    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<script>" not in page
    assert "<style" not in page
    assert 'src="http' not in page


def test_snapshot_lies_where_the_contracts_are() -> None:
    assert (Path(__file__).parent / "openapi.json").exists()
