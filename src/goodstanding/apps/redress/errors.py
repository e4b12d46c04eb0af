"""Faults of redress.

GoodstandingError
└── RedressError
    ├── ReportUnknown         no report has that receipt
    ├── AppealUnknown         no appeal has that receipt
    ├── TargetUnknown         what is reported is not on the platform
    ├── ReportIncomplete      kind, category or reason is missing or wrong
    ├── GroundsIncomplete     an appeal without grounds, or a ground without words
    ├── AttachmentRefused     a file is too large, of another type, or one too many
    ├── AnswerIncomplete      a ground without an answer, or an outcome without reasons
    ├── AppealSettled         the appeal has its outcome
    ├── ReportSettled         the report is closed
    ├── NotAppellant          the actor may not act for the account that appealed
    ├── ContactForbidden      the actor may not read a reporter's contact
    ├── NoticeUnknown         no notice of infringement has that receipt, or the contact is not its sender's
    ├── NoticeRefused         a notice, or something about one, cannot be taken as it is
    └── NoticeMoved           the step is not open where the notice stands
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class RedressError(GoodstandingError):
    """Something about a report or appeal was refused."""

    code = "redress:error"


class ReportUnknown(RedressError):
    """No report has that receipt."""

    code = "report:unknown"
    status = 404


class AppealUnknown(RedressError):
    """No appeal has that receipt."""

    code = "appeal:unknown"
    status = 404


class TargetUnknown(RedressError):
    """What is reported is not on the platform."""

    code = "report:target_unknown"
    status = 404


class ReportIncomplete(RedressError):
    """A report lacks something."""

    code = "report:incomplete"
    status = 422


class GroundsIncomplete(RedressError):
    """An appeal lacks grounds, or a ground its words."""

    code = "appeal:grounds_incomplete"
    status = 422


class AttachmentRefused(RedressError):
    """A file cannot be taken."""

    code = "attachment:refused"
    status = 422


class AnswerIncomplete(RedressError):
    """An answer lacks something it owes."""

    code = "appeal:answer_incomplete"
    status = 422


class AppealSettled(RedressError):
    """The appeal has its outcome."""

    code = "appeal:settled"
    status = 409


class ReportSettled(RedressError):
    """The report is closed."""

    code = "report:settled"
    status = 409


class NotAppellant(RedressError):
    """The actor may not act for the account that appealed."""

    code = "appeal:not_appellant"
    status = 403


class ContactForbidden(RedressError):
    """The actor may not read a reporter's contact."""

    code = "report:contact_forbidden"
    status = 403


class NoticeUnknown(RedressError):
    """No notice of infringement has that receipt, or the contact given is not its sender's."""

    code = "copyright:unknown"
    status = 404


class NoticeRefused(RedressError):
    """A notice of infringement, or something about one, cannot be taken as it is."""

    code = "copyright:refused"
    status = 422


class NoticeMoved(RedressError):
    """The step is not open where the notice stands."""

    code = "copyright:moved"
    status = 409
