"""Pages are Chinese until somebody chooses otherwise."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_pages_are_chinese_whatever_the_browser_accepts() -> None:
    response = Client().get("/sign-in/", headers={"accept-language": "en-US,en"})

    assert "zh-hans" == response.headers["Content-Language"]


def test_the_switch_changes_the_language() -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/sign-in/"})

    response = client.get("/sign-in/")

    assert "en" == response.headers["Content-Language"]


def test_an_unknown_language_changes_nothing() -> None:
    client = Client()
    client.cookies["goodstanding_language"] = "tlh"

    response = client.get("/sign-in/")

    assert "zh-hans" == response.headers["Content-Language"]
