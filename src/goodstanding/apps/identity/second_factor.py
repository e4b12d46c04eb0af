"""The second factor: an authenticator app's code besides the password, and ten codes for the day it is lost.

RFC 6238 as pyotp computes it. A code counts once; five wrong ones in a row lock the codes for five minutes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from goodstanding.apps.common.sealing import blind_index, seal, unseal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.errors import CodesLocked, CodeWrong, FactorMissing
from goodstanding.apps.identity.models import RecoveryCode, SecondFactor, User
from goodstanding.apps.identity.ports import witnessed

STEP = 30
"""Seconds a code is shown."""
DRIFT = 1
"""Steps a phone's clock may be behind or ahead."""
MOST_WRONG = 5
LOCKED = timedelta(minutes=5)
CODES = 10
_SECRET, _CODE = "identity.second_factor", "identity.recovery_code"
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_HALF = 5


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app is given: the secret in letters, and the address a QR code carries."""

    secret: str
    address: str


def begin_second_factor(user_id: int, /, *, issuer: str, at: datetime) -> Enrolment:
    """Make a secret for a person's authenticator; it is not in use before a first code was right.

    Raises:
        FactorMissing: One is in use already; it is removed first.
    """
    with immediate():
        row = SecondFactor.objects.select_for_update().filter(user_id=user_id).first()
        if row is not None and row.confirmed_at is not None:
            raise FactorMissing("An authenticator is in use already.", hint="Remove it first.")
        secret = pyotp.random_base32()
        sealed = {"secret_sealed": seal(secret, context=_SECRET), "begun_at": at, "last_step": 0}
        SecondFactor.objects.update_or_create(user_id=user_id, defaults=sealed)
        return _enrolment(user_id, secret, issuer)


def begun_second_factor(user_id: int, /, *, issuer: str) -> Enrolment:
    """Return what was begun and is not in use yet.

    Raises:
        FactorMissing: Nothing was begun.
    """
    row = SecondFactor.objects.filter(user_id=user_id, confirmed_at=None).first()
    if row is None:
        raise FactorMissing("No authenticator was begun.", hint="Begin again.")
    return _enrolment(user_id, unseal(row.secret_sealed, context=_SECRET), issuer)


def confirm_second_factor(user_id: int, /, *, code: str, at: datetime) -> tuple[str, ...]:
    """Put the authenticator in use with its first right code; return the recovery codes, shown this once.

    Raises:
        FactorMissing: Nothing was begun.
        CodeWrong, CodesLocked: The code is not right.
    """
    fault: CodeWrong | None = None
    with immediate():
        row = _row(user_id)
        fault = _fault(row, code, at)
        if fault is None:
            row.confirmed_at = at
            row.save()
            witnessed("second_factor:set_up", actor=Actor.user(user_id), user_id=user_id, at=at)
            return _new_codes(user_id, at)
    raise fault


def check_second_factor(user_id: int, /, *, code: str, at: datetime) -> None:
    """Take a code of the authenticator, or a recovery code; either counts once.

    Raises:
        FactorMissing: The person uses none.
        CodeWrong, CodesLocked: The code is not right.
    """
    fault: CodeWrong | None = None
    with immediate():
        row = _row(user_id, in_use=True)
        if row.locked_until is None or row.locked_until <= at:
            used = RecoveryCode.objects.filter(user_id=user_id, code_digest=_digest(code), used_at=None).update(used_at=at)
            if used:
                row.wrong_tries = 0
                row.save(update_fields=["wrong_tries"])
                witnessed("second_factor:recovery_code_used", actor=Actor.user(user_id), user_id=user_id, at=at)
                return
        fault = _fault(row, code, at)
    if fault is not None:
        raise fault


def renew_recovery_codes(user_id: int, /, *, at: datetime) -> tuple[str, ...]:
    """Make ten new recovery codes; the former ones count no more.

    Raises:
        FactorMissing: The person uses no authenticator.
    """
    with immediate():
        _row(user_id, in_use=True)
        witnessed("second_factor:codes_renewed", actor=Actor.user(user_id), user_id=user_id, at=at)
        return _new_codes(user_id, at)


def remove_second_factor(user_id: int, /, *, actor: Actor, at: datetime) -> None:
    """Remove a person's authenticator and codes: by the person, or by an administrator when both are lost.

    Raises:
        FactorMissing: The person uses none.
    """
    with immediate():
        _row(user_id).delete()
        RecoveryCode.objects.filter(user_id=user_id).delete()
        witnessed("second_factor:removed", actor=actor, user_id=user_id, at=at)


def has_second_factor(user_id: int, /) -> bool:
    """Say whether a person uses an authenticator."""
    return SecondFactor.objects.filter(user_id=user_id, confirmed_at__isnull=False).exists()


def recovery_codes_left(user_id: int, /) -> int:
    """Count the recovery codes that can still be used."""
    return RecoveryCode.objects.filter(user_id=user_id, used_at=None).count()


def _fault(row: SecondFactor, code: str, at: datetime) -> CodeWrong | None:
    """Take a code or say what is wrong; the count of wrong ones is kept either way.

    Raises:
        CodesLocked: None is looked at now.
    """
    if row.locked_until is not None and row.locked_until > at:
        raise CodesLocked("Too many codes were wrong; wait five minutes.", hint="Then type the code shown now.")
    step = _step_of(row, code, at)
    if step is None:
        row.wrong_tries += 1
        if row.wrong_tries >= MOST_WRONG:
            row.wrong_tries, row.locked_until = 0, at + LOCKED
        row.save(update_fields=["wrong_tries", "locked_until"])
        return CodeWrong("This code is not right, or was used already.", hint="Type the code the app shows now.")
    row.wrong_tries, row.last_step, row.locked_until = 0, step, None
    row.save(update_fields=["wrong_tries", "last_step", "locked_until"])
    return None


def _step_of(row: SecondFactor, code: str, at: datetime) -> int | None:
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdecimal()):
        return None
    totp = pyotp.TOTP(unseal(row.secret_sealed, context=_SECRET), interval=STEP)
    now = int(at.timestamp()) // STEP
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1) if step > row.last_step]
    return next((step for step in steps if secrets.compare_digest(totp.at(step * STEP), typed)), None)


def _new_codes(user_id: int, at: datetime) -> tuple[str, ...]:
    RecoveryCode.objects.filter(user_id=user_id).delete()
    codes = tuple("-".join("".join(secrets.choice(_ALPHABET) for _ in range(_HALF)) for _ in range(2)) for _ in range(CODES))
    RecoveryCode.objects.bulk_create(RecoveryCode(user_id=user_id, code_digest=_digest(code), made_at=at) for code in codes)
    return codes


def _digest(code: str) -> str:
    return blind_index("".join(code.split()).upper(), context=_CODE)


def _row(user_id: int, *, in_use: bool = False) -> SecondFactor:
    rows = SecondFactor.objects.select_for_update().filter(user_id=user_id)
    row = rows.filter(confirmed_at__isnull=False).first() if in_use else rows.first()
    if row is None:
        raise FactorMissing("No authenticator is in use.", hint="Set one up first.")
    return row


def _enrolment(user_id: int, secret: str, issuer: str) -> Enrolment:
    name = User.objects.values_list("username", flat=True).get(pk=user_id)
    return Enrolment(secret, pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=issuer))
