"""Carriers a small installation has without any provider: letters as files, letters on the console, letters by SMTP."""

from __future__ import annotations

import os
import smtplib
import sys
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage as OutgoingMail

from goodstanding.apps.common import clock
from goodstanding.apps.notices.errors import DeliveryFailed
from goodstanding.apps.notices.ports import Letter


def as_mail(letter: Letter, /, *, target: str) -> EmailMessage:
    """Write a letter as an internet message."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.CONFIG.mail_from, target, letter.subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = make_msgid(idstring=letter.notice_ref, domain=settings.CONFIG.mail_from.rpartition("@")[2])
    mail["Content-Language"] = letter.language
    mail.set_content(letter.body, cte="base64")
    return mail


class FileMail:
    """Writes each letter to ``<state_dir>/mail/<notice>.eml``; written once however often it is tried."""

    def carry(self, letter: Letter, /, *, target: str) -> None:
        """Write the letter.

        Raises:
            DeliveryFailed: The disk refused it.
        """
        folder = Path(settings.CONFIG.state_dir) / "mail"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = folder / f".{letter.notice_ref}.{os.getpid()}"
            draft.write_bytes(as_mail(letter, target=target).as_bytes())
            draft.replace(folder / f"{letter.notice_ref}.eml")
        except OSError as fault:
            raise DeliveryFailed(f"The letter {letter.notice_ref} could not be written to {folder}.") from fault


class ConsoleMail:
    """Prints each letter to standard error."""

    def carry(self, letter: Letter, /, *, target: str) -> None:
        """Print the letter."""
        sys.stderr.write(f"To: {target}\nSubject: {letter.subject}\n\n{letter.body}\n")


class DjangoMail:
    """Hands letters to Django's mail settings (SMTP by ``EMAIL_HOST`` and the rest)."""

    def carry(self, letter: Letter, /, *, target: str) -> None:
        """Send the letter.

        Raises:
            DeliveryFailed: The mail server did not take it.
        """
        try:
            OutgoingMail(letter.subject, letter.body, settings.CONFIG.mail_from, [target]).send()
        except (OSError, smtplib.SMTPException) as fault:
            raise DeliveryFailed(f"The mail server did not take {letter.notice_ref}.") from fault
