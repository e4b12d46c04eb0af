"""The platform's own duties as the desk shows them: what is red, what is due, and the forms that keep the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.analytics.staffing import StaffingLine, staffing_report
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import CASES_READ, DUTIES_MANAGE
from goodstanding.apps.obligations.controls import CONTROLS
from goodstanding.apps.obligations.reading.conduct import conduct
from goodstanding.apps.obligations.reading.documents import control_coverage, slots, versions_of
from goodstanding.apps.obligations.reading.features import features
from goodstanding.apps.obligations.reading.filings import filings, pending_changes
from goodstanding.apps.obligations.reading.licences import licences
from goodstanding.apps.obligations.reading.offices import directory, offices
from goodstanding.apps.obligations.reading.staffing import month_of
from goodstanding.apps.obligations.values import CONDUCT_ITEMS, QUESTIONS, ROLES, Slot
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of

_MONTHS = 6

Kind = Literal["text", "long", "date", "number", "choice", "check", "file", "hidden"]


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a form. ``given`` is what it holds at first."""

    name: str
    title: str
    kind: Kind = "text"
    choices: tuple[Choice, ...] = ()
    given: str = ""
    hint: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form that keeps a record; ``step`` names the service it calls."""

    step: str
    title: str
    button: str
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One record: what it is, how it stands, what may be done with it."""

    name: str
    state: str
    detail: str = ""
    is_red: bool = False
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: its records and the form for another."""

    code: str
    title: str
    says: str
    lines: tuple[Line, ...]
    forms: tuple[Form, ...] = ()

    @property
    def red(self) -> int:
        """How many of its records are red."""
        return sum(line.is_red for line in self.lines)


def duties(*, at: datetime, may_keep: bool) -> tuple[Duty, ...]:
    """Gather every duty; without the right to keep them there are no forms."""
    found = (_offices(at), _licences(at), _documents(at), _controls(at), _staffing(at), _features(), _conduct(at), _filings(at))
    return found if may_keep else tuple(_read_only(duty) for duty in found)


def staffing_lines(*, at: datetime) -> tuple[StaffingLine, ...]:
    """Return people against volumes for the last six months."""
    last = month_of(at)
    year, n = int(last[:4]), int(last[5:]) - (_MONTHS - 1)
    first = f"{year - (n < 1):04d}-{n + 12 * (n < 1):02d}"
    return staffing_report(first, last)


def _read_only(duty: Duty) -> Duty:
    lines = tuple(Line(one.name, one.state, one.detail, one.is_red) for one in duty.lines)
    return Duty(duty.code, duty.title, duty.says, lines)


def _people() -> tuple[Choice, ...]:
    ids = {*identity.holders_of(CASES_READ), *identity.holders_of(DUTIES_MANAGE)}
    return tuple(
        Choice(str(user_id), name, "") for user_id, name in sorted(identity.names_of(ids).items(), key=lambda one: one[1])
    )


def _offices(at: datetime) -> Duty:
    people = _people()
    lines = []
    for one in offices(at=at):
        name = name_of("office", one.office)
        blanks = (Blank("office", "", "hidden", given=one.office), Blank("user", pgettext("duty", "Person"), "choice", people))
        forms = [
            Form(
                "appoint", _("Appoint"), _("Appoint"), (*blanks, Blank("until", _("Last day of the term"), "date", needed=False))
            )
        ]
        if one.holder:
            until = one.holder.term_ends.isoformat() if one.holder.term_ends else ""
            holder = identity.names_of([one.holder.user_id]).get(one.holder.user_id, "")
            detail = " · ".join(filter(None, (moments.local(one.holder.starts_at), until)))
            reason = (Blank("office", "", "hidden", given=one.office), Blank("reason", _("Reason"), "long"))
            forms.append(Form("relieve", _("Relieve"), _("Relieve"), reason))
            lines.append(Line(name, holder, detail, forms=tuple(forms)))
        else:
            lines.append(Line(name, _("vacant"), is_red=True, forms=tuple(forms)))
    says = _("While nobody holds the office of content safety, no account is closed or listed.")
    return Duty("offices", _("Content safety officer"), says, tuple(lines))


def _licences(at: datetime) -> Duty:
    lines = []
    for one in licences(at=at):
        state = _("expired") if one.is_red else _("held")
        until = _("until %(day)s") % {"day": one.valid_to} if one.valid_to else _("without an end")
        form = Form("end_licence", _("Take off the list"), _("Take off the list"), (Blank("ref", "", "hidden", given=one.ref),))
        lines.append(Line(f"{one.kind} {one.number}", state, f"{one.issuer} · {until}", one.is_red, (form,)))
    blanks = (
        Blank("kind", _("Kind"), hint="icp_licence, icp_filing, news_service …"),
        Blank("number", _("Number")),
        Blank("issuer", _("Issued by")),
        Blank("until", _("Last day it is valid"), "date", needed=False),
        Blank("file", _("File: PDF, PNG or JPEG"), "file"),
    )
    form = Form("licence", _("Note a licence"), _("Put into the vault"), blanks)
    return Duty(
        "licences", _("Licences of the platform"), _("Reminders go out 60, 30 and 7 days before the end."), tuple(lines), (form,)
    )


def _documents(at: datetime) -> Duty:
    lines = []
    for one in slots(at=at):
        waiting = [version for version in versions_of(one.slot) if version.approved_at is None]
        forms = tuple(
            Form("approve", _("Approve %(version)s") % {"version": version.version}, _("Approve"), (_hidden(version.ref),))
            for version in waiting[:3]
        )
        version = one.version
        state = version.version if version else _("none approved")
        detail = moments.local(version.approved_at) if version and version.approved_at else ""
        lines.append(Line(name_of("slot", one.slot), state, detail, one.is_red, forms))
    choices = tuple(Choice(slot, name_of("slot", slot), "") for slot in Slot)
    blanks = (
        Blank("slot", _("System"), "choice", choices),
        Blank("version", _("Version")),
        Blank("body", _("Text"), "long"),
        Blank("controls", _("Controls it names"), hint=", ".join(CONTROLS)),
        Blank("review", _("To be reviewed on"), "date"),
    )
    form = Form("document", _("Write a version"), _("Write"), blanks)
    says = _("Nine documents, each approved within twelve months by somebody other than who wrote it.")
    return Duty("documents", _("Management documents"), says, tuple(lines), (form,))


def _controls(at: datetime) -> Duty:
    lines = tuple(
        Line(one.control, _("%(n)d entries in the record") % {"n": one.evidence}, name_of("slot", one.slot), one.has_failed)
        for one in control_coverage(at=at)
    )
    return Duty(
        "controls", _("Controls at work"), _("Counted from the record; a control without an entry in its period is red."), lines
    )


def _staffing(at: datetime) -> Duty:
    found = staffing_lines(at=at)
    running = month_of(at)
    lines = tuple(
        Line(
            one.month,
            _("not noted") if one.is_missing else _("%(n)d reviewers") % {"n": one.reviewers},
            _ratio(one),
            one.is_missing and one.month != running,
        )
        for one in reversed(found)
    )
    counts = tuple(Blank(role, name_of("staff_role", role), "number", given="0") for role in ROLES)
    spoken = Blank("languages", _("Languages reviewers read"), given="zh, en")
    form = Form(
        "staffing", _("Note a month"), pgettext("form", "Note"), (Blank("month", _("Month"), given=running), *counts, spoken)
    )
    says = _("People are noted; posts, reports and accounts are counted.")
    return Duty("staffing", _("Staff against volumes"), says, lines, (form,))


def _ratio(one: StaffingLine) -> str:
    if one.posts_per_reviewer_day is None:
        return _("%(posts)s posts and %(reports)s reports a day, %(accounts)d accounts") % {
            "posts": one.posts_per_day,
            "reports": one.reports_per_day,
            "accounts": one.accounts,
        }
    return _("for each reviewer: %(posts)s posts and %(reports)s reports a day, %(accounts)s accounts") % {
        "posts": one.posts_per_reviewer_day,
        "reports": one.reports_per_reviewer_day,
        "accounts": one.accounts_per_reviewer,
    }


def _features() -> Duty:
    lines = []
    for one in features():
        code = Blank("code", "", "hidden", given=one.code)
        forms = []
        if one.is_on:
            forms.append(Form("off", _("Switch off"), _("Switch off"), (code,)))
        else:
            if one.is_flagged:
                file = Blank("file", _("Assessment report: PDF, PNG or JPEG"), "file")
                forms.append(Form("report", _("Attach the report"), _("Attach"), (code, file)))
                forms.append(Form("approve_feature", _("Approve the assessment"), _("Approve"), (code,)))
            forms.append(Form("on", _("Switch on"), _("Switch on"), (code,)))
        state = pgettext("feature", "on") if one.is_on else pgettext("feature", "off")
        parts = (
            _("reaches the public or mobilises it") if one.is_flagged else _("nothing flags it"),
            _("report %(sha)s…") % {"sha": one.report_sha256[:12]} if one.report_sha256 else _("no report"),
            _("approved") if one.approved_at else _("not approved"),
        )
        detail = " · ".join(parts) if one.is_flagged else parts[0]
        lines.append(Line(f"{one.title} ({one.code})", state, detail, not one.may_go_on, tuple(forms)))
    answers = tuple(Blank(name, name_of("launch_question", name), "check", needed=False) for name in QUESTIONS)
    blanks = (Blank("code", _("Name of the switch"), hint="live_rooms"), Blank("title", _("What it is")), *answers)
    says = _("One yes flags a feature: it is switched on only with an assessment report that somebody else approved.")
    return Duty(
        "features", _("Launch gate"), says, tuple(lines), (Form("feature", _("Answer for a feature"), _("Keep"), blanks),)
    )


def _conduct(at: datetime) -> Duty:
    found = conduct(at=at)
    lines = []
    for one in found:
        if one.record is None:
            lines.append(Line(str(one.year), _("not signed"), is_red=True))
            continue
        undone = [f"{name_of('conduct', name)}: {note}" for name, (done, note) in one.record.items.items() if not done]
        who = identity.names_of([one.record.signed_by]).get(one.record.signed_by, "")
        lines.append(Line(str(one.year), _("signed by %(name)s") % {"name": who}, " · ".join(undone)))
    year = found[0].year
    blanks = [Blank("year", "", "hidden", given=str(year))]
    for name in CONDUCT_ITEMS:
        blanks.append(Blank(name, name_of("conduct", name), "check", needed=False))
        blanks.append(Blank(f"{name}_note", _("Note: %(item)s") % {"item": name_of("conduct", name)}, needed=False))
    form = Form("sign", _("Sign the checklist of %(year)d") % {"year": year}, _("Sign"), tuple(blanks))
    forms = (form,) if found[0].is_red else ()
    says = _("Read through and signed once a year. Nothing is scored, and no decision rests on this duty alone.")
    return Duty("conduct", _("Conduct duty"), says, tuple(lines), forms)


def _filings(at: datetime) -> Duty:
    lines = []
    for one in filings():
        state = _("filed, receipt %(receipt)s") % {"receipt": one.receipt} if one.filed_at else _("prepared, not filed")
        receipt = Form(
            "receipt", _("Note the receipt"), pgettext("form", "Note"), (_hidden(one.ref), Blank("receipt", _("Receipt number")))
        )
        detail = f"{moments.local(one.prepared_at)} · {one.package_sha256[:12]}…"
        lines.append(Line(one.office_name, state, detail, forms=() if one.filed_at else (receipt,)))
    lines += [Line(one.name, one.change, " · ".join((one.kind, *one.detail)), is_red=True) for one in pending_changes(at=at)[:20]]
    known = directory()
    places = tuple(Choice(one.code, one.name, "") for one in known)
    channel = (
        Blank("code", _("Office"), "choice", places),
        Blank("channel", _("How it is reached")),
        Blank("checked", _("Checked on"), "date"),
    )
    reached = tuple(Choice(one.code, one.name, "") for one in known if one.channel)
    forms = [Form("office", _("Note how an office is reached"), pgettext("form", "Note"), channel)]
    if reached:
        forms.insert(0, Form("filing", _("Prepare a package"), _("Prepare"), (Blank("code", _("Office"), "choice", reached),)))
    says = _("A package is prepared here and filed by a person; what changed since the last receipt is red.")
    return Duty("filings", _("Filing"), says, tuple(lines), tuple(forms))


def _hidden(ref: str) -> Blank:
    return Blank("ref", "", "hidden", given=ref)
