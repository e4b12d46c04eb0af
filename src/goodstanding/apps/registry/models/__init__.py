"""Operators, the accounts they run, their credentials and the functions withheld from them.

What identifies a person is sealed (see common.sealing); the columns say which. Other apps read through ``selectors``.
"""

from __future__ import annotations

from goodstanding.apps.registry.models.accounts import Account, AccountChange, AccountStatus, Restriction
from goodstanding.apps.registry.models.accuracy import AccuracyAction, AccuracyReport, SampleCursor, SampledVerdict, Truth
from goodstanding.apps.registry.models.agencies import AgencyAgreement, AgencyStatus
from goodstanding.apps.registry.models.applications import (
    Agreement,
    AgreementAcceptance,
    AgreementNews,
    Application,
    ApplicationCheck,
    ApplicationStatus,
    CheckState,
    SubjectSlot,
)
from goodstanding.apps.registry.models.categories import CategoryChange, CategoryDrift, ChangeStatus
from goodstanding.apps.registry.models.contacts import MobileChange, MobileChangeState
from goodstanding.apps.registry.models.credentials import Credential, CredentialStatus
from goodstanding.apps.registry.models.documents import PersonalDataReading, SealedDocument
from goodstanding.apps.registry.models.grades import AccountGrade, GradeChange, PublishedTable
from goodstanding.apps.registry.models.life import (
    AccountExport,
    Dormancy,
    DormancyStage,
    Erasure,
    ErasureState,
    ExportState,
    Pause,
    PauseCause,
    Stopping,
    StopStatus,
)
from goodstanding.apps.registry.models.names import (
    HoldOrigin,
    HoldState,
    NameClaim,
    NameHold,
    NameLetter,
    NameRegister,
    ProtectedMark,
    ProtectedName,
)
from goodstanding.apps.registry.models.operators import MemberRole, Operator, OperatorMember, SubjectClass
from goodstanding.apps.registry.models.origins import Origin, OriginKind, RegistrationRing, RingMember, RingStatus
from goodstanding.apps.registry.models.owners import FreezeOutcome, OwnerTrace, SettingsFreeze, TraceKind
from goodstanding.apps.registry.models.patrol import Patrol, PatrolResult, PatrolTrigger
from goodstanding.apps.registry.models.personal import (
    DisclosedField,
    DisclosureConsent,
    PersonalDataRequest,
    RequestKind,
    RequestStatus,
)
from goodstanding.apps.registry.models.refusals import RegistrationRefusal
from goodstanding.apps.registry.models.transfers import Transfer, TransferStatus
from goodstanding.apps.registry.models.verification import (
    AuthorisationLetter,
    FactorKind,
    FactorState,
    LetterState,
    MicroPayment,
    MobileCode,
    PaymentState,
    RequestState,
    VerificationFactor,
    VerificationRequest,
)

__all__ = [
    "Account",
    "AccountChange",
    "AccountExport",
    "AccountGrade",
    "AccountStatus",
    "AccuracyAction",
    "AccuracyReport",
    "AgencyAgreement",
    "AgencyStatus",
    "Agreement",
    "AgreementAcceptance",
    "AgreementNews",
    "Application",
    "ApplicationCheck",
    "ApplicationStatus",
    "AuthorisationLetter",
    "CategoryChange",
    "CategoryDrift",
    "ChangeStatus",
    "CheckState",
    "Credential",
    "CredentialStatus",
    "DisclosedField",
    "DisclosureConsent",
    "Dormancy",
    "DormancyStage",
    "Erasure",
    "ErasureState",
    "ExportState",
    "FactorKind",
    "FactorState",
    "FreezeOutcome",
    "GradeChange",
    "HoldOrigin",
    "HoldState",
    "LetterState",
    "MemberRole",
    "MicroPayment",
    "MobileChange",
    "MobileChangeState",
    "MobileCode",
    "NameClaim",
    "NameHold",
    "NameLetter",
    "NameRegister",
    "Operator",
    "OperatorMember",
    "Origin",
    "OriginKind",
    "OwnerTrace",
    "Patrol",
    "PatrolResult",
    "PatrolTrigger",
    "Pause",
    "PauseCause",
    "PaymentState",
    "PersonalDataReading",
    "PersonalDataRequest",
    "ProtectedMark",
    "ProtectedName",
    "PublishedTable",
    "RegistrationRefusal",
    "RegistrationRing",
    "RequestKind",
    "RequestState",
    "RequestStatus",
    "Restriction",
    "RingMember",
    "RingStatus",
    "SampleCursor",
    "SampledVerdict",
    "SealedDocument",
    "SettingsFreeze",
    "StopStatus",
    "Stopping",
    "SubjectClass",
    "SubjectSlot",
    "TraceKind",
    "Transfer",
    "TransferStatus",
    "Truth",
    "VerificationFactor",
    "VerificationRequest",
]
