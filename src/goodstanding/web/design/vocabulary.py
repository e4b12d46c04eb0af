"""The names of codes as people read them: violations, measures, verdicts, stages. One place, so that every page agrees."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.web.design.corrections import CORRECTION_STEPS, CORRECTIONS, FAULTS, NO_SERVICE
from goodstanding.web.design.desk_matters import TABLES as DESK_MATTERS
from goodstanding.web.design.disputes import TABLES as DISPUTES
from goodstanding.web.design.findings import ANSWERS, FINDINGS
from goodstanding.web.design.grading import INPUTS
from goodstanding.web.design.licences import (
    CHANGES,
    CREDENTIALS,
    FORMS,
    LICENCES,
    PATROLLED,
    RESULTS,
    RINGS,
    TRIGGERS,
    VERDICT_KINDS,
)
from goodstanding.web.design.life import AGENCIES, DUTIES, EXPORTS, PAUSES, TRACES
from goodstanding.web.design.obligations import TABLES as OBLIGATIONS
from goodstanding.web.design.originals import TABLES as ORIGINALS
from goodstanding.web.design.personal import TABLES as PERSONAL
from goodstanding.web.design.record import ENTRIES, MATTERS

Name = str | Promise

VIOLATIONS: Mapping[str, Name] = {
    "impersonation": _("Impersonation"),
    "malicious_registration": _("Malicious registration"),
    "unlicensed_news": _("News without a licence"),
    "coordinated_posting": _("Coordinated posting"),
    "fake_engagement": _("Fake engagement"),
    "incitement": _("Incitement"),
    "harassment": _("Harassment"),
    "fabricated_information": _("Fabricated information"),
    "false_originality": _("False claim of originality"),
    "missing_source": _("Source not stated"),
    "extortion_or_paid_deletion": _("Extortion or paid deletion"),
    "fraud_marketing": _("Fraudulent marketing"),
    "account_trading": _("Account trading"),
    "injected_spam": _("Injected spam"),
    "pornography_or_gambling_promotion": _("Promotion of pornography or gambling"),
    "forced_follow": _("Forced follow"),
    "off_category": _("Outside the account's category"),
    "registration_mismatch": _("Registration does not match the subject"),
    "identity_unverified": _("Identity not verified"),
}
HOLDS: Mapping[str, Name] = {
    "held": _("With a person"),
    "released": _("Released"),
    "refused": _("Refused"),
    "returned": _("To be changed"),
    "withdrawn": _("Withdrawn"),
}
REPORT_CATEGORIES: Mapping[str, Name] = {
    **VIOLATIONS,
    "minors": _("Harm to minors"),
    "personal_rights": _("Infringement of personal rights"),
    "copyright": _("Infringement of copyright"),
    "other": _("Something else"),
}
SEVERITIES: Mapping[str, Name] = {
    "minor": _("minor"),
    "moderate": _("moderate"),
    "serious": _("serious"),
    "grave": _("grave"),
}
MEASURES: Mapping[str, Name] = {
    "warn": _("Warning"),
    "label": _("Label on the content"),
    "hold": _("Content held from view"),
    "remove_content": _("Content removed"),
    "limit_function": _("Functions limited"),
    "suspend_updates": _("Updates suspended"),
    "stop_ads": _("Advertising stopped"),
    "close": _("Account closed"),
    "blacklist": _("Entered in the blacklist"),
    "ban_reregistration": _("Re-registration banned"),
}
CONSEQUENCES: Mapping[str, Name] = {
    "warn": _("The operator is told in writing; nothing else changes."),
    "label": _("Readers see a label on the content; it stays readable."),
    "hold": _("Readers cannot see the content until the hold ends."),
    "remove_content": _("Readers can no longer see the content; a copy is kept as evidence."),
    "limit_function": _("The account loses the named function; everything else goes on."),
    "suspend_updates": _("The account cannot publish; what it published stays."),
    "stop_ads": _("The account earns nothing from advertising."),
    "close": _("The account ends. Irreversible: a second person must approve."),
    "blacklist": _("The operator may not open accounts. Irreversible: a second person must approve."),
    "ban_reregistration": _("The operator may not register again. Irreversible: a second person must approve."),
}
SCOPES: Mapping[str, Name] = {
    "publish": _("publishing"),
    "comment": _("commenting"),
    "recommend": _("recommendation"),
    "search": _("search"),
    "follow": _("new followers"),
    "live": _("live streaming"),
    "advertise": _("advertising"),
    "profile": _("profile changes"),
    "ads": _("advertising"),
    "all": _("everything"),
}
VERDICTS: Mapping[str, Name] = {
    "violation": _("Violation"),
    "suspected": _("Suspected"),
    "no_violation": _("No violation"),
    "inadmissible": _("Inadmissible"),
    "precaution": _("Precaution, nothing found"),
}
OUTCOMES: Mapping[str, Name] = {
    "upheld": _("Appeal upheld"),
    "partly_upheld": _("Appeal partly upheld"),
    "rejected": _("Appeal rejected"),
    "inadmissible": _("Appeal inadmissible"),
    "withdrawn": _("Appeal withdrawn"),
}
KINDS: Mapping[str, Name] = {
    "screening": pgettext_lazy("how a case came about", "Screening"),
    "report": _("Report"),
    "appeal": _("Appeal"),
    "manual": _("Opened by staff"),
    "matter": _("Matter of the register"),
    "rule": _("Rule"),
    "staff": _("Staff"),
    "patrol": _("Patrol"),
    "court": _("Court"),
    "machine": _("Automatic"),
}
STATES: Mapping[str, Name] = {
    "open": _("Open"),
    "decided": _("Decided"),
    "closed": pgettext_lazy("case", "Closed"),
    "pending": _("Pending"),
    "applied": _("In force"),
    "ended": _("Ended"),
    "reverted": _("Undone"),
    "visible": _("Visible"),
    "held": _("Held"),
    "removed": _("Removed"),
    "labelled": _("Labelled"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
}
STANDINGS: Mapping[str, Name] = {
    "active": pgettext_lazy("account", "Active"),
    "limited": pgettext_lazy("account", "Limited"),
    "suspended": pgettext_lazy("account", "Suspended"),
    "paused": pgettext_lazy("account", "Paused"),
    "dormant": pgettext_lazy("account", "Paused, not used"),
    "closed": pgettext_lazy("account", "Closed"),
}
UNREAD: Mapping[str, Name] = {
    "not_an_image": _("It is not an image."),
    "corrupt": _("It is damaged."),
    "animated": _("It is animated."),
    "too_many_pixels": _("It has too many pixels."),
    "too_many_bytes": _("The file is too large."),
    "too_much_memory": _("Reading it takes too much memory."),
    "too_slow": _("Reading it takes too long."),
    "crashed": _("Reading it failed."),
    "unreadable": _("Reading it failed."),
    "empty": _("It is empty."),
    "sha256_differs": _("It is not the file the event named."),
    "host": _("Its address is not allowed."),
    "scheme": _("Its address is not allowed."),
    "no_address": _("Its address is not allowed."),
    "outside_directory": _("Its address is not allowed."),
    "private_address": _("Its address leads into a private network."),
    "redirect": _("Its address leads elsewhere."),
    "not_found": _("It is not there."),
    "unavailable": _("It could not be fetched."),
}
STAGES: Mapping[str, Name] = {
    "intake": _("Accepted"),
    "screening": _("Examined"),
    "handling": _("Handled"),
    "feedback": _("Answered"),
    "closed": pgettext_lazy("stage", "Closed"),
}
SUBJECTS: Mapping[str, Name] = {
    "person": _("Person"),
    "enterprise": _("Enterprise"),
    "individual_business": _("Individual business"),
    "government": _("Government body"),
    "public_institution": _("Public institution"),
    "people_organization": _("People's organization"),
    "media": _("Media"),
    "other_organization": _("Other organization"),
}
CHECKS: Mapping[str, Name] = {
    "agreement": _("Service agreement"),
    "scope": _("Business scope"),
    "cap": _("Number of accounts"),
    "identity": _("Identity"),
    "name": _("Name, avatar and self-description"),
    "credential": _("Qualifications"),
    "ring": _("Connections with other applications"),
    "further": _("Further account of the subject"),
    "safeguards": _("Sign-in of a public body"),
}
TRANSFERS: Mapping[str, Name] = {
    "offered": _("Offered"),
    "review": _("With a person"),
    "cooling": _("Announced"),
    "completed": _("Completed"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
APPLICATIONS: Mapping[str, Name] = {
    "draft": _("Being filled in"),
    "checking": _("Being checked"),
    "review": _("With a person"),
    "correction": _("To be corrected"),
    "active": _("Registered"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
CATEGORIES: Mapping[str, Name] = {
    "health": _("Health"),
    "finance": _("Finance"),
    "education": _("Education"),
    "law": _("Law"),
    "news": _("News"),
    "technology": _("Technology"),
    "entertainment": _("Entertainment"),
    "food": _("Food"),
    "travel": _("Travel"),
    "sports": _("Sports"),
    "life": _("Daily life"),
    "culture": _("Culture"),
    "military": _("Military"),
    "agriculture": _("Agriculture"),
    "shopping": pgettext_lazy("category", "Shopping"),
    "games": pgettext_lazy("category", "Games"),
    "parenting": pgettext_lazy("category", "Parenting"),
    "government": pgettext_lazy("category", "Government affairs"),
    "public_service": pgettext_lazy("category", "Public service"),
    "fashion": pgettext_lazy("category", "Fashion"),
    "beauty": pgettext_lazy("category", "Beauty"),
    "cars": pgettext_lazy("category", "Cars"),
    "home": pgettext_lazy("category", "Home and living"),
    "real_estate": pgettext_lazy("category", "Real estate"),
    "pets": pgettext_lazy("category", "Pets"),
    "science": pgettext_lazy("category", "Science"),
    "society": pgettext_lazy("category", "Society"),
    "history": pgettext_lazy("category", "History"),
    "reading": pgettext_lazy("category", "Reading"),
    "music": pgettext_lazy("category", "Music"),
    "film": pgettext_lazy("category", "Film and television"),
    "animation": pgettext_lazy("category", "Animation and comics"),
    "photography": pgettext_lazy("category", "Photography"),
    "design": pgettext_lazy("category", "Design"),
    "career": pgettext_lazy("category", "Career"),
    "feelings": pgettext_lazy("category", "Feelings"),
    "public_welfare": pgettext_lazy("category", "Public welfare"),
    "weather": pgettext_lazy("category", "Weather"),
    "economy": pgettext_lazy("category", "Economy"),
    "medicine": pgettext_lazy("category", "Medicine"),
    "justice": pgettext_lazy("category", "Justice"),
    "international": pgettext_lazy("category", "International"),
    "publishing": pgettext_lazy("category", "Publishing"),
    "other": pgettext_lazy("category", "Other"),
}
"""What accounts publish about, and the fields licences open; a platform may send others, which are shown as they are."""
ITEMS: Mapping[str, Name] = {
    "content": _("Post"),
    "comment": _("Comment"),
    "profile": _("Profile"),
}
FIELDS: Mapping[str, Name] = {
    "image": pgettext_lazy("field", "image"),
    "title": pgettext_lazy("field", "title"),
    "body": pgettext_lazy("field", "body"),
    "name": pgettext_lazy("field", "name"),
    "bio": pgettext_lazy("field", "self-description"),
    "avatar_sha256": pgettext_lazy("field", "avatar"),
}
EVIDENCE: Mapping[str, Name] = {
    "evaluation": _("Evaluation"),
    "report": _("Report"),
    "snapshot": _("Snapshot"),
    "note": _("Note"),
    "attachment": _("Attachment"),
    "appeal": _("Appeal"),
    "court_order": _("Court order"),
    "similarity": _("Comparison of both texts"),
    "copyright_notice": _("Notice of infringement"),
    "document": _("Document handed in"),
}
ACTIONS: Mapping[str, Name] = {
    "opened": pgettext_lazy("case step", "Opened"),
    "joined": pgettext_lazy("case step", "Joined by a further source"),
    "claim": pgettext_lazy("case step", "Claimed"),
    "release": pgettext_lazy("case step", "Released"),
    "note": pgettext_lazy("case step", "Note"),
    "hand_over": pgettext_lazy("case step", "Handed over"),
    "escalate": pgettext_lazy("case step", "Escalated"),
    "skip": pgettext_lazy("case step", "Skipped"),
    "reopen": pgettext_lazy("case step", "Reopened"),
    "propose": pgettext_lazy("case step", "Sent to a second person"),
    "settle": pgettext_lazy("case step", "Decided"),
    "close": pgettext_lazy("case step", "Closed"),
    "closed": pgettext_lazy("case step", "Closed"),
}
GROUNDS: Mapping[str, Name] = {
    "facts_wrong": _("The facts are wrong"),
    "clause_not_applicable": _("The clause does not apply"),
    "measure_too_heavy": _("The measure is too heavy"),
    "procedure": _("The procedure was not followed"),
    "new_evidence": _("There is new evidence"),
    "other": _("Another reason"),
}
DOING: Mapping[str, Name] = {
    "claim": _("Claim"),
    "release": _("Release"),
    "note": _("Add note"),
    "hand_over": _("Hand over"),
    "escalate": _("Escalate"),
    "skip": _("Skip"),
    "reopen": _("Reopen"),
}
MODES: Mapping[str, Name] = {
    "live": pgettext_lazy("mode", "live"),
    "shadow": pgettext_lazy("mode", "shadow"),
    "off": pgettext_lazy("mode", "off"),
}
SUGGESTIONS: Mapping[str, Name] = {
    "pass": pgettext_lazy("suggestion", "pass"),
    "review": pgettext_lazy("suggestion", "review"),
    "hold": pgettext_lazy("suggestion", "hold"),
}
EXPECTATIONS: Mapping[str, Name] = {
    "hit": pgettext_lazy("expectation", "holds"),
    "miss": pgettext_lazy("expectation", "does not hold"),
    "unknown": pgettext_lazy("expectation", "unknown"),
}
ACTORS: Mapping[str, Name] = {
    "user": pgettext_lazy("actor", "staff"),
    "machine": pgettext_lazy("actor", "screening"),
    "api_key": pgettext_lazy("actor", "platform"),
    "public": pgettext_lazy("actor", "public"),
    "system": pgettext_lazy("actor", "system"),
}
REASONS: Mapping[str, Name] = {
    "A person examined what automatic screening had held provisionally.": _(
        "A person examined what automatic screening had held provisionally."
    ),
}
AUTOMATION: Mapping[str, Name] = {
    "none": _("found and decided by people"),
    "partial": _("found automatically, decided by a person"),
    "full": _("found and decided automatically"),
}

EFFECTS: Mapping[str, Name] = {
    "warn": _("A warning in writing; nothing else changes."),
    "label": _("Readers see a label on the content; it stays readable."),
    "hold": _("Readers do not see the content until the hold ends or a person has decided."),
    "remove_content": _("Readers no longer see the content. It is kept, and comes back if your appeal succeeds."),
    "limit_function": _("The account cannot use the function named; everything else goes on."),
    "suspend_updates": _("The account cannot publish; what it published stays."),
    "stop_ads": _("The account earns nothing from advertising."),
    "close": _("The account is closed."),
    "blacklist": _("The operator may not open accounts, until the entry is reviewed."),
    "ban_reregistration": _("The operator may not register again."),
}
"""What a measure means for the account it is taken against."""
CAPACITIES: Mapping[str, Name] = {
    "machine": _("automatically, until a person has looked"),
    "one_person": _("by one member of staff"),
    "two_persons": _("by two members of staff, one of whom drafted it and the other approved it"),
    "appeal_panel": _("by somebody who took no part in the first decision"),
    "court_order": _("on the order of a court"),
}
FINDERS: Mapping[str, Name] = {
    "rule": _("a rule pointed to it"),
    "report": _("somebody reported it"),
    "patrol": _("staff came across it"),
    "appeal": _("an appeal brought it up"),
    "court": _("a court ordered it"),
}
CHANNELS: Mapping[str, Name] = {
    "portal": _("this portal"),
    "mail": _("e-mail"),
    "sms": _("text message"),
    "webhook": _("the platform's app"),
}
DELIVERIES: Mapping[str, Name] = {
    "queued": _("waiting to be sent"),
    "sent": _("sent"),
    "delivered": _("delivered"),
    "failed": _("could not be delivered"),
}
TARGETS: Mapping[str, Name] = {
    "account": pgettext_lazy("target", "account"),
    "post": pgettext_lazy("target", "post"),
    "comment": pgettext_lazy("target", "comment"),
}

_TABLES: Mapping[str, Mapping[str, Name]] = {
    "violation": VIOLATIONS,
    "report": REPORT_CATEGORIES,
    "severity": SEVERITIES,
    "measure": MEASURES,
    "consequence": CONSEQUENCES,
    "scope": SCOPES,
    "verdict": VERDICTS,
    "outcome": OUTCOMES,
    "kind": KINDS,
    "state": STATES,
    "standing": STANDINGS,
    "export": EXPORTS,
    "agency": AGENCIES,
    "duty": DUTIES,
    "trace": TRACES,
    "pause": PAUSES,
    "stage": STAGES,
    "subject": SUBJECTS,
    "category": CATEGORIES,
    "check": CHECKS,
    "application": APPLICATIONS,
    "hold": HOLDS,
    "transfer": TRANSFERS,
    "licence": LICENCES,
    "form": FORMS,
    "credential": CREDENTIALS,
    "change": CHANGES,
    "result": RESULTS,
    "trigger": TRIGGERS,
    "patrolled": PATROLLED,
    "ring": RINGS,
    "finding": FINDINGS,
    "finding_answer": ANSWERS,
    "grade_input": INPUTS,
    "correction": CORRECTIONS,
    "correction_step": CORRECTION_STEPS,
    "fault": FAULTS,
    "no_service": NO_SERVICE,
    "verdict_kind": VERDICT_KINDS,
    "item": ITEMS,
    "field": FIELDS,
    "unread": UNREAD,
    "evidence": EVIDENCE,
    "action": ACTIONS,
    "ground": GROUNDS,
    "actor": ACTORS,
    "reason": REASONS,
    "automation": AUTOMATION,
    "do": DOING,
    "mode": MODES,
    "suggestion": SUGGESTIONS,
    "expectation": EXPECTATIONS,
    "effect": EFFECTS,
    "capacity": CAPACITIES,
    "finder": FINDERS,
    "channel": CHANNELS,
    "delivery": DELIVERIES,
    "target": TARGETS,
    "matter": MATTERS,
    "entry": ENTRIES,
    **DISPUTES,
    **OBLIGATIONS,
    **ORIGINALS,
    **PERSONAL,
    **DESK_MATTERS,
}


def name_of(kind: str, code: str, /) -> str:
    """Return the name of a code in the current language; a code nobody named yet is returned as it is."""
    if kind == "field":
        code = "image" if code.startswith("image:") else code
    return str(_TABLES[kind].get(code, code))


SUMMARY_TABLES = ("desk_matter", "category", "licence", "name_rule", "trigger", "subject", "patrolled", "finding")


def in_words(summary: str, /, *, titles: Mapping[str, str] = {}) -> str:
    """Return the summary of a matter with the codes between its dots and commas in the current language, rules by titles."""
    return " · ".join(", ".join(titles.get(one) or _word(one) for one in part.split(", ")) for part in summary.split(" · "))


def _word(code: str) -> str:
    return next((str(_TABLES[kind][code]) for kind in SUMMARY_TABLES if code in _TABLES[kind]), code)


def codes(kind: str, /) -> tuple[str, ...]:
    """List the codes a table has names for."""
    return tuple(_TABLES[kind])
