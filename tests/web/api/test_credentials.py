"""Credentials by the interface: an operator hands its own in, the platform notes what was checked."""

from __future__ import annotations

from collections.abc import Callable

from goodstanding.apps.registry.models import Credential
from tests.factories.matters import ACCOUNT
from tests.web.api.conftest import Api, assert_problem

PATH = f"/accounts/{ACCOUNT}/credentials"
HANDED_IN = {"domain": "medicine", "kind": "physician", "number": "110110000000001", "valid_to": "2099-12-31"}


def test_rq034_credential_an_operator_hands_in_is_unverified(signed_in: Callable[[str], Api]) -> None:
    answer = signed_in("owner").post(PATH, HANDED_IN)

    (made,) = answer.json()["items"]
    assert (201, "unverified", False) == (answer.status_code, made["status"], made["valid"])
    assert "110110000000001" not in answer.content.decode()
    assert Credential.objects.get().case_ref


def test_number_that_cannot_be_is_named_by_its_field(signed_in: Callable[[str], Api]) -> None:
    told = assert_problem(signed_in("owner").post(PATH, HANDED_IN | {"number": "1"}), 422, code="registry:credential_refused")

    assert ["/number"] == [one["pointer"] for one in told["errors"]]


def test_operator_cannot_note_its_own_credential_as_checked(signed_in: Callable[[str], Api]) -> None:
    body = {"domain": "medicine", "kind": "physician", "number_tail": "0001", "register_consulted": "示例登记"}

    assert_problem(signed_in("owner").post(PATH, body), 403)


def test_credential_for_another_operators_account_is_refused(signed_in: Callable[[str], Api]) -> None:
    assert_problem(signed_in("stranger").post(PATH, HANDED_IN), 403)
