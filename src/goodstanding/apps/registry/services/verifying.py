"""Verifying who applies: questions to providers that outlive an outage, and codes that show possession of a mobile.

A value is never stored: factors and questions keep its keyed digest. Source: PA21:8.1, RQ-021, RQ-022
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import MessageView
from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.applied import applied_of, personal_of
from goodstanding.apps.registry.errors import ApplicationClosed, CodeRefused
from goodstanding.apps.registry.models import (
    Application,
    FactorKind,
    FactorState,
    MobileCode,
    RequestState,
    VerificationFactor,
    VerificationRequest,
)
from goodstanding.apps.registry.providers import Answer, Question, code_carrier, identity_provider
from goodstanding.apps.registry.services.applying import check_application
from goodstanding.apps.registry.services.asking import mobile_index_of, question_fields, value_index_of
from goodstanding.core.identifiers.findings import WellFormed
from goodstanding.core.identifiers.mobile import check_mobile

CODE_LIVES = timedelta(minutes=10)
CODE_PAUSE = timedelta(seconds=60)
CODES_A_DAY = 10
MOST_TRIES = 5


def ask_now(message: MessageView, at: datetime) -> None:
    """Ask the provider of a queued question and note the answer; the outbox calls this, and again after an outage.

    Raises:
        ProviderUnavailable: No answer came; the question stays in the queue.
    """
    ref = str(message.payload["request"])
    provider = identity_provider()
    with immediate():
        request = VerificationRequest.objects.select_for_update().select_related("application").filter(ref=ref).first()
        if request is None or request.state != RequestState.QUEUED or provider is None:
            return
        request.attempts += 1
        request.save(update_fields=["attempts"])
        fields = question_fields(request.kind, applied_of(request.application), at=at)
        if value_index_of(request.kind, fields) != request.value_index:
            request.state = RequestState.CANCELLED
            request.save(update_fields=["state"])
            return
    answer = provider.ask(Question(request.kind, ref, fields))
    note_answer(ref, answer, provider=provider.name, at=at)


def note_answer(request_ref: str, answer: Answer, /, *, provider: str, at: datetime) -> None:
    """Note a provider's answer and check the application again. A second answer to a question changes nothing."""
    with immediate():
        request = VerificationRequest.objects.select_for_update().select_related("application").get(ref=request_ref)
        if request.state != RequestState.QUEUED:
            return
        request.state, request.answered_at = RequestState.ANSWERED, at
        request.save(update_fields=["state", "answered_at"])
        note_factor(
            request.application,
            kind=request.kind,
            value_index=request.value_index,
            passed=answer.matches,
            provider=provider,
            provider_ref=answer.provider_ref,
            register=answer.register,
            actor=SYSTEM,
            at=at,
        )
        check_application(request.application.ref, at=at)


def note_factor(
    row: Application,
    /,
    *,
    kind: str,
    value_index: str,
    passed: bool,
    provider: str,
    provider_ref: str = "",
    register: str = "",
    evidence_sha256: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Note what was shown for an application; the same value shown again is noted once."""
    _, is_new = VerificationFactor.objects.get_or_create(
        application=row,
        kind=kind,
        value_index=value_index,
        state=FactorState.PASSED if passed else FactorState.FAILED,
        defaults={
            "provider": provider,
            "provider_ref": provider_ref[:120],
            "register": register,
            "evidence_sha256": evidence_sha256,
            "at": at,
        },
    )
    if is_new:
        payload = {"kind": kind, "passed": passed, "provider": provider, "register": register}
        audit.record(
            "identity:factor_noted", actor=actor, subject_kind="application", subject_ref=row.ref, payload=payload, at=at
        )


def send_mobile_code(application_ref: str, /, *, text: str, at: datetime) -> None:
    """Send a code to the mobile of an application.

    Args:
        text: What is sent, with ``{code}`` in it, in the applicant's language.

    Raises:
        CodeRefused: The form names no mobile, the last code is too fresh, or too many were sent today.
        ProviderUnavailable: The carrier could not send it; nothing was counted.
    """
    with immediate():
        row = Application.objects.select_for_update().get(ref=application_ref)
        mobile = check_mobile(personal_of(row).get("mobile", ""))
        if not isinstance(mobile, WellFormed):
            raise CodeRefused("There is no mobile number to send a code to.", hint="Fill it in and save the form first.")
        index = mobile_index_of(mobile.canonical)
        _require_pause(index, at)
        code = f"{secrets.randbelow(10**6):06d}"
        MobileCode.objects.create(
            application=row,
            mobile_index=index,
            code_digest=blind_index(f"{row.ref}:{code}", context="registry.code"),
            sent_at=at,
            expires_at=at + CODE_LIVES,
        )
        code_carrier().carry(mobile.canonical, text.replace("{code}", code))


def enter_mobile_code(application_ref: str, code: str, /, *, actor: Actor, at: datetime) -> None:
    """Take a code that was sent; the mobile then counts as possessed.

    Raises:
        CodeRefused: The code is wrong, too old, or was tried too often.
    """
    with immediate():
        row = Application.objects.select_for_update().filter(ref=application_ref).first()
        if row is None:
            raise ApplicationClosed("There is no such application.")
        sent = MobileCode.objects.select_for_update().filter(application=row).order_by("-sent_at", "-id").first()
        is_right = sent is not None and _is_open(sent, at) and _is_code(row.ref, code, sent)
        if sent is not None and is_right:
            sent.used_at = at
            sent.save(update_fields=["used_at"])
            index = value_index_of(FactorKind.MOBILE_CODE, {"mobile": sent.mobile_index})
            note_factor(row, kind=FactorKind.MOBILE_CODE, value_index=index, passed=True, provider="code", actor=actor, at=at)
            check_application(row.ref, at=at)
        elif sent is not None:
            sent.tries += 1
            sent.save(update_fields=["tries"])
    if not is_right:
        raise CodeRefused("That code is not right, or no longer.", hint="Enter the latest code, or ask for a new one.")


def forget_codes(*, at: datetime) -> int:
    """Delete codes a day after they were sent; return how many."""
    return MobileCode.objects.filter(sent_at__lt=at - timedelta(days=1)).delete()[0]


def _require_pause(mobile_index: str, at: datetime) -> None:
    sent = MobileCode.objects.filter(mobile_index=mobile_index)
    if sent.filter(sent_at__gt=at - CODE_PAUSE).exists():
        raise CodeRefused("A code was sent a moment ago.", hint="Wait a minute, then ask again.")
    if sent.filter(sent_at__gt=at - timedelta(days=1)).count() >= CODES_A_DAY:
        raise CodeRefused("Too many codes were sent to this number today.", hint="Try again tomorrow.")


def _is_open(sent: MobileCode, at: datetime) -> bool:
    return sent.used_at is None and at < sent.expires_at and sent.tries < MOST_TRIES


def _is_code(application_ref: str, code: str, sent: MobileCode) -> bool:
    typed = blind_index(f"{application_ref}:{code.strip()}", context="registry.code")
    return hmac.compare_digest(typed, sent.code_digest)
