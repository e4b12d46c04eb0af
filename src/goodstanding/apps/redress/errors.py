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
    ├── CorrectionUnknown     no correction has that reference
    ├── CorrectionMoved       the step is not open where the correction stands
    ├── CorrectionUnfit       something a correction owes is missing
    ├── DeadlineNotOver       an account would be ended before its time to correct is over
    ├── AppealPending         an account would be ended while its appeal waits
    ├── SamePerson            the approver is the proposer
    ├── NoticeUnknown         no notice of infringement has that receipt, or the contact is not its sender's
    ├── NoticeRefused         a notice, or something about one, cannot be taken as it is
    ├── NoticeMoved           the step is not open where the notice stands
    ├── DisputeUnknown        no dispute has that reference
    ├── DisputeRefused        a dispute, or something about one, cannot be taken as it is
    ├── DisputeMoved          the step is not open where the dispute stands
    ├── NotParty              the actor acts for neither party of the dispute
    └── VoteRefused           the vote has no reason, the panel is closed, or this seat has voted
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


class CorrectionUnknown(RedressError):
    """No correction has that reference."""

    code = "correction:unknown"
    status = 404


class CorrectionMoved(RedressError):
    """The step is not open where the correction stands."""

    code = "correction:moved"
    status = 409


class CorrectionUnfit(RedressError):
    """Something a correction owes is missing."""

    code = "correction:unfit"
    status = 422


class DeadlineNotOver(RedressError):
    """An account would be ended before its time to correct is over."""

    code = "correction:deadline_not_over"
    status = 409


class AppealPending(RedressError):
    """An account would be ended while its appeal waits for its answer."""

    code = "correction:appeal_pending"
    status = 409


class SamePerson(RedressError):
    """Whoever approves the end of an account proposed it."""

    code = "correction:same_person"
    status = 403


class DisputeUnknown(RedressError):
    """No dispute has that reference."""

    code = "dispute:unknown"
    status = 404


class DisputeRefused(RedressError):
    """A dispute, or something about one, cannot be taken as it is."""

    code = "dispute:refused"
    status = 422


class DisputeMoved(RedressError):
    """The step is not open where the dispute stands."""

    code = "dispute:moved"
    status = 409


class NotParty(RedressError):
    """The actor acts for neither party of the dispute."""

    code = "dispute:not_party"
    status = 403


class VoteRefused(RedressError):
    """The vote has no reason, the panel is closed, or this seat has voted."""

    code = "panel:vote_refused"
    status = 409
