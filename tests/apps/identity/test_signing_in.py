"""Signing in and out, the language switch, and what every answer carries."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings

from goodstanding.apps.identity.services import create_user

PASSWORD = "a long enough phrase 47"
PAGE = {
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"identity/sign_in.html": "{{ form.errors }} next={{ next }}"})
                ],
            },
        }
    ]
}


@pytest.fixture
def person(db, at):
    return create_user("staff-demo", at=at, password=PASSWORD, language="en")


def sign_in(client, **data):
    with override_settings(**PAGE):
        return client.post("/sign-in/", {"username": "staff-demo", "password": PASSWORD, **data})


def test_staff_arrive_at_the_console(person, client):
    assert "/console/" == sign_in(client).headers["Location"]


def test_one_goes_where_one_was_heading(person, client):
    assert "/console/cases/C-1/" == sign_in(client, next="/console/cases/C-1/").headers["Location"]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_host(person, client, elsewhere):
    assert "/console/" == sign_in(client, next=elsewhere).headers["Location"]


def test_a_wrong_password_is_answered_with_the_form(person, client):
    assert 422 == sign_in(client, password="wrong").status_code


def test_signing_in_brings_ones_language(person, client):
    assert "en" == sign_in(client).cookies[settings.LANGUAGE_COOKIE_NAME].value


def test_signing_out_needs_a_post(person, client):
    client.force_login(__import__("django.contrib.auth", fromlist=["x"]).get_user_model().objects.get())

    assert (405, 302, False) == (
        client.get("/sign-out/").status_code,
        client.post("/sign-out/").status_code,
        "_auth_user_id" in client.session,
    )


def test_forms_without_their_token_are_refused(person):
    assert 403 == Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}).status_code


def test_the_language_switch_returns_to_the_page(db, client):
    response = client.post("/language/", {"language": "en", "next": "/disclosure/?q=x"})

    assert ("/disclosure/?q=x", "en") == (response.headers["Location"], response.cookies[settings.LANGUAGE_COOKIE_NAME].value)


def test_an_unknown_language_is_ignored(db, client):
    assert settings.LANGUAGE_COOKIE_NAME not in client.post("/language/", {"language": "xx"}).cookies


def test_pages_forbid_inline_scripts_and_styles(db, client):
    policy = client.post("/language/").headers["Content-Security-Policy"]

    assert ("script-src 'self'" in policy, "unsafe" in policy, "frame-ancestors 'none'" in policy) == (True, False, True)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_answers_carry_the_security_headers(db, client, header, value):
    assert value == client.post("/language/").headers[header]


def test_a_well_formed_request_id_is_kept(db, client):
    assert "proxy-0001" == client.post("/language/", headers={"X-Request-ID": "proxy-0001"}).headers["X-Request-ID"]


def test_a_malformed_request_id_is_replaced(db, client):
    assert "a\tb" != client.post("/language/", headers={"X-Request-ID": "a\tb"}).headers["X-Request-ID"]
