"""A small platform behind the API: people with sessions and programs with keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from goodstanding.apps.common.clock import now
from goodstanding.apps.identity.models import User
from goodstanding.apps.identity.services import create_user, issue_api_key
from tests.factories.hooks import Platform, played_platform
from tests.factories.matters import Matters, seed_matters

BASE = "/api/v1"


@dataclass(slots=True)
class Api:
    """One caller: a program with a key, a person with a session, or nobody."""

    client: Client
    headers: dict[str, str]

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Ask."""
        return self.client.get(BASE + path, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a change."""
        data = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        return self.client.post(BASE + path, data, content_type="application/json", headers=self._headers(headers))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return self.headers | {name.replace("_", "-"): value for name, value in more.items()}


@pytest.fixture(autouse=True)
def _counts_begin_anew() -> None:
    cache.clear()


@pytest.fixture
def matters(db: None) -> Matters:
    """Staff, two operators with an account each, one post."""
    return seed_matters(at=now() - timedelta(hours=1))


@pytest.fixture
def nobody(db: None) -> Api:
    """A caller without key or session."""
    return Api(Client(), {})


@pytest.fixture
def keyed(matters: Matters) -> Callable[..., Api]:
    """Make a program with a key of these scopes, of one of the people or of the platform itself."""

    def make(*scopes: str, owner: str = "") -> Api:
        owner_id = matters.users.get(owner)
        if owner_id is None:
            owner_id = create_user(f"platform-{'-'.join(scopes)}"[:150], kind="service", at=matters.at).id
        secret = issue_api_key(owner_id, title="test", scopes=scopes, at=matters.at)[1]
        return Api(Client(), {"Authorization": f"Bearer {secret}"})

    return make


@pytest.fixture
def signed_in(matters: Matters) -> Callable[[str], Api]:
    """Sign one of the people in."""

    def make(name: str) -> Api:
        client = Client()
        client.force_login(User.objects.get(pk=matters.users[name]))
        return Api(client, {})

    return make


@pytest.fixture
def platform() -> Iterator[Platform]:
    """The platform, played."""
    with played_platform() as played:
        yield played


def assert_problem(answer: HttpResponse, status: int, *, code: str = "") -> dict[str, Any]:
    """Claim that an answer is a problem, and return it."""
    assert (status, "application/problem+json") == (answer.status_code, answer["Content-Type"]), answer.content
    told: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "errors"} <= set(told)
    assert status == told["status"]
    if code:
        assert code == told["code"]
    return told
