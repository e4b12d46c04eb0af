"""The names of credentials as people read them: kinds, forms of service, standings. Part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LICENCES: Mapping[str, str | Promise] = {
    "news_service": pgettext_lazy("licence", "News information service licence"),
    "news_licence": pgettext_lazy("licence", "Internet news information service licence"),
    "medical_institution": pgettext_lazy("licence", "Licence of a medical institution"),
    "physician": pgettext_lazy("licence", "Physician's licence"),
    "nurse": pgettext_lazy("licence", "Nurse's licence"),
    "drug_information": pgettext_lazy("licence", "Certificate for Internet drug information services"),
    "law_firm": pgettext_lazy("licence", "Licence of a law firm"),
    "lawyer": pgettext_lazy("licence", "Lawyer's licence"),
    "school": pgettext_lazy("licence", "Licence to run a school"),
    "teacher": pgettext_lazy("licence", "Teacher's qualification"),
    "financial_service": pgettext_lazy("licence", "Licence for financial services"),
    "securities_practitioner": pgettext_lazy("licence", "Securities practitioner's certificate"),
    "accountant": pgettext_lazy("licence", "Certified public accountant's certificate"),
    "other": pgettext_lazy("licence", "Another certificate of the field"),
}
"""Kinds of licences; a kind nobody named is shown as it was recorded."""
FORMS: Mapping[str, str | Promise] = {
    "editing": pgettext_lazy("form of service", "Editing and publishing"),
    "repost": pgettext_lazy("form of service", "Repost"),
    "platform": pgettext_lazy("form of service", "Platform"),
}
"""Forms of an Internet news information service. Source: PA21:5.2"""
CREDENTIALS: Mapping[str, str | Promise] = {
    "unverified": _("Waits for a person to look it up"),
    "verified": _("Verified"),
    "refused": _("Not accepted"),
    "lapsed": _("Lapsed"),
    "withdrawn": _("Withdrawn"),
}
"""Standings of a credential."""
RESULTS: Mapping[str, str | Promise] = {
    "passed": pgettext_lazy("result", "in order"),
    "failed": pgettext_lazy("result", "not in order"),
    "waiting": pgettext_lazy("result", "waits for an answer"),
    "needs_person": pgettext_lazy("result", "a person judges"),
}
"""What a check found."""
TRIGGERS: Mapping[str, str | Promise] = {
    "schedule": pgettext_lazy("trigger", "by its interval"),
    "expiry": pgettext_lazy("trigger", "a credential ended"),
    "report": pgettext_lazy("trigger", "a report was founded"),
    "owner": pgettext_lazy("trigger", "its subject changed"),
    "device": pgettext_lazy("trigger", "signed in to from elsewhere"),
    "grade": pgettext_lazy("trigger", "its grade changed"),
    "ring": pgettext_lazy("trigger", "registered together with others"),
    "failed": pgettext_lazy("trigger", "a field failed the last look"),
}
"""Why an account is verified again."""
ORIGINS: Mapping[str, str | Promise] = {
    "device": pgettext_lazy("origin", "device"),
    "network": pgettext_lazy("origin", "network"),
    "phone_prefix": pgettext_lazy("origin", "first digits of the mobile"),
    "document": pgettext_lazy("origin", "document handed in"),
    "contact_domain": pgettext_lazy("origin", "domain of the contact address"),
}
"""What two registrations may share."""
RINGS: Mapping[str, str | Promise] = {
    "open": _("With a person"),
    "unrelated": pgettext_lazy("ring", "Chance"),
    "lawful": pgettext_lazy("ring", "They belong together, lawfully"),
    "doubtful": pgettext_lazy("ring", "Doubtful"),
}
"""What a ring of registrations was found to be."""
VERDICT_KINDS: Mapping[str, str | Promise] = {
    "name_id": pgettext_lazy("verdict", "name and number"),
    "name_id_mobile": pgettext_lazy("verdict", "name, number and mobile"),
    "corporate": pgettext_lazy("verdict", "credit code and legal representative"),
    "micro_payment": pgettext_lazy("verdict", "payment to the organization's account"),
    "authorisation_letter": pgettext_lazy("verdict", "letter of authorisation"),
    "document": pgettext_lazy("verdict", "identity document"),
}
"""What a verdict about an identity was about."""
CAUTIONS: Mapping[str, str | Promise] = {
    "virtual_number": pgettext_lazy("caution", "a virtual operator's number"),
}
"""What the published allocation says of a number; many honest people have one."""
PATROLLED: Mapping[str, str | Promise] = {
    "identity": pgettext_lazy("patrol", "Identity of the subject"),
    "credentials": pgettext_lazy("patrol", "Qualifications"),
    "profile": pgettext_lazy("patrol", "Name, avatar and self-description"),
    "contact": pgettext_lazy("patrol", "Contact"),
}
"""What is verified again."""
CHANGES: Mapping[str, str | Promise] = {
    "waiting": _("With a person"),
    "approved": pgettext_lazy("change", "Approved"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
"""Standings of a request to change categories."""
