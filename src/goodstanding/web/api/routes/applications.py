"""Applications to register an account: begun, filled in, handed in, withdrawn; by a platform or by the applicant.

A program with registry:write applies for its users; a person signed in applies for themselves and sees their own only.
Source: PA21:7.1, PA21:8.1
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status

from goodstanding.apps.identity.permissions import REGISTRY_READ, REGISTRY_WRITE
from goodstanding.apps.registry import listings
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.errors import DocumentRefused
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.registry.reading.ways import letter_of, payment_of
from goodstanding.apps.registry.services.agreements import accept_agreement
from goodstanding.apps.registry.services.applying import (
    save_application,
    start_application,
    submit_application,
    withdraw_application,
)
from goodstanding.apps.registry.services.authorising import hand_in_letter
from goodstanding.apps.registry.services.documents import hand_in_document
from goodstanding.apps.registry.services.paying import cancel_payment, enter_sum, start_payment
from goodstanding.apps.registry.services.verifying import enter_mobile_code, send_mobile_code
from goodstanding.web.api.auth import Caller, known_caller
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import applications as shapes
from goodstanding.web.api.shapes.common import page, whole
from goodstanding.web.api.versions import entity_tag, expected_version

router = Router(tags=["applications"])
WRITES_A_MINUTE = 120
"""Changes of applications one caller may make in a minute."""
_CODE_TEXT = {
    "zh": "您的验证码是 {code}，用于注册账号核验手机号，请勿告诉他人。",
    "en": "Your code is {code}. It verifies the mobile for your account; tell nobody.",
}


@router.get("/applications", response=shapes.ApplicationPage, operation_id="list_applications")
def list_applications(request: HttpRequest, query: Query[shapes.ApplicationQuery]) -> dict[str, Any]:
    """List applications, the latest begun first. A person signed in sees their own. Scope: registry:read."""
    caller = known_caller(request)
    if caller.kind == "key":
        caller.need(REGISTRY_READ)
    mine = None if caller.may(REGISTRY_READ) else caller.user_id
    found = listings.applications_page(of_user=mine, status=query.status, after=query.after, limit=query.limit)
    return page(found, lambda one: shapes.application(one, language=caller.language))


@router.post("/applications", response={201: shapes.Application}, operation_id="start_application")
def start(request: HttpRequest, body: shapes.NewApplication, response: HttpResponse) -> Status[Any]:
    """Begin an application, with as much of the form as is known. Scope: registry:write; a person applies for themselves."""
    caller = _writer(request)
    applicant = None if caller.kind == "key" else caller.user_id
    made = start_application(body.account, applicant=applicant, actor=caller.actor, at=caller.at)
    values = body.told()
    if values:
        made = save_application(made.ref, values=values, expected_version=made.version, at=caller.at)
    return Status(201, _shown(made, caller, response))


@router.get("/applications/{ref}", response=shapes.Application, operation_id="read_application")
def read(request: HttpRequest, ref: str, response: HttpResponse) -> dict[str, Any]:
    """Read one application with what was checked. Scope: registry:read; an applicant reads their own."""
    caller = known_caller(request)
    return _shown(_own(ref, caller, REGISTRY_READ), caller, response)


@router.patch("/applications/{ref}", response=shapes.Application, operation_id="change_application")
def change(request: HttpRequest, ref: str, body: shapes.ChangedApplication, response: HttpResponse) -> dict[str, Any]:
    """Save fields of the form; the others stay. Nothing is checked yet. Scope: registry:write; an applicant changes their own."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    version = expected_version(request, body.expected_version)
    return _shown(save_application(ref, values=body.told(), expected_version=version, at=caller.at), caller, response)


@router.post("/applications/{ref}/submit", response=shapes.Application, operation_id="submit_application")
def submit(request: HttpRequest, ref: str, body: shapes.ApplicationStep, response: HttpResponse) -> dict[str, Any]:
    """Hand it in. What is missing or wrong comes back field by field, and nothing was handed in. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    version = expected_version(request, body.expected_version)
    return _shown(submit_application(ref, expected_version=version, actor=caller.actor, at=caller.at), caller, response)


@router.post("/applications/{ref}/withdraw", response=shapes.Application, operation_id="withdraw_application")
def withdraw(request: HttpRequest, ref: str, body: shapes.ApplicationStep, response: HttpResponse) -> dict[str, Any]:
    """Take it back; what identified the applicant is forgotten. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    version = expected_version(request, body.expected_version)
    return _shown(withdraw_application(ref, expected_version=version, actor=caller.actor, at=caller.at), caller, response)


@router.get("/applications/{ref}/documents", response=shapes.DocumentPage, operation_id="list_application_documents")
def list_documents(request: HttpRequest, ref: str) -> dict[str, Any]:
    """List the documents handed in, without their content. Scope: registry:read."""
    caller = known_caller(request)
    _own(ref, caller, REGISTRY_READ)
    return whole(shapes.documents(documents_of(ref)))


@router.post("/applications/{ref}/documents", response={201: shapes.DocumentPage}, operation_id="add_application_document")
def add_document(request: HttpRequest, ref: str, body: shapes.NewDocument) -> Status[Any]:
    """Hand a document in; it is sealed, and what it holds is never given out here. Scope: registry:write."""
    caller = _writer(request)
    found = _own(ref, caller, REGISTRY_WRITE)
    if not found.is_open:
        raise DocumentRefused(f"The application {ref} is {found.status}.", hint="It takes no more documents.")
    hand_in_document(ref, kind=body.kind, name=body.name, content=_bytes(body.content), actor=caller.actor, at=caller.at)
    return Status(201, whole(shapes.documents(documents_of(ref))))


@router.post("/applications/{ref}/agreement", response=shapes.Application, operation_id="accept_agreement")
def accept(request: HttpRequest, ref: str, body: shapes.Acceptance, response: HttpResponse) -> dict[str, Any]:
    """Note that the applicant accepted the agreement in effect, by the hash of the text shown. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    accept_agreement(ref, sha256=body.sha256, actor=caller.actor, at=caller.at)
    return _shown(application(ref), caller, response)


@router.post("/applications/{ref}/mobile", response=shapes.Application, operation_id="verify_application_mobile")
def mobile(request: HttpRequest, ref: str, body: shapes.MobileCode, response: HttpResponse) -> dict[str, Any]:
    """Send a code to the mobile of the form, or take the code it received. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    if body.code:
        enter_mobile_code(ref, body.code, actor=caller.actor, at=caller.at)
    else:
        send_mobile_code(ref, text=_CODE_TEXT["zh" if caller.language.startswith("zh") else "en"], at=caller.at)
    return _shown(application(ref), caller, response)


@router.get("/applications/{ref}/payment", response=shapes.Payment, operation_id="read_application_payment")
def read_payment(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read the latest small payment to the organization's account. Scope: registry:read; an applicant reads their own."""
    _own(ref, known_caller(request), REGISTRY_READ)
    found = payment_of(ref)
    if found is None:
        raise Http404(ref)
    return shapes.payment(found)


@router.post("/applications/{ref}/payment", response={201: shapes.Payment}, operation_id="start_application_payment")
def pay(request: HttpRequest, ref: str, body: shapes.PaymentWanted) -> Status[Any]:
    """Have a small random sum sent to the organization's own account, to be typed back. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    made = start_payment(ref, bank=body.bank, account=body.account, actor=caller.actor, at=caller.at)
    return Status(201, shapes.payment(made))


@router.post("/applications/{ref}/payment/sum", response=shapes.Payment, operation_id="enter_application_sum")
def enter(request: HttpRequest, ref: str, body: shapes.SumReceived) -> dict[str, Any]:
    """Take the sum the account received; a wrong one says how many tries are left. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    return shapes.payment(enter_sum(ref, body.sum, actor=caller.actor, at=caller.at))


@router.post("/applications/{ref}/payment/cancel", response=shapes.Payment, operation_id="cancel_application_payment")
def give_up(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Give the payment up, to be verified in another way. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    return shapes.payment(cancel_payment(ref, actor=caller.actor, at=caller.at))


@router.get("/applications/{ref}/letter", response=shapes.Letter, operation_id="read_application_letter")
def read_letter(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read how the latest letter of authorisation stands. Scope: registry:read; an applicant reads their own."""
    _own(ref, known_caller(request), REGISTRY_READ)
    found = letter_of(ref)
    if found is None:
        raise Http404(ref)
    return shapes.letter(found)


@router.post("/applications/{ref}/letter", response={201: shapes.Letter}, operation_id="add_application_letter")
def letter(request: HttpRequest, ref: str, body: shapes.NewLetter) -> Status[Any]:
    """Hand in the organization's letter; a person looks at it once the application is handed in. Scope: registry:write."""
    caller = _writer(request)
    _own(ref, caller, REGISTRY_WRITE)
    made = hand_in_letter(ref, name=body.name, content=_bytes(body.content), actor=caller.actor, at=caller.at)
    return Status(201, shapes.letter(made))


def _bytes(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise DocumentRefused("The content is not base64.", hint="Encode the file's bytes as base64.") from fault


def _writer(request: HttpRequest) -> Caller:
    caller = known_caller(request)
    if caller.kind == "key":
        caller.need(REGISTRY_WRITE)
    keep_within(request, "applications", limit=WRITES_A_MINUTE, seconds=60, at=caller.at)
    return caller


def _own(ref: str, caller: Caller, scope: str) -> ApplicationRecord:
    """Return an application the caller may touch; one of somebody else does not exist for a person."""
    if caller.kind == "key":
        caller.need(scope)
    found = application(ref)
    if caller.kind == "session" and found.applicant != caller.user_id and not caller.may(scope):
        raise Http404(ref)
    return found


def _shown(found: ApplicationRecord, caller: Caller, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = entity_tag(found.version)
    return shapes.application(found, language=caller.language)
