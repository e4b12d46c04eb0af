"""What the registry refuses.

GoodstandingError
└── RegistryError
    ├── AccountUnknown
    ├── AccountKnownAlready
    ├── RegistrationBarred
    ├── RefusalUnknown
    ├── OperatorUnknown
    ├── OperatorDetailsInvalid
    ├── RestrictionInvalid
    ├── DeskMissing
    ├── ApplicationUnknown
    ├── ApplicationChanged
    ├── ApplicationIncomplete
    ├── ApplicationClosed
    ├── AgreementUnfit
    ├── CapReached
    ├── CodeRefused
    ├── DocumentRefused
    ├── DocumentUnknown
    ├── CredentialRefused
    ├── CredentialUnknown
    ├── CredentialSettled
    ├── PatrolUnknown
    ├── PatrolUnfit
    ├── CategoryChangeUnknown
    ├── CategoryChangeUnfit
    ├── ConsentUnfit
    ├── DataRequestUnfit
    ├── DataRequestUnknown
    ├── NotTheSubject
    ├── NameEntryUnfit
    ├── NameHoldUnknown
    ├── NameHoldSettled
    ├── NameLetterMissing
    ├── NameRefused
    ├── RingUnknown
    ├── RingSettled
    ├── SampleUnknown
    ├── SampleSettled
    ├── GradeTableUnknown
    ├── GradeTableUnfit
    ├── AgencyRefused
    ├── ExportUnknown
    ├── FreezeUnknown
    ├── LifeUnfit
    ├── SettingsFrozen
    ├── StopUnknown
    ├── TransferRefused
    ├── TransferUnknown
    ├── MobileChangeRefused
    └── WayRefused
"""

from __future__ import annotations

from collections.abc import Sequence

from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.kernel.sentences import Sentence


class RegistryError(GoodstandingError):
    """Root of the registry's refusals."""

    code = "registry:error"


class AccountUnknown(RegistryError):
    """No account has this id."""

    code = "registry:account_unknown"
    status = 404


class AccountKnownAlready(RegistryError):
    """An account with this id is registered already."""

    code = "registry:account_known_already"
    status = 409


class RegistrationBarred(RegistryError):
    """The name is that of an account closed by a decision, or a decision keeps the operator out."""

    code = "registry:registration_barred"
    status = 409


class RefusalUnknown(RegistryError):
    """No refused registration has this reference."""

    code = "registry:refusal_unknown"
    status = 404


class OperatorUnknown(RegistryError):
    """No operator has this reference."""

    code = "registry:operator_unknown"
    status = 404


class OperatorDetailsInvalid(RegistryError):
    """Something the operator told about itself cannot be right."""

    code = "registry:operator_details_invalid"
    status = 422


class RestrictionInvalid(RegistryError):
    """A restriction that names no function or ends before it starts."""

    code = "registry:restriction_invalid"
    status = 422


class DeskMissing(RegistryError):
    """Nobody takes the matters the registry wants decided."""

    code = "registry:desk_missing"
    status = 500


class ApplicationUnknown(RegistryError):
    """No application has this reference, or it is somebody else's."""

    code = "registry:application_unknown"
    status = 404


class ApplicationChanged(RegistryError):
    """The application was saved elsewhere since it was read."""

    code = "registry:application_changed"
    status = 409


class ApplicationIncomplete(RegistryError):
    """Something required is missing or wrong; ``problems`` says what, field by field."""

    code = "registry:application_incomplete"
    status = 422

    def __init__(self, message: str, *, problems: Sequence[tuple[str, Sentence]], hint: str = "", clause: str = "") -> None:
        super().__init__(message, hint=hint, clause=clause)
        self.problems = tuple(problems)


class ApplicationClosed(RegistryError):
    """The application no longer takes this step."""

    code = "registry:application_closed"
    status = 409


class AgreementUnfit(RegistryError):
    """An agreement lacks a required subject, is dated back, or is not the one in effect."""

    code = "registry:agreement_unfit"
    status = 422


class CapReached(RegistryError):
    """The subject runs as many accounts as it may."""

    code = "registry:cap_reached"
    status = 409


class CodeRefused(RegistryError):
    """A code for a mobile cannot be sent now, or the one entered does not count."""

    code = "registry:code_refused"
    status = 422


class DocumentRefused(RegistryError):
    """A file cannot be taken as a document."""

    code = "registry:document_refused"
    status = 422


class DocumentUnknown(RegistryError):
    """No document has this reference, or it was purged."""

    code = "registry:document_unknown"
    status = 404


class CredentialRefused(RegistryError):
    """A credential cannot be taken as it was handed in; ``problems`` says what is wrong, field by field."""

    code = "registry:credential_refused"
    status = 422

    def __init__(self, message: str, *, problems: Sequence[tuple[str, Sentence]], hint: str = "", clause: str = "") -> None:
        super().__init__(message, hint=hint, clause=clause)
        self.problems = tuple(problems)


class CredentialUnknown(RegistryError):
    """No credential has this reference."""

    code = "registry:credential_unknown"
    status = 404


class CredentialSettled(RegistryError):
    """The credential no longer takes this step, or it cannot be verified as was said."""

    code = "registry:credential_settled"
    status = 422


class PatrolUnknown(RegistryError):
    """The account has no day on which it is looked at again."""

    code = "registry:patrol_unknown"
    status = 404


class PatrolUnfit(RegistryError):
    """A look at an account that leaves a due field without a result, or that nobody asked for."""

    code = "registry:patrol_unfit"
    status = 422


class CategoryChangeUnknown(RegistryError):
    """No request to change categories has this reference, or nobody looks at the drift."""

    code = "registry:category_change_unknown"
    status = 404


class CategoryChangeUnfit(RegistryError):
    """A request to change categories that changes nothing, is decided, or lacks a credential."""

    code = "registry:category_change_unfit"
    status = 422


class ConsentUnfit(RegistryError):
    """A consent to be published that cannot be given: an organization, an unknown field, an unverified person."""

    code = "registry:consent_unfit"
    status = 422


class DataRequestUnfit(RegistryError):
    """A request about one's data that says nothing, waits already, or ended."""

    code = "registry:data_request_unfit"
    status = 422


class DataRequestUnknown(RegistryError):
    """No request about personal data has this reference."""

    code = "registry:data_request_unknown"
    status = 404


class NotTheSubject(RegistryError):
    """Only the subject itself may do this; nobody does it for somebody else."""

    code = "registry:not_the_subject"
    status = 403


class NameEntryUnfit(RegistryError):
    """An entry of the register of names lacks what it needs, or there is none of that reference."""

    code = "registry:name_entry_unfit"
    status = 422


class NameHoldUnknown(RegistryError):
    """No held name has this reference, or it is somebody else's."""

    code = "registry:name_hold_unknown"
    status = 404


class NameHoldSettled(RegistryError):
    """The held name no longer takes this step."""

    code = "registry:name_hold_settled"
    status = 409


class NameLetterMissing(RegistryError):
    """A name that is released on a letter of authorisation only is released without one."""

    code = "registry:name_letter_missing"
    status = 422


class NameRefused(RegistryError):
    """The name is that of an account a decision closed; ``says`` tells it in both languages."""

    code = "registry:name_refused"
    status = 409

    def __init__(self, says: Sentence, *, clause: str = "") -> None:
        super().__init__(says.en, hint="Choose another name.", clause=clause)
        self.says = says


class TransferRefused(RegistryError):
    """An account cannot be passed on, or not in this way; ``sentences`` says why to people."""

    code = "registry:transfer_refused"
    status = 409

    def __init__(self, *sentences: Sentence, clause: str = "PA21:11.2") -> None:
        super().__init__(" ".join(one.en for one in sentences), clause=clause)
        self.sentences = sentences


class TransferUnknown(RegistryError):
    """No transfer has this reference, or the code is not its code."""

    code = "registry:transfer_unknown"
    status = 404


class RingUnknown(RegistryError):
    """No ring of registrations has this reference."""

    code = "registry:ring_unknown"
    status = 404


class RingSettled(RegistryError):
    """The ring is decided, or what it is found to be is none of the three."""

    code = "registry:ring_settled"
    status = 422


class SampleUnknown(RegistryError):
    """No sampled verdict, and no action about a provider, has this reference."""

    code = "registry:sample_unknown"
    status = 404


class SampleSettled(RegistryError):
    """The sampled verdict was judged, the action settled, or a part of the answer is missing."""

    code = "registry:sample_settled"
    status = 422


class GradeTableUnknown(RegistryError):
    """No table of grades has this version, or it is not open any more."""

    code = "registry:grade_table_unknown"
    status = 404


class GradeTableUnfit(RegistryError):
    """A table of grades cannot be used, or not activated now."""

    code = "registry:grade_table_unfit"
    status = 422


class AgencyRefused(RegistryError):
    """An agreement with an agency lacks what it needs; ``problems`` says what, field by field."""

    code = "registry:agency_refused"
    status = 422

    def __init__(self, message: str, *, problems: Sequence[tuple[str, Sentence]] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint, clause="PA21:16.4")
        self.problems = tuple(problems)


class AvatarRefused(RegistryError):
    """An image cannot be taken as an avatar; ``sentences`` says why to people."""

    code = "registry:avatar_refused"
    status = 422

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(" ".join(one.en for one in sentences), hint="Choose another image.")
        self.sentences = sentences


class ExportUnknown(RegistryError):
    """No export has this reference, it is not ready, or it was deleted."""

    code = "registry:export_unknown"
    status = 404


class FreezeUnknown(RegistryError):
    """No settings of the account are frozen, or somebody settled it."""

    code = "registry:freeze_unknown"
    status = 404


class LifeUnfit(RegistryError):
    """An account cannot be paused, woken or stopped now; ``sentences`` says why to people."""

    code = "registry:life_unfit"
    status = 409

    def __init__(self, *sentences: Sentence, clause: str = "PA21:11.3") -> None:
        super().__init__(" ".join(one.en for one in sentences), clause=clause)
        self.sentences = sentences


class SettingsFrozen(RegistryError):
    """Sensitive settings of the account are frozen; ``sentences`` says why to people."""

    code = "registry:settings_frozen"
    status = 409

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(" ".join(one.en for one in sentences), clause="PA21:11.2")
        self.sentences = sentences


class StopUnknown(RegistryError):
    """No request to stop an account has this reference."""

    code = "registry:stop_unknown"
    status = 404


class MobileChangeRefused(RegistryError):
    """The mobile of an operator cannot be changed like this; ``sentences`` says why to people."""

    code = "registry:mobile_change_refused"
    status = 422

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(" ".join(one.en for one in sentences), clause="PA21:8.1")
        self.sentences = sentences


class WayRefused(RegistryError):
    """A payment or a letter cannot verify an organization like this; ``sentences`` says why to people."""

    code = "registry:way_refused"
    status = 422

    def __init__(self, *sentences: Sentence) -> None:
        super().__init__(" ".join(one.en for one in sentences), clause="PA21:8.1")
        self.sentences = sentences
